"""Prompts that tell a clip as one, against the board: every field once, each phrase one person, rules once, no name."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial, reduce
from itertools import pairwise

from storyboard import (
    ambience,
    beasts,
    beds,
    directing,
    glossary,
    marks,
    names,
    overheard,
    palettes,
    playing,
    speech,
    timeline,
    titles,
    whereabouts,
)
from storyboard import camera as framing
from storyboard.alone import timed
from storyboard.cast import roles
from storyboard.cast.apposed import without_looks
from storyboard.cast.looks import is_noun, kind_of, mixed, nouns, read_appearance, tell_voice
from storyboard.cast.voicing import as_heard, heard_apart, voice_in_words
from storyboard.check.align import SaidWords
from storyboard.check.told import (
    PLACE,
    ClipReading,
    Known,
    Mention,
    compiled,
    follows,
    gap_of,
    headed,
    lacks,
    members_of,
    one_look,
    parts_first,
    pattern_of,
    pieces,
    trade_before,
    two_looks,
    voice_words,
    worn_of,
)
from storyboard.languages import CODES, Language
from storyboard.languages import scenery as vocabulary
from storyboard.lettering import lettering, numbers, paired, seen_words, shown_again, told_by_letter
from storyboard.model import Character, Clip, Detail, Fault, Looks, Offer, Part, Shot
from storyboard.patterns import deferred, tabled
from storyboard.records import dataclass
from storyboard.rules import finding
from storyboard.rules.words import PHRASES
from storyboard.scenes import Scenes
from storyboard.staging import read as staging_of
from storyboard.staging import unseen
from storyboard.staging.things import retold

_UPRIGHT = deferred(r"竖屏|横屏|竖版|横版|vertical|widescreen", re.IGNORECASE)
_RATIO = deferred(r"(?:^|[，,])\s*(?:竖屏|横屏|竖版|横版|(?:vertical|widescreen)\s*(?=[,]|$))", re.IGNORECASE)
_STOPLESS = deferred(r"[^\s.。！？!?](?=\s*(?:[\[【\n]|\Z))")
"""Where a sentence of a board ends without its stop."""
_ASIDE = deferred(r"[（(][^（()）：:“”「」『』⟦⟧\"]*[）)]")
_OWN_MARKS = deferred(r"[〔〕［］]|(?<!\[)\[(?!\[)|(?<!\])\](?!\])")
"""What a script puts around its actions and no prompt tells; two of them are an order to the rehearsal."""
_OF = {"his": "'s", "her": "'s"}
"""What stands behind a name in the place of a pronoun that owns something."""
NEAR = frozenset({"medium-close", "near", "close", "extreme-close"})
"""Sizes that show nobody below the chest."""
_UNSEEN = ("voiceover", "offscreen", "phone")

Tell = Callable[..., Fault]


@dataclass(slots=True)
class _Page:
    """One clip's prompt while it is read."""

    known: Known
    read: ClipReading
    language: str
    """Of the findings."""
    script: Language
    once: str
    """What people are told in full once in."""
    style: str = ""
    """Of the setting; empty: as the board has it."""
    phrases: dict[str, str] = field(default_factory=dict)
    """Phrase -> whose."""
    full: set[str] = field(default_factory=set)
    """Looks of those who were told in full."""
    voices: set[tuple[str, str]] = field(default_factory=set)
    styles: set[str] = field(default_factory=set)
    styled: str = ""
    """All that is told of the style so far."""
    place: tuple[str, str, str] = ("", "", "")
    usual: Mapping[str, Character] = field(default_factory=dict)
    worn: tuple[str, ...] = ()
    """Clothes and hair in whose words a role stands."""
    absent: frozenset[str] = frozenset()
    """Whom a shot speaks of though they are only heard."""
    lit: str = ""
    """What lights the scene by the script."""
    mood: str = ""
    colours: str = ""
    """The main colours that the board names for a shot or near by."""
    spare: tuple[Detail, ...] = ()
    """What the prompt may do without."""
    spared: list[str] = field(default_factory=list)
    """What it does without, in the board's words."""
    things: set[str] = field(default_factory=set)
    """Fixed things of places whose side was told."""
    sets: str = ""
    """What the places of the board look like, as their first shots say."""
    locations: set[str] = field(default_factory=set)
    """Where the clip was already."""
    soundscape: str | None = None
    """What its places sound like, in English, where that stands behind the shots."""
    clip: tuple[Shot, ...] = ()
    """The shots of the clip."""
    earlier: beds.Before = None
    """The shot before in the clip, where prompts tell what is heard all through."""
    so_far: ambience.SoFar | None = None
    """What the same place and hour have told so far, where prompts are directed."""
    size: str = "medium"
    """How far the camera is in the shot that is read."""
    by_director: bool = False
    """Whether the pictures are a director's, beside which nobody is given anything to do."""
    rows: Sequence[tuple[str, str]] = ()
    """What the list of the shot that is read calls people, each with their looks."""
    beasts: Sequence[tuple[str, str]] = ()
    """What the picture that is read calls its animals and things that the clip shows first, each with its look."""
    owed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Looks of those whom a picture shows and no list told yet: name, and what the prompt calls them."""
    company: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Who is told of in the clip, or speaks in its picture, with the looks they have there."""


def check_clip(
    number: int, prompt: str, clip: Clip, bodies: Sequence[str], scenes: Scenes, naming: names.Naming,
    offer: Offer, read: ClipReading, language: str,
) -> tuple[list[Fault], list[SaidWords]]:  # fmt: skip
    """What is wrong with one prompt whose shots were counted already, and the words it has spoken.

    A prompt may do without levels of detail that would have made it longer than the offer's model takes, or its maker advises.
    """
    ask = partial(_check_clip, number, prompt, clip, bodies, scenes, naming, offer, read, language)
    faults, said, _ = ask(())
    left = faults
    levels = offer.levels if faults and read.manner.directed else ()
    for count in range(1, len(levels) + 1):
        fewer, _, spared = ask(levels[:count])
        told = _size(prompt, naming.language), sum(_size(words, naming.language) for words in spared)
        whole = len("\n".join((prompt, *spared)))
        long = bool(offer.advised_size) and sum(told) > offer.advised_size
        shot = max(map(len, bodies)) + sum(map(len, spared))
        long |= bool(offer.shot_size) and shot > offer.shot_size
        if spared and len(fewer) < len(left) and (long or (offer.prompt_limit and whole > offer.prompt_limit)):
            left = fewer
    return left, said


def _untitled(page: _Page, bodies: Sequence[str]) -> tuple[tuple[Shot, ...], Sequence[str]]:
    """The shots of a clip and what is told of them; those of rules without the titles that both have, a sentence behind a picture of clauses."""
    if page.by_director or not page.read.manner.directed:
        return page.clip, bodies
    language = page.script
    left: list[tuple[Shot, str]] = []
    for shot, body in zip(page.clip, bodies, strict=True):
        over = [_in_any_marks(told) for told in titles.drawn(shot.visual, language)]
        if over and all(told.search(body) for told in over):
            bare = replace(shot, visual=titles.undrawn_picture(shot.visual, language))
            left.append((bare, reduce(lambda text, told: told.sub("", text, count=1), over, body)))
        else:
            left.append((shot, body))
    return tuple(shot for shot, _ in left), tuple(body for _, body in left)


def _in_any_marks(told: str) -> re.Pattern[str]:
    """A title as a prompt tells it, whose template may have other quotation marks."""
    return re.compile(re.escape(told).replace("“", '[“「【⟦"]').replace("”", '[”」】⟧"]'))


def _size(text: str, script: Language) -> float:
    """Chinese characters, or two thirds of the words where a language writes words."""
    return len(text.split()) * 2 / 3 if script.does("writing.words") else float(speech.han(text))


def _check_clip(
    number: int, prompt: str, clip: Clip, bodies: Sequence[str], scenes: Scenes, naming: names.Naming,
    offer: Offer, read: ClipReading, language: str, spare: tuple[Detail, ...],
) -> tuple[list[Fault], list[SaidWords], list[str]]:  # fmt: skip
    """(what is wrong, what is spoken, what is not told because of `spare`)."""
    tell, board, read = partial(finding, language=language, clip=number), scenes.board, read.of(prompt)
    words = {**naming.aliases, **{name: name for name in board.character_setting}}
    narrators = [Language.of(code).word("names.narrator") for code in CODES]
    words = {word: name for word, name in words.items() if word not in narrators}
    pictured = {name: each.words for name, each in naming.pictured.items()}
    careful = read.manner.careful
    known = Known(board.character_setting, words, _handles(prompt, naming), pictured, careful=careful)
    page = _Page(known, read, language, naming.language, offer.looks, offer.style, spare=spare, sets=scenes.sets)
    overall, page.soundscape = read.overall(prompt), read.soundscape(prompt)
    page.styled, page.styles = f"{overall}\n", {each.strip().casefold() for each in re.split(r"[，,]", overall)}
    page.clip = tuple(titles.once(board.shots[part.shot], part, naming.language) for part in clip.parts)
    page.clip = beasts.once(page.clip, again=offer.again) if read.manner.directed and scenes.by_director else page.clip
    page.company = _company(page.clip, known, naming)
    page.by_director = read.manner.directed and scenes.by_director
    opening = partial(tell, shot=clip.parts[0].shot + 1)
    faults = list(_check_rules(prompt, bodies, clip, scenes, page, opening))
    if not read.manner.upright and (word := _RATIO.search(overall)):
        faults.append(opening("prompt-field", "untold", field="style", words=word[0].strip("，, ")))
    said: list[SaidWords] = []
    for part, shot, body in zip(clip.parts, *_untitled(page, bodies), strict=True):
        dressed = names.dressed(shot, naming).characters
        place = names.place_of(shot.location)
        instead = _instead(place, shot, naming.language)
        source = _source(part, shot)
        told = "\n".join([source, shot.camera, shot.location, shot.style_tags])
        page.rows, body = read.apart(body)
        page.beasts = marks.looks_of(shot.visual) if page.by_director else ()
        body = read.relisted(body, dressed.values(), told) if read.aside else body
        body = read.restored(body, _seen_words(source, read), told)
        body = read.unchanged(body, dressed.values(), told) if read.aside else body
        folded = f"{prompt}\n{body}".casefold()
        page.known = Known(dressed, words, known.handles, pictured, place, instead, careful, folded)
        page.size = framing.read(shot.camera).size
        page.usual, page.worn = board.character_setting, names.worn(names.dressed(shot, naming))
        staged = staging_of(shot.visual, names.dressed(shot, naming))
        deeds = shot.action
        if read.manner.directed:
            lines = [line.strip() for line in shot.action.split("\n")]
            beside = _gestures(lines, page, hidden=_hidden(shot))
            deeds = "\n".join(line for line in lines if line not in beside)
        acting = [name for _, _, name in page.known.mentions(deeds)]
        kept_out = [staged.voice] if staged else unseen(shot.visual, names.dressed(shot, naming))
        page.absent = frozenset(name for name in kept_out if name and name not in acting)
        if offer.looks == "shot":
            page.full.clear()
        if read.manner.directed:
            page.so_far, page.lit = scenes.so_far(part.shot), scenes.light(part.shot)
            page.mood, page.colours = scenes.mood(part.shot), scenes.colours(part.shot)
        faults += _check_shot(part, shot, body, page, partial(tell, shot=part.shot + 1))
        for line in page.read.read(body, "line"):
            match = page.read.speech.match(line)
            words_said = _marked(match["text"], part, page) if match else line
            said.append(SaidWords(shot.dialogue.role, words_said, part.shot + 1))
        page.locations.add(shot.location)
    return [*faults, *_check_owed(page, opening)], said, page.spared


