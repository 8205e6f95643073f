"""What the pictures say: the speaker named, place and hour steady, none like another, nothing quoted or retold."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from storyboard import marks, names, speech, timeline
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.check.shown import flat
from storyboard.lab.metrics.answers import PICTURES, answer_of, entries, numbered_calls
from storyboard.lab.metrics.metric import NO_SHOTS, Metric, counted, none, place, scenes, scored, short, shots, told
from storyboard.lab.runs import RunEpisode, RunEvidence
from storyboard.model import Score, Shot
from storyboard.patterns import deferred
from storyboard.plan.answers import LEAST_QUOTED, QUOTES, SAYS

GRAM = 3
"""Characters of one n-gram."""
NEAR = 0.7
"""Share of common n-grams (Jaccard) from which two pictures are nearly equal. Measured: pictures that a model wrote for a
scene of two people have at most 0.32 in common, a copy with a name or two words exchanged 0.8-0.95, and the rule planner's
pictures of two people in the same pose 0.55-0.9."""
OFTEN, HABIT = 3, 0.25
"""A phrase is a habit from this many pictures of an episode on, and from this share of them. Measured on ten boards of a model
told to put something blurred into every foreground: 48 % of their pictures held one; told otherwise, 1 %."""
FRAMING = deferred(
    r"(?:画面|镜头|中线|左侧|右侧|左边|右边|偏左|偏右|朝左|朝右|上方|下方|深处|左|右)+|"
    r"\b(?:on |at |in |to |of |near |by )?(?:the |his |her )?(?:left|right|frame|centre|center|line|side)\b",
    re.IGNORECASE,
)
"""Words for where in the frame something is."""
LEAST = 12
"""Characters a picture must have to be compared; shorter ones are alike by chance."""


def picture(shot: Shot) -> str:
    """What a planner described: the visual without marks and captions, which the program writes."""
    return timeline.CAPTION.sub("", marks.without(shot.visual)).strip("，, ")


def _speaker_missing(found: RunEvidence) -> Score:
    missing: list[tuple[str, str]] = []
    speaking = 0
    for work in found.works:
        known = names.naming(work.board.character_setting, found.cast, "", names.language_of(work.board))
        for number, shot in enumerate(work.board.shots, start=1):
            people = _mouths(shot, work, known)
            if people:
                speaking += 1
                seen = set(names.found(marks.without(shot.visual), known))
                if not seen & people:
                    missing.append((place(work, number), f"{shot.dialogue.role} speaks"))
    if not speaking:
        return none("speaker_missing", "Nobody speaks in the picture.")
    return counted(
        "speaker_missing",
        missing,
        f"All {speaking} shots that show their speaker name them.",
        "Speakers that their picture does not name",
    )


def _mouths(shot: Shot, work: RunEpisode, known: names.Naming) -> set[str]:
    """Who must be seen because they speak here: nobody where the voice comes from elsewhere, nor names of one character."""
    role = shot.dialogue.role
    delivery = speech.delivery_of(shot.action)[0]
    character = work.board.character_setting.get(role)
    if not shot.dialogue.text or character is None or delivery in ("voiceover", "offscreen", "phone"):
        return set()
    kind = kind_of(read_appearance(character.appearance))
    people = {role, *names.members(role, known)} if kind in ("person", "joint") else set()
    return {name for name in people if len(name) > 1 and not names.NARRATORS.search(name)}


def _steady(found: RunEvidence) -> Score:
    wrong: dict[str, str] = {}
    count = 0
    for work in found.works:
        for _, run in scenes(work):
            count += 1
            first = _where(run[0][1])
            away = next(((at, shot) for at, shot in run if _where(shot) != first), None)
            if away:
                fields = zip(("location", "time", "weather"), first, _where(away[1]), strict=True)
                wrong[away[0]] = "; ".join(
                    f"{name} {one} became {other}" for name, one, other in fields if one != other
                )
    if not count:
        return none("steady", NO_SHOTS)
    why = f"Place, time and weather stay the same in {count - len(wrong)} of {count} scenes"
    return scored("steady", 1 - len(wrong) / count, f"{why}{'; not at ' + told(wrong) if wrong else ''}.", wrong)


def _where(shot: Shot) -> tuple[str, str, str]:
    return shot.location, shot.time, shot.weather


def _near_equal(found: RunEvidence) -> Score:
    if not any(work.board.shots for work in found.works):
        return none("near_equal", NO_SHOTS)
    pairs = sorted((pair for work in found.works for pair in _alike(work)), key=lambda pair: -pair[0])
    hits = [(one, f"{likeness * 100:.0f} % as shot {other.rpartition(' ')[2]}") for likeness, one, other in pairs]
    return counted(
        "near_equal", hits, "No two pictures of an episode are nearly equal.", "Pairs of nearly equal pictures"
    )


def _alike(work: RunEpisode) -> Iterator[tuple[float, str, str]]:
    """(likeness, later place, earlier place) of every two pictures of an episode that are nearly equal.

    A picture's n-grams are the bits of one integer: common ones are counted in one step.
    """
    bits: dict[str, int] = {}
    held: list[tuple[int, int, str]] = []
    for number, shot in enumerate(work.board.shots, start=1):
        text = flat(picture(shot)).casefold()
        if len(text) < LEAST:
            continue
        mask = 0
        for at in range(len(text) - GRAM + 1):
            mask |= 1 << bits.setdefault(text[at : at + GRAM], len(bits))
        size = mask.bit_count()
        for other, count, earlier in held:
            if min(size, count) >= NEAR * max(size, count):
                common = (mask & other).bit_count()
                likeness = common / (size + count - common)
                if likeness >= NEAR:
                    yield likeness, place(work, number), earlier
        held.append((mask, size, place(work, number)))


def _invented_quotes(found: RunEvidence) -> Score:
    source = flat(found.script.text)
    texts = [(at, shot.visual) for at, _, shot in shots(found)]
    texts += [
        (at, text) for at, call in numbered_calls(found) if call.kind in PICTURES for text in _raw(answer_of(call))
    ]
    if not texts:
        return none("invented_quotes", NO_SHOTS)
    made: dict[str, tuple[str, str]] = {}
    for at, text in texts:  # a picture and the answers it came from hold the same words: one quotation is one
        for words in quoted(text):
            if flat(words) not in source:
                made.setdefault(flat(words), (at, f"“{short(words, 20)}”"))
    hits = list(made.values())
    return counted(
        "invented_quotes",
        hits,
        "Nothing is quoted, in pictures or raw answers, that the script does not say.",
        "Quotations that the script does not have",
    )


def _raw(data: dict[str, object]) -> Iterator[str]:
    """Every text of an answer that describes something."""
    for entry in [data, *entries(data)]:
        for field in ("light", "camera", "visual", "style_tags"):
            text = entry.get(field)
            if isinstance(text, str):
                yield text


def quoted(text: str) -> Iterator[str]:
    """What a text quotes or lets somebody say."""
    bare = QUOTES.sub("", text)
    yield from (
        words for match in QUOTES.finditer(text) if (words := next((each for each in match.groups() if each), ""))
    )
    for match in SAYS.finditer(bare):
        words = bare[match.end() :].strip()
        yield from filter(
            None, [words[: next((at for at, char in enumerate(words) if char in "，。！？；,.!?;"), len(words))]]
        )


def _speech_in_pictures(found: RunEvidence) -> Score:
    if not any(work.board.shots for work in found.works):
        return none("speech_in_pictures", NO_SHOTS)
    told_twice = [hit for work in found.works for hit in _retold(work, _lines(work))]
    return counted(
        "speech_in_pictures",
        told_twice,
        "No picture repeats what is said.",
        "Pictures that repeat spoken words, which a video model may say twice",
    )


def _lines(work: RunEpisode) -> list[str]:
    spoken = dict.fromkeys(flat(shot.dialogue.text).rstrip("。！？.!?") for shot in work.board.shots)
    return [words for words in spoken if speech.syllables(words) >= LEAST_QUOTED]


def _retold(work: RunEpisode, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, shot in enumerate(work.board.shots, start=1):
        told_here = flat(picture(shot))
        yield from ((place(work, number), f"“{short(words, 20)}”") for words in lines if words in told_here)


def _picture_length(found: RunEvidence) -> Score:
    lengths = [(at, speech.syllables(picture(shot))) for at, _, shot in shots(found)]
    if not lengths:
        return none("picture_length", NO_SHOTS)
    mean = sum(length for _, length in lengths) / len(lengths)
    by_length = sorted(lengths, key=lambda each: each[1])
    least, most = by_length[0], by_length[-1]
    why = f"{mean:.0f} characters a picture (a Latin word counts 1.5); from {least[1]:.0f} at {least[0]} to {most[1]:.0f} at {most[0]}."
    return scored("picture_length", mean, why, [least[0], most[0]])


def _stock_phrases(found: RunEvidence) -> Score:
    """Share of pictures with a turn of phrase that many pictures of the episode have: what a model writes by habit."""
    count, hits, phrases = 0, dict[str, str](), dict[str, int]()
    for work in found.works:
        known = names.naming(work.board.character_setting, found.cast, "", names.language_of(work.board))
        held = {place(work, at): _turns(picture(shot), known) for at, shot in enumerate(work.board.shots, start=1)}
        count += len(held)
        often = Counter(turn for turns in held.values() for turn in turns)
        stock = {turn: number for turn, number in often.items() if number >= max(OFTEN, len(held) * HABIT)}
        phrases |= stock
        hits |= {
            at: max(turns & stock.keys(), key=lambda turn: (stock[turn], turn))
            for at, turns in held.items()
            if turns & stock.keys()
        }
    if not count:
        return none("stock_phrases", NO_SHOTS)
    most = sorted(phrases, key=lambda turn: (-phrases[turn], turn))[:3]
    named = "; most often " + ", ".join(f"“{turn}” in {phrases[turn]}" for turn in most) if most else ""
    return scored(
        "stock_phrases", len(hits) / count, f"{len(hits)} of {count} pictures hold a phrase of habit{named}.", hits
    )


def _turns(text: str, known: names.Naming) -> set[str]:
    """Every four Han characters or three Latin words in a row, without names and without where in the frame somebody is."""
    bare = FRAMING.sub("|", names.without(text, known)).casefold()
    if known.language.does("writing.words"):
        runs = [re.findall(r"[a-z’'-]+", run) for run in re.split(r"[^a-z’' -]+", bare)]
        return {" ".join(run[at : at + 3]) for run in runs for at in range(len(run) - 2)}
    return {run[at : at + 4] for run in re.split(r"[^\u3400-\u9fff]+", bare) for at in range(len(run) - 3)}


METRICS = (
    Metric("speaker_missing", "speakers not in their picture", "lower", "", _speaker_missing, 0),
    Metric("steady", "scenes steady in place and time", "higher", "%", _steady, 0.0),
    Metric("near_equal", "nearly equal pictures", "lower", "", _near_equal, 0),
    Metric("stock_phrases", "pictures with a phrase of habit", "lower", "%", _stock_phrases, 0.1),
    Metric("invented_quotes", "invented quotations", "lower", "", _invented_quotes, 0),
    Metric("speech_in_pictures", "speech retold in pictures", "lower", "", _speech_in_pictures, 0),
    Metric("picture_length", "length of a picture", "middle", "characters", _picture_length, 5.0, (30.0, 90.0)),
)  # fmt: skip
"""The target of a picture's length is what prompts/shots asks for: 30-90 Han characters, 20-60 English words."""
