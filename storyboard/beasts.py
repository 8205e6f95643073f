"""Animals and things whose looks stand in brackets behind what they are called: listed in every clip that shows them, and once in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from storyboard import marks, names
from storyboard.languages import Language
from storyboard.model import Shot
from storyboard.patterns import deferred

BEASTS = deferred(
    r"[狗犬猫马驴骡牛羊猪鸡鸭鹅鸟雀鹰蛇狼虎豹狮熊鱼鼠兔猴龙象鹿狐驼鹤龟蛙猿鲸鲨鸽鸦燕雁鹦鹉蜂蝶虫豚獭貂]$|[狗犬猫驴骡蛇狼狮熊鼠猴]|骆驼|大象|鹦鹉|\b(?:elephants?|camels?|deer|stags?|monkeys?|apes?|gorillas?|chimps?|seals?|dolphins?|turtles?|tortoises?|lizards?|crocodiles?|alligators?|eagles?|falcons?|pigeons?|doves?|swans?|turkeys?|llamas?|buffalos?|otters?|badgers?|squirrels?|hamsters?|frogs?|toads?|bees?|butterfly|butterflies|moths?|dogs?|terriers?|hounds?|pup(?:py|pies)?|cats?|kittens?|horses?|mares?|stallions?|pony|ponies|mules?|donkeys?|cows?|bulls?|ox(?:en)?|sheep|lambs?|goats?|pigs?|hens?|roosters?|ducks?|geese|goose|birds?|crows?|ravens?|hawks?|owls?|parrots?|snakes?|wolf|wolves|bears?|lions?|tigers?|rats?|mouse|mice|fish|sharks?|whales?|dragons?|rabbits?|foxe?s?|monkeys?)\b",
    re.I,
)
"""What an animal is called by."""
_LOOKS = deferred(r" \((?P<in>[^()]{8,})\)|（(?P<of>[^（）]{6,})）")
"""What somebody or something looks like, behind what it is called."""
_CALLED = deferred(r"(?<![\w'’-])(?:[A-Z][A-Za-z]*[a-z](?: [A-Z][A-Za-z]*[a-z])*|(?:[a-z][a-z-]* ){0,3}[a-z][a-z-]*)$")
"""What something is called: a name of its own (Moss), or as many words as an article may stand before."""
_KEEPS = deferred(
    r"\b(?:handler|trainer|owner|walker|keeper|catcher|vet|breeder|seller|man|woman|boy|girl|person)\b", re.I
)
_LARGE = deferred(r"\b[A-Z]{2,}(?: [A-Z]{2,}){0,2}$")
_ARTICLES = frozenset(
    "the a an his her its their my our this that these those of on in and or with from to at by into onto under over behind beside before past near between through "
    "one two three four five six seven eight nine ten eleven twelve several some many both all every each another".split()
)
"""Words behind which begins what something is called: through the gate of the pen five wet sheep."""
_OWNED = deferred(
    r"['’]s? ((?:[a-z-]+ ){0,2}(?:head|face|eyes?|ears?|mane|back|neck|flanks?|sides?|muzzle|nose|mouth|hoo(?:f|ves)|legs?|tail|body|horns?|paws?|wings?|hull|bow|roof|door|wheels?))\b"
)
"""Behind the looks of what has a part that is shown: (…)'s head."""
_HELD = deferred(r"^.*[着在了把被向到从给对和与跟是的，。；]")
"""What stands before what something is called: 骑在老牛."""
_LONGEST = 6
"""Characters of what something is called, where no blank says where its word begins."""
_FEWEST = 2
"""Times that something is told with its looks where no blank says where its word begins."""


def called(shots: Sequence[Shot], language: Language) -> tuple[Shot, ...]:
    """Shots in which an animal that a script writes in capitals is called as anybody calls it: Luna, the dog; capitals are people's."""
    if not language.does("writing.capitals"):
        return tuple(shots)
    pictures = [marks.without(shot.visual) for shot in shots]
    rows = {
        word[0]
        for picture in pictures
        for found in _LOOKS.finditer(picture)
        if (word := _LARGE.search(picture[: found.start()])) and BEASTS.search(pieces_of_look(found["in"] or ""))
    }
    if not rows:
        return tuple(shots)
    text = "\n".join(pictures)
    kinds = {word for word in rows if re.search(rf"\b(?:the|an?|his|her|their) {re.escape(word)}\b", text, re.I)}
    each = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, rows), key=len, reverse=True))})\b")

    def plain(text: str) -> str:
        return each.sub(lambda word: word[0].lower() if word[0] in kinds else word[0].title(), text)

    return tuple(replace(shot, visual=plain(shot.visual), action=plain(shot.action)) for shot in shots)


