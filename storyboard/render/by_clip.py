"""Prompts in which a clip is told as one: people where they are first seen, style, place and rules once."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import partial
from itertools import groupby, pairwise
from typing import Any, TypedDict

from storyboard import (
    ambience,
    assets,
    beasts,
    beds,
    briefly,
    deeds,
    directing,
    glossary,
    marks,
    names,
    overheard,
    palettes,
    playing,
    speech,
    telling,
    timeline,
    titles,
    travelling,
    whereabouts,
)
from storyboard import camera as framing
from storyboard.alone import timed
from storyboard.assets import begun
from storyboard.cast.looks import kind_of, nouns, read_appearance, tell_voice
from storyboard.cast.voicing import as_heard, heard_apart, tone, voice_in_words
from storyboard.languages import CODES, Language
from storyboard.languages import scenery as vocabulary
from storyboard.lettering import lettering, numbers, paired, seen_words, shown_again
from storyboard.library import Library
from storyboard.model import Board, Cast, Character, Clip, Detail, Manner, Offer, Part, Shot, Telling
from storyboard.patterns import deferred, tabled
from storyboard.records import dataclass
from storyboard.render import acting, people, prose
from storyboard.render.company import Company, company
from storyboard.render.film import PeopledScenes
from storyboard.render.places import BoardPlace, places
from storyboard.render.wording import (
    at_once,
    followed,
    framed,
    introduced,
    listed,
    lowered,
    owned,
    set_apart,
    unrepeated,
    unsent,
)
from storyboard.render.words import bare, one_line, written_size
from storyboard.staging import picture_of, size_words, unseen
from storyboard.staging import read as staging_of
from storyboard.staging.things import retold

NEAR = frozenset({"medium-close", "near", "close", "extreme-close"})
"""Sizes that show nobody below the chest."""
_HEARS = deferred(r"^(?:[他她它]们?|众人|两人)?(?:忽然|突然|一)?听[见到](?=.)")
"""That somebody hears, before the sound: 听见喊声."""
_CLAUSE = deferred(r"(?<=[，。；！？,;])")
_CLAUSE_END = deferred(r"[，。；！？]")
_ANY_CLAUSE_END = deferred(r"[，,。；！？]")
_DEPTH = deferred(r"景深|\bfocus\b|\bdepth of field\b")
"""How deep a picture is sharp."""
_SENTENCE_END = deferred(r"(?<!\b[MD][RrSs])(?<!\b[Mm][Rr][Ss])(?<!\b[SJ][TtRr])[.!?](?:\s|$)")
_TOLD_END = deferred(r"(?<!\b[MD][RrSs])(?<!\b[Mm][Rr][Ss])(?<!\b[SJ][TtRr])[.!?][”\"’]?(?=\s|$)|[。！？][”」』]?")
"""The end of a sentence, with the mark that closes what is written in it."""
_GESTURE = deferred(r"[（(][^（()）：:“”「」『』⟦⟧\"]*[）)]")
_PAIR = 2
"""People of whom a picture tells, who go without saying only where an action names them all."""
_BEGUN = deferred(r"[.!?][”\"] [A-Z]")
"""A sentence that begins behind what is written."""
_BEGINS = deferred(r"([.!?][”\"] )(the|an?)(?= [a-z])")
"""The same where its first word is a phrase for somebody."""
_AN = deferred(r"\b([Aa])(?:n (?=(?:wo)?man\b|girl\b|boy\b|younger\b|young\b)| (?=older\b))")
"""An article before what somebody was called, whose name began with another sound: An USHER."""
_LOOKS = deferred(rf"{assets.LOOKS}([^{assets.LOOKS}()（）]*)[)）]")
"""What is told of somebody's looks, before the template is filled."""
_HAN = deferred(r"[\u3400-\u9fff]")
_HALF = deferred(r"(?<![A-Za-z@])[a-z][A-Z]{2,}(?![a-z])")
"""A word in capitals whose first was let down: cROWD."""
_ENCLOSED = deferred(r"[（(][^（()）]*[）)]")
_SORT = deferred(r"^[A-Z.]+(?:·|, )")
"""How scripts abbreviate a delivery, before it is said in words."""
_MARKED = deferred(r"^[（(][^（()）]*[）)]\s*")
"""A mark of the script before a sound: （画外音）, (O.S.)."""
_PROPER = deferred(r"[A-Z](?:[A-Z]|[a-z]+(?:ian|ese|ish|ic|can)\b)")
"""How a look begins that keeps its capital: Victorian."""
_CRIED = deferred(r"(?:[^。.…？?！!]+[！!])+[”」』\"]?")
"""A line of cries alone, which nobody thinks: a board made before may have it as an inner monologue."""
_LAST_ASKED = deferred(r"\A(.*[.!。！])\s*([^.!?。！？]+[?？][”’」』]?)\s*\Z", re.DOTALL)
"""Words of which the last sentence alone is a question."""
_DOUBLED = deferred(r"([，,；;])\s*[，,；;]+")
_BLANK = deferred(r"\n{3,}")
_ENDS = ("。", "！", "？", "…", "!", "?", ".", "）", ")", "】")
"""With what a sentence may end as it is."""
_LOUD_DEED = deferred(r"[\u4e00-\u9fff]地(?!一[声响])[\u4e00-\u9fff]+(?<![响声])$")
"""A deed that is told with its noise: 啪地抓住盆沿."""
_SPELLED = deferred(r"(?<![A-Za-z])[A-Z](?:[,、，] ?[A-Z]){2,}(?![A-Za-z])")
"""Words on a thing, letter by letter: J, O, A."""
_LEAST = 6
"""Characters of a clause that is left out where the action says it too."""
_TAIL = 60
"""Characters that a silent hold adds to a prompt, at most, beside its picture's words."""


@dataclass(frozen=True, slots=True)
class _Block:
    """One `Shot N` as the template sees it; empty where nothing is to be told."""

    duration: str
    place: str
    scene: str
    """Place, hour, weather and what the place looks like, where any of them is new in the clip; else empty."""
    style: str
    camera: str
    filmed: str
    """`camera` in English, for forms whose camera is told in it, where its words are those of the tables."""
    picture: str
    """What is seen and what happens, told once."""
    view: str
    """Of it what is seen before anything happens."""
    beats: tuple[str, ...]
    """What happens, sentence by sentence."""
    steps: tuple[tuple[str, int], ...]
    """The same, deed by deed where a sentence has several of them, each with its number; 0 where it is not counted."""
    seen: str
    """`view` without what is done in it."""
    done: str
    """What somebody does at the end of a director's picture; empty where that does not end so."""
    rest: str
    """What stands where, and the looks of those who were told half."""
    sound: str
    speaker: str
    voice: str
    delivery: str
    delivery_whole: str
    """The same with what the words for the voice tell too, in the board's language."""
    text: str
    """What is said."""
    line: str
    """The same in quotation marks."""
    voiced: str
    """`voice` as one says it."""
    voiced_whole: str
    """The same with age and accent."""
    voiced_paced: str
    """`voiced` with its pace."""
    voiced_again: str
    """Whose voice it is, in few words, where it was told before."""
    voiced_english: str
    """`voiced_whole` in English, whatever the board's language is."""
    voiced_always: str
    """`voiced`, whether or not it was told before."""
    paced_always: str
    """The same with its pace."""
    toned: str
    """How high it is, and no more."""
    unseen: bool
    """Whether the speaker is not in the picture."""
    closed: bool
    """Whether no lips in the picture move with the line: its speaker is unseen, or thinks."""
    heard: tuple[str, ...]
    """The clauses of `picture` that tell a sound."""
    music: tuple[str, ...] = ()
    """What of `sound` is music, part by part."""
    effects: tuple[str, ...] = ()
    """What of it is none."""
    noises: tuple[str, ...] = ()
    """Sounds of what people do in it, which stand within sentences."""
    brief: bool = False
    """Whether no more than needed is told of its voice and its camera."""
    start: str = ""
    """When it begins in its clip: 00:03.500."""
    begins: int = 0
    """The same, in whole seconds."""
    ends: int = 0
    own_sound: str = ""
    """`sound` without that of the place."""
    own_style: str = ""
    """`style` without what the whole clip shares."""
    number: int = 0
    """Of its speaker among those of the clip, from 1; 0 where nobody speaks."""
    tongue: str = ""
    """The language of what is said, by its letters, as it is called in English."""
    around: str = ""
    """Its place within a sentence, known or new; empty where nobody wrote one."""
    directed: bool = False
    """Whether a director wrote its picture."""
    people: tuple[str, ...] = ()
    """Who is first seen in it, each by what the clip calls them, with all of their looks."""
    rows: tuple[tuple[str, str], ...] = ()
    """The same where that is a field of its own: what each is called, and the row as a sentence."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """One part, before it is told."""

    part: Part
    shot: Shot
    place: BoardPlace
    naming: names.Naming
    """Everybody as they are in this shot."""
    delivery: str
    action: str
    gestures: tuple[str, ...]
    """What the speaker does with the line, told beside it."""
    visual: str
    spoken: bool
    seen: tuple[str, ...]
    """Who is in the picture."""
    absent: frozenset[str]
    """Whom it speaks of though they are only heard: somebody listens to them."""
    clip: tuple[Shot, ...]
    """All shots of its clip."""
    message: bool = False
    """Whether it is a picture of the words that somebody sent, who is not in it."""
    heard: tuple[str, ...] = ()
    """Sentences of the action that show nobody and are told with the sounds."""
    lit: str = ""
    """What lights the scene by the script."""
    mood: str = ""
    colours: str = ""
    """The main colours that the board names for it or near by."""
    written: str = ""
    """The action before pronouns were told by whom they mean."""
    so_far: ambience.SoFar | None = None
    """What its place and hour have told so far, where prompts are directed."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How much of a clip is told in which place."""

    spare: tuple[Detail, ...] = ()
    """What it does without."""
    fixed: bool = False
    """Whether people and places are told before the first shot, and no shot tells them."""
    lit: frozenset[int] = frozenset()
    """Shots, by their place in the clip, whose own light stands with the style of the whole."""
    heard: frozenset[int] = frozenset()
    """Shots whose sounds are told before the first shot."""
    brief: frozenset[int] = frozenset()
    """Shots whose speaker's voice is told there, and how high it is in the line; of their camera no more is told than its move."""
    lasting: bool = True
    """Whether a place keeps its look when its hour and weather are others."""
    mute: frozenset[int] = frozenset()
    """Shots whose line says nothing of the voice."""