def _marked(told: str, part: Part, page: _Page) -> str:
    """The words of a line with the quotation marks of which the other half stands in another piece, and which no prompt repeats."""
    bare = paired(part.text) if page.read.manner.directed else part.text
    return part.text if bare != part.text and _words(told) == _words(bare) else told


def _gestures(lines: Sequence[str], page: _Page, *, hidden: bool = False) -> list[str]:
    """Lines that say how somebody speaks: in brackets, without anybody's name but to whom; what the body of one who is not `hidden` does is none."""
    to = re.compile(page.script.word("prompt.to") if page.read.manner.directed else r"(?!)", re.IGNORECASE)
    asides = [line for line in lines if _ASIDE.fullmatch(line)]
    named = (page.known.mentions(heard_apart(line, page.script)) for line in asides)
    beside = [line for line, found in zip(asides, named, strict=True) if to.match(line) or not found]
    if not page.read.manner.directed or hidden:
        return beside
    return [line for line in beside if not tabled(page.script.word("prompt.done"), re.I).match(line.strip("（）()"))]


def _hidden(shot: Shot) -> bool:
    """Whether a line's speaker does not move their lips in the picture."""
    return speech.delivery_of(shot.action)[0] in (*_UNSEEN, "inner")


def _unmarked(action: str) -> str:
    """An action without a script's own marks around it, and without halves of brackets."""
    lines = (line.strip() for line in action.split("\n"))
    boxed = (line[:1] == "【" and line.find("】") == len(line) - 1 and line.count("【") == 1 for line in lines)
    action = "\n".join(
        line.strip()[1:-1] if whole else line for line, whole in zip(action.split("\n"), boxed, strict=True)
    )
    sized = r"【(?:大?特写|近景|中景|全景|远景|空镜头?)】|(?:^|(?<=\n)|(?<=△))(?:大?特写|近景|中景|全景|远景|空镜头?)[：:]\s*|(?:^|(?<=[\n△。（(]))大?特写(?=[\u4e00-\u9fff])"
    action = re.sub(r"[“「『\"]([\u4e00-\u9fff]{1,4})[！!—]*[”」』\"](?=地?的?(?:一|两|几|数)?声)", r"\1", action)
    bare = _OWN_MARKS.sub("", re.sub(sized, "", action))
    bare = re.sub(r"[（(]([^（）()\n]*\n[^（）()]*)[）)]", r"\1", bare)
    halves = "".join(pair for pair in ("()", "（）", "【】") if bare.count(pair[0]) != bare.count(pair[1]))
    return re.sub(f"[{re.escape(halves)}]", "", bare) if halves else bare


def _instead(place: str, shot: Shot, language: Language) -> str:
    """What is told of a place that nobody wrote: which side of the door it is."""
    if place != language.word("places.unknown"):
        return ""
    return language.word("places.inside" if vocabulary.is_inside(shot.location) else "places.outside")


def _handles(prompt: str, naming: names.Naming) -> dict[str, str]:
    """Usernames in use; those for which a model had no room are none."""
    return {name: handle for name, handle in naming.usernames.items() if f"@{handle}" in prompt}


def _check_rules(
    prompt: str, bodies: Sequence[str], clip: Clip, scenes: Scenes, page: _Page, tell: Tell
) -> Iterator[Fault]:
    """Who speaks, which text may be seen, that there is no music: each once; and the texts those of the script."""
    board = scenes.board
    rules = page.read.rules
    sources = [_source(part, titles.once(board.shots[part.shot], part, page.script)) for part in clip.parts]
    script = "\n".join(sources)
    parts = [part for part in clip.parts if not part.hold]
    spoken = any(speech.speakable(part.text) for part in parts if part.text)
    if page.read.manner.directed:
        spoken = spoken or any(part.first and _called_out(board.shots[part.shot].action, page) for part in parts)
    wanted = dict.fromkeys(
        text
        for part, source in zip(clip.parts, sources, strict=True)
        if not part.hold
        for text in _seen_words(source, page.read)
    )
    if page.by_director:
        there = "\n".join(page.read.fields["line"].sub("", body) for body in bodies)
        wanted |= dict.fromkeys((*shown_again(there, scenes.written), *numbers(_UNMARKED.sub("", there))))
    asked = page.read.manner.careful and any(_music_asked(board.shots[part.shot], page.script) for part in parts)
    asked = (
        asked and page.soundscape is None
    )  # a form with a field of its own for music says of every clip that it has none
    expected = ("spoken" if spoken else "silence", "texts" if wanted else "no_texts", "" if asked else "music")
    stop = page.script.word("writing.stop")
    plain = _unstyled(prompt, bodies, page)
    for name, pattern in rules.items():
        count = len(pattern.findall(plain))
        own = (
            len(pattern.findall(_STOPLESS.sub(r"\g<0>" + stop, script))) if name == "silence" else 0
        )  # a script may say so of people itself
        if count != own + (name in expected):
            yield tell("prompt-rule", "once" if count > 1 else "")
            return
    match = rules["texts"].search(prompt)
    allowed = next(filter(None, match.groups()), "") if match else ""
    if wanted and (left := [text for text in wanted if _letters(text.rstrip(".。")) not in _letters(allowed)]):
        yield tell("prompt-rule", "texts", text=left[0])


def _unstyled(prompt: str, bodies: Sequence[str], page: _Page) -> str:
    """A prompt without the styles of it, in which a clean picture is no rule."""
    told = (page.read.overall(prompt), *(each for body in bodies for each in page.read.read(body, "style")))
    for style in filter(None, told):
        prompt = prompt.replace(style, "", 1)
    return prompt


_UNMARKED = re.compile(r"[\"“”【】](?=\d[\d:.]*[\"“”【】])|(?<=\d)[\"“”【】]")
"""The marks around figures that a prompt sets off."""


def _called_out(action: str, page: _Page) -> bool:
    """Whether somebody calls out words in an action."""
    seen = _seen_words(action, page.read)
    quotes = names.QUOTED.finditer(action)
    return any(
        quote[0][1:-1] not in seen and tabled(page.script.word("prompt.calls"), re.I).search(action[: quote.start()])
        for quote in quotes
    )


def _source(part: Part, shot: Shot) -> str:
    """What the board has of words that may stand in a part's picture."""
    return f"{_without_captions(shot.visual)}\n{shot.action if part.first else ''}"


def _seen_words(source: str, read: ClipReading) -> tuple[str, ...]:
    """Words that are to be seen; told carefully, those in a script's own marks for writing too."""
    return seen_words(source) if read.manner.careful else lettering(source)


def _music_asked(shot: Shot, script: Language) -> bool:
    """Whether the script itself has music heard."""
    return overheard.musical(names.QUOTED.sub(" ", f"{shot.action}\n{shot.style_tags}"), script)


def _without_captions(visual: str) -> str:
    bare = marks.without(timeline.CAPTION.sub("", marks.without(visual)))
    return re.sub(r"([，,；;])\s*[，,；;]+", r"\1", bare).strip("，, ")