def pieces_of_look(look: str) -> str:
    """What a look says first, without what somebody has or does with others: female truffle dog; nothing of who handles some."""
    first = re.split(r"[,，;；]|\b(?:with|of|and|behind|who|in|on|his|her|beside|for)\b", look)[0]
    return "" if _KEEPS.search(first) else first


def everywhere(shots: Sequence[Shot], language: Language) -> tuple[Shot, ...]:
    """Shots of which each that calls an animal or a thing as another told its looks tells them too."""
    shots = _marked(called(shots, language), language)
    known = _known(shots, language)
    return tuple(replace(shot, visual=_told(shot.visual, known, language)) for shot in shots) if known else tuple(shots)


def _marked(shots: Sequence[Shot], language: Language) -> tuple[Shot, ...]:
    """Shots of which each that shows a thing whose looks a mark of the board tells has that mark, with what it is called in a sentence."""
    rows = {name: look for shot in shots for name, look in marks.looks_of(shot.visual)}
    if not rows:
        return tuple(shots)
    words, found = language.does("writing.words"), list[Shot]()
    for shot in shots:
        visual = marks.but_looks(shot.visual, rows.items())
        bare = marks.without(visual)
        here = {
            f"the {name}" if words and name.islower() else name: look
            for name, look in rows.items()
            if mentions(name, bare, language)
        }
        found.append(
            replace(shot, visual=visual + "".join(marks.write_look(*row, language.code) for row in here.items()))
        )
    return tuple(found)


def mentions(name: str, picture: str, language: Language) -> bool:
    """Whether a picture calls a thing by its name, whole, and not what was written with it: pencil lines, 口红字."""
    edges = (r"(?<![\w-])", r"(?![\w-])") if language.does("writing.words") else ("", "")
    return re.search(rf"{edges[0]}{re.escape(name)}{edges[1]}{_DRAWN}", picture, re.IGNORECASE) is not None


_DRAWN = r"(?! (?:lines?|marks?|letters?|lettering|writing|words?|strokes?|messages?|drawings?|sketch(?:es)?|hearts?|notes?|figures?|numbers?|smears?|stains?)\b)(?![字印迹痕画线])"
"""What is no thing behind its name: that it left a trace."""


def once(shots: Iterable[Shot], *, again: bool = False) -> tuple[Shot, ...]:
    """The shots of a clip without looks that one before them told, or they themselves; `again`: each shot tells them, as its model is told people."""
    seen, told, rows = set[str](), list[Shot](), set[tuple[str, str]]()
    for shot in shots:
        seen, rows = (set(), set()) if again else (seen, rows)
        here = marks.looks_of(shot.visual)
        shot = replace(shot, visual=marks.but_looks(shot.visual, rows)) if rows & {*here} else shot
        rows.update(here)
        bare = marks.without(shot.visual)
        if not _LOOKS.search(bare) or not shot.visual.startswith(bare):
            told.append(shot)
            continue
        kept, at = "", 0
        for found in _LOOKS.finditer(bare):
            known = found[0] in seen and not _is_somebody(bare[: found.start()])
            kept += bare[at : found.start()] + ("" if known else found[0])
            at = found.end()
            seen.add(found[0])
        told.append(replace(shot, visual=f"{kept}{bare[at:]}{shot.visual[len(bare) :]}"))
    return tuple(told)


def listed(shots: Sequence[Shot], naming: names.Naming) -> tuple[Shot, ...]:
    """Shots whose pictures call animals and things by a word alone, with their looks in marks behind them: no look stands within a sentence about its owner."""
    words = naming.language.does("writing.words")
    pictures = [marks.without(shot.visual) for shot in shots]
    known = {look: word for word, look in _known(shots, naming.language).items()}
    told = list[Shot]()
    for shot, bare in zip(shots, pictures, strict=True):
        rows = dict[str, str]()
        if not shot.visual.startswith(bare):
            told.append(shot)
            continue
        kept, at = "", 0
        for found in _LOOKS.finditer(bare):
            before = bare[: found.start()]
            called = known.get(found[0], "") or ("" if words else _recurring(before, pictures))
            look = _unnamed(found["in"] or found["of"], naming)
            listing = called and before.endswith(called) and look and not _is_somebody(before)
            rows |= {f"the {called}" if words and called.islower() else called: look} if listing else {}
            kept += bare[at : found.start()] + ("" if listing else found[0])
            at = found.end()
        tail = "".join(marks.write_look(called, look, naming.language.code) for called, look in rows.items())
        told.append(replace(shot, visual=f"{kept}{bare[at:]}{tail}{shot.visual[len(bare) :]}"))
    return tuple(told)


