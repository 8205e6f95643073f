"""A board whose people are told by few traits, for models whose makers ask for that: what the script tells, and of what was invented the most telling."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from storyboard import hairdo, marks
from storyboard.assets import is_state
from storyboard.cast import roles
from storyboard.cast.looks import NOTHING, kind_of, read_appearance, write_appearance
from storyboard.cast.wearing import needs_more
from storyboard.languages import Language
from storyboard.model import Board, Cast, Character, Looks
from storyboard.names import language_of, named_in, pattern
from storyboard.patterns import deferred, tabled

_SENTENCE = deferred(r"[.!?。！？；;\n]+")
_WORDS = deferred(r"[a-z'-]{3,}")
_EMPTY = deferred(r"[，, ]*(?:\[Now: [^,\]]+\]|【此时：[^，】]+】)")
"""A mark that tells nothing of somebody."""
NONE = frozenset[str]()


def few(board: Board, cast: Cast | None, most: int = 0) -> Board:
    """The board with people of few traits: of a head the hair and one trait of face or build, of clothes what is worn outermost; of each no more than `most` (0: as many as there are), the age one of them.

    What goes was invented: the cast says that nobody wrote that part, and no words of the script have it. Whatever tells
    one from another stays: beards, glasses, scars, hats, jewellery, what somebody bears, and what is otherwise in a scene.
    """
    language = Language.of(language_of(board))
    invented = {member.name: member.assumed for member in cast.members} if cast else {}
    read = {member.name: member.told for member in cast.members} if cast else {}
    script = "\n".join(f"{shot.action}\n{shot.dialogue.text}" for shot in board.shots)
    sentences = _SENTENCE.split(script.casefold())
    gone: dict[str, frozenset[str]] = {}
    beyond: dict[str, frozenset[str]] = {}
    """What is left of somebody's usual looks and stands beyond `most`."""
    for name, character in board.character_setting.items():
        looks = read_appearance(character.appearance)
        if looks is None or kind_of(looks) != "person":
            continue
        if name in invented:
            gone[name] = _spare(looks, invented[name], f"{script}\n{read[name]}", language)
        beyond[name] = _beyond(_thinned(looks, gone.get(name, NONE), language), most, sentences, language)
    people = {
        name: _fewer(each, gone.get(name, NONE) | beyond[name], language)
        if gone.get(name) or beyond.get(name)
        else each
        for name, each in board.character_setting.items()
    }

    def spare(now: marks.Now) -> marks.Now:
        """Without what somebody goes without; of another age without what is to spare then too."""
        here = gone.get(now.name, frozenset())
        looks = read_appearance(board.character_setting[now.name].appearance) if now.name in gone else None
        if looks and now.age is not None and now.age != looks.age:
            hair, clothes = now.hair or ("", looks.hair_style), now.clothes or ("", looks.clothes_style)
            looks = replace(looks, hair_style=hair[1], clothes_style=clothes[1])
            here |= _spare(looks, invented[now.name], f"{script}\n{read[now.name]}", language)
        usual = read_appearance(people[now.name].appearance) if now.name in beyond else None
        if usual is not None:
            less = _now(now, here, language)
            looks = replace(usual, hair_style=(less.hair or ("", usual.hair_style))[1])
            looks = replace(looks, clothes_style=(less.clothes or ("", usual.clothes_style))[1])
            here |= _beyond(looks, most, sentences, language, now)
        return _now(now, here, language)

    told = marks.changed(language.code, spare)
    shots = tuple(replace(shot, visual=told(shot.visual)) for shot in board.shots)
    return replace(board, character_setting=people, shots=shots)


def plain(board: Board) -> Board:
    """The board with looks in which nothing names anybody and no crowd is somewhere: a badge with a name is read in the shot that shows it, and where passengers sit is no garment."""
    language = Language.of(language_of(board))
    people = pattern([name for name in board.character_setting if not roles.is_role(name)])
    where = tabled(language.word("names.whereabouts"), re.IGNORECASE)

    def idle(style: str, *, many: bool) -> frozenset[str]:
        """The traits of a style that go; what stands first stays."""
        behind = [item for _, item in _items(style, language)][1:]
        named = (item for item in behind if named_in(item, people))
        return frozenset((*named, *(item for item in behind if many and where.search(item))))

    gone: dict[str, frozenset[str]] = {}
    usual: dict[str, Looks] = {}
    crowds = set[str]()
    for name, character in board.character_setting.items():
        looks = read_appearance(character.appearance)
        if looks is not None:
            usual[name] = looks
            crowds.update([name] if kind_of(looks) == "group" else [])
            many = name in crowds
            gone[name] = idle(looks.hair_style, many=many) | idle(looks.clothes_style, many=many)

    def bare(now: marks.Now, picture: str = "") -> marks.Now:
        now = hairdo.as_it_is(now, usual.get(now.name), language) if now.state else now
        now = replace(now, hair=now.hair and (now.hair[0], _shaded_once(*now.hair)))
        worn = now.clothes[1] if now.clothes else ""
        now = replace(now, state=_lasting(now.state, picture, worn, language)) if now.state else now
        styles = (part[1] for part in (now.hair, now.clothes) if part)
        many = now.name in crowds
        here = frozenset(item for style in styles for item in idle(style, many=many))
        state = [item for _, item in _items(now.state, language) if not (many and where.search(item))]
        now = replace(now, state=_agreed(now.state, language)) if state else replace(now, state="")
        return _now(now, here, language)

    def put(visual: str) -> str:
        told = marks.changed(language.code, partial(bare, picture=marks.without(visual)))(visual)
        return told if told == visual else _EMPTY.sub("", told).rstrip()

    setting = {
        name: _fewer(each, gone[name], language) if gone.get(name) or _doubled(each) else each
        for name, each in board.character_setting.items()
    }
    return replace(
        board,
        character_setting=setting,
        shots=tuple(replace(shot, visual=put(shot.visual)) for shot in board.shots),
    )


