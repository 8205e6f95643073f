"""How the shots of a whole story become pictures: what of an answer may stand on the board, and in fixed words what it does not say."""

import re
from collections.abc import Collection, Iterator, Sequence

from storyboard import names, staging
from storyboard.cast.spelt import written_otherwise
from storyboard.check.shown import flat
from storyboard.lettering import lettering, seen_words
from storyboard.model import Staging
from storyboard.patterns import deferred
from storyboard.plan.answers import QUOTES, in_picture, retold, word_faults
from storyboard.plan.passages import Answered, replaced, tidy
from storyboard.plan.questions import Context

LONGEST = 600
"""Characters of a picture."""
_APART = deferred(r"[\s:：,，、/|·—–-]+")
_TAIL = deferred(r"[，,；;。.、][^，,；;。.、]*[。.]?$")
_CLAUSE = deferred(r"[，,；;。.！!？?]")
_UTTERS = deferred(r"\b(?:says|saying|reads|reading)(?: out| aloud)?[:,]?\s*$|[念说读]出?[:：]?\s*$", re.I)
"""Right before what somebody says or reads out, where they are named in the clause; of a sign it is what stands there."""
_BLURRED = deferred(
    r"虚化|看不清|看不见字|模糊|不可读|认不出|\bblurred\b|\bunreadable\b|\bout of focus\b|\billegible\b|\bsoft text\b",
    re.I,
)


def left_out(shot: Answered) -> Iterator[str]:
    """What code would have to leave out of a shot."""
    head, picture = head_of(shot), tidy(shot.data["picture"], shot.context)
    yield from (f"{head}: {fault}" for fault in _wrong(picture[:LONGEST], shot))
    shown = [words for line in shot.lines if line.kind == "action" for words in lettering(line.text)]
    if shown and (blurred := _BLURRED.search(picture)):
        yield f"{head}: “{shown[0][:20]}” of the script is to be read in the picture, and the answer says {blurred[0]}"


def head_of(shot: Answered) -> str:
    """How a sentence about a shot begins: `shot 3 (through 12)`."""
    return f"shot {shot.number} (through {shot.after.number})"


def _wrong(picture: str, shot: Answered) -> Iterator[str]:
    """What is wrong with a picture."""
    if not 4 <= len(picture) <= LONGEST:
        yield f"picture has {len(picture)} characters; write 4 to {LONGEST}"
    yield from word_faults("picture", _unlettered(picture, shot), shot.context)
    yield from retold(picture, shot.lines, "picture")


def _unlettered(picture: str, shot: Answered) -> str:
    """A picture without quotations whose words the script has, letter by letter, and which can be read there: at once, or part by part (TODAY: PUDDING).

    In an action or a caption of the episode, or in a speech that quotes: a letter, a log that is read out. What stands written on something by the
    picture's own words may be in any speech: the slip of paper from which she reads; a picture that only says again what is said is no such thing.
    """
    written = seen_words(picture)
    for quote in QUOTES.finditer(picture):
        if _is_read(quote, shot, written):
            picture = picture.replace(quote[0], "")
    return picture


def _is_read(quote: re.Match[str], shot: Answered, written: Collection[str]) -> bool:
    """Whether the script has the words of a quotation where they can be read. `written`: what stands on something by the picture's words."""
    spoken = [line for line in shot.passage.lines if line.kind == "speech"]
    clause = _CLAUSE.split(quote.string[: quote.start()])[-1]
    borne = _inside(quote) in written and not (_UTTERS.search(clause) and names.found(clause, shot.context.known))
    read_out = (
        line.unit.text
        for line in spoken
        if borne or QUOTES.search(line.unit.text) or not in_picture(line, shot.context.cast)
    )
    texts = [text.casefold() for text in (*shot.passage.readable, *map(flat, read_out))]
    parts = [flat(part).casefold() for part in _APART.split(_inside(quote)) if flat(part)]
    whole = flat(_inside(quote)).casefold()
    if not whole or any(whole in text for text in texts):
        return bool(whole)
    shown = "\n".join(line.text for line in shot.passage.lines if line.kind in ("action", "caption", "speech"))
    return all(any(part in text for text in texts) or written_otherwise(part, shown) for part in parts)


def _inside(quote: re.Match[str]) -> str:
    return next((part for part in quote.groups() if part), "")


def usable(picture: str, shot: Answered) -> str:
    """A picture in one line, cut behind a clause where it is too long; empty where it may not stand on the board."""
    picture = tidy(picture, shot.context)
    while len(picture) > LONGEST:
        shorter = _TAIL.sub("", picture)
        picture = shorter if shorter != picture else picture[:LONGEST]
    if shot.written and list(_wrong(picture, shot)):  # what the script has nowhere is not to be read; the rest stands
        written = seen_words(picture)
        picture = QUOTES.sub(lambda quote: quote[0] if _is_read(quote, shot, written) else _inside(quote), picture)
    return "" if list(_wrong(picture, shot)) else picture.rstrip("。. ")


def _with_looks(picture: str, context: Context, shown: set[str]) -> str:
    """A picture with the looks of those who have no entry in the cast, behind what they are called; `shown` grows by whose it tells."""
    for one in context.cast.story.others if context.cast.story else ():
        told = context.known.language.word("staging.told.other").format(one.name, one.look)
        if one.look and one.name not in shown and told not in picture:
            before, picture = picture, replaced(picture, _alone(one.name, context), told, most=1)
            shown |= {one.name} if picture != before else set()
    return picture


def _alone(name: str, context: Context) -> str:
    """A pattern of what somebody without an entry is called, where it is no part of a longer name of the cast: 便衣 in 便衣甲."""
    longer = [one.name for one in context.cast.members if name in one.name and name != one.name]
    ahead = {each[: each.index(name)] for each in longer} - {""}
    behind = {each[each.index(name) + len(name) :] for each in longer} - {""}
    before = "".join(rf"(?<!{re.escape(words)})" for words in sorted(ahead))
    return rf"{before}{re.escape(name)}" + "".join(rf"(?!{re.escape(words)})" for words in sorted(behind))


def pictured(clips: Sequence[Sequence[Answered]]) -> Iterator[tuple[Answered, Staging]]:
    """Every shot of the clips with its staging: the answer's own picture, and in fixed words whom or where it does not say.

    Of those who have no entry in the cast the looks are told once in each clip.
    """
    for clip in clips:
        yield from _pictured(clip)


def _pictured(clip: Sequence[Answered]) -> Iterator[tuple[Answered, Staging]]:
    shown: set[str] = set()
    for shot in clip:
        known = shot.context.known
        people = [one for one in shot.people() if shot.may_show(one.who)]
        seen = {one.who for one in people}
        speaker = shot.speaker()
        heard = speaker[-1] if speaker and not seen & set(speaker) else ""
        picture = usable(shot.data["picture"], shot)
        said = _with_looks(staging.completed(picture, people, known), shot.context, shown)
        if heard and not said:
            people, heard = [staging.Told(heard, "centre", "camera")], ""
            said = staging.completed("", people, known)
        moved = (shot.moved("enters"), shot.moved("exits"))
        yield shot, staging.as_told(said, people, moved, heard, known.language)