_PLAINLY = _Way()


def prompts(
    board: Board,
    clips: Sequence[Clip],
    naming: names.Naming,
    offer: Offer,
    library: Library,
    tellings: Sequence[Telling],
) -> tuple[str, ...]:
    """One prompt per clip."""
    naming = replace(naming, careful=library.manner(naming.language.code).careful)
    scenes = PeopledScenes(board, naming)
    found = []
    for clip, told in zip(clips, tellings, strict=True):
        here = telling.naming_of(board, clip, naming, offer, told)
        found.append(telling.head_of(told, here) + _fitted(scenes, clip, here, offer, library, told)[0])
    return tuple(found)


def left_out(
    board: Board, clips: Sequence[Clip], naming: names.Naming, offer: Offer, library: Library, told: Telling
) -> Iterator[tuple[Detail, ...]]:
    """What the prompt of each clip does without, as it would be longer than its maker advises."""
    naming = replace(naming, careful=library.manner(naming.language.code).careful)
    scenes = PeopledScenes(board, naming)
    for clip in clips:
        here = telling.naming_of(board, clip, naming, offer, told)
        yield _fitted(scenes, clip, here, offer, library, told)[1]


def _fitted(
    board: PeopledScenes, clip: Clip, naming: names.Naming, offer: Offer, library: Library, spoken: Telling
) -> tuple[str, tuple[Detail, ...]]:
    """(prompt, what it does without): as little as brings it to the advised size, all levels where none does; for the size of a shot the same, but what a place looks like only where a shot is within it then, and nobody's hair."""
    code = naming.language.code
    levels = offer.levels if library.manner(code).directed else ()
    silent = not any(_sound_marked(board.board.shots[part.shot], naming.language) for part in clip.parts)
    if board.by_director and silent:
        levels = tuple(
            level for level in levels if level != "ambience"
        )  # a model that makes sound is told one at least

    def tell(way: _Way) -> str:
        prompt = _prompt(board, clip, naming, offer, library, spoken, way)
        if offer.prompt_limit and len(prompt) > offer.prompt_limit:  # clips are packed without the looks that last
            return _prompt(board, clip, naming, offer, library, spoken, replace(way, lasting=False))
        return prompt

    told = _within_prompt(tell, levels, code, offer)
    return _within_shots(tell, *told, offer) if library.manner(code).directed else told


def _within_prompt(
    tell: Callable[[_Way], str], levels: Sequence[Detail], code: str, offer: Offer
) -> tuple[str, tuple[Detail, ...]]:
    """(prompt, what it does without): as little as brings it to the advised size, all levels where none does."""
    prompt, spare = tell(_PLAINLY), tuple[Detail, ...]()
    for level in levels:
        if _fits(prompt, code, offer):
            break
        spare = (*spare, level)
        prompt = tell(_Way(spare))
    return prompt, spare


def _within_shots(
    tell: Callable[[_Way], str], prompt: str, spare: tuple[Detail, ...], offer: Offer
) -> tuple[str, tuple[Detail, ...]]:
    """The same where each shot, told in a line, is no longer than its maker's interface takes.

    People and places are told before the first shot then; of shots that are too long all the same the light with the style of the
    whole, and at last their sounds and voices before the first shot too. Nothing is lost.
    """
    way = _Way(spare)
    for more in _FURTHER:
        if not (long := _lengthy_shots(prompt, offer)):
            break
        way = more(way, long)
        prompt = tell(way)
    if way.mute and (told := tell(replace(way, mute=_lengthy_shots(prompt, offer, labelled=False)))) != prompt:
        more_told = _lengthy_shots(told, offer, labelled=False)  # what fits without its label has its tone again
        prompt = told if more_told <= _lengthy_shots(prompt, offer, labelled=False) else prompt
    return prompt, spare


_FURTHER: tuple[Callable[[_Way, frozenset[int]], _Way], ...] = (
    lambda way, _: replace(way, fixed=True),
    lambda way, long: replace(way, lit=long),
    lambda way, long: replace(way, heard=long),
    lambda way, long: replace(way, brief=long),
    lambda way, long: replace(way, mute=long),
)
"""What more of shots that are too long is told elsewhere, one after the other."""
_SHOT_LINE = deferred(r"^(?:Shot |镜头)\d+ ?[（(][^（()）]*[）)][：:] ?", re.MULTILINE)
"""How a shot that is told in a line begins."""


def _lengthy_shots(prompt: str, offer: Offer, *, labelled: bool = True) -> frozenset[int]:
    """Which shots, each told in a line, are longer than the maker's interface takes; `labelled`: with what numbers them."""
    heads = ((line, _SHOT_LINE.match(line)) for line in prompt.splitlines())
    told = (line if labelled else line[head.end() :] for line, head in heads if head)
    return frozenset(at for at, line in enumerate(told) if offer.shot_size and len(line) > offer.shot_size)


def _fixed(blocks: Sequence[_Block], way: _Way, language: Language) -> tuple[list[_Block], str]:
    """(the blocks without people and places, these as sentences): how somebody looks at a later time of the clip with the number of its shot."""
    between, known, rows, where = language.word("writing.between"), set[str](), list[str](), list[str]()
    heard, voices = list[str](), list[str]()
    told = list[_Block]()
    for number, block in enumerate(blocks, 1):
        since = language.word("prompt.fixed_since")
        rows += [
            since.format(f"{row[:1].lower()}{row[1:]}", number=number) for called, row in block.rows if called in known
        ]
        rows += [row for called, row in block.rows if called not in known]
        known |= {called for called, _ in block.rows}
        if block.scene:
            form = "prompt.fixed_later" if where or number > 1 else "prompt.fixed_place"
            where.append(language.word(form).format(block.scene, number=number))
        block = replace(block, people=(), scene="")
        if number - 1 in way.heard and block.sound:
            heard.append(language.word("prompt.fixed_heard").format(block.sound.rstrip("。. "), number=number))
            block = replace(block, sound="", own_sound="")
        if number - 1 in way.brief:
            form = language.word("prompt.fixed_voice")
            voices += [form.format(begun(block.speaker), block.voiced)] if block.voiced else []
            toned = "" if number - 1 in way.mute or block.delivery else block.toned
            block = replace(block, brief=True, voiced="", voiced_again=toned)
        told.append(block)
    return told, between.join((*rows, *voices, *where, *heard))


def _light_of(scene: _Scene, block: _Block, overall: str) -> str:
    """The light of the first shot, for the description of a whole clip that has none."""
    lit = tabled(scene.naming.language.word("style.lit"), re.IGNORECASE)
    parts = [part for part in re.split(r"[，,] ?", block.own_style) if lit.search(part)]
    rest = (part for part in re.split(r"[，,] ?", overall) if not palettes.told_colours(part, scene.naming.language))
    return "" if any(map(lit.search, rest)) else scene.naming.language.word("writing.comma").join(parts[:_PAIR])


def _lit_once(
    blocks: Sequence[_Block], overall: str, lit: Collection[int], language: Language
) -> tuple[list[_Block], str]:
    """(the blocks, the style of the whole): that has the light of those shots that tell none of their own."""
    comma = language.word("writing.comma")
    own = [part for at in sorted(lit) for part in re.split(r"[，,] ?", blocks[at].own_style) if part]
    told = [replace(block, own_style="") if at in lit else block for at, block in enumerate(blocks)]
    return told, comma.join(dict.fromkeys([*filter(None, [overall]), *own]))


def _sound_marked(shot: Shot, language: Language) -> bool:
    """Whether the style of a shot names a sound of its own."""
    return any(mark in shot.style_tags for mark in language.words("prompt.sounds"))


def _fits(prompt: str, code: str, offer: Offer) -> bool:
    """Whether a prompt is no longer than its maker advises, where he does, and than the model takes."""
    advised = not offer.advised_size or written_size(prompt, code) <= offer.advised_size
    return advised and (not offer.prompt_limit or len(prompt) <= offer.prompt_limit)


def measure(
    board: Board, offer: Offer, cast: Cast | None, tell: Callable[[int, int], str]
) -> Callable[[int, int], int]:
    """What tells how many characters a clip of shots from one up to another has, at most, by its prompt, as `tellings` give it."""
    still = len(
        names.naming(board.character_setting, cast, offer.gateway, names.language_of(board)).language.word(
            "prompt.still"
        )
    )
    return lambda start, stop: len(tell(start, stop)) + stop - start + still + _TAIL