def _spare(looks: Looks, invented: Collection[str], script: str, language: Language) -> frozenset[str]:
    """The traits of somebody's looks that a prompt can do without."""
    face, worn = (tabled(language.word(f"names.{key}")) for key in ("fillers", "beneath"))
    kept = re.compile(f"{language.word('names.no_filler')}|{language.word('names.told_by')}")
    sentences = _SENTENCE.split(script.casefold())
    gone: set[str] = set()
    if "hair" in invented:
        head = [item for _, item in _items(looks.hair_style, language)[1:] if face.fullmatch(item)]
        gone.update(item for item in head[1:] if not (kept.search(item) or _told(item, sentences, language)))
    if "clothes" in invented:
        items = [item for _, item in _items(looks.clothes_style, language)]
        behind = items[2 if needs_more(items[0]) else 1 :]
        spare = (item for item in behind if worn.fullmatch(item) and not kept.search(item))
        gone.update(item for item in spare if not _told(item, sentences, language))
    return frozenset(gone)


def _beyond(
    looks: Looks, most: int, sentences: Sequence[str], language: Language, now: marks.Now | None = None
) -> frozenset[str]:
    """What of somebody's looks is beyond `most` traits, of which the age is one: hair, the first garment and what it needs stay, then what the script tells and what is seldom invented, in that order.

    `now`: how they are in a shot; only what it tells anew can go, and how they are is told before any other trait.
    """
    if not most:
        return NONE
    head = [] if looks.hair_style in NOTHING else units(looks.hair_style, language)
    worn = units(looks.clothes_style, language)
    needed = 2 if needs_more(" ".join(worn[0])) else 1
    plain = [tabled(language.word(f"names.{key}")) for key in ("fillers", "beneath")]
    low = tabled(language.word("names.below"), re.IGNORECASE)
    marked, own = (tabled(language.word(f"names.{key}")) for key in ("no_filler", "told_by"))

    def worth(unit: Sequence[str]) -> int:
        told, kept = any(_told(item, sentences, language) for item in unit), marked.search(" ".join(unit)) is not None
        usual = any(each.fullmatch(item) for each in plain for item in unit) or any(map(low.search, unit))
        return 3 * told + 2 * kept - usual

    spare = [*(head[1:] if now is None or now.hair else []), *(worn[needed:] if now is None or now.clothes else [])]
    fixed = len(head) + len(worn) - len(spare) + 1 + (len(units(now.state, language)) if now and now.state else 0)
    first = sorted(range(len(spare)), key=lambda at: (-worth(spare[at]), at))
    beyond = (spare[at] for at in first[max(0, most - fixed) :])
    return frozenset(item for unit in beyond if not any(map(own.search, unit)) for item in unit)


def units(style: str, language: Language) -> list[list[str]]:
    """The traits of a style, each with what means nothing without it: two colours of one jersey, a palm that is cut and bleeding, shoes tied with string."""
    shade, told = tabled(language.word("names.shades")), list[list[str]]()
    for joint, item in _items(style, language):
        within = len(told) > 1 and joint.strip() in ("with", "over")  # brown shoes tied with string
        tied = bool(told) and (
            within or shade.fullmatch(told[-1][-1]) or (item.isascii() and item.isalpha() and is_state(item))
        )
        if tied:
            told[-1].append(item)
        else:
            told.append([item])
    return told


def _shaded_once(shade: str, style: str) -> str:
    """How hair is worn without its colour, which stands before it: 花白, 花白发髻; 灰白, 寸短灰白发; grey, short grey curls. A beard behind it keeps its own."""
    if shade in NOTHING:
        return style
    bare = style.removeprefix(shade).lstrip(" -")
    if shade.isascii():
        hair, behind, rest = bare.partition(" with ")
        hair = re.sub(rf"(?<![\w-])(?:[a-z]+-)?{re.escape(shade)}[ -](?=\w)", "", hair, count=1)
        return f"{hair}{behind}{rest}" or style
    hair, *more = bare.split("、")
    stem = re.escape(shade.removesuffix("色"))
    hair = re.sub(rf"满头{stem}发(?=.*发)|(?<![夹乌漆雪银花灰斑苍金棕深浅]){stem}色?(?=[^、]?发)", "", hair)
    return "、".join((hair, *more)) if hair else style