def _check_shot(part: Part, shot: Shot, body: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """One `Shot N`."""
    if "\n\n" in body.strip("\n"):
        yield tell("prompt-form", "blank")
    for name in ("scene", "style", "camera", "picture", "sound", "line"):
        if len(page.read.read(body, name)) > 1:
            yield tell("prompt-field", "twice", field=name)
    if page.read.manner.ambience:
        new = beds.begins(shot, page.so_far, page.earlier, page.script)
        sound = beds.heard(shot, page.script, page.clip, page.so_far)
        told = "".join(page.read.read(body, "sound"))
        back = "repeats" in page.spare and shot.location in page.locations
        if new and (back or ("ambience" in page.spare and sound not in told)):
            page.spared.append(sound)
            new = False
        yield from _check_ambience(shot, new, sound, told, page, tell)
        page.earlier = (shot, page.so_far)
    yield from _check_scene(shot, body, page, tell)
    yield from _check_style(part, shot, body, page, tell)
    yield from _check_picture(part, shot, body, page, tell)
    yield from _check_line(part, shot, body, page, tell)
    yield from _check_names(shot, body, page, tell)
    for name, look in two_looks(shot, page.read.fields["line"].sub("", body), page.usual, page.known.people):
        yield tell("two-looks", name=name, look=look)


def _check_scene(shot: Shot, body: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """Place, hour and weather, each where it is new in the clip."""
    told = "".join(page.read.read(body, "scene")).casefold()
    if page.known.instead and page.known.place.casefold() in body.casefold():
        yield tell("prompt-field", "untold", field="scene", words=page.known.place)
    here = (shot.location, shot.time, shot.weather)
    if here == page.place:
        if told and not page.read.manner.upright:
            yield tell("prompt-field", "twice", field="scene")
        return
    old, page.place = page.place, here
    wanted = [whereabouts.worded(each) if page.read.manner.careful else each for each in page.known.parts()]
    places = len(wanted)
    now = whereabouts.as_now(shot.time, shot.weather, page.script)
    time, dates = whereabouts.parted(now, page.script) if page.read.manner.directed else (shot.time, ())
    dates = () if old[0] == here[0] and whereabouts.parted(old[1], page.script)[1] == dates else dates
    hour = _hour_of(time, page)
    hour = whereabouts.listed(hour, shot.weather, page.script) if page.read.manner.directed else hour
    wanted += [*dates, hour] if here[:2] != old[:2] else []
    calm = page.script.words("prompt.no_weather")
    if (here[0], here[2]) != (old[0], old[2]) and shot.weather not in calm:
        wanted += shot.weather.split(page.script.word("writing.comma"))
    look = marks.set_of(shot.visual)
    if "repeats" in page.spare and shot.location in page.locations:
        page.spared += [text for text in wanted[places:] if text]
        wanted = wanted[:places]
    if "anchors" in page.spare and look:
        page.spared.append(look)
        look = ""
    for text in wanted:
        if text and text.casefold() not in told:
            yield tell("prompt-field", field="scene", words=text)
    if look and not re.search(pattern_of(look, page.known)[0], told, re.IGNORECASE):
        yield tell("prompt-field", field="scene", words=look)


def _hour_of(time: str, page: _Page) -> str:
    """An hour without the script's own mark behind it; told carefully, that mark where it is an hour itself: day (DUSK)."""
    careful = page.read.manner.careful
    time = timed(time, page.known.people, page.script) if careful else time
    marked = re.fullmatch(r"(.*?)(?: \((.+)\)|（(.+)）)" if careful else r"(.*?) \(([A-Z0-9 .,/-]+)\)", time)
    if marked is None:
        return time
    mark = next(filter(None, marked.groups()[1:]))
    own = vocabulary.hour(mark) if careful else None
    if own is None and re.search(r"[^A-Z0-9 .,/-]", mark):
        return time
    return marked[1] if own is None or own.same else mark.lower()


def _check_style(part: Part, shot: Shot, body: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """Each part of the style by the shot that first has it; sounds where they are heard."""
    language = page.script
    told = "".join(page.read.read(body, "style"))
    marks_of = (*language.words("prompt.sounds"), *language.words("prompt.cuts"))
    begins = re.compile("|".join(re.escape(mark) for mark in marks_of))
    head, *_ = begins.split(shot.style_tags, maxsplit=1)
    own = {each.strip().casefold() for each in re.split(r"[，,]", told)}
    page.styles |= own
    page.styled += f"{told}\n"
    wanted, unwanted = _of_setting([piece.strip() for piece in re.split(r"[，,]", head) if piece.strip()], shot, page)
    for each in wanted:
        said = rf"(?:^|[，,。：:]|\. | (?:an?|is|and|with|shows))\s*{pattern_of(each, page.known)[0]}\s*(?=[，,。.]| and | with |$)"
        if not _UPRIGHT.search(each) and not re.search(said, page.styled, re.IGNORECASE | re.MULTILINE):
            yield tell("prompt-field", field="style", words=each)
    if not page.read.manner.upright and (word := _RATIO.search(told)):
        yield tell("prompt-field", "untold", field="style", words=word[0].strip("，, "))
    lights = {each.casefold() for each in palettes.lights(language)}
    for each in unwanted:  # the light of another shot of the clip is told for that one
        if each.casefold() in (own if each.casefold() in lights else page.styles):
            yield tell("prompt-field", "untold", field="style", words=each)
    yield from _check_sounds(part, shot, begins, body, page, tell)


def _check_ambience(shot: Shot, new: bool, sound: str, told: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """What a place sounds like stands where it is `new` in the clip, and nowhere else."""
    if page.soundscape is not None:
        language = Language.of(ambience.GUIDES)
        place = beds.heard(shot, language, page.clip, page.so_far) if new else ""
        for each in ambience.due(place, page.soundscape, language):
            if each not in page.soundscape:
                yield tell("prompt-field", field="sound", words=each)
        return
    lacking = [each for each in ambience.due(sound, told, page.script) if each not in told] if new else []
    if lacking:
        yield tell("prompt-field", field="sound", words=sound)
    if not new and sound and sound in told:
        yield tell("prompt-field", "twice", field="sound")


def _check_sounds(
    part: Part, shot: Shot, begins: re.Pattern[str], body: str, page: _Page, tell: Tell
) -> Iterator[Fault]:
    """Each sound of the style tags by the shot in which it is heard, once: by its picture, or beside it. `begins`: what a sound or a cut begins with."""
    told, picture = ("".join(page.read.read(body, field)) for field in ("sound", "picture"))
    sounding, seen = tabled(page.script.word("prompt.heard_alone")), ""
    if page.read.manner.directed and not (page.so_far and page.so_far.scored):
        seen = shot.visual
    for mark in page.script.words("prompt.sounds"):
        for each in shot.style_tags.split(mark)[1:] if not part.hold else ():
            wanted = re.sub(r"^[（(][^（()）]*[）)]\s*", "", begins.split(each, maxsplit=1)[0].strip("，, "))
            wanted = wanted.rstrip("。. ") if page.read.manner.directed else wanted
            comma = page.script.word("writing.comma")
            _, *untold = ambience.further((told, wanted), page.script) if page.so_far else ("", wanted)
            parts = comma.join(untold).split(comma)  # what is told within another sound stands there
            # a clause of the script may tell it in its words
            named = [
                each for name in (ambience.sounding, overheard.told) for each in name(told, page.script, page.script)
            ]
            shown = {one for one in parts if sounding.search(one) and one in seen and one in picture}
            if any(one in told for one in shown):
                yield tell("prompt-field", "twice", field="sound")
            rest = [one for one in parts if one not in shown and one not in named]
            lacking = [one for one in rest if not re.search(pattern_of(one, page.known)[0], told, re.IGNORECASE)]
            if lacking:
                yield tell("prompt-field", field="sound", words=wanted)


def _of_setting(board_has: list[str], shot: Shot, page: _Page) -> tuple[list[str], list[str]]:
    """What is to be told of a shot's style, and what of the board's is not, because the setting stands in its place."""
    language = page.script
    whole = page.read.manner.palette
    mood = palettes.mood(page.style, shot, language, whole=whole, source=page.lit, near=page.colours)
    usual = [each.strip() for each in re.split(r"[，,]", language.word("style.usual"))]
    plain = [*usual] if page.style or whole else []
    plain += palettes.lights(language) if mood else []
    rest = [each for each in board_has if each not in plain]
    asked = page.style or (palettes.names()[0][0] if whole and set(usual) & set(board_has) else "")
    look = palettes.taken_on(palettes.style_words(asked, language, whole=whole), rest) if asked else ()
    wanted = [*look, *rest]
    own = palettes.told_colours(shot.style_tags, language)
    if own and "colours" in page.spare and any(own in each for each in wanted):
        page.spared.append(own)
        wanted = [each for each in wanted if own not in each]
    if own and page.style:
        wanted = [each for each in wanted if each != own]
        plain.append(own)
    if mood:
        lit = tabled(language.word("style.lit"), re.IGNORECASE).search(" ".join(rest))
        colours = [] if (own and not page.style) or not mood.colours else [mood.colours]
        colours += [page.mood] if page.mood else []
        if "colours" in page.spare:
            page.spared += colours
            plain, colours = plain + colours, []
        wanted += [*([] if lit else [mood.light]), *colours]
    return wanted, [each for each in plain if each not in wanted]


def _check_picture(part: Part, shot: Shot, body: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """Camera, picture and action, names restored: each clause once, in order, nothing between them."""
    camera, picture = ("".join(page.read.read(body, name)) for name in ("camera", "picture"))
    if part.hold:
        if page.script.word("prompt.still") not in picture:
            yield tell("prompt-field", field="picture", words=page.script.word("prompt.still"))
        return
    ways = {shot.camera, framing.without_usual(shot.camera)} if page.read.manner.directed else {shot.camera}
    if page.by_director and re.search(page.script.word("prompt.camera_moves"), shot.visual, re.IGNORECASE):
        ways |= {re.sub(page.script.word("prompt.camera_fixed"), "", way) for way in ways}
    turned = (text for way in sorted(ways) for text in (way, *parts_first(way, page.known)))
    if not any(re.fullmatch(pattern_of(text, page.known)[0], camera.strip(), re.IGNORECASE) for text in turned):
        yield tell("prompt-field", field="camera", words=shot.camera)
    delivery, action = speech.delivery_of(shot.action)
    if page.read.manner.directed:
        action = _ageless(_unmarked(action), shot, page)
    lines = [line.strip() for line in action.split("\n")] if part.first else []
    spoken = bool(part.text) and speech.speakable(part.text)
    gestures = _gestures(lines, page, hidden=_hidden(shot)) if spoken else []
    acted = [line for line in lines if line and line not in gestures]
    if page.read.manner.directed:
        doer = shot.dialogue.role if spoken and delivery not in _UNSEEN else ""
        aside = _ASIDE if spoken else re.compile(r"[（(][^（()）]*[）)]")
        acted = [_sentence_of(line, doer, page) if aside.fullmatch(line) else line for line in acted]
    seen: list[Mention] = []
    played: list[str] = []
    if page.read.manner.directed:
        sound = "".join(page.read.read(body, "sound"))
        picture, played = _undirected(part, shot, picture, bool(gestures), page)
        acted = _unheard(acted, sound, picture, page)
        picture = _unplayed(_unviewed(picture, shot, page), page)
        picture = _looks_last(_unsaid(picture, shot, page))
    yield from _check_telling(shot, acted, picture, seen, page, tell)
    yield from _check_list(shot, seen, page, tell)
    yield from _check_mentions(seen, picture, page, tell)
    if page.read.manner.directed:
        yield from _check_playing(part, shot, played, bool(gestures), seen, page, tell)
    told = [each for each in gestures if not _is_voice(each, shot, page)]
    yield from _check_gestures(told, "".join(page.read.read(body, "line")), page, tell)
    if part.text and not spoken and delivery not in _UNSEEN:
        silent = re.split(r"\{\}", page.script.word("prompt.silent"))[1]
        if silent.casefold() not in picture.casefold():
            yield tell("prompt-field", field="picture", words=silent.strip())


_LOOKS_APART = re.compile(
    r"(?:(?<=[.!?])|(?<=[.!?][”\"’])) ((?:The|An?) [^.:;!?“”\"]{1,90}? is (?:aged \d|with )[^.!?“”\"]*\.)(?= )"
    r"|(?<=[。！？”」])([^，。；：“”]{1,40}：\d+岁[^。；：“”]*。)(?=.)"
)
"""A sentence about somebody's looks behind the first that comes to them."""


def _looks_last(picture: str) -> str:
    """A picture with what stands about looks in sentences of their own at its end, in their order."""
    apart = [found[1] or found[2] for found in _LOOKS_APART.finditer(picture)]
    left = _LOOKS_APART.sub("", picture)
    return (" " if left.isascii() or " " in left else "").join([left.rstrip(), *apart]) if apart else picture


def _ageless(action: str, shot: Shot, page: _Page) -> str:
    """An action without the ages that a script has before names and the looks that it lists behind them: they stand with the looks."""
    years = tabled(page.script.word("prompt.years_before"))
    there = {name for _, _, name in page.known.mentions(shot.visual)}
    for start, end, name in reversed(page.known.mentions(action)):
        if name not in page.known.people:
            continue
        if not page.script.does("writing.words"):
            action = without_looks(action, start, end, page.known.people[name].appearance, seen=name in there)
        named = start - len(trade_before(action[:start]))
        if said := years.search(action[:named]):
            action = action[: said.start()] + action[named:]
    return action


def _sentence_of(line: str, role: str, page: _Page) -> str:
    """A line in brackets as the sentence that it is told as: the script's own, or what the speaker does beside the words."""
    told = line.strip("（）()").rstrip("。. ")
    first = next(iter(page.known.mentions(told)), (1, 0, ""))
    if not role or first[0] == 0:
        return told
    if any(tabled(page.script.word(f"prompt.{key}"), re.IGNORECASE).match(told) for key in ("beside", "done")):
        return page.script.word("prompt.besides").format(role, told[:1].lower() + told[1:])
    return line


def _is_voice(gesture: str, shot: Shot, page: _Page) -> bool:
    """Whether a script has beside a line no more than whose voice it is, which the description of its speaker's voice tells: （苍老男声）."""
    bare = gesture.strip("（）()").rstrip("。. ")
    alone = tabled(page.script.word("prompt.voice_alone"), re.IGNORECASE).fullmatch(bare)
    speaker = page.known.people.get(shot.dialogue.role)
    return page.read.manner.directed and alone is not None and speaker is not None and alone["what"] in speaker.voice


def _check_gestures(gestures: Sequence[str], line: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """What a script has of how a line is said stands with it, but for a mark that its speaker is not seen."""
    for gesture in gestures:
        bare = gesture.strip("（）()").rstrip("。. ")
        if page.read.manner.directed:
            bare = heard_apart(speech.FROM_OFF.sub("", bare).rstrip("。. ，,、；;"), page.script)
        if not re.search(pattern_of(bare, page.known)[0], line, re.IGNORECASE) and not _word_for_word(bare, line, page):
            yield tell("prompt-action", wanted=gesture, told=line)


def _word_for_word(clause: str, told: str, page: _Page) -> bool:
    """Whether every word of a clause stands in what is told, in order, each name as a phrase of theirs, whatever marks stand between.

    The pronoun that it begins with may be a phrase, and its first name a pronoun; what stands in brackets behind a name is told with the looks.
    """
    clause = _LOOKED.sub("", clause)
    pronoun = page.script.word("prompt.pronoun_first")
    pattern, own, at = "", 0, 0
    for start, end, name in page.known.mentions(clause):
        each = members_of(name, page.known.people) if name not in page.known.handles else []
        gaps = [rf"(?:{pronoun})(?![a-z])"] * (not at) + [gap_of(one, page.known) for one in each or [name]]
        pattern += rf"{_loosely(clause[at:start])}(?:{'|'.join(gaps)})[\W_]*"
        own, at = own + len(_bare(clause[at:start])), end
    rest = clause[at:] if at else re.sub(rf"^\W*(?:{pronoun})(?![a-z])", "", clause, flags=re.IGNORECASE)
    return own + len(_bare(rest)) > 1 and re.search(pattern + _loosely(rest), told, re.IGNORECASE) is not None


def _loosely(text: str) -> str:
    """A pattern of the letters of a text, whatever stands between its words."""
    return r"[\W_]*".join(map(re.escape, _bare(text))) + r"[\W_]*"


def _bare(text: str) -> str:
    """The letters and figures of a text alone, small."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _plays(part: Part, shot: Shot, page: _Page) -> bool:
    """Whether a shot's speaker is somebody in the picture who speaks aloud."""
    role, character = shot.dialogue.role, page.known.people.get(shot.dialogue.role)
    looks = read_appearance(character.appearance) if character else None
    aloud = bool(part.text) and speech.speakable(part.text) and not part.hold
    shown = {name for _, _, name in page.known.mentions(_without_captions(shot.visual))} - {PLACE}
    unseen_ = speech.delivery_of(shot.action)[0] in (*_UNSEEN, "inner") or role in page.absent
    return (
        aloud
        and not unseen_
        and (not shown or role in shown)
        and looks is not None
        and kind_of(looks) == "person"
        and not members_of(role, page.known.people)
    )


def _undirected(part: Part, shot: Shot, picture: str, marked: bool, page: _Page) -> tuple[str, list[str]]:
    """(a picture without what its speaker is given to do, [where they look, at whom, the face]); nothing is found where they have nothing to do."""
    if not _plays(part, shot, page):
        return picture, []
    language, words = page.script, page.script.table("prompt.playing")
    person = r"(\s?@[\w.-]+\s?|[^，。；,.;!?！？（()）]{1,120}?)(?:\s?（[^（）]*）|\s?\([^()]*\))?"
    side = r"(?:[左右]侧|(?:left|right))"
    ways = (("aside", side), ("ahead", ""), ("gazes", person))
    gazes = [
        re.escape(each).replace(r"\{\}", gap)
        for kind, gap in ways
        for each in _there(playing.looks(kind, language), picture)
    ]
    between, speaks = re.escape(words["between"]), re.escape(words["speaks"])
    played = playing.playing(part.text, language)
    faces, deeds = ("|".join(map(re.escape, _there(some, picture))) or r"(?!)" for some in (played.face, played.act))
    role = gap_of(shot.dialogue.role, page.known)
    anew = rf"[。.]\s?(?:[Hh]e\s|[Ss]he\s|[他她]|{role}{re.escape(words['alone'])})"  # a sentence of its own, in the place of a joint
    anew = anew if compiled(anew, re.IGNORECASE).search(picture) else r"(?!)"
    acted = rf"(?:(?:{re.escape(words['acted'])}|{anew})(?:{deeds}))" if played.act else ""
    face = {name: "" if marked else rf"{between}(?P<{name}>{faces}){acted}" for name in ("face", "own", "bare")}
    alone = rf"(?:{re.escape(words['joined'])}|{anew})(?:{deeds})" if marked else face["bare"]
    gaze = rf"(?P<gaze>{'|'.join(gazes) or '(?!)'}){face['face'] or (acted and acted + '?')}"
    told = rf"(?:{gaze}|{speaks}{face['own']}|{deeds if marked else '(?!)'})"
    behind = rf"(?:{re.escape(words['joined'])}|{anew})"
    begins = rf"(?:(?:\A|(?<=[。！？.!?”」』】\"）)])\s?)(?P<who>{role}){re.escape(words['alone'])}|{behind})"
    for match in compiled(rf"(?:{begins}{told}|{alone})(?=[。.])", re.IGNORECASE).finditer(picture):
        own = next(filter(None, (text for name, text in match.groupdict().items() if name in face)), "")
        found = [match["gaze"] or words["speaks"], next(filter(None, _others(match)), ""), own]
        begun = match.start()
        if match["gaze"] and match["gaze"] in shot.visual:  # the board's own words; the face alone is added
            if not own:
                continue
            begun, found = match.start("face") - len(words["between"]), ["", "", own]
        who = (match["who"] or "") if begun == match.start() else ""
        left = f"{picture[:begun]}{who}{picture[match.end() :]}"
        source = f"{shot.visual}{shot.action}"
        old, new = language.words("prompt.facing")
        return (left if new in source else left.replace(new, old)), found
    return picture, []


def _there(words: Sequence[str], picture: str) -> list[str]:
    """Those of which every piece around `{}` stands in a picture: no others can be found there."""
    folded = picture.casefold()
    return [each for each in words if all(piece.casefold() in folded for piece in each.split("{}"))]


def _others(match: re.Match[str]) -> list[str]:
    """The groups without a name: at whom somebody looks."""
    named = set(match.re.groupindex.values())
    return [text for at, text in enumerate(match.groups(), 1) if text and at not in named and len(text) > 2]


def _is_called(name: str, phrase: str, page: _Page) -> bool:
    """Whether a phrase is one of somebody's, and tells what they wear: models that want it in each shot have it there too."""
    worn = re.fullmatch(gap_of(name, page.known), phrase.strip(), re.IGNORECASE) is not None
    return worn and _means(name, Mention.of(name, phrase).phrase, page)


def _check_playing(
    part: Part, shot: Shot, played: Sequence[str], marked: bool, seen: Sequence[Mention], page: _Page, tell: Tell
) -> Iterator[Fault]:
    """Who speaks in the picture looks somewhere, with a face, unless picture, action or the script's own word say it; and looks at somebody of the clip."""
    if page.by_director or not _plays(part, shot, page):
        return
    role, language = shot.dialogue.role, page.script
    if played:
        looked = Mention.of("", played[1]).phrase
        known = {phrase for phrase, name in (*page.phrases.items(), *_enough(page)) if name != role}
        known |= {f"@{each}" for each in page.known.handles.values()}
        here = {each.name for each in seen}
        own = ((each, looks) for each in here - {role} if (looks := _looks_now(each, page)))
        known |= {noun for each, looks in own for noun in nouns(looks) if _alone_among(each, noun, here, page)}
        others = (name for name in page.known.people if name != role)
        if played[1] and looked not in known and not any(_is_called(name, played[1], page) for name in others):
            yield tell("prompt-field", "untold", field="picture", words=played[1])
        if not (marked or played[2]):
            yield tell("prompt-field", field="picture", words=playing.playing(part.text, language).face[0])
        return
    action = speech.delivery_of(shot.action)[1] if part.first else ""
    action = _unmarked(action)
    lines = [line for line in action.split("\n") if not _ASIDE.fullmatch(line.strip())]
    acting = any(role == name for line in lines for _, _, name in page.known.mentions(line)) or any(
        line.strip().startswith(("（", "(")) for line in action.split("\n")
    )
    told = len(shot.visual) > (110 if language.does("writing.words") else 48)  # by the board itself, in whole sentences
    acting |= told and tabled(language.word("prompt.played"), re.IGNORECASE).search(shot.visual) is not None
    if not acting and not _pronoun_of("\n".join(lines), {role}, page) and not marked:
        yield tell("prompt-field", field="picture", words=playing.playing(part.text, language).face[0])


def _unheard(acted: Sequence[str], sound: str, picture: str, page: _Page) -> list[str]:
    """Lines of an action without sentences that stand with the sounds: they are heard and show nobody."""
    audible, kept = tabled(page.script.word("prompt.audible"), re.IGNORECASE), []
    for line in acted:
        sentences = re.findall(r"[^。！？!?.\n]+(?:[。！？!?.…]+[”」』]?\s*|$)", line)
        moved = [
            each for each in sentences
            if audible.search(each.strip()) and all(_is_device(name, page) for *_, name in page.known.mentions(each)) and (bare := each.strip().rstrip("。.！! ").casefold()) in sound.casefold()
            and bare not in picture.casefold()
        ]  # fmt: skip
        left = "".join(_seen_clauses(each, sound, picture, page) for each in sentences if each not in moved).strip()
        left = left if left != "".join(sentences).strip() else line
        kept += [left] if left else []
    return kept


def _seen_clauses(sentence: str, sound: str, picture: str, page: _Page) -> str:
    """A sentence without its last clause, where that is told with the sounds and not in the picture."""
    head, comma, tail = sentence.rpartition("，")
    bare = tail.strip().rstrip("。").casefold()
    apart = comma and tabled(page.script.word("prompt.audible")).search(tail) and bare in sound.casefold()
    return f"{head}。" if apart and bare not in picture.casefold() else sentence


def _unviewed(picture: str, shot: Shot, page: _Page) -> str:
    """A picture without the template's own words for who is there, and for a place of which a sound alone is told."""
    script, source = page.script, f"{shot.visual}{shot.action}"
    centre = script.word("prompt.centre").format("")
    picture = picture if centre in source else picture.replace(f"{centre}，", "", 1)
    for key in ("onlook_all", "onlook", "there_all", "there", "centre"):
        word = script.word(f"prompt.{key}").format("")
        if word not in source:
            picture = re.sub(
                rf"{re.escape(word)}(?=\s?[。.（(]|[，,](?: [^,]+ in the background|背景里有))",
                script.word("prompt.framed"),
                picture,
                count=1,
            )
    gap = f"({gap_of(PLACE, page.known)})"
    view = rf"\A{re.escape(script.word('prompt.view')).replace(re.escape('{}'), gap)}(?=[。.])"
    return re.sub(view, r"\1", picture, flags=re.IGNORECASE)


def _unplayed(picture: str, page: _Page) -> str:
    """A picture without what the template gives somebody to do of whom a silent shot tells only that they are there."""
    idly = _there(playing.looks("idle", page.script), picture)
    if not idly:
        return picture
    ways = "|".join(map(re.escape, idly))
    people = [gap_of(name, page.known) for name in page.known.people]
    who = "|".join([r"[Ss]?[Hh]e", "[他她]", *people])
    idle = re.compile(rf"(?:\A|(?<=[。！？.!?”」』】\"）)])\s?)(?:{who})\s?(?:{ways})[。.]", re.IGNORECASE)
    return idle.sub("", picture, count=1)


def _unsaid(picture: str, shot: Shot, page: _Page) -> str:
    """A picture in the planner's forms again, where the template made sentences of them."""
    script, source = page.script, f"{shot.visual}\n{shot.action}"
    for row in script.words("prompt.prose"):
        _, _, told, board = row.split(" => ")
        if re.search(told, source, re.IGNORECASE) is None:
            picture = re.sub(told, board, picture, count=1, flags=re.IGNORECASE)
    verbless = script.word("prompt.verbless")
    added = re.compile(rf"(?<! who) (?:is|are)(?P<on>{verbless})")
    own, board = source.casefold(), shot.visual.casefold()
    found = added.finditer(picture)
    new = (each for each in found if each["on"].casefold() in board and each[0].casefold() not in own)
    if verb := next(new, None):
        picture = f"{picture[: verb.start()]}{picture[verb.start('on') :]}"
    return picture


def _shown(action: str, visual: str, page: _Page) -> list[str]:
    """The sentences of an action that the board's own picture, told in whole sentences, shows by most of their words; none with words to be read."""
    spaced = page.script.does("writing.words")
    if not page.read.manner.careful or len(visual) <= (110 if spaced else 48):
        return []
    here = _compared(visual, page)
    flat = list(action)  # a full stop within a name ends no sentence
    for start, end, _ in page.known.mentions(action):
        flat[start:end] = "n" * (end - start)
    cuts = [
        0,
        *(
            each.end()
            for each in re.finditer(r"(?<=[。！？.!?])\s*", re.sub(r"\b(Mrs?|Ms|Dr|St)\.", r"\1n", "".join(flat)))
        ),
        len(action),
    ]
    quoted = [words.span() for words in names.QUOTED.finditer(action)]
    cuts = [cut for cut in cuts if not any(start < cut < end for start, end in quoted) and action[cut : cut + 1] != '"']
    sentences = [action[a:b] for a, b in pairwise(cuts)]
    seen = _quotes(visual)
    told = (each for each in sentences if _quotes(_LOOKED.sub("", each)) <= seen)
    share = 0.35 if spaced else 0.4
    compared = ((each, _compared(_LOOKED.sub("", each), page)) for each in told)
    spelled = [each for each in sentences if told_by_letter(each, visual)]
    return spelled + [each for each, own in compared if len(own) and len(own & here) >= share * len(own)]


def _quotes(text: str) -> set[str]:
    """What stands in quotation marks, in small letters, without the marks at its end."""
    return {words[0][1:-1].strip(" .,!?。，！？").casefold() for words in names.QUOTED.finditer(text)}


_LOOKED = re.compile(
    r"[（(](?:\d|[^（()）]{0,8}岁|(?:early|mid|late|teen|twent|thirt|fort|fift|sixt|sevent|eight)[a-z-]*)[^（()）]*[）)]",
    re.IGNORECASE,
)
"""Age and looks behind a name: they are told with the person."""


def _by_picture(
    clause: str, shown: Sequence[str], told: "_Told", seen: list[Mention], picture: str, page: _Page
) -> bool:
    """Whether a clause, or all of it that the prompt does not tell, stands in sentences that the picture shows."""
    if any(clause.rstrip("。. ") in sentence for sentence in shown):
        return True
    parts = re.split(r"(?<=[。！？.!?])\s+", clause)
    for each in shown:  # whole sentences first: some have a full stop within a name
        parts = [part for part in parts if part.rstrip("。. ") not in each]
    left = parts
    rest = " ".join(left)
    if not rest or rest == clause:
        return not rest
    return told.goes_on(rest, seen, acting=True) or not _compared(rest, page) or _word_for_word(rest, picture, page)


def _compared(text: str, page: _Page) -> frozenset[str]:
    """The beginnings of the words of a text, or its characters, names and words that tell nothing left out."""
    bare = list(text)
    for start, end, _ in page.known.mentions(text):
        bare[start:end] = " " * (end - start)
    text = tabled(page.script.word("prompt.slight")).sub(" ", "".join(bare).casefold())
    if page.script.does("writing.words"):
        return frozenset(word[:4] for word in re.findall(r"[^\W\d_]{3,}", text))
    return frozenset(re.findall(r"[\u3400-\u9fff]", text))


def _check_telling(
    shot: Shot, acted: Sequence[str], picture: str, seen: list[Mention], page: _Page, tell: Tell
) -> Iterator[Fault]:
    """The clauses of picture and action, one behind the other; adds to `seen` how people are mentioned."""
    action, senders = _unsent(_unbroken(acted), page)
    first = next(pieces(action, page.known), "").rstrip("：:")
    told = _Told(
        picture,
        action if senders else "\n".join(acted),
        first,
        page,
        opening=_opening(action, page.known),
        near=frozenset(_near(shot, page)),
    )
    sizes = [page.script.table(f"staging.{told}")[framing.read(shot.camera).size] for told in ("sizes", "places_sized")]
    filler = page.script.words("prompt.filler")
    fixed = tabled(page.script.word("prompt.fixed"), re.IGNORECASE) if page.read.manner.directed else None
    things: list[str] = []
    for clause in (each.rstrip("：:") for each in pieces(_without_captions(shot.visual), page.known)):
        if told.goes_on(clause, seen) or (page.read.manner.careful and _elsewhere(clause, senders, told, seen)):
            continue
        if fixed and fixed.fullmatch(clause) and not page.known.mentions(clause):
            things += [] if _under_open_sky(clause, shot, page.script) else [clause]
        elif _only_there(clause, told.action, page):
            told.there = {name for _, _, name in page.known.mentions(clause)} - {PLACE}
        elif not (
            clause in filler or any(clause in size for size in sizes) or _in_action(clause.strip("，, "), shot, page)
        ):
            yield tell("prompt-field", field="picture", words=clause)
    shown = _shown(action, shot.visual, page)
    for clause in (each.rstrip("：:") for each in pieces(action, page.known)):
        done = told.goes_on(clause, seen, acting=True) or _clothes_alone(clause, page) or _age_alone(clause, page)
        if (
            not done
            and not _by_picture(clause, shown, told, seen, picture, page)
            and not _word_for_word(clause, picture, page)
        ):
            yield tell("prompt-action", wanted=clause, told=picture[told.at :].lstrip("，, "))
    for clause in things:
        verb = page.script.word("prompt.be")
        flat = re.sub(rf" (?:{verb})(?= at )", "", picture) if verb.strip("|") else picture
        ways = {clause, tabled(page.script.word("prompt.deep")).sub("", clause)}
        if any(way.casefold() in flat.casefold() for way in ways) or clause in page.things:
            page.things.add(clause)
            continue
        if "anchors" in page.spare:
            page.spared.append(clause)
        else:
            yield tell("prompt-field", field="picture", words=clause)


def _in_action(clause: str, shot: Shot, page: _Page) -> bool:
    """Whether a clause of the picture tells nothing but what the action tells."""
    return clause in shot.action or retold(clause, shot.action, page.script)


_AGE = re.compile(
    r"(?:如今|今年|现年|已经?|才|刚)?[\d一二三四五六七八九十]{1,4}[来多]?岁"
    r"|(?:is|was)(?: now| only| just)? (?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?)(?: years old)?",
    re.IGNORECASE,
)
"""That somebody is of an age, behind their name."""


def _age_alone(clause: str, page: _Page) -> bool:
    """Whether a clause tells no more than how old somebody is: that is told with their looks."""
    start, end, _ = next(iter(page.known.mentions(clause)), (1, 0, ""))
    return not start and _AGE.fullmatch(clause[end:].strip("，, 。.")) is not None


def _clothes_alone(clause: str, page: _Page) -> bool:
    """Whether a clause tells clothes or an age that stand with somebody's looks, and nothing else."""
    if page.read.manner.directed and clause.isdigit():
        return True
    told = set(re.findall(r"[a-z][a-z'-]*", clause.casefold())) if page.read.manner.directed else set()
    looks = filter(None, (read_appearance(one.appearance) for one in page.known.people.values()))
    rows = (set(re.findall(r"[a-z][a-z'-]*", f"{one.clothes_colour} {one.clothes_style}".casefold())) for one in looks)
    beside = {"in", "a", "an", "the", "his", "her", "their", "and", "with", "wearing", "dressed"}
    return clause.isascii() and any(told & worn and told <= worn | beside for worn in rows)


def _under_open_sky(thing: str, shot: Shot, script: Language) -> bool:
    """Whether a thing of walls is said to stand where there are none, or what drives within a house."""
    if vocabulary.is_inside(shot.location) and tabled(script.word("prompt.house"), re.I).search(shot.location):
        return bool(tabled(script.word("prompt.driven"), re.I).search(thing))
    openly = not vocabulary.is_inside(shot.location) and tabled(script.word("prompt.open"), re.I).search(shot.location)
    return bool(openly and tabled(script.word("prompt.walled"), re.I).search(thing))


def _near(shot: Shot, page: _Page) -> Iterator[str]:
    """Who is told of in a shot, and who speaks in it."""
    yield from (name for _, _, name in page.known.mentions(f"{shot.visual}\n{shot.action}"))
    yield shot.dialogue.role


def _opening(action: str, known: Known) -> str:
    """A pattern of how an action begins: its first clause, and the next ones as long as it says nothing but who."""
    found = ""
    for clause in pieces(action, known):
        found += (r"[\s，,]*" if found else "") + pattern_of(clause.rstrip("：:"), known)[0]
        left = clause
        for start, end, _ in reversed(known.mentions(clause)):
            left = left[:start] + left[end:]
        if re.sub(r"[（(][^（()）]*[）)]|\b(?:an?|the)\b|\W", "", left, flags=re.IGNORECASE):
            break
    return found


def _unsent(action: str, page: _Page) -> tuple[str, set[str]]:
    """An action in which no sender stands before the words of a message, and who stood there."""
    known, script = page.known, page.script
    if not page.read.manner.careful:
        return action, set()
    behind = re.compile(r"(?:发来的?|发的)?(?:消息|微信|短信)?(?=\s*[：:]\s*[“「『⟦\"])")
    out, at, senders = "", 0, set()
    for start, end, name in known.mentions(action):
        match = behind.match(action, end)
        if match is None or not tabled(script.word("prompt.screens"), re.IGNORECASE).search(action[:start]):
            continue
        by = tabled(script.word("prompt.by")).search(action[at:start])
        out += action[at : at + by.start()] if by else f"{action[at:start]}{script.word('prompt.sent')}"
        at = match.end()
        senders.add(name)
    return out + action[at:], senders


def _elsewhere(clause: str, senders: Collection[str], told: "_Told", seen: list[Mention]) -> bool:
    """Whether a clause of the picture is told by another line: the whole of the place, who comes in by what they do; or stands there in short."""
    page = told.page
    script, known = page.script, page.known
    people = {name for _, _, name in known.mentions(clause)} - {PLACE}
    acting = {name for _, _, name in known.mentions(told.action)}
    if clause.casefold() == script.word("prompt.whole").format(known.place).casefold():
        return bool(told.picture)
    moves = tuple(script.word(f"staging.{way}").format("") for way in ("enters", "exits"))
    if clause.endswith(moves) and told.action and people <= acting:
        return True
    if people and people <= set(senders):
        return True
    placed = script.word("prompt.placed").format(known.place) if page.read.manner.directed else ""
    for word in (*script.words("prompt.positions"), *filter(None, [placed])):
        if clause.endswith(word.strip()):
            bare = clause[: -len(word.strip())].rstrip()
            if word == placed:
                whole = told.goes_on(f"{bare}{script.word('prompt.framed')}", seen)
                return whole or (not told.renames(people) and told.goes_on(bare, seen))
            return told.goes_on(f"{bare}{script.word('prompt.framed')}", seen) or _only_there(bare, told.action, page)
    return False


@dataclass(slots=True)
class _Told:
    """A picture while it is read."""

    picture: str
    action: str
    begins: str
    """The first clause of the action."""
    page: _Page
    opening: str = ""
    """A pattern of it; where it is no more than a name (`A CLERK, silver vest, sits`) with the clause behind it."""
    at: int = 0
    there: set[str] = field(default_factory=set)
    """Whom a clause that was left out says to be at the place."""
    near: frozenset[str] = frozenset()
    """Who is told of in its shot, or speaks there."""

    def renames(self, people: Collection[str]) -> bool:
        """Whether the picture goes on with the action, the one who is there named in the place of its pronoun."""
        he = _pronoun_of(self.action, people, self.page)
        renamed = f"{next(iter(people))}{self.begins[len(he) :]}" if he else ""
        return bool(he) and follows(self.picture, self.at, pattern_of(renamed, self.page.known)[0]) is not None

    def goes_on(self, clause: str, seen: list[Mention], *, acting: bool = False) -> bool:
        """Whether the picture goes on with a clause of the board, somebody's name in it or what may stand for it; then behind it."""
        known = self.page.known
        pattern, whose = pattern_of(clause, known)
        match = follows(self.picture, self.at, pattern)
        if match and not acting and self.begins and _only_there(clause, self.action, self.page):
            more = known.careful or bool(re.match(r"\s(?!and\b)|[^\W\d_]", self.picture[match.end() :]))
            begun = follows(self.picture, self.at, self.opening)
            bare = re.sub(r"\s*[（(][^（()）]*[）)]$", "", self.begins)
            named = any(
                (start, end) == (0, len(bare)) for start, end, _ in known.mentions(bare)
            )  # JOSEPH, a coat, sits
            again = not named and self.page.read.manner.directed and self._renamed(self.begins) is not None
            match = None if more and (begun or again) else match
        if match is None and acting and self.there and (he := _pronoun_of(clause, self.there, self.page)):
            pattern, whose = pattern_of(f"{next(iter(self.there))}{clause[len(he) :]}", known)
            match = follows(self.picture, self.at, pattern)
        if match is None and acting and self.page.read.manner.directed:
            match, whose = self._renamed(clause) or (None, whose)
        if match is None and (self.page.read.manner.directed or known.careful):
            match, whose = self._turned(clause) or (None, whose)
        if match is None and (not acting or clause == self.begins):
            match, whose = self._unnamed(clause, seen, acting=acting) or (None, whose)
        if match is None:
            return False
        self.at = match.end()
        for at, (name, words) in enumerate(zip(whose, match.groups()[: len(whose)], strict=False), 1):
            if words and name != PLACE:
                around = self.picture[: match.start(at)], self.picture[match.end(at) :]
                seen.append(Mention.of(name, words, around))
        return True

    def _unnamed(self, clause: str, seen: Sequence[Mention], *, acting: bool) -> tuple[re.Match[str], list[str]] | None:
        """Where the picture goes on with a clause without the name that it begins with, and whose the others are."""
        directed = acting and self.page.read.manner.directed
        people = [*self.page.known.people]
        for text in (clause, *(_spoken_of(clause, people, self.page) if directed else ())):
            rest = _behind(text, seen, self.page)
            for told in (rest[1], *parts_first(rest[1], self.page.known)) if rest else ():
                pattern, whose = pattern_of(told, self.page.known)
                if found := follows(self.picture, self.at, f"{rest[0] if rest else ''}{pattern}"):
                    return found, whose
        return None

    def _turned(self, clause: str) -> tuple[re.Match[str], list[str]] | None:
        """Where the picture goes on with a clause whose parts of people stand before them, where their looks have room, and whose: the bare head of BADE."""
        for text in parts_first(clause, self.page.known):
            pattern, whose = pattern_of(text, self.page.known)
            if found := follows(self.picture, self.at, pattern):
                return found, whose
        return None

    def _renamed(self, clause: str) -> tuple[re.Match[str], list[str]] | None:
        """Where the picture goes on with a clause in which somebody's name stands for the pronoun that it begins with, and whose."""
        page = self.page
        people = sorted(page.known.people, key=lambda name: (name not in self.near, name not in page.phrases.values()))
        begun = ((name, _pronoun_of(clause, {name}, page)) for name in people)
        ways = [f"{name}{_OF.get(he.lower(), '')}{clause[len(he) :]}" for name, he in begun if he]
        told = (*ways, *_spoken_of(clause, people, page))
        for text in (*told, *(turned for each in told for turned in parts_first(each, page.known))):
            pattern, whose = pattern_of(text, page.known)
            found = follows(self.picture, self.at, pattern)
            gaps = zip(whose, found.groups()[: len(whose)], strict=False) if found else ()
            if found and all(self._fits(name, Mention.of(name, words or "").phrase) for name, words in gaps):
                return found, whose
        return None

    def _fits(self, name: str, phrase: str) -> bool:
        """Whether a phrase can be somebody's, and no sentence of the picture says another age of it."""
        aged = re.search(rf"{re.escape(phrase)} is aged (\d+)", self.picture, re.IGNORECASE)
        known = self.page.known.people.get(name)
        alone = name in self.near and _alone_among(name, phrase, self.near, self.page)
        return (alone or _means(name, phrase, self.page)) and (not aged or known is None or int(aged[1]) == known.age)


def _company(shots: Sequence[Shot], known: Known, naming: names.Naming) -> dict[str, list[str]]:
    """Who is told of or speaks in the picture in some shots, each with the looks they have there."""
    found: dict[str, list[str]] = {}
    for shot in shots:
        here = names.dressed(shot, naming).characters
        told = [name for _, _, name in known.mentions(f"{shot.visual}\n{shot.action}")]
        for name in (*told, *([] if _hidden(shot) else [shot.dialogue.role])):
            if name in here and here[name].appearance not in found.setdefault(name, []):
                found[name].append(here[name].appearance)
    return found


def _means(name: str, phrase: str, page: _Page) -> bool:
    """Whether a phrase can be somebody's: nobody else is called by it, and a noun alone fits nobody else of the clip better."""
    enough = dict(_enough(page))
    if enough.get(phrase, name) != name:
        return False
    bare = phrase in enough or not any(worn in phrase for worn in _clothes_of(name, page))
    return not bare or next(_also(name, phrase, page, page.company), None) is None


def _clothes_of(name: str, page: _Page) -> list[str]:
    """The first thing that somebody wears."""
    looks = read_appearance(page.known.people[name].appearance) if name in page.known.people else None
    return [worn_of(looks)[0].casefold()] if looks else [""]


def _spoken_of(clause: str, people: Sequence[str], page: _Page) -> Iterator[str]:
    """The ways in which a clause can name whom it speaks of by a pronoun: the first one of each sex, in the place of it."""
    told = [clause]
    for sexes, pronoun in (
        (("male", "男"), r"\b[Hh](?:im|e|is)\b|他"),
        (("female", "女"), r"\b(?:[Ss]he|[Hh]er)\b|她"),
    ):
        found = re.search(pronoun, clause)
        some = [name for name in people if page.known.people[name].appearance.startswith(sexes)] if found else []
        told += [
            re.sub(pronoun, f"{name}{owns}", text, count=1) for text in told for name in some for owns in ("", "'s")
        ]
    yield from told[1:]


def _behind(clause: str, seen: Sequence[Mention], page: _Page) -> tuple[str, str] | None:
    """(pattern of a pronoun, the rest) of a clause that begins with the person whom the words before have named last."""
    first = next((mention for mention in page.known.mentions(clause) if mention[0] == 0), None)
    if first is None or not seen or seen[-1].name != first[2] or first[2] in page.absent:
        return None
    character = page.known.people.get(first[2])
    looks = read_appearance(character.appearance) if character else None
    pronoun = {"male": "he", "female": "she"}.get(looks.sex if looks else "", "")
    return (rf"(?:{pronoun}\b\s*)?" if pronoun else "", page.known.untold(clause[first[1] :]).strip())


def _only_there(clause: str, action: str, page: _Page) -> bool:
    """Whether a clause says no more than who is at the place, and the action begins with one of them and names them all, or names nobody's deed."""
    people = {name for _, _, name in page.known.mentions(clause)} - {PLACE}
    rest, at = "", 0
    for start, end, _ in page.known.mentions(clause):
        rest, at = rest + clause[at:start], end
    rest = re.sub(r"(?:\b(?:in|and|the)\b|在|、|\s|[，,])+", "", rest + clause[at:], flags=re.IGNORECASE)
    acting = page.known.mentions(action)
    begins = bool(acting) and acting[0][0] == 0
    if not action or rest:
        return False
    alone = len(people) == 1 and _pronoun_of(action, people, page) != ""
    begins = begins or page.read.manner.careful
    return not people or alone or (begins and people <= {name for _, _, name in acting})


def _pronoun_of(action: str, people: Collection[str], page: _Page) -> str:
    """The pronoun that an action begins with, where it is of the sex of the only person there; else empty."""
    anew = r"|(?:HE|SHE)\b(?!['’])|(?:His|Her|HIS|HER)\b|[他她]的" if page.read.manner.directed else ""
    match = re.match(rf"(?:He|She)\b(?!['’])|[他她](?![们的俩自]){anew}", action)
    character = next((page.known.people[name] for name in people if name in page.known.people), None)
    looks = read_appearance(character.appearance) if character else None
    sexes = {"he": "male", "she": "female", "his": "male", "her": "female", "他": "男", "她": "女"}
    pronoun = match[0].rstrip("的") if match else ""
    return pronoun if looks and sexes.get(pronoun.lower()) == looks.sex else ""


def _unbroken(lines: Sequence[str]) -> str:
    """Lines as one text; where a long Han line was broken for its length, nothing stands between."""
    return re.sub(r"(?<=[^\n]{17}[\u4e00-\u9fff])\n(?=[\u4e00-\u9fff])", "", "\n".join(lines))


def _check_mentions(seen: Sequence[Mention], picture: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """Each phrase means one person of the clip, or of the shot once they were named there; each person is told in full where they are first seen, and never again."""
    named: set[str] = set()
    for mention in seen:
        if not (page.read.manner.careful and mention.name in named and _alone_here(mention, seen, page)):
            yield from _check_mention(mention.name, mention, picture, page, tell)
        named.add(mention.name)


def _check_list(shot: Shot, seen: Sequence[Mention], page: _Page, tell: Tell) -> Iterator[Fault]:
    """Each row of a shot's list is the whole look of somebody in its picture; who is in it and in no list yet is owed."""
    things = {look: called for called, look in page.beasts}
    for called, looks in page.rows:
        name = called.removeprefix("the ")
        if things.pop(looks, "") or (name.islower() and name in page.known.people and name in shot.visual):
            continue  # an animal, a thing, or a group that is called as the board calls it: the whole village
        fitting = [each.name for each in seen if each.phrase == Mention.of(each.name, called).phrase]
        fitting += [each.name for each in seen if _is_named(each.name, called, page)]
        names_of = sorted(dict.fromkeys(fitting), key=lambda name: len(_missing(name, looks, page)))
        if not names_of:
            yield tell("prompt-person", "stray", phrase=called)
        for name in names_of[:1]:
            page.owed.pop(page.known.people[name].appearance, None)
            own = _looks_now(name, page)
            if kind_of(own) == "person" and not mixed(own):
                yield from _check_full(name, called, looks, page, tell)
    if page.read.people:
        untold = (called for look, called in things.items() if look.casefold() not in page.known.prompt)
        yield from (tell("prompt-person", "unlisted", name=each, phrase=each) for each in untold)
    for mention in seen:
        own = _looks_now(mention.name, page)
        if (
            own is None
            or kind_of(own) != "person"
            or mixed(own)
            or mention.name in (*page.known.handles, *page.known.pictured, *page.absent)
        ):
            continue
        told = any(one_look(read_appearance(each), own) for each in page.full)
        if not (told or mention.is_limb(page.script) or any(word in mention.phrase for word in voice_words())):
            page.owed.setdefault(page.known.people[mention.name].appearance, (mention.name, mention.phrase))


def _missing(name: str, told: str, page: _Page) -> list[str]:
    """What of somebody's looks in this shot some words do not tell."""
    own = _looks_now(name, page)
    return lacks(told, own) if own else []


def _is_named(name: str, phrase: str, page: _Page) -> bool:
    """Whether a phrase is one that a person may have in a prompt."""
    return re.fullmatch(gap_of(name, page.known), phrase, re.IGNORECASE) is not None


def _check_owed(page: _Page, tell: Tell) -> Iterator[Fault]:
    """Nobody whom a picture shows is without a row in any list of the clip."""
    for appearance, (name, phrase) in page.owed.items():
        own = read_appearance(appearance)
        if (
            page.read.people
            and page.read.manner.directed
            and not any(one_look(read_appearance(each), own) for each in page.full)
        ):
            yield tell("prompt-person", "unlisted", name=name, phrase=phrase)


def _looks_now(name: str, page: _Page) -> Looks | None:
    """How somebody of the board looks in the shot that is read."""
    return read_appearance(page.known.people[name].appearance) if name in page.known.people else None


def _alone_here(mention: Mention, seen: Sequence[Mention], page: _Page) -> bool:
    """Whether somebody is called by a noun that is nobody else's of those whom a shot tells of."""
    return _alone_among(mention.name, mention.phrase, {each.name for each in seen}, page)


def _alone_among(name: str, noun: str, people: Iterable[str], page: _Page) -> bool:
    """Whether a noun is somebody's, and nobody else's of some people."""
    every = {each: read_appearance(page.known.people[each].appearance) for each in people if each in page.known.people}
    mine = every.pop(name, None)
    others = [looks for looks in every.values() if looks is not None and looks != mine]
    return mine is not None and noun in nouns(mine) and not any(noun in nouns(other) for other in others)


def _check_mention(name: str, mention: Mention, picture: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    character = page.known.people.get(name)
    looks = read_appearance(character.appearance) if character else None
    if (
        looks is None
        or character is None
        or name in page.known.handles
        or kind_of(looks) != "person"
        or name in page.known.pictured
        or (page.read.manner.careful and mixed(looks))  # of several people one alone may be told, who has their clothes
    ):
        return
    if names.NARRATORS.search(name):
        return
    clothed = worn_of(looks)[0].casefold() in mention.phrase
    first = page.phrases.setdefault(mention.phrase, name)
    if clothed and first != name and not one_look(read_appearance(page.known.people[first].appearance), looks):
        yield tell("prompt-person", "two", phrase=mention.phrase, name=name, other=page.phrases[mention.phrase])
    if name in page.absent:
        return
    voice = any(word in mention.phrase for word in voice_words())
    half = page.read.manner.careful and lacks(mention.facts, looks)  # (30), in a black suit: the script's own bracket
    if page.read.manner.careful and not mention.facts and mention.is_limb(page.script):
        return
    if not clothed and not voice and (half or not mention.facts):
        yield from _check_half(name, mention, picture, page, tell)
        return
    if not clothed and not voice:
        yield from _check_owner(name, mention.phrase, page, tell)
    owed = re.search(
        rf"{re.escape(mention.phrase)}(?:\s?[：:]\s?| is (?=aged |with ))([^。：:]*)", picture, re.IGNORECASE
    )
    facts = mention.facts or (owed[1] if owed else "")
    clothes = "" if clothed else f"{looks.clothes_colour} {looks.clothes_style} "
    told_again = character.appearance in page.full and not lacks(f"{mention.phrase} {clothes}{facts}", looks)
    yield from _check_full(name, mention.phrase, f"{clothes}{facts}", page, tell)
    if told_again and mention.facts and page.once == "clip":
        yield tell("prompt-person", "again", phrase=mention.phrase, name=name)


def _check_half(name: str, mention: Mention, picture: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """Who is told by a noun: it can be nobody else's, and a sentence behind tells the rest, unless the script itself goes on to."""
    looks = read_appearance(page.known.people[name].appearance)
    assert looks is not None
    own = rf"{re.escape(mention.phrase)}\W*\d[^.!?]*{re.escape(worn_of(looks)[0])}"  # the woman, 34, in a green raincoat, is
    if not mention.facts and re.search(own, picture, re.IGNORECASE) is None:
        yield from _check_owner(name, mention.phrase, page, tell)
    after = re.search(
        rf"[.。!！?？”\"]\s*({gap_of(name, page.known)})(?:\s?[：:]\s?| is (?=aged |with |\())([^。：:]*)",
        picture,
        re.I,
    )
    if after and page.read.manner.careful:
        told = Mention.of(name, after[1])
        if worn_of(looks)[0].casefold() in told.phrase:
            yield from _check_mention(name, replace(told, facts=after[2]), picture, page, tell)
        elif "-haired" not in told.phrase:  # a sentence of its own, clothes and all
            yield from _check_full(name, told.phrase, after[2].partition(". ")[0], page, tell)
    elif mention.facts and mention.facts[:1].isdigit() and re.search(own, picture, re.IGNORECASE) is None:
        yield from _check_full(name, mention.phrase, mention.facts, page, tell)


def _check_full(name: str, phrase: str, facts: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """Where a clip first tells somebody, nothing of their looks is left out but what the prompt may do without."""
    key = page.known.people[name].appearance
    looks = read_appearance(key)
    if looks is None or key in page.full:
        return
    beside = page.read.aside or page.read.people
    before = any(one_look(read_appearance(each), looks) for each in page.full) if beside else False
    page.full.add(key)
    if before:
        return
    missing = lacks(f"{phrase} {facts}", looks)
    if page.read.manner.directed and page.size in NEAR:
        below = tabled(page.script.word("names.below"), re.IGNORECASE)
        missing = [] if page.size == "extreme-close" else [each for each in missing if not below.search(each)]
    if "traits" in page.spare or "looks" in page.spare:
        head = headed(looks.hair_style)
        kept = () if "looks" in page.spare else (looks.hair_colour, head[0])
        page.spared += [
            each
            for each in missing
            if each not in kept and each in (looks.hair_colour, *head, *worn_of(looks)[1:], looks.hair_style)
        ]
        missing = [each for each in missing if each not in page.spared]
    if missing:
        yield tell("prompt-person", "part", phrase=phrase, name=name, parts=", ".join(missing))


def _check_owner(name: str, phrase: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """Who is told by their noun, by age or hair alone can be nobody else of those who were told: the man, the older woman's hand."""
    mine = read_appearance(page.known.people[name].appearance)
    other = next(_also(name, phrase, page), "") if mine else ""
    if other:
        yield tell("prompt-person", "two", phrase=phrase, name=name, other=other)


def _also(name: str, phrase: str, page: _Page, people: Iterable[str] = ()) -> Iterator[str]:
    """Who else of a clip so far, or of some `people`, a noun, alone or with age or hair before it, can mean."""
    word = re.match(r"older |younger |bald |\S+-haired |年长的|年轻的", phrase)
    mine, noun = read_appearance(page.known.people[name].appearance), phrase[word.end() if word else 0 :]
    noun, _, colour = noun.partition(" in ")
    others = {*(people or page.phrases.values())} - {name}
    for other, own in [(name, own) for name in others for own in _appearances_of(name, page)]:
        looks = read_appearance(own)
        if (
            mine is None
            or looks is None
            or kind_of(looks) != "person"
            or noun not in nouns(looks)
            or one_look(looks, mine)
        ):
            continue
        older, younger = mine.age > looks.age, mine.age < looks.age
        fits = {
            "older ": older,
            "年长的": older,
            "younger ": younger,
            "年轻的": younger,
            "": False,
            "bald ": re.match(r"bald\b|shaven\b", looks.hair_style) is None,
        }
        fits[""] = bool(colour) and colour not in looks.clothes_colour.casefold()
        if not fits.get(word[0] if word else "", mine.hair_colour != looks.hair_colour):
            yield other


def _appearances_of(name: str, page: _Page) -> tuple[str, ...]:
    """How somebody looks in a clip; as they do in the shot where they are not told of in any."""
    here = page.known.people.get(name)
    return tuple(page.company.get(name, ())) or ((here.appearance,) if here else ())


def _enough(page: _Page) -> Iterator[tuple[str, str]]:
    """(phrase, whose) that stand for people of a clip who were told in full, and can mean nobody else of it."""
    for name in dict.fromkeys(page.phrases.values()):
        looks = read_appearance(page.known.people[name].appearance) if name in page.known.people else None
        if looks is None or page.known.people[name].appearance not in page.full:
            continue
        for noun in nouns(looks):
            ways = (
                noun,
                f"{noun} in {looks.clothes_colour}".casefold(),
                f"older {noun}",
                f"younger {noun}",
                f"年长的{noun}",
                f"年轻的{noun}",
            )
            for way in ways:
                apart = way.startswith(
                    ("older ", "younger ", "年长的", "年轻的")
                )  # from anybody of the clip, told or not
                if next(_also(name, way, page, page.company if apart else ()), None) is None:
                    yield way, name


def _check_line(part: Part, shot: Shot, body: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """The right speaker by their phrase, the voice once, the words with their spaces; nobody where nothing can be said."""
    lines = page.read.read(body, "line")
    if not (part.text and speech.speakable(part.text)):
        return
    role = shot.dialogue.role
    match = page.read.speech.match(lines[0]) if len(lines) == 1 else None
    if match is None:
        yield tell("wrong-speaker", "prompt", words=part.text, wanted=role, role=PHRASES["nobody"].told(page.language))
        return
    yield from _check_speaker(role, match["who"], match["how"] or "", shot, page, tell)
    own, looks = (one.voice, one.appearance) if (one := page.known.people.get(role)) else ("", "")
    voice = as_heard(own, _beside(part, shot, page), page.script) if page.read.manner.directed else own
    ways: tuple[str, ...] = (voice, tell_voice(voice, page.script))
    if page.read.manner.directed:
        ways = tuple(voice_in_words(voice, page.script, whole=whole) for whole in (False, True))
        ways += (voice_in_words(voice, page.script, paced=True),)
        ways += (voice_in_words(voice, page.script, brief=True),) if "looks" in page.spare else ()
        ways += (glossary.voice(voice),) if page.read.glossary else ()
    many = page.read.manner.directed and kind_of(read_appearance(looks)) == "group"
    if many and (looks, voice) not in page.voices and page.script.word("prompt.many") not in (match["how"] or ""):
        yield tell("prompt-field", field="voice", words=page.script.word("prompt.many"))
    if not many and (looks, voice) not in page.voices and voice and match["voice"] not in ways:
        yield tell("prompt-field", field="voice", words=ways[0])
    yield from _check_manner(part, shot, match["how"] or "", page, tell)
    page.voices -= {(looks, own)} if voice != own else set()
    page.voices.add((looks, voice))
    said = _marked(match["text"], part, page)
    if _letters(said) == _letters(part.text) and _words(said) != _words(part.text):
        yield tell("altered", "spaces", words=part.text, told=match["text"])


def _beside(part: Part, shot: Shot, page: _Page) -> list[str]:
    """What the script has beside the words of a part that says how they sound."""
    lines = [line.strip() for line in speech.delivery_of(shot.action)[1].split("\n")] if part.first else []
    return _gestures(lines, page, hidden=_hidden(shot))


def _check_manner(part: Part, shot: Shot, how: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """How a line is said by its own words and marks, where the script has no word for it."""
    marked = bool(_beside(part, shot, page))
    told = (directing.manner(shot.visual, page.script, unseen=each) for each in (False, True))
    marked = marked or (page.by_director and any(told))
    ways = playing.playing(part.text, page.script).how
    if page.read.manner.directed and ways and not marked and not any(each in how for each in ways):
        yield tell("prompt-field", field="line", words=ways[0])


def _check_speaker(role: str, told: str, more: str, shot: Shot, page: _Page, tell: Tell) -> Iterator[Fault]:
    """The speaker's phrase is theirs; who is only heard is told without looks. `more`: what stands behind the first comma."""
    own = compiled(gap_of(role, page.known), re.IGNORECASE)
    cuts = [told, *(told + more[: match.start()] for match in re.finditer(r"[，,]|$", more))]
    told = next((cut for cut in cuts if own.fullmatch(cut.strip())), told)
    mention = Mention.of(role, told)
    character = page.known.people.get(role)
    looks = read_appearance(character.appearance) if character else None
    heard = speech.delivery_of(shot.action)[0] in _UNSEEN or role in page.absent
    heard = heard or (page.read.manner.directed and page.script.word("prompt.elsewhere") in shot.visual)
    shown = {name for _, _, name in page.known.mentions(_without_captions(shot.visual))} - {PLACE}
    heard = heard or (page.by_director and bool(shown) and role not in shown)
    fits = own.fullmatch(told.strip()) is not None
    person = (
        looks is not None
        and kind_of(looks) in ("person", "group")
        and role not in {*page.known.handles, *page.known.pictured}
    )
    if heard and person and looks is not None:
        clothed = worn_of(looks)[0].casefold() in told.casefold()
        fits = (fits and clothed) or not any(
            _looks_of(other) in told.casefold() for other in _appearances(page) if _looks_of(other)
        )
    if not fits or _other(page, page.phrases.get(mention.phrase, role), role):
        yield tell("wrong-speaker", "prompt", words=shot.dialogue.text, wanted=role, role=told)
    elif person and not heard and not page.by_director:
        yield from _check_mention(role, mention, "", page, tell)


_YOUNG = re.compile(r"^(?:YOUNG(?:ER)?|OLD(?:ER)?|LITTLE|年轻|年轻时的?|少年|童年|老年)\s*", re.IGNORECASE)
"""How a list calls somebody at another age."""


def _other(page: _Page, one: str, other: str) -> bool:
    """Whether two names are of people who can be told apart; YOUNG IVY is IVY at another age."""
    if _YOUNG.sub("", one) == _YOUNG.sub("", other):
        return False
    looks = [read_appearance(each.appearance) for name in (one, other) if (each := page.known.people.get(name))]
    return one != other and len(looks) > 1 and looks[0] != looks[1] and not one_look(*looks)


def _appearances(page: _Page) -> Iterator[str]:
    return (character.appearance for character in page.known.people.values())


def _looks_of(appearance: str) -> str:
    looks = read_appearance(appearance)
    return looks.clothes_style.casefold() if looks and kind_of(looks) == "person" else ""


def _check_names(shot: Shot, body: str, page: _Page, tell: Tell) -> Iterator[Fault]:
    """No name outside the spoken words and quotations; words for things and clothes that hold a role are none."""
    text = "\n".join([body, *(f"{called}: {looks}" for called, looks in page.rows)])
    for line in page.read.read(body, "line"):
        match = page.read.speech.match(line)
        text = text.replace(match["text"] if match else line, "")
        text = text.replace(match["voice"], " ") if match and match["voice"] else text
    text = page.read.rules["texts"].sub("", re.sub(r"@[\w.-]+", "", text))
    for label in _labels(page):
        text = text.replace(label, " ")
    bare = Known(page.known.people, page.known.words, page.known.handles, careful=page.known.careful)
    kept = list(page.worn)
    kept += [page.known.bare(), *page.known.parts(), shot.time, shot.weather]
    spans = [found.span() for each in kept if each for found in re.finditer(re.escape(each), text, re.IGNORECASE)]
    for start, end, name in bare.mentions(text):
        looks = read_appearance(page.known.people[name].appearance) if name in page.known.people else None
        many = kind_of(looks) == "group" or mixed(looks)
        common = _is_common(text[start:end], page.script, many=many)
        plain = _is_noun(name, page) or common or _is_small(text[start:end], shot) or _is_device(name, page)
        if not plain and not roles.goes_on(text, start, end) and not any(a <= start and end <= b for a, b in spans):
            yield tell("name-leak", name=name)
    source = "".join(f"{shot.visual}{shot.action}{shot.camera}{shot.style_tags}{shot.location}{page.sets}".split())
    for quote in names.QUOTED.finditer(text):
        words = "".join(quote[0][1:-1].split())
        if words not in source and not all(part in source for part in words.split(".")):
            yield tell("invented", "prompt", words=quote[0])


def _is_small(word: str, shot: Shot) -> bool:
    """Whether the board itself has a word in small letters that is somebody's name in capitals: the ship's engineer, beside SHIP."""
    told = f"{shot.visual}\n{shot.action}\n{shot.style_tags}"
    return word.isascii() and word.islower() and re.search(rf"\b{re.escape(word)}\b", told) is not None


def _is_device(name: str, page: _Page) -> bool:
    """Whether somebody is called by the thing that they are heard over, which a picture may show: 对讲机, LOUDSPEAKER."""
    rows = [row.split(" => ")[0] for row in page.script.words("prompt.media")]
    return any(tabled(row, re.IGNORECASE).fullmatch(name) for row in rows)


def _is_noun(name: str, page: _Page) -> bool:
    """Whether somebody is called by no more than the noun that their looks have anyway: THE BOY."""
    character = page.known.people.get(name)
    looks = read_appearance(character.appearance) if character else None
    bare = re.sub(r"^(?:the|an?)\s+", "", name.casefold())
    return looks is not None and bare in map(str.casefold, nouns(looks))


def _is_common(word: str, language: Language, *, many: bool) -> bool:
    """Whether a word, somebody's name or not, is what a prompt calls anybody by their looks or their voice, or many by what they are: the girl, 女孩, 女声, soldiers."""
    bare = re.sub(r"^(?:the|an?)\s+", "", word.casefold())
    keys = ("male", "female", "child_male", "child_female")
    heard = [word for key in keys for word in language.words(f"names.voices.{key}")]
    several = (many or language.does("writing.words")) and names.is_word_for_many(bare, language)
    return is_noun(bare) or several or any(told.endswith(bare) for told in heard)


def _labels(page: _Page) -> Sequence[str]:
    """What templates themselves write."""
    return ("Scene", "Style", "Rules", "Camera", "Picture", "Ambient sound", "Line", "Shot")


def _letters(text: str) -> str:
    return "".join(text.split())


def _words(text: str) -> str:
    """Words but for line breaks, outer spaces, and spaces that touch a Han character."""
    return re.sub(r"(?<=[^\x21-\x7e])\s+|\s+(?=[^\x21-\x7e])", "", " ".join(text.split()))