def _recurring(before: str, pictures: Sequence[str]) -> str:
    """The longest end of a text that pictures have more than once: what something is called whose look is told once."""
    tail = re.split(r"[^\u3400-\u9fff]", before)[-1][-_LONGEST:]
    ends = (tail[at:] for at in range(len(tail) - 1))
    return next((each for each in ends if sum(picture.count(each) for picture in pictures) >= _FEWEST), "")


def _unnamed(look: str, naming: names.Naming) -> str:
    """A look without the parts of it that name somebody."""
    comma = naming.language.word("writing.comma")
    parts = (_but_names(part, naming) for part in re.split(r"[，,] ?", look))
    return comma.join(part for part in parts if part)


def _but_names(part: str, naming: names.Naming) -> str:
    """A part of a look without the name behind it: 五岁小满 is 五岁; empty where a name stands elsewhere in it."""
    found = names.matches(part, naming)
    for start, end, _ in found:
        return part[:start].strip() if end == len(part) and start else ""
    return part


def _is_somebody(before: str) -> bool:
    """Whether who is told stands in capitals: a person without an entry."""
    return re.search(r"[A-Z]{3,}$", before) is not None


def _known(shots: Iterable[Shot], language: Language) -> dict[str, str]:
    """What each animal or thing is called whose looks a board tells: of several ways what all end with."""
    rows: dict[str, list[str]] = {}
    for shot in shots:
        bare = marks.without(shot.visual)
        for found in _LOOKS.finditer(bare):
            before = bare[: found.start()]
            if not _is_somebody(before):
                rows.setdefault(found[0], []).append(before[-24:])
    words = language.does("writing.words")
    called = {
        look: _ending(_words(each) if words else each, words=words)
        for look, each in rows.items()
        if words or len(each) >= _FEWEST
    }
    names_of = list(called.values())
    return {word: look for look, word in called.items() if len(word) >= _FEWEST and names_of.count(word) == 1}


def _words(told: Iterable[str]) -> list[str]:
    """The last words of texts, as far back as an article: the small grey mare -> small grey mare; a name of its own stays whole."""
    rows = []
    for text in told:
        found = _CALLED.search(text)
        row = found[0].split() if found else []
        at = max((n + 1 for n, word in enumerate(row) if word.lower() in _ARTICLES), default=0)
        rows.append(" ".join(row[at:]))
    return rows


def _ending(told: Sequence[str], *, words: bool) -> str:
    """With what all texts end; whole words where a language has them."""
    rows = [text.split()[::-1] if words else list(text)[::-1] for text in told]
    same: list[str] = []
    for column in zip(*rows, strict=False):
        if len(set(column)) > 1 or re.search(r"[^\w-]", column[0]):
            break
        same.append(column[0])
    return " ".join(same[::-1]) if words else _HELD.sub("", "".join(same[::-1]))


def _told(visual: str, known: dict[str, str], language: Language) -> str:
    """A picture with the looks of each of these behind its first mention that owns nothing; a part of one that was told stands before it."""
    bare = marks.without(visual)
    if not visual.startswith(bare):
        return visual
    head, tail = bare, visual[len(bare) :]
    for word, look in known.items():
        owned = re.search(
            rf"(?P<the>\b[Tt]he |\b[Aa]n? )?(?P<of>(?:[a-z-]+ )?{re.escape(word + look)}){_OWNED.pattern}", head
        )
        if owned:
            the = "The" if head[: owned.start()].rstrip()[-1:] in ("", ".", "!", "?") else "the"
            part = owned[len(owned.groups())]
            head = f"{head[: owned.start()]}{the} {part} of the {owned['of']}{head[owned.end() :]}"
        if look in head:
            continue
        quoted = [found.span() for found in names.QUOTED.finditer(head)] + [
            found.span() for found in _LOOKS.finditer(head)
        ]
        edge = r"(?<![A-Za-z-])" if language.does("writing.words") else ""
        behind = r"(?![A-Za-z'’-])" if language.does("writing.words") else r"(?![（们])"
        for found in re.finditer(rf"{edge}{re.escape(word)}{behind}", head):
            if not any(start <= found.start() < end for start, end in quoted):
                head = f"{head[: found.end()]}{look}{head[found.end() :]}"
                break
    return f"{head}{tail}"