def _doubled(character: Character) -> bool:
    looks = read_appearance(character.appearance)
    return looks is not None and _shaded_once(looks.hair_colour, looks.hair_style) != looks.hair_style


def _thinned(looks: Looks, gone: Collection[str], language: Language) -> Looks:
    """Looks without some of their traits."""
    hair = looks.hair_style if looks.hair_style in NOTHING else _without(looks.hair_style, gone, language)
    hair = _shaded_once(looks.hair_colour, hair)
    return replace(looks, hair_style=hair, clothes_style=_without(looks.clothes_style, gone, language))


def _told(item: str, sentences: Sequence[str], language: Language) -> bool:
    """Whether a sentence of the script has a trait: its last word and another, or its last two characters."""
    if not language.does("writing.words"):
        return any(item[-2:] in each for each in sentences)
    words = _WORDS.findall(item.casefold())
    return bool(words) and any(
        words[-1] in each and (len(words) == 1 or any(word in each for word in words[:-1])) for each in sentences
    )


def _items(style: str, language: Language) -> list[tuple[str, str]]:
    """The traits of a style, each with what stands before it: ("", bun), (" with ", a round face), (" and ", wide eyes)."""
    cuts = [(0, 0), *(each.span() for each in tabled(language.word("names.joints")).finditer(style)), (len(style), 0)]
    return [(style[start:end], style[end:stop]) for (start, end), (stop, _) in pairwise(cuts)]


def _lasting(state: str, picture: str, worn: str, language: Language) -> str:
    """What befell somebody, without what is no look: how much of them a frame shows, how they sit, and what their hands do or hold that the `picture` tells; torn where what is `worn` is told to be."""
    framed, held, part, torn = (
        tabled(language.word(f"names.momentary.{key}"), re.IGNORECASE) for key in ("framed", "held", "part", "torn")
    )
    kept, gone = "", False
    for joint, item in _parts(state, language):
        told = held.search(item) is not None and any(word in picture.casefold() for word in _things(item, language))
        goes_on = gone and part.fullmatch(item) is not None
        ripped = torn.fullmatch(item) is not None
        gone = framed.search(item) is not None or told or goes_on or (ripped and torn.search(worn) is not None)
        item = language.word("names.momentary.clothes").format(item) if ripped else item
        kept += "" if gone else f"{joint if kept else ''}{item}"
    return kept


def _parts(state: str, language: Language) -> list[tuple[str, str]]:
    """What befell somebody, one by one, each with what stands before it."""
    cuts = [
        (0, 0),
        *(each.span() for each in tabled(language.word("names.momentary.joints")).finditer(state)),
        (len(state), 0),
    ]
    return [(state[start:end], state[end:stop]) for (start, end), (stop, _) in pairwise(cuts)]


def _things(item: str, language: Language) -> list[str]:
    """The words of something that is held by which a picture tells it: without those of hands; in a language without blanks each two characters."""
    bare = tabled(language.word("names.momentary.hands")).sub(" ", item.casefold())
    if language.does("writing.words"):
        return _WORDS.findall(bare)
    return [run[at : at + 2] for run in bare.split() for at in range(len(run) - 1)]


def _agreed(state: str, language: Language) -> str:
    """What befell somebody without what something after it denies: dusty and soaked by hail -> soaked by hail."""
    dry, wet = (tabled(language.word(f"names.befallen.{key}"), re.IGNORECASE) for key in ("dry", "wet"))
    rows = _items(state, language)
    kinds = [(dry.search(item) is not None, wet.search(item) is not None) for _, item in rows]
    denied = [
        any((one[0] and other[1] and not one[1]) or (one[1] and other[0] and not one[0]) for other in kinds[at + 1 :])
        for at, one in enumerate(kinds)
    ]
    kept = [row for row, gone in zip(rows, denied, strict=True) if not gone]
    return "".join(f"{joint if at else ''}{item}" for at, (joint, item) in enumerate(kept))


def _without(style: str, gone: Collection[str], language: Language) -> str:
    """A style without some of its traits; what comes next is joined as they were."""
    first, *rest = _items(style, language)
    told, owed = first[1], ""
    for joint, item in rest:
        if item in gone:
            owed = owed or joint
        else:
            told, owed = f"{told}{joint if joint != language.word('names.last_joint') else owed or joint}{item}", ""
    return told


def _fewer(character: Character, gone: Collection[str], language: Language) -> Character:
    looks = read_appearance(character.appearance)
    assert looks is not None
    return replace(character, appearance=write_appearance(_thinned(looks, gone, language), language.code))


def _now(now: marks.Now, gone: Collection[str], language: Language) -> marks.Now:
    """Somebody at another time without what they go without; what is another then stays."""
    less: Callable[[tuple[str, str] | None], tuple[str, str] | None]
    less = lambda part: part and (part[0], _without(part[1], gone, language))  # noqa: E731 - both parts alike
    return replace(now, hair=less(now.hair), clothes=less(now.clothes)) if gone else now