def tellings(
    board: Board, offer: Offer, cast: Cast | None, library: Library, spare: Sequence[Detail] = ()
) -> Callable[[int, int], str]:
    """The prompt of a clip of shots from one up to another, each of its own length, without what is to `spare`; every clip is told once."""
    naming = names.naming(board.character_setting, cast, offer.gateway, names.language_of(board))
    naming = replace(naming, careful=library.manner(naming.language.code).careful)
    scenes, way = PeopledScenes(board, naming), _Way(tuple(spare), lasting=False)
    known: dict[tuple[int, int], str] = {}

    def ask(start: int, stop: int) -> str:
        if (start, stop) not in known:
            row = enumerate(board.shots[start:stop], start)
            parts = tuple(Part(at, shot.dialogue.text, shot.tenths, shot.tenths) for at, shot in row)
            clip = Clip(parts, sum(part.duration for part in parts) // 10)
            here = telling.naming_of(board, clip, naming, offer)
            known[start, stop] = _prompt(scenes, clip, here, offer, library, way=way)
        return known[start, stop]

    return ask


def _prompt(
    board: PeopledScenes,
    clip: Clip,
    naming: names.Naming,
    offer: Offer,
    library: Library,
    spoken: Telling = telling.NOTHING,
    way: "_Way" = _PLAINLY,
) -> str:
    manner, spare = library.manner(naming.language.code), way.spare
    scenes = _scenes(board, clip, naming, offer, manner)
    told = _company(scenes, naming, offer, manner, spare, board)
    width, _, height = offer.size.partition("x")
    shape = _shape(width, height)
    overall, styles = _styles(scenes, shape, offer.style, manner, naming.language, spare)
    pictured = partial(telling.place_words, spoken, language=naming.language)
    looks = people.sets(board, clip.parts, pictured, lasting=manner.directed and way.lasting)
    blocks: list[_Block] = []
    page = _Page(told, manner, spare, manner.directed and board.by_director)
    code = naming.language.code
    form = library.form(code, offer)
    told.apart = page.by_director
    told.listing = manner.directed and naming.careful
    told.fixed = way.fixed
    told.beside = way.fixed or library.asks(code, form, "shot.people")
    for at, (scene, style, look) in enumerate(zip(scenes, styles, looks, strict=True)):
        if page.by_director:
            told.detail, told.later = _size(scene) == "extreme-close", frozenset(_whole(scenes[at + 1 :]))
        if offer.looks == "shot":
            told.told.clear()
        blocks.append(_block(scene, style, look, page))
        page.before.append(scene)
    overall = names.spaced(told.say(overall, scenes[0].naming, (), full=False), naming) if page.by_director else overall
    whole = blocks
    blocks, head = _fixed(blocks, way, naming.language) if way.fixed else (blocks, "")
    light = _light_of(scenes[0], blocks[0], overall) if library.asks(code, form, "light ") else ""
    blocks, overall = _lit_once(blocks, overall, way.lit, naming.language)
    if overall:
        together = naming.language.word("writing.comma").join(part for part in (overall, blocks[0].style) if part)
        blocks[0] = replace(blocks[0], style=together)
    shouts = tuple(dict.fromkeys(text for scene in scenes for text in _shouted(scene, manner)))
    read = _read(scenes, whole, board, page, naming.language)
    shown = [text for text in read["lettered"] if text not in read["titled"]]
    filled = library.filled(
        "render",
        code,
        form,
        shots=_counted(blocks, scenes),
        **read,
        spoken=any(block.line for block in blocks) or bool(shouts),
        shouts=shouts,
        overall=overall,
        head=head,
        light=light,
        whole=_whole_of(scenes, blocks, told) if manner.directed else "",
        sounds=_places_heard(scenes, page) if library.asks(code, form, "sounds") else [],
        closing=offer.instructions,
        **_ruled(scenes, whole, manner, naming.language, elsewhere=_read_elsewhere(scenes, board, shown)),
    )
    return _finished(filled, manner)


def _scenes(board: PeopledScenes, clip: Clip, naming: names.Naming, offer: Offer, manner: Manner) -> list[_Scene]:
    """The parts of a clip with what each shows, who is in it, its place and its light."""
    shots = [titles.once(board.board.shots[part.shot], part, naming.language) for part in clip.parts]
    shots = list(beasts.once(shots, again=offer.again)) if manner.directed and board.by_director else shots
    where = places(board.board, shots, naming, homes=manner.directed)
    scenes = [
        _scene(shot, where[shot.location], part, naming, tuple(shots), manner, board)
        for shot, part in zip(shots, clip.parts, strict=True)
    ]
    return [_lit(scene, board) for scene in scenes] if manner.directed else scenes


def _finished(filled: str, manner: Manner) -> str:
    """A filled template without the marks of its making."""
    filled = filled.replace(assets.LOOKS, "").replace(assets.BEFELL, "")
    if manner.directed:
        filled = _BLANK.sub("\n\n", filled)
    return filled.rstrip("\n") + "\n"


def _read(
    scenes: Sequence[_Scene], blocks: Sequence[_Block], board: PeopledScenes, page: "_Page", language: Language
) -> dict[str, list[str]]:
    """The words that can be read in the pictures of a clip, as a template has them: in quotation marks and bare, titles over a picture and others."""
    texts = _lettered(scenes, careful=page.manner.careful)
    if page.by_director:
        there = "\n".join(f"{block.scene}\n{block.picture}" for block in blocks)
        rows = "\n".join(row for block in blocks for row in block.people)
        more = (*shown_again(f"{there}\n{rows}", board.written), *numbers(f"{there}\n{rows}"))
        texts += [text for text in more if not any(text in each for each in texts)]
    titled = list(dict.fromkeys(text for scene in scenes for text in titles.words(scene.visual, language)))
    return {
        "texts": [_quoted(_unstopped(text) if page.manner.directed else text) for text in texts],
        "lettered": texts,
        "titled": titled,
        "titles": [_quoted(text) for text in titled],
        "others": [_quoted(_unstopped(text)) for text in texts if text not in titled],
    }


def _read_elsewhere(scenes: Sequence[_Scene], board: PeopledScenes, texts: Sequence[str]) -> bool:
    """Whether a clip that shows words has others too where it plays, which shots before it showed: a chart keeps the name of its island."""
    here = {text for scene in scenes for text in board.read_before(scene.part.shot)}
    return bool(texts) and any(not any(text in each or each in text for each in texts) for text in here)


def _ruled(
    scenes: Sequence[_Scene], blocks: Sequence[_Block], manner: Manner, language: Language, *, elsewhere: bool
) -> dict[str, Any]:
    """What tells a list of words in English, and what the rules of a prompt go by: whether there is music, whether words stand on things, and whether on its places or people, or `elsewhere` there."""
    spelled = any(_SPELLED.search(block.picture) for block in blocks)
    posted = manner.careful and (spelled or elsewhere or _lettered_place(blocks, language))
    return {
        "english": glossary.english,
        "music": manner.careful and any(_music(scene) for scene in scenes),
        "signs": posted or (manner.careful and any(_written(scene) for scene in scenes)),
        "posted": posted,
    }


def _whole_of(scenes: Sequence[_Scene], blocks: Sequence[_Block], told: Company) -> str:
    """Where a clip plays and who is in it, as a sentence; empty where nobody knows either."""
    naming = scenes[0].naming
    language = naming.language
    places_of = list(
        dict.fromkeys(block.around or scene.place.inside for block, scene in zip(blocks, scenes, strict=True))
    )
    first = {name: (name, looks) for name, looks in reversed(list(_persons(scenes))) if (name, looks) in told.facts}
    people_of = list(
        dict.fromkeys(
            told.labels.get(first[name]) or told.phrases[first[name]] for name, _ in _persons(scenes) if name in first
        )
    )
    if scenes[0].place.written == language.word("places.unknown") or len(places_of) > _PAIR:
        places_of = []
    said = (
        language.word("prompt.whole_place").format(
            names.spaced(language.word("names.together").join(places_of), naming)
        )
        if places_of
        else ""
    )
    if people_of:
        between = language.word("names.together" if len(people_of) == _PAIR else "prompt.camera_joined")
        people = between.join(people_of)
        said += language.word("prompt.whole_people").format(names.spaced(people, naming))
    return said


def _persons(scenes: Sequence[_Scene]) -> Iterator[tuple[str, str]]:
    """Name and looks of who is seen in a clip."""
    for scene in scenes:
        for name in scene.seen:
            if name in scene.naming.characters:
                yield name, scene.naming.characters[name].appearance


def _company(
    scenes: Sequence[_Scene],
    naming: names.Naming,
    offer: Offer,
    manner: Manner,
    spare: Sequence[Detail],
    film: PeopledScenes,
) -> Company:
    """The people of a clip, as its model wants them told."""
    words = "\n".join(f"{scene.shot.visual}\n{scene.shot.action}" for scene in scenes)
    again = offer.again and manner.directed
    sizes: dict[str, set[str]] = {}
    low = tabled(naming.language.word("names.low"), re.IGNORECASE)
    for scene in scenes:
        size = "" if low.search(marks.without(scene.shot.visual)) else _size(scene)
        for _, character in _seen([scene]):
            sizes.setdefault(character.appearance, set()).add(size)
    near = {look for look, some in sizes.items() if manner.directed and some <= NEAR}
    called = film.called if manner.directed else {}
    tell = partial(
        company, short="looks" in spare, few="traits" in spare, words=words, again=again, near=near, film=called
    )
    return tell(_seen(scenes), _heard(scenes), naming)


def _size(scene: _Scene) -> str:
    """How far the camera is in a shot."""
    return framing.read(scene.shot.camera).size


def _whole(scenes: Iterable[_Scene]) -> Iterator[str]:
    """Appearances of the people of whom some shots show more than a part."""
    for scene in scenes:
        part, limb, gazed = (
            tabled(scene.naming.language.word(f"names.{key}"), re.IGNORECASE) for key in ("part", "limb", "gazed_at")
        )
        for start, end, name in names.matches(scene.visual, scene.naming):
            if gazed.search(scene.visual[:start]):
                continue
            hidden = name in scene.absent or part.match(scene.visual[end:]) or limb.match(scene.visual[end:])
            shown = name in scene.naming.characters and not hidden
            if shown and _size(scene) != "extreme-close" and not scene.part.hold:
                yield scene.naming.characters[name].appearance


def _places_heard(scenes: Sequence[_Scene], page: "_Page") -> list[str]:
    """What is heard of what is done in a clip, then what its places sound like, in English, each sound once."""
    if not page.manner.ambience:
        return []
    language = Language.of(ambience.GUIDES)
    comma = language.word("writing.comma")
    told = [
        [each for each in beds.heard(scene.shot, language, scene.clip, scene.so_far).split(comma) if each]
        for scene in scenes
    ]
    if page.by_director:
        all_through = [sound for row in told for sound in row]
        acted = [*dict.fromkeys(sound for scene in scenes for sound in _overheard(scene, page, language))]
        most = None if any(overheard.score(scene.shot, scene.naming.language) for scene in scenes) else ambience.MOST
        return overheard.scape(ambience.apart(acted[:most] + all_through, language))
    acted = ambience.summed(
        [scene.shot.action if scene.part.first else "" for scene in scenes],
        language,
        people=any(scene.seen for scene in scenes),
    )
    return list(dict.fromkeys((*acted, *(sound for row in told for sound in row))))


def _overheard(scene: _Scene, page: "_Page", language: Language) -> list[str]:
    """What a director's shot says is heard in it, in its own words where it says so: all but music, which is no ambience, and what is no sound by itself."""
    own = scene.naming.language
    score = overheard.score(scene.shot, own)
    if score:
        parts = (part for part in score.split(own.word("writing.comma")) if not overheard.musical(part, own))
        heard = (part for part in parts if not tabled(own.word("prompt.no_sound"), re.IGNORECASE).search(part))
        return [page.told.say(part, scene.naming, (), full=False) for part in heard]
    text, speaks = f"{scene.visual}\n{scene.shot.action}\n{score}", bool(scene.shot.dialogue.text)
    return overheard.told(text, scene.naming.language, language, speaks=speaks)


def _counted(blocks: Sequence[_Block], scenes: Sequence[_Scene]) -> list[_Block]:
    """The blocks of a clip, each with the moment when it begins and the number of its speaker."""
    found, start, speakers = [], 0, list[str]()
    spans = timeline.whole_seconds([scene.part.duration for scene in scenes])
    for block, scene, span in zip(blocks, scenes, spans, strict=True):
        role = scene.shot.dialogue.role if block.line else ""
        if role and role not in speakers:
            speakers.append(role)
        begins = f"{start // 600:02d}:{start // 10 % 60:02d}.{start % 10}00"
        number = speakers.index(role) + 1 if role else 0
        found.append(replace(block, start=begins, begins=span[0], ends=span[1], number=number))
        start += scene.part.duration
    return found


def _lettered(scenes: Sequence[_Scene], *, careful: bool) -> list[str]:
    """The words that are to be seen in a clip; told carefully, those in a script's own marks for writing too."""
    shown = [scene for scene in scenes if not scene.part.hold]
    sources = [f"{scene.visual}\n{scene.shot.action if scene.part.first else ''}" for scene in shown]
    way = seen_words if careful else lettering
    texts = [text for source in sources for text in way(source)]
    return list({"".join(text.split()): text for text in reversed(texts)}.values())[::-1]


def _music(scene: _Scene) -> bool:
    """Whether the script has music heard in a shot, so that none is forbidden: a sign that promises songs plays none."""
    told = names.QUOTED.sub(" ", f"{scene.shot.action}\n{scene.shot.style_tags}")
    return not scene.part.hold and overheard.musical(told, scene.naming.language)


def _written(scene: _Scene) -> bool:
    """Whether a shot shows a thing that has words on it, whether or not the script says which: none are forbidden there."""
    told = f"{scene.visual}\n{scene.action}"
    return bool(tabled(scene.naming.language.word("prompt.signs"), re.IGNORECASE).search(told))


def _lettered_place(blocks: Sequence[_Block], language: Language) -> bool:
    """Whether a place as it is told, or somebody's looks, have words on them beside those that a shot is to show: a name over a gate."""
    told = "\n".join(f"{block.scene}\n{block.picture}" for block in blocks)
    looks = "\n".join(found[1] for found in _LOOKS.finditer(told))
    return bool(
        tabled(language.word("prompt.signs"), re.IGNORECASE).search(
            "\n".join([*(block.scene for block in blocks), looks])
        )
    )


def _shouted(scene: _Scene, manner: Manner) -> tuple[str, ...]:
    """Words that somebody calls out in the action of a shot."""
    return acting.shouted(scene.action, scene.naming.language) if manner.directed else ()


def _lit(scene: _Scene, board: PeopledScenes) -> _Scene:
    """A part with the light and the mood of its scene, by all its shots."""
    at = scene.part.shot
    return replace(scene, lit=board.light(at), mood=board.mood(at), colours=board.colours(at), so_far=board.so_far(at))


def _shape(width: str, height: str) -> str:
    if not (width.isdigit() and height.isdigit()) or width == height:
        return "square"
    return "portrait" if int(width) < int(height) else "landscape"


def _scene(
    shot: Shot, place: BoardPlace, part: Part, naming: names.Naming, clip: tuple[Shot, ...], manner: Manner, board: PeopledScenes
) -> _Scene:  # fmt: skip
    """A part with what it shows and who is in it."""
    naming = names.dressed(shot, naming)
    delivery, action = speech.delivery_of(shot.action)
    action = action if part.first and not part.hold else ""
    action = acting.unmarked(action) if manner.directed else action
    visual = "" if part.hold else names.as_cast(_DOUBLED.sub(r"\1", picture_of(shot.visual)), naming)
    message = False
    if naming.careful:
        action, message = unsent(action, naming)
        told = partial(introduced, naming=naming, listing=manner.directed)
        action, visual = told(action, seen=visual), told(owned(visual, naming))
    spoken = bool(part.text) and speech.speakable(part.text)
    lines = [line.strip() for line in action.split("\n") if line.strip()]
    gestures = _gestures(lines, delivery, naming, manner) if spoken else []
    acted = [line for line in lines if line not in gestures]
    if manner.directed:
        doer = shot.dialogue.role if spoken and delivery not in speech.UNSEEN else ""
        aside = _GESTURE if spoken else _ENCLOSED
        acted = [acting.unbracketed(line, doer, naming) if aside.fullmatch(line) else line for line in acted]
    action = _sentences(acted, naming.language)
    action, heard = acting.heard_apart(action, naming) if manner.directed else (action, [])
    written = action
    if manner.directed:
        speaker = shot.dialogue.role if part.text else ""
        action = prose.named(prose.clad(action, naming), visual, speaker, board.earlier(part.shot), naming)
        action = prose.meant(action, visual, speaker, board.people(part.shot), naming)
    found = names.found(f"{visual}\n{action}", naming)
    seen = dict.fromkeys(one for name in found for one in (*names.members(name, naming), name))
    role = shot.dialogue.role if part.text else ""
    staged = staging_of(visual, naming)
    acts = names.found(action, naming)
    kept_out = [staged.voice] if staged else unseen(visual, naming)
    absent = frozenset(name for name in kept_out if name and name not in acts)
    away = manner.directed and naming.language.word("prompt.elsewhere") in visual and role not in found
    if role and delivery not in speech.UNSEEN and not away:
        seen.update(dict.fromkeys((*names.members(role, naming), role)))
    return _Scene(
        part,
        shot,
        place,
        naming,
        delivery,
        action,
        tuple(gestures),
        visual,
        spoken,
        tuple(name for name in seen if name not in absent),
        absent,
        clip,
        message,
        tuple(heard),
        written=written,
    )


def _gestures(lines: Sequence[str], delivery: str, naming: names.Naming, manner: Manner) -> list[str]:
    """Lines that say how somebody speaks: in brackets, without anybody's name but to whom; what the body of one who is seen does is none."""
    to = re.compile(naming.language.word("prompt.to") if manner.directed else r"(?!)", re.IGNORECASE)
    asides = [line for line in lines if _GESTURE.fullmatch(line)]
    told = [each for each in asides if to.match(each) or not names.found(heard_apart(each, naming.language), naming)]
    if manner.directed and delivery not in (*speech.UNSEEN, "inner"):
        return [line for line in told if not acting.done(line, naming.language)]
    return told


def _seen(scenes: Iterable[_Scene]) -> Iterable[tuple[str, Character]]:
    """Who is seen in a clip, each with the looks they have there; then who is only spoken of by the camera or the place."""
    for scene in scenes:
        for name in (
            *scene.seen,
            *names.found(f"{scene.shot.camera}\n{marks.set_of(scene.shot.visual)}", scene.naming),
        ):
            if name in scene.naming.characters:
                yield name, scene.naming.characters[name]


def _heard(scenes: Iterable[_Scene]) -> Iterable[tuple[str, Character]]:
    """Who speaks in a clip."""
    for scene in scenes:
        role = scene.shot.dialogue.role if scene.part.text else ""
        for name in (*names.members(role, scene.naming), role):
            if name in scene.naming.characters:
                yield name, scene.naming.characters[name]


@dataclass(slots=True)
class _Page:
    """A prompt while it is written."""

    told: Company
    manner: Manner
    spare: Sequence[Detail]
    """What it does without."""
    by_director: bool = False
    """Whether the pictures are a director's, beside which nobody is given anything to do."""
    before: list[_Scene] = field(default_factory=list)
    """The parts told so far."""
    things: set[str] = field(default_factory=set)
    """Fixed things of places whose side was told."""
    unseen: set[str] = field(default_factory=set)
    """Who was only heard."""
    turn: int = 0
    """How many speakers were given something to do."""
    idle: int = 0
    """How many of those who are only there."""


def _block(scene: _Scene, style: str, look: str, page: _Page) -> _Block:
    """One shot, told to somebody who knows the shots before it."""
    shot, naming, language, place = scene.shot, scene.naming, scene.naming.language, scene.place
    told, manner, before = page.told, page.manner, page.before[-1] if page.before else None
    told.absent = scene.absent
    told.begin("\n".join((scene.visual, scene.written, shot.camera, shot.dialogue.role)), naming)
    keep = (place.inside, place.told, *names.worn(naming))

    def say(text: str, *, full: bool = True) -> str:
        said = _begun(_let_down(told.say(place.put(text, naming), naming, keep, full=full), scene), text)
        return _AN.sub(lambda an: f"{an[1]} " if an[0][1:2] == "n" else f"{an[1]}n ", said) if manner.directed else said

    told.things = [(say(each, full=False), look) for each, look in marks.looks_of(shot.visual) if page.by_director]
    filming = _filming(scene, page)
    camera = place.put(filming, naming)
    view, beats, rest = _titled(scene, say, page) if manner.directed else (_picture(scene, say, told), (), "")
    view, mark, end = view.partition(acting.GOES_ON)
    picture = language.word("writing.between").join(filter(None, [f"{view}{end}", *beats, rest]))
    if mark:
        view, beats = _sentence(view, language.word("prompt.stop"), language), (_anew(end, scene, told), *beats)
    heard, noises = _heard_clauses(picture, language, quoted=not manner.careful)
    voice = shot.dialogue.role if scene.spoken else ""
    speaker = _called(voice, scene, page)
    voice_words, again, many = _voices(voice, page, scene)
    said_text = one_line(scene.part.text) if scene.spoken else ""
    said_text = paired(said_text) if manner.directed else said_text
    hows = [language.word("prompt.many")] * many + _hows(scene, said_text, page, keep)
    page.turn += scene.spoken
    back, look = _back(scene, page), "" if "anchors" in page.spare else look
    return _Block(
        duration=f"{scene.part.duration / 10:.1f}",
        place=names.spaced(place.told, naming),
        scene=_where(scene, before, say(look, full=False), manner, short=back),
        style=names.spaced(told.say(style, naming, keep, full=False), naming),
        camera=told.say(camera, naming, keep, full=bool(scene.part.hold)) if not scene.part.hold else "",
        filmed=travelling.in_english(filming) if not scene.part.hold else "",
        picture=picture,
        beats=prose.set_apart(beats, language),
        **_stepped(view, beats, language, counted=not acting.ordered(scene.visual, language)),
        **_acted(view, told, language, apart=page.by_director),
        rest=rest,
        people=told.sheet(language),
        rows=told.sentences(naming) if told.beside else (),
        **_told_sounds(scene, before, page, keep, heard, noises),
        speaker=speaker,
        voice=voice_words,
        delivery_whole=names.spaced(_how(hows, scene), naming),
        delivery=names.spaced(
            _how([each for each in hows if not _is_told(each, voice_words, again, language)], scene), naming
        ),
        text=said_text,
        line=_quoted(said_text) if said_text else "",
        **_voiced(voice_words, again, language, page, _of_many(voice, scene) if many else ""),
        own_style=names.spaced(told.say(style, naming, keep, full=False), naming),
        around=_around(place, picture, naming),
        directed=page.by_director,
        tongue=_tongue(said_text),
        **_lips(voice, scene, page),
        heard=heard,
    )


def _voices(voice: str, page: _Page, scene: _Scene) -> tuple[str, str, bool]:
    """(a voice that is told for the first time or anew, else the same as one that was told, whether several are heard for the first time)."""
    character, asides = scene.naming.characters.get(voice), scene.gestures if page.manner.directed else ()
    own = as_heard(character.voice, asides, scene.naming.language) if character else ""
    fresh = (character.appearance if character else "", own)
    new = character is not None and fresh not in page.told.heard
    if own and character and own != character.voice:
        page.told.heard.discard(
            (character.appearance, character.voice)
        )  # who is heard at their own age again is told anew
    page.told.heard.add(fresh)
    many = page.manner.directed and kind_of(read_appearance(fresh[0])) == "group"
    own = "" if many else fresh[1]
    if voice and page.by_director and _off(scene) and not many:
        return own, "", False  # the face in the picture is somebody else's
    if voice and page.manner.directed and scene.delivery in speech.UNSEEN:
        apart = bool(page.unseen - {voice})  # of two who are only heard nothing but the voice tells who it is
        page.unseen.add(voice)
        return (own, "", many and new) if new or apart else ("", own, False)
    return own if new else "", "" if new else own, many and new


def _filming(scene: _Scene, page: _Page) -> str:
    """How a shot is filmed, in the words of its board; not static where a director's picture moves the camera."""
    language, camera = scene.naming.language, scene.shot.camera
    if not page.manner.directed:
        return camera
    moves = page.by_director and re.search(language.word("prompt.camera_moves"), scene.visual, re.IGNORECASE)
    filming = framing.without_usual(camera)
    return re.sub(language.word("prompt.camera_fixed"), "", filming) if moves else filming


def _begun(said: str, text: str) -> str:
    """A text with a capital where somebody begins a sentence behind what is written: “… nothing.” The man's thumb."""
    return _BEGINS.sub(lambda small: f"{small[1]}{small[2].capitalize()}", said) if _BEGUN.search(text) else said


class _Heard(TypedDict):
    """Fields of a block."""

    sound: str
    music: tuple[str, ...]
    effects: tuple[str, ...]
    own_sound: str
    noises: tuple[str, ...]


def _told_sounds(
    scene: _Scene, before: _Scene | None, page: _Page, keep: Sequence[str], heard: Sequence[str], noises: Sequence[str]
) -> _Heard:
    """What sounds in a shot, with its place and without; of the `noises` in its sentences none a second time."""
    naming, mute = scene.naming, _back(scene, page) or "ambience" in page.spare
    first = scene.part.first and page.manner.ambience and not page.by_director  # a director's are with the style
    struck = ambience.struck(scene.action, naming.language) if first else []
    sound, own = (
        page.told.say(_sounds(scene, before, page.manner, struck, mute=each), naming, keep, full=False)
        for each in (mute, True)
    )
    new = tuple(each for each in noises if each not in sound)
    parts = [part for part in sound.rstrip("。. ").split(naming.language.word("writing.comma")) if part]
    played = tuple(part for part in parts if overheard.musical(part, naming.language))
    effects = tuple(part for part in parts if part not in played)
    return {
        "sound": sound,
        "own_sound": own,
        "music": played,
        "effects": effects,
        "noises": new or tuple(_deeds_heard(scene, naming.language, heard)),
    }


def _called(voice: str, scene: _Scene, page: _Page) -> str:
    """What a line calls who says it; empty where nobody does. A picture tells its people itself, and a list of looks is no part of who speaks."""
    full = voice in scene.seen and not page.manner.directed
    called = page.told.call(voice, scene.naming, full=full, label=True, word=voice) if voice else ""
    person = scene.naming.characters.get(voice)
    if person and voice in page.told.voices and page.manner.directed:
        looks = read_appearance(person.appearance)
        heard = as_heard(person.voice, scene.gestures, scene.naming.language)
        if looks and heard != person.voice:  # who has another voice there is nobody by age and sex
            called = names.heard(voice, scene.naming, nouns(looks))
    return names.spaced(called, scene.naming) if voice else ""


class _Lips(TypedDict):
    """Fields of a block."""

    unseen: bool
    closed: bool


def _lips(voice: str, scene: _Scene, page: _Page) -> _Lips:
    """Whether a speaker is not in the picture, and whether no lips in it move with the line."""
    away = voice in scene.absent or (page.by_director and bool(voice) and _off(scene))
    return {
        "unseen": bool(voice) and (scene.delivery in speech.UNSEEN or away),
        "closed": bool(voice) and (scene.delivery in (*speech.UNSEEN, "inner") or away),
    }


def _off(scene: _Scene) -> bool:
    """Whether a director's picture shows others than its speaker, who is at most heard in it."""
    naming, role = scene.naming, scene.shot.dialogue.role
    heard = tabled(naming.language.word("names.heard"), re.IGNORECASE)
    told = list(names.matches(scene.visual, naming))
    shown = {name for _, end, name in told if not heard.match(scene.visual[end:])}
    return bool(shown) and role not in {each for name in shown for each in (name, *names.members(name, naming))}


def _back(scene: _Scene, page: _Page) -> bool:
    """Whether a prompt that may repeat nothing was at a part's place before."""
    return "repeats" in page.spare and any(old.shot.location == scene.shot.location for old in page.before)


class _Voices(TypedDict):
    """Fields of a block."""

    voiced: str
    voiced_whole: str
    voiced_paced: str
    voiced_again: str
    voiced_english: str
    voiced_always: str
    paced_always: str
    toned: str


def _of_many(role: str, scene: _Scene) -> str:
    """The voice of a crowd."""
    return scene.naming.characters[role].voice


def _voiced(new: str, old: str, language: Language, page: _Page, many: str = "") -> _Voices:
    """A voice that is `new` in the clip in words, and in few words an `old` one; that of `many` is one of several. A prompt that does without all it can tells no accent."""
    words = partial(voice_in_words, new or many, language, many=bool(many))
    short = "looks" in page.spare
    whole = words(whole=True)
    return {
        "voiced": words(brief=short) if page.manner.directed else tell_voice(new, language),
        "voiced_whole": whole,
        "voiced_paced": words(paced=True),
        "voiced_english": glossary.voice(new or many, many=bool(many))
        if (new or many) and not language.does("writing.words")
        else whole,
        "voiced_again": voice_in_words(old, language, brief=True),
        "voiced_always": words() or voice_in_words(old, language),
        "paced_always": words(paced=True) or voice_in_words(old, language, paced=True),
        "toned": tone(new or many or old, language),
    }


class _Steps(TypedDict):
    """Fields of a block."""

    view: str
    steps: tuple[tuple[str, int], ...]


def _stepped(view: str, beats: Sequence[str], language: Language, *, counted: bool = True) -> _Steps:
    """What is seen before anything happens, and what happens deed by deed, each with its number; 0 where nobody does anything that is seen, or there is one deed alone.

    They are not `counted` where a picture in whole sentences tells its own order.
    """
    if not counted:
        told = prose.set_apart(beats, language)
        return {"view": view, "steps": tuple((beat, 0) for beat in told)}
    bodies, unseen_ = (tabled(language.word(f"prompt.{key}"), re.IGNORECASE) for key in ("bodies", "denied"))
    rows: list[tuple[str, bool]] = []
    for beat in beats:
        head, done = prose.steps(beat, language)
        if head and (view or rows):
            done = [f"{head}{language.word('writing.between')}{done[0]}", *done[1:]]
        view = view or ("" if rows else head)
        seen = bool(bodies.search(beat)) and not unseen_.search(beat)
        rows += [(each, seen) for each in done]
    several = sum(seen for _, seen in rows) > 1
    numbers = [sum(seen for _, seen in rows[: at + 1]) if several and mine else 0 for at, (_, mine) in enumerate(rows)]
    told = prose.set_apart([each for each, _ in rows], language)
    return {"view": view, "steps": tuple(zip(told, numbers, strict=True))}


class _Acted(TypedDict):
    """Fields of a block."""

    seen: str
    done: str


def _acted(view: str, told: Company, language: Language, *, apart: bool) -> _Acted:
    """What is seen, and in its last sentence what somebody does, where that is to stand `apart`."""
    seen, done = briefly.acted(view, language.code) if apart else (view, "")
    bodies = tabled(language.word("prompt.bodies"), re.IGNORECASE)
    people = [each.casefold() for each in told.labels.values()]
    acts = bodies.search(done) or any(each in done.casefold() for each in people)
    acts = acts and (not language.does("writing.words") or prose.has_deed(done, language))
    return {"seen": seen, "done": done} if acts else {"seen": view, "done": ""}


def _tongue(text: str) -> str:
    """What the language of spoken words is called in English, by their letters."""
    spoken = (Language.of(code) for code in CODES)
    return next(each.word("writing.name") for each in spoken if each.does("writing.han") == bool(_HAN.search(text)))


def _around(place: BoardPlace, picture: str, naming: names.Naming) -> str:
    """A place within a sentence; empty where nobody wrote one, or the picture tells it."""
    known = place.written != naming.language.word("places.unknown")
    return names.spaced(place.inside, naming) if known and place.inside.casefold() not in picture.casefold() else ""


def _hows(scene: _Scene, words: str, page: _Page, keep: Sequence[str]) -> list[str]:
    """The delivery of a line, then how it is said: what the script has beside it, else what a director's picture tells of it, else what the marks of its `words` ask for where prompts are directed."""
    role = scene.shot.dialogue.role
    heard = (
        page.manner.directed and role in page.told.voices and role not in scene.seen
    )  # who is called an unseen voice
    away = role in scene.absent or (page.by_director and _off(scene))
    off = page.manner.directed and away and scene.delivery not in (*speech.UNSEEN, "inner")
    told = scene.spoken and not (heard and scene.delivery in ("offscreen", "voiceover"))
    beside = off and any(role in old.seen and old.shot.location == scene.shot.location for old in page.before)
    shown = role in names.found(f"{scene.visual}\n{scene.action}", scene.naming)
    through = _through(scene) if page.manner.directed and scene.spoken and not shown else ""
    how = _delivered(scene, page.manner, off=off, beside=beside) if told and not (beside and through) else ""
    how = through if through and scene.delivery != "phone" else how
    asides = [bare(gesture) for gesture in scene.gestures]
    if page.manner.directed:
        asides = [heard_apart(acting.manner_of(each), scene.naming.language) for each in asides]
        asides = [acting.without_medium(each, scene.naming.language) for each in asides]
        asides = [_in_tongue(each, scene.naming.language) for each in asides if each]
        asides = [page.told.say(each, scene.naming, keep, full=False) for each in asides]
    language = scene.naming.language
    unseen = _off(scene) or bool(asides)  # beside the script's own word no more than that it is sung
    word = directing.manner(scene.visual, language, unseen=unseen) if page.by_director else ""
    if word and scene.spoken:
        how = "" if beside and tabled(language.word("prompt.out_of_thing")).search(word) else how
        asides.append(word)
    elif page.manner.directed and scene.spoken and not asides:
        ways = playing.playing(_mostly(words) if page.by_director else words, language).how
        asides += ways[(page.turn + len(words)) % len(ways) :][:1] if ways else ()
    return [how, *asides] if how else asides


def _in_tongue(aside: str, language: Language) -> str:
    """What stands beside a line, with the word of a language alone as the way in which it is said: 英语 is 用英语说."""
    alone = tabled(language.word("prompt.tongue")).fullmatch(aside)
    return language.word("prompt.in_tongue").format(aside) if alone else aside


def _through(scene: _Scene) -> str:
    """Through what somebody is heard who is not seen: a telephone, a radio, a door; empty where nothing says so."""
    shot, language = scene.shot, scene.naming.language
    near = (
        each for each in scene.clip if _setting(each) == _setting(shot) and each.dialogue.role == shot.dialogue.role
    )
    pictures = (f"{scene.visual}\n{scene.action}", "\n".join(each.visual for each in near))
    role = shot.dialogue.role.casefold() if shot.dialogue.role.isupper() else shot.dialogue.role
    return acting.medium("\n".join((*scene.gestures, role)), *pictures, language)


def _mostly(words: str) -> str:
    """Spoken words without a question at their end that is less than half of them: who orders most of a line does not ask it."""
    said = _LAST_ASKED.match(words)
    return said[1].strip() if said and len(said[1]) > len(said[2]) else words


def _anew(end: str, scene: _Scene, told: Company) -> str:
    """What a speaker does as a sentence of its own: a pronoun, or their phrase where the picture shows somebody else of their sex, before the end of another."""
    naming, language, role = scene.naming, scene.naming.language, scene.shot.dialogue.role
    said = end.removeprefix(language.word("prompt.playing.joined"))
    subject = prose.pronoun(role, names.found(scene.visual, naming), naming) or told.call(role, naming, full=False)
    return _sentence(f"{subject}{language.word('prompt.playing.alone')}{said}", language.word("prompt.stop"), language)


def _delivered(scene: _Scene, manner: Manner, *, off: bool = False, beside: bool = False) -> str:
    """How a line is delivered; of somebody who is in the picture all the same, that their lips stay closed. `off`: somebody in the picture listens to them; `beside`: they were seen there before, and are out of frame."""
    language = scene.naming.language
    shown = scene.shot.dialogue.role in scene.seen and scene.delivery in ("voiceover", "offscreen")
    cried = scene.delivery == "inner" and scene.spoken and _CRIED.fullmatch(one_line(scene.part.text))
    if manner.directed and (shown or cried):
        return language.word("prompt.over")
    if beside:
        return language.word("prompt.out_of_frame")
    said = speech.DELIVERY[language.code]["offscreen"] if off else speech.delivered_in(scene.shot.action, language.code)
    return _SORT.sub("", bare(said))


def _heard_clauses(picture: str, language: Language, *, quoted: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the clauses, or in a language with words between spaces the sentences, that tell a sound; words for sounds within others); none that speaks of a quotation, or is not `quoted` and holds one.

    Where that is so, a long clause and one that tells of people has no more than words for a sound.
    """
    words = language.does("writing.words")
    cut = _SENTENCE_END if words else _CLAUSE_END if quoted else _ANY_CLAUSE_END
    audible = tabled(language.word("prompt.audible"), re.IGNORECASE)
    clauses = [_HEARS.sub("", each.strip()) for each in cut.split(picture)]
    whole = (
        each for each in clauses if all(each.count(one) == each.count(other) for one, other in ("（）", "()", "“”"))
    )
    marks_of = "：" if quoted else '：“「『"'
    told = [each for each in whole if not any(mark in each for mark in marks_of)]
    if quoted:
        return tuple(each for each in told if audible.search(ambience.audible(each))), ()
    sounding, bodies = (tabled(language.word(f"prompt.{key}"), re.IGNORECASE) for key in ("sounding", "bodies"))
    really = ((each, ambience.audible(each)) for each in told)
    found = [(each, sound) for each, text in really if (sound := sounding.search(text) or audible.search(text))]
    least = language.number("prompt.brief")
    brief = {each for each, _ in found if len(each) <= least and not (bodies.search(each) or _LOUD_DEED.search(each))}
    rest = () if words else (each for each, _ in found if each not in brief)
    noises = tuple(sound for each in rest for sound in _noises(each, sounding, language))
    return tuple(each for each, _ in found if each in brief), noises


def _noises(clause: str, sounding: re.Pattern[str], language: Language) -> tuple[str, ...]:
    """The words of a clause that name a sound; where none does, what the table has for what makes it: a ring has its telephone there."""
    found = sounding.search(clause)
    return (found[0],) if found else tuple(ambience.sounding(clause, language, language))


def _deeds_heard(scene: _Scene, language: Language, heard: Sequence[str]) -> list[str]:
    """Sounds of what is done in a shot by their names, in the language of those, where no clause tells them."""
    guessed = not (scene.so_far and scene.so_far.told)
    named = guessed and scene.naming.careful and not heard and language.does("writing.words")  # they have English names
    return ambience.deeds(scene.action) if named else []


def _let_down(text: str, scene: _Scene) -> str:
    """A text without words in capitals, in a language that has them."""
    text = _HALF.sub(lambda word: word[0].lower(), text) if scene.naming.careful else text
    return (
        lowered(text, scene.clip, careful=scene.naming.careful)
        if scene.naming.language.does("writing.capitals")
        else text
    )


def _is_told(how: str, new: str, old: str, language: Language) -> bool:
    """Whether the description of a voice, `new` in its clip or `old`, tells how a line is said."""
    return _is_voice(how, new or old, language) or (bool(new) and how in voice_in_words(new, language))


def _is_voice(how: str, voice: str, language: Language) -> bool:
    """Whether how a line is said is no more than whose voice it is, which the description of the voice tells: 苍老男声."""
    told = tabled(language.word("prompt.voice_alone"), re.IGNORECASE).fullmatch(how)
    return told is not None and told["what"] in voice


def _how(hows: Sequence[str], scene: _Scene) -> str:
    """How a line is said, as it stands within a sentence."""
    said = scene.naming.language.word("writing.comma").join(hows)
    large = said[:2].isalpha() and said[:2].isupper()
    said = _let_down(said, scene)
    return said[:1].lower() + said[1:] if large else said


def _picture(scene: _Scene, say: Callable[..., str], told: Company) -> str:
    """What is seen, then what happens; what both say stands once."""
    language = scene.naming.language
    if scene.part.hold:
        return language.word("prompt.still")
    between, stop = language.word("writing.between"), language.word("prompt.stop")
    action = scene.action
    visual = _without(scene.visual, scene) + telling.changes(scene.shot, scene.naming)
    silent = ""
    if scene.part.text and not scene.spoken and scene.delivery not in speech.UNSEEN:
        silent = language.word("prompt.silent").format(scene.shot.dialogue.role)
    naming, place, behind = scene.naming, scene.place.written, ""
    if naming.careful:
        word = language.word("prompt.framed")
        visual, bare, here = framed(visual, action, place, naming, word)
        behind = word if here else ""
        visual = "" if bare and scene.message else visual
    visual = unrepeated(visual.strip("，, "), place, naming, scene.absent)
    if not naming.careful:
        visual = listed(visual, naming) if language.does("writing.words") else visual
    visual, action = at_once(visual, action, place, naming, anyhow=naming.careful)
    if naming.careful:
        visual += behind if visual and action else ""
        visual = listed(visual, naming) if language.does("writing.words") else visual
    visual, action = followed(visual, action, scene.place.written, scene.naming, scene.absent)
    texts = [visual, action, "" if silent in visual else silent]
    told_so = _sentences_of(texts, say, stop, language)
    return between.join(part for part in (*told_so, told.pay(scene.naming)) if part)


def _titled(scene: _Scene, say: Callable[..., str], page: _Page) -> tuple[str, tuple[str, ...], str]:
    """A directed shot; over a picture by rules, which is clauses and no sentences, its titles are told behind it."""
    language = scene.naming.language
    over = () if page.by_director else titles.drawn(scene.visual, language)
    if not over:
        return _directed(scene, say, page)
    picture = titles.undrawn_picture(scene.visual, language)
    view, beats, rest = _directed(replace(scene, visual=picture), say, page)
    return view, beats, language.word("writing.between").join(filter(None, [*over, rest]))


def _directed(scene: _Scene, say: Callable[..., str], page: _Page) -> tuple[str, tuple[str, ...], str]:
    """(what is seen, what happens with who looks where, sentence by sentence, what stands where): nothing stands twice, and whoever speaks has something to do."""
    naming, language, told = scene.naming, scene.naming.language, page.told
    if scene.part.hold:
        return language.word("prompt.still"), (), ""
    stop, place = language.word("prompt.stop"), scene.place.written
    visual, things = set_apart(_without(scene.visual, scene) + telling.changes(scene.shot, naming), naming)
    things = [each for each in things if not _impossible(each, scene)]
    visual, bare, here = framed(visual, scene.written, place, naming, "")
    visual = "" if bare and scene.message else visual
    visual = visual.strip("，, ")
    if not page.by_director:  # whose sentences have subjects of their own between two mentions of somebody
        visual = unrepeated(visual, place, naming, scene.absent)
    alone = visual if bare and here and not page.before else ""
    action, shown = acting.untold(visual, scene.action, naming), set(names.found(visual, naming, (place,)))
    if len(shown) < _PAIR or shown <= set(names.found(scene.written, naming)):
        visual, action = at_once(visual, action, place, naming, anyhow=True)
    if alone and not visual:
        visual, action = prose.opened(alone, action, naming)
        here = False
    visual = listed(visual, naming) if language.does("writing.words") else visual
    visual = told.turned(visual, naming) if page.by_director else visual
    if (
        scene.heard
        and not action
        and place != language.word("places.black")
        and visual.casefold() in ("", place.casefold(), language.word("prompt.whole").format(place).casefold())
    ):
        visual = language.word("prompt.view").format(place)
    seen = visual
    if not acting.whole_picture(visual, language):  # a director's picture goes on with nothing
        visual, action = followed(visual, action, place, naming, scene.absent)
    last, still = "", visual == seen
    if here and bare and visual and (action or not scene.shot.dialogue.text):
        visual = "" if _comes(visual, action, naming) else _there(visual, action, scene)
    elif page.by_director or (visual != seen and not action):
        pass  # who is in the picture goes on with what they do
    elif speaker := _speaker(scene, visual, page):
        visual, last = acting.directed(visual, action, speaker, naming)
        still = acting.GOES_ON in visual or visual == seen
    elif not scene.spoken or scene.delivery in (*speech.UNSEEN, "inner") or scene.shot.dialogue.role in scene.absent:
        last = prose.idle(visual, action, place, page.idle, naming)
        page.idle += bool(last)
    visual = prose.whole(visual, naming)
    silent = ""
    if scene.part.text and not scene.spoken and scene.delivery not in speech.UNSEEN:
        silent = language.word("prompt.silent").format(scene.shot.dialogue.role)
    told_so = _sentences_of([visual, action, last, "" if silent in visual else silent], say, stop, language)
    view = told_so[0] if visual and still else ""
    beats = (beat for text in told_so[bool(view) :] for beat in deeds.sentences(text))
    view, *done, rest = _with_looks(view, tuple(beats), told.paid(naming), told.labels.values(), language)
    standing = _standing(things, say, page, language)
    rest = language.word("writing.between").join(filter(None, [standing, rest, *told.rows(naming)]))
    return view, tuple(done), rest


def _with_looks(
    view: str, beats: Sequence[str], owed: Sequence[tuple[str, str]], labels: Iterable[str], language: Language
) -> tuple[str, ...]:
    """(what is seen, sentences of what happens, what is left): each person's looks right behind the first sentence that comes to them, but where a pronoun behind it is somebody else."""
    texts, left = [view, *beats], list[str]()
    people = [each.casefold() for each in labels]
    goes_on = tabled(language.word("prompt.goes_on"))
    for called, looks in owed:
        word = called.casefold()
        at = next((n for n, text in enumerate(texts) if word in text.casefold()), None)
        if at is None:
            left.append(looks)
            continue
        first = texts[at].casefold().index(word)
        end = next((stop.end() for stop in _TOLD_END.finditer(texts[at], first + len(word))), len(texts[at]))
        head, tail = texts[at][:end].rstrip(), texts[at][end:].lstrip()
        sentence = _TOLD_END.split(texts[at][:first])[-1].casefold()
        behind = tail or next(iter(texts[at + 1 :]), "")
        if goes_on.match(behind) and any(each != word and each in sentence for each in people):
            left.append(looks)
            continue
        texts[at] = language.word("writing.between").join(filter(None, (head, looks, tail)))
    return (*texts, language.word("writing.between").join(left))


def _impossible(thing: str, scene: _Scene) -> bool:
    """Whether a place cannot have a fixed thing: a door on a platform is a train's, no car stands in a kitchen."""
    location, language = scene.shot.location, scene.naming.language
    if vocabulary.is_inside(location) and tabled(language.word("prompt.house"), re.IGNORECASE).search(location):
        return tabled(language.word("prompt.driven"), re.IGNORECASE).search(thing) is not None
    if vocabulary.is_inside(location) or not tabled(language.word("prompt.open"), re.IGNORECASE).search(location):
        return False
    return tabled(language.word("prompt.walled"), re.IGNORECASE).search(thing) is not None


def _comes(visual: str, action: str, naming: names.Naming) -> bool:
    """Whether somebody comes in by an action that tells of all who are in a picture: they are not there before."""
    comes = tabled(naming.language.word("prompt.entering"), re.IGNORECASE).search(action)
    return bool(comes) and set(names.found(visual, naming)) <= set(names.found(action, naming))


def _there(visual: str, action: str, scene: _Scene) -> str:
    """Who is at a place in which something else happens, as a sentence."""
    naming, language = scene.naming, scene.naming.language
    found = [name for _, _, name in names.matches(visual, naming)]
    several = len(found) > 1 or any(names.are_many(name, naming) for name in found)
    busy = tabled(language.word("prompt.busy"), re.IGNORECASE).search(f"{scene.visual}\n{action}")
    how = "there" if busy or set(names.found(action, naming)) & set(names.found(visual, naming)) else "onlook"
    visual = language.word(f"prompt.{how}_all" if several else f"prompt.{how}").format(visual)
    return listed(visual, naming) if language.does("writing.words") else visual


def _standing(things: Sequence[str], say: Callable[..., str], page: _Page, language: Language) -> str:
    """Where the fixed things of a place are that the clip did not show yet, as a sentence."""
    new = [each for each in things if each not in page.things and "anchors" not in page.spare]
    page.things.update(new)
    stood, stands = tabled(language.word("prompt.stood")), language.word("prompt.stands")
    one, several = language.word("prompt.be").split("|")
    told, last = list[str](), ""
    for each in new:
        if place := stood.search(each):
            verb = (
                stands.replace(one, several) if several and re.search(r"[^s]s\b *$", each[: place.start()]) else stands
            )
            told.append(stood.sub(" " if several and verb == last else verb, each, count=1))
            last = verb
    row = tabled(language.word("prompt.deep")).sub("", language.word("writing.comma").join(told))
    return _sentence(say(row), language.word("prompt.stop"), language) if row else ""


def _sentences_of(texts: Sequence[str], say: Callable[..., str], stop: str, language: Language) -> list[str]:
    """The texts that there are, each told as a sentence; a gesture in brackets belongs to the sentence before."""
    told_so: list[str] = []
    for text in filter(None, texts):
        said = say(text)
        beside = bool(told_so) and said[0] in "（(" and said[-1] in "）)"
        if beside:
            told_so[-1] = told_so[-1].removesuffix(stop)  # a gesture belongs to who is in the picture
        told_so.append(_sentence(said, stop, language) + (stop if beside else ""))
    return told_so


def _speaker(scene: _Scene, visual: str, page: _Page) -> acting.Speaker | None:
    """Who has to be given something to do while they speak; None where nobody speaks in the picture, or only in their thoughts."""
    role, naming = scene.shot.dialogue.role, scene.naming
    if (
        not scene.spoken
        or scene.delivery in (*speech.UNSEEN, "inner")
        or role in scene.absent
        or role not in naming.characters
    ):
        return None
    shown = names.found(scene.visual, naming)
    if shown and role not in shown:
        return None  # heard from outside, whatever the script calls it
    if names.members(role, naming) or kind_of(read_appearance(naming.characters[role].appearance)) != "person":
        return None
    here = (scene.shot.location, scene.shot.time)
    near = [_bodily(old) for old in reversed(page.before) if (old.shot.location, old.shot.time) == here]
    first = [name for _, _, name in names.matches(visual, naming)]
    others = acting.addressed(
        role,
        [first],
        page.told.told | {naming.characters[name].appearance for name in first if name in naming.characters},
        naming,
    )
    others += acting.addressed(role, near, page.told.told, naming)
    named = names.found("\n".join(scene.gestures), naming)
    others = tuple(name for name in others if name not in scene.absent and (not named or name in named))
    if named and not others:
        return None
    posed = tabled(naming.language.word("prompt.posed"), re.IGNORECASE).search("\n".join(scene.gestures))
    return acting.Speaker(
        role, scene.part.text, others, bool(scene.gestures), bool(posed), page.turn + len(scene.part.text)
    )


def _bodily(scene: _Scene) -> tuple[str, ...]:
    """Who is seen in a shot, without those whom a photograph in it shows."""
    here = names.found(f"{scene.visual}\n{prose.unpictured(scene.action)}", scene.naming)
    pictured = {name for name in names.found(scene.action, scene.naming) if name not in here}
    return tuple(name for name in scene.seen if name not in pictured or name == scene.shot.dialogue.role)


def _sentences(lines: Sequence[str], language: Language) -> str:
    """The lines one after the other: a short one that nothing ends gets a full stop, a long one was broken for its length."""
    stop = language.word("prompt.stop")
    short = language.number("prompt.short")
    ended = [line + stop if len(line) < short and line[-1].isalnum() else line for line in lines[:-1]]
    return language.word("writing.between").join([*ended, *lines[-1:]])


def _sentence(text: str, stop: str, language: Language) -> str:
    """The text begun and ended as a sentence of the language is; one that breaks off before a quotation ends too."""
    text = text.rstrip("：:；;，, ")
    if language.does("writing.capitals"):
        text = text[:1].upper() + text[1:]
    whole = text[:1] in "（(" or not text.endswith(("）", ")"))
    return text if whole and text.rstrip("”’」』⟧\"'").endswith(_ENDS) else text + stop


def _without(visual: str, scene: _Scene) -> str:
    """The picture without clauses that the action says word for word too, the words for the camera's shot size, and filler."""
    for size in size_words(framing.read(scene.shot.camera).size, scene.naming.language):
        visual = visual.removesuffix(size) if len(visual) > len(size) else visual
        visual = re.sub(rf"[，,]\s*{re.escape(size)}(?=[，,])", "", visual)
    filler = scene.naming.language.words("prompt.filler")
    quoted = [found.span() for found in names.QUOTED.finditer(visual)]
    ends = [at.start() for at in _CLAUSE.finditer(visual) if not any(a < at.start() < b for a, b in quoted)]
    pieces = (visual[start:end] for start, end in pairwise([0, *ends, len(visual)]))
    clauses = ((clause, clause.strip("，。；！？,; ")) for clause in pieces)
    told = scene.naming.careful and acting.whole_picture(visual, scene.naming.language)  # the action steps back instead
    kept = [
        clause
        for clause, bare in clauses
        if not (bare in filler or (not told and _again(bare, scene)) or _retold(bare, scene))
    ]
    return "".join(kept).strip("，, ")


def _retold(clause: str, scene: _Scene) -> bool:
    """Whether a clause is about the things that the action has people handle, and nothing else."""
    return retold(clause, scene.action, scene.naming.language)


def _again(clause: str, scene: _Scene) -> bool:
    """Whether the action says a clause word for word, and it is more than who is there."""
    named = sum(end - start for start, end, _ in names.matches(clause, scene.naming))
    return len(clause) - named >= _LEAST and clause in scene.action


def _where(scene: _Scene, before: _Scene | None, look: str, manner: Manner, *, short: bool = False) -> str:
    """The place; hour and weather where they are others than in the shot before; what the place looks like. `short`: the place alone."""
    shot, naming, language = scene.shot, scene.naming, scene.naming.language
    old = before.shot if before else None
    here = old is not None and old.location == shot.location and (not manner.directed or old.weather == shot.weather)
    hour = "" if here and old and old.time == shot.time else shot.time
    hour = whereabouts.as_now(hour, shot.weather, language) if manner.directed else hour
    hour, dates = whereabouts.parted(hour, language) if manner.directed else (hour, ())
    known = old and old.location == shot.location and whereabouts.parted(old.time, language)[1] == dates
    dates = () if known else dates
    hour = _hour(hour, naming)
    hour = whereabouts.listed(hour, shot.weather, language) if manner.directed else hour
    weather = "" if old and (old.location, old.weather) == (shot.location, shot.weather) else shot.weather
    weather = "" if weather in language.words("prompt.no_weather") or (manner.directed and weather in hour) else weather
    if old and not (hour or weather or look or old.location != shot.location):
        return ""
    if weather and naming.careful and vocabulary.is_inside(shot.location):
        weather = _seen_outside(weather, language)
    place = scene.place.told
    if manner.directed:
        place, weather = scene.place.within(language), weather and language.word("prompt.under").format(weather)
    else:
        weather = weather and language.word("prompt.weather").format(weather)
    if manner.directed and language.does("writing.capitals") and not _PROPER.match(look):  # it stands within a sentence
        look = f"{look[:1].lower()}{look[1:]}"
    said = [place] if short else [place, *dates, hour, weather, look]
    return names.spaced(language.word("writing.comma").join(part for part in said if part), naming)


def _seen_outside(weather: str, language: Language) -> str:
    """Weather that is told of a room: its first words are of outside, and those behind them say where it is seen."""
    comma = language.word("writing.comma")
    first, *more = weather.split(comma)
    told = re.search(language.word("prompt.outdoors").format("").strip(), weather)
    return weather if told else comma.join([language.word("prompt.outdoors").format(first), *more])


def _hour(time: str, naming: names.Naming) -> str:
    """An hour as the board has it, without the script's own mark behind it; told carefully, that mark alone where it is an hour itself: day (DUSK) -> dusk."""
    time = timed(time, naming.characters, naming.language) if naming.careful else time
    own_mark = naming.language.word("places.marked")
    mark = re.search(naming.language.word("places.noted") if naming.careful else own_mark, time)
    if mark is None:
        return time
    own = vocabulary.hour(mark[0].strip(" ()（）")) if naming.careful else None
    if own is None and not re.search(own_mark, time):
        return time
    told = own is not None and not own.same  # an hour of its own says more than that it is day
    return mark[0].strip(" ()（）").lower() if told else time[: mark.start()]


def _tags(scene: _Scene) -> tuple[tuple[str, ...], str]:
    """The parts of the style, and the sounds; transitions are left to the cut."""
    language = scene.naming.language
    head = scene.shot.style_tags
    marks_of = [*language.words("prompt.sounds"), *language.words("prompt.cuts")]
    begins = re.compile("|".join(rf"(?:(?<=，)|(?<=, )|^){re.escape(mark)}" for mark in marks_of))
    found = list(begins.finditer(head))
    ends = [*(match.start() for match in found[1:]), len(head)]
    sounds = [
        _MARKED.sub("", head[match.end() : end].strip("，, "))
        for match, end in zip(found, ends, strict=False)
        if match[0] in language.words("prompt.sounds")
    ]
    style = head[: found[0].start()] if found else head
    return tuple(part.strip() for part in re.split(r"[，,]", style) if part.strip()), language.word(
        "writing.comma"
    ).join(filter(None, ambience.further(sounds, language)) if scene.so_far else sounds)


def _sounds(scene: _Scene, before: _Scene | None, manner: Manner, struck: Sequence[str], *, mute: bool = False) -> str:
    """What the script has sound in a shot, then what sounds at its place where that is new in the clip and not to be `mute`."""
    own = "" if scene.part.hold else _tags(scene)[1]
    earlier = (before.shot, before.so_far) if before else None
    new = beds.begins(scene.shot, scene.so_far, earlier, scene.naming.language)
    place = (
        beds.heard(scene.shot, scene.naming.language, scene.clip, scene.so_far)
        if manner.ambience and new and not mute
        else ""
    )
    heard = [(said := _let_down(each, scene))[:1].lower() + said[1:] for each in scene.heard]
    language = scene.naming.language
    if scene.so_far and heard:  # what the script has heard is not told once more by its name
        again = (overheard.told if scene.so_far.told else ambience.sounding)("\n".join(heard), language, language)
        struck = [each for each in struck if each not in again]
        own = language.word("writing.comma").join(
            part for part in own.split(language.word("writing.comma")) if part not in again
        )
    if manner.directed and not (scene.so_far and scene.so_far.scored):  # a director says what is heard beside a picture
        own = _unheard(own, scene.visual, language)
    told = [part for part in (own, *struck, *heard, place) if part]
    return language.word("writing.comma").join(ambience.apart(told, language) if scene.so_far else told)


def _unheard(own: str, visual: str, language: Language) -> str:
    """The sounds of a board without those that its picture tells word for word: 雨声盖过一切."""
    comma, sounding = language.word("writing.comma"), tabled(language.word("prompt.heard_alone"))
    return comma.join(each for each in own.split(comma) if not (sounding.search(each) and each in visual))


def _styles(
    scenes: Sequence[_Scene], shape: str, wanted: str, manner: Manner, language: Language, spare: Sequence[Detail]
) -> tuple[str, list[str]]:
    """(what a whole clip shares, for each part what is to be told of its style): what a scene's shots share at its first, then its own.

    What is shared stands with the first part where versions are not directed.
    """
    rows = []
    for scene in scenes:
        own = _tags(scene)[0]
        if manner.palette:
            look = palettes.shown(own, wanted, scene.shot, language, source=scene.lit, near=scene.colours)
            seen = palettes.mood(wanted, scene.shot, language, whole=True, near=scene.colours)
            look = (*look, scene.mood) if seen and scene.mood else look
            if "colours" in spare and seen:
                look = tuple(part for part in look if part not in (seen.colours, scene.mood))
        elif wanted:
            look = palettes.restyled(own, wanted, scene.shot, language)
        else:
            look = palettes.lit(own, scene.shot, language)
        rows.append(list(dict.fromkeys(_turned(look, shape, manner, language))))
    apart = _of_lenses(scenes, rows) if manner.directed else frozenset()
    shared = [part for part in rows[0] if part not in apart and all(part in row for row in rows)] if rows else []
    told: list[str] = []
    upright = language.word(f"prompt.orientation.{shape}") if manner.upright else ""
    numbers = range(len(rows))
    groups = [list(some) for _, some in groupby(numbers, key=lambda at: _setting(scenes[at].shot))]
    for at, group in enumerate(groups):
        common = [part for part in rows[group[0]] if part not in shared and all(part in rows[n] for n in group)]
        common = [part for part in common if part not in apart]
        for place in group:
            opens = at == 0 and place == group[0] and not manner.directed
            first = [*([upright] if upright else []), *shared] if opens else []
            mine = [part for part in rows[place] if part not in shared and part not in common]
            words = [*first, *(common if place == group[0] else []), *mine]
            told.append(language.word("writing.comma").join(_apart(words, upright)))
    return (language.word("writing.comma").join(shared) if manner.directed else ""), told


def _of_lenses(scenes: Sequence[_Scene], rows: Sequence[Sequence[str]]) -> frozenset[str]:
    """The parts of styles that tell a depth of field, where a clip has near shots and wide ones: each shot has its own then."""
    sizes = {_size(scene) in NEAR for scene in scenes}
    return frozenset(part for row in rows for part in row if _DEPTH.search(part)) if len(sizes) > 1 else frozenset()


def _turned(parts: Sequence[str], shape: str, manner: Manner, language: Language) -> list[str]:
    """The parts of a style with the words for the orientation as the setting has it, or without them where the request says it alone."""
    if not manner.upright:
        ratio, before = language.word("prompt.ratio"), language.word("prompt.ratio_word")
        parts = [re.sub(before, "", part) for part in parts if not re.fullmatch(ratio, part, re.IGNORECASE)]
    for word, other in (pair.split("|") for pair in language.words(f"prompt.turned.{shape}")):
        parts = [part.replace(word, other) for part in parts]
    return list(parts)


def _apart(words: Sequence[str], upright: str) -> list[str]:
    """The words without the plain orientation where one of them says it already."""
    said = any(upright in word and word != upright for word in words) if upright else False
    return [word for word in dict.fromkeys(words) if not (said and word == upright)]


def _setting(shot: Shot) -> tuple[str, str, str]:
    return shot.location, shot.time, shot.weather


def _unstopped(text: str) -> str:
    """Words that are seen, without the one stop at their end: it would stand before that of the sentence."""
    return text[:-1] if text.endswith((".", "。")) and not text.endswith("..") and len(text) > 1 else text


def _quoted(text: str) -> str:
    """The text between the first pair of marks that it does not hold itself."""
    opening, closing = next((pair for pair in timeline.MARKS if not set(pair) & set(text)), timeline.MARKS[-1])
    return f"{opening}{text}{closing}"
