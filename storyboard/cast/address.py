"""What people call each other, by who speaks to whom: 妈，我回来了 to the only other person of the scene, 曼姐 to 乔曼, `Yes, ma'am.`

A word with a part of a name (周叔, 沈小姐) means whoever has that name and is not the speaker; a bare one (妈, sir) whoever is spoken to, which is
sure only where two people talk.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from storyboard.cast import roles
from storyboard.languages import Language
from storyboard.model import Script, Unit
from storyboard.patterns import deferred, either, grouped, standing
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Calling:
    """A word by which somebody is called."""

    name: str
    """Who is called so."""
    by: str
    word: str
    sex: str
    parent: bool
    """The word makes the caller a child of whom it means."""
    sure: bool
    """It holds a part of the name, or opens a speech to the only other person of the scene: nobody else is meant."""
    line: int
    quote: str
    only: bool = False
    """Of several who listen nobody else can be meant by the sex of the word."""
    part: bool = False
    """It holds a part of the name."""


class Addresses:
    """Who speaks to whom in a script, gathered once: what is known of people's sexes is asked about again and again."""

    def __init__(self, script: Script, names: Collection[str]) -> None:
        self.script, self.names = script, names
        self.language = Language.of(script.language).code
        aliases = ((alias, one.name) for one in script.cast if one.name in names for alias in one.aliases)
        reader = _reader(self.language, frozenset({*((name, name) for name in names), *aliases}))
        self.listeners = _listeners(script, names)
        said = [unit for unit in script.units if unit.kind == "speech" and unit.speaker and unit.delivery != "inner"]
        self.beside, self.about = _near(said, 1), _near(said, TALK)
        self.between, self.both = _between(said)
        self.called = _called_by(said, reader, roles.tables(self.language)["children"])
        self.crowds = {name for name in names if roles.kind(name, (), self.language) == "group"}
        self.answers = {one.id: two.speaker for one, two in pairwise(said) if one.scene == two.scene}
        self.words = [
            (unit, every)
            for unit in script.units
            if unit.kind == "speech" and unit.speaker and not unit.members and (every := _meant(reader, unit))
        ]
        """The speeches that hold words of address, with these."""

    def calls(self, sexes: Mapping[str, str] | None = None, likely: Mapping[str, str] | None = None) -> list[Calling]:
        """Every word of address of which it is clear whom it means; `sexes` of people tell whom 妈 means where several listen.

        With `likely`, what names let one guess, whoever has spoken before and speaks next is surely meant unless that speaks against it.
        """
        known, served = dict(sexes or {}), frozenset(roles.tables(self.language)["served"])
        found: list[Calling] = []
        for unit, every in self.words:
            others = [name for name in self.listeners[unit.id] if name != unit.speaker and name in self.names]
            others = [name for name in others if name not in self.crowds] or others
            line, turned, answered = (
                self.script.line_of(unit.start),
                _turned_to(unit, others),
                self.between.get(unit.id, ""),
            )
            turned = turned or (self.called[unit.id] if self.called.get(unit.id) in others else "")
            several = len({row.get("sex") for _, owners, row in every if not owners}) > 1
            for word, owners, row in every:
                free = [name for name in owners if name != unit.speaker]
                free = free if len(free) < 2 else [name for name in free if name in others]
                opens = opens_with(unit, word) and any(
                    _GREETING.fullmatch(unit.text, 0, start) for start in standing(word, unit.text)
                )
                turns = not opens and _turns(unit, word)
                opens = (
                    opens or _alone(unit, word) or ((answered in others or len(others) == 1) and _closes(unit, word))
                )
                away = not turned and any(_ON_PHONE.search(one.text) for one in unit.parentheticals)
                spoken_to = [turned] if turned else [] if away else others
                fits = _fitting(others, row.get("sex", ""), known, likely or {}, self.beside.get(unit.id, ()))
                if len(spoken_to) > 1 and answered in others and opens and not several and not turns:
                    spoken_to = [answered]
                left = len(spoken_to) > 1 and len(fits) == 1 and opens
                spoken_to = fits if left else spoken_to
                whom = free if row.get("part") else spoken_to
                answerer = self.answers.get(unit.id, "") if opens and not turns and _asks(unit, row) else ""
                able = [name for name in whom if known.get(name) == row.get("sex")] if opens_with(unit, word) else []
                able = [answerer] if answerer in whom and answerer not in known else able
                only = len(whom) > 1 and len(able) == 1
                whom = able if only else whom
                if len(whom) == 1:
                    alone = left or bool(turned) or (len(others) == 1 and whom[0] in self.beside.get(unit.id, ()))
                    if likely is not None and unit.id in self.both and word.lower() not in served:
                        one_of_many = roles.stem(whom[0], self.language) != whom[0]
                        near = [name for name in others if name in self.about[unit.id]]
                        alone = alone or (not one_of_many and _is_it(row, whom[0], near, known | dict(likely)))
                    sure = not only and ((bool(row.get("part")) and not row.get("wed")) or (opens and alone))
                    told = (whom[0], unit.speaker, word, row.get("sex", ""), bool(row.get("parent")), sure)
                    found.append(Calling(*told, line, unit.text[:40], only, bool(row.get("part"))))
        return found


def _listeners(script: Script, names: Collection[str]) -> dict[str, list[str]]:
    """For every speech, by its id, who is there: who stands in the cast line, was named in an action by then, or speaks in the scene.

    Whom an action brings in behind a speech is not there yet.
    """
    there: dict[str, dict[str, str]] = {scene.id: dict.fromkeys(scene.cast, "") for scene in script.scenes}
    """For everybody of a scene the action that names them first, by its id; empty where none brings them in."""
    order = {unit.id: at for at, unit in enumerate(script.units)}
    folded = [(name, name.casefold()) for name in names]
    for unit in script.units:
        here = there.setdefault(unit.scene, {})
        if unit.kind == "speech" and unit.speaker and not unit.members and unit.delivery in ("", "inner"):
            here.setdefault(unit.speaker, "")
        elif unit.kind == "action" and unit.scene and unit.text:
            text = unit.text.casefold()
            for name, small in folded:
                if small in text:
                    here.setdefault(name, unit.id)
    speeches = [unit for unit in script.units if unit.kind == "speech" and unit.speaker]
    return {
        unit.id: [
            name for name, first in there.get(unit.scene, {}).items() if not first or order[first] < order[unit.id]
        ]
        for unit in speeches
    }


def _fitting(
    others: Sequence[str], sex: str, known: Mapping[str, str], likely: Mapping[str, str], beside: Collection[str]
) -> list[str]:
    """Whom a word for a man or a woman can mean; by their names where these leave one alone (舅妈 of 李燕萍, 江子明 and 江正康), or one who speaks right `beside` it."""
    fits = [name for name in others if known.get(name, sex) == sex]
    near = [name for name in fits if likely.get(name, sex) == sex]
    if len(near) == 1 and near[0] in beside:
        return near
    guessed = [name for name in fits if known.get(name, likely.get(name, sex)) == sex]
    return guessed if len(guessed) == 1 and known.get(guessed[0], likely.get(guessed[0])) == sex else fits


_GREETING = deferred(
    r"[“\"]*(?:(?:hello|hi|hey|good (?:morning|evening|night|afternoon|day)|thank you|thanks|please|yes|no|sorry|easy),?\s+)?",
    re.I,
)
"""What a speech begins with that is no more than how it turns to somebody: `Hello, wife.`"""


_OPENING = deferred(rf"{_GREETING.pattern}(?:[^，,。！!…\s]{{1,4}}[，,、]\s*)?", re.I)
"""The same, and another word of address."""
ASKS = frozenset("？?")


def opens_with(unit: Unit, word: str) -> bool:
    """Whether a speech begins with a word of address, alone or after another (爸，妈，我回来了), and asks nothing with it."""
    text, size = unit.text, len(word)
    return unit.delivery == "" and any(
        text[start + size : start + size + 1] not in ASKS and _OPENING.fullmatch(text, 0, start)
        for start in standing(word, text)
    )


def _turns(unit: Unit, word: str) -> bool:
    """Whether a word of address opens a later sentence, which may be for another than who is answered: 我想清楚了。阿姨，您烫着没有？"""
    return any(f"{stop}{word}{comma}" in unit.text for stop in "。！!?？" for comma in "，,")


def _asks(unit: Unit, row: Mapping[str, Any]) -> bool:
    """Whether a speech ends with a question, which whoever is called in it by a word without a name most likely answers; no parent is."""
    return not row.get("part") and not row.get("parent") and unit.text.rstrip('”」" ').endswith(("？", "?"))


def _alone(unit: Unit, word: str) -> bool:
    """Whether a word is all of a sentence, or opens one: 打的就是你！逆子！ 还好！兄弟，感谢你！"""
    return unit.delivery == "" and any(f"{stop}{word}{end}" in unit.text for stop in "。！!…?？." for end in "！!。，")


CLOSED = frozenset((*".!。！…—", ""))
"""What stands behind the last word of a sentence, where anything does."""


def _closes(unit: Unit, word: str) -> bool:
    """Whether a sentence ends with a word of address: `Says it's all yours, son.`"""
    text, size = unit.text, len(word)
    return unit.delivery == "" and any(
        text[:start].rstrip().endswith((",", "，")) and text[start + size :].lstrip()[:1] in CLOSED
        for start in standing(word, text)
    )


def _is_it(row: Mapping[str, Any], name: str, others: Sequence[str], sexes: Mapping[str, str]) -> bool:
    """Whether a word may mean somebody as far as sexes are known or likely, and nobody else of the scene is known to be of its sex."""
    sex = row.get("sex")
    return sexes.get(name, sex) == sex and all(sexes.get(other) != sex for other in others if other != name)


def _near(said: Sequence[Unit], most: int) -> dict[str, set[str]]:
    """For every speech who speaks in it and in as many before and behind it of the same scene."""
    return {
        unit.id: {near.speaker for near in said[max(at - most, 0) : at + most + 1] if near.scene == unit.scene}
        for at, unit in enumerate(said)
    }


def _between(said: Sequence[Unit]) -> tuple[dict[str, str], set[str]]:
    """For every speech whoever speaks right before and right after it, where that is one person: most likely whom it answers.

    Where the scene begins with it or the same person has spoken before, who speaks next is taken, and the other way round;
    the second holds the speeches between whose neighbours nobody else comes.
    """
    found: dict[str, str] = {}
    both: set[str] = set()
    for at, unit in enumerate(said):
        near = [one for one in (*_last_other(said, at), *said[at + 1 : at + 2]) if one.scene == unit.scene]
        sides = [one.speaker for one in near if one.speaker != unit.speaker]
        if sides and len(set(sides)) == 1:
            found[unit.id] = sides[0]
            both |= {unit.id} if len(sides) == len(near) == 2 else set()
    return found, both


def _last_other(said: Sequence[Unit], at: int) -> Sequence[Unit]:
    """The speech before one, or before those of the same speaker; none at the beginning."""
    before = next((back for back in range(at - 1, -1, -1) if said[back].speaker != said[at].speaker), -1)
    return (
        said[before : before + 1] if before >= 0 and said[before].scene == said[at].scene else said[max(at - 1, 0) : at]
    )


_TURNED = deferred(
    r"(?:(?:turn|look|glanc|whisper|shout|call|speak|nod|smil|bow)\w*\s+|\w+ly\s+)?(?:to|at|toward|towards)\s+(?P<en>[^,;()]+)"
    r"|(?:转身|转头|回头|一把|突然|猛地|死死)?(?:对|向|冲|朝|看着|看向|转向|问|抓住|揪住|掐住|拽住|拉住|指着|指向|打量|盯着|瞪着?|望着|望向|搂[住着]|抱[住着]|揽[住着]|贴着|凑近|凑到|迎上|拍[着拍]|拍了拍|踹飞|推开)着?"
    r"(?P<zh>[^，、；（）()说道喊]+)",
    re.I,
)
"""Whom a direction says the speaker turns to."""


def _turned_to(unit: Unit, others: Sequence[str]) -> str:
    """The one person a direction before the words turns to: `(to Nora)`, （对林晚）; empty where none does."""
    pieces = [
        piece
        for one in unit.parentheticals
        if not one.at
        for piece in re.split(r"[,，;；、]", one.text.strip("()（） "))
    ]
    for match in filter(None, (_TURNED.fullmatch(piece.strip()) for piece in pieces)):
        told = (match["en"] or match["zh"]).strip().casefold()
        found = [
            name
            for name in others
            if told == name.casefold() or told in name.casefold().split() or (match["zh"] and told.startswith(name))
        ]
        if len(found) == 1:
            return found[0]
    return ""


@lru_cache(8)
def _reader(language: str, names: frozenset[tuple[str, str]]) -> "_Han | _Latin":
    return _Han(names) if Language.of(language).does("writing.han") else _Latin(names)


@lru_cache(1 << 10)
def _owners(reader: "_Han", part: str) -> tuple[str, ...]:
    """Whose name a part of one may be, which comes again and again: 周 of 周叔."""
    return tuple(dict.fromkeys(name for spelt, name in reader.names if reader.owns(spelt, part)))


@lru_cache(1 << 14)
def _words(reader: "_Han | _Latin", text: str) -> tuple[tuple[str, list[str], dict[str, Any]], ...]:
    """The words of a speech, which its neighbours ask for too."""
    return tuple(reader.words(text))


def _meant(reader: "_Han | _Latin", unit: Unit) -> Sequence[tuple[str, list[str], dict[str, Any]]]:
    """The words of address of a speech; of a thought only those that hold a name."""
    return [each for each in _words(reader, unit.text) if unit.delivery != "inner" or each[2].get("part")]


_YOU_ZH = deferred(
    "(?:^|(?<=[，。！？…]))你(?:一?个|这个?|这样的?)(?:大|小|老|臭|死|傻)?(?P<who>男人|老爷们|女人|姑娘|丫头|小子|老头子?|老太婆|男孩子?|女孩子?)(?:家家?|家的)?(?![们的])",
    needs="你",
)
"""What somebody is called who is spoken to: 你一个大男人，哭什么？"""


def _called_by(said: Sequence[Unit], reader: "_Han | _Latin", children: Collection[str]) -> dict[str, str]:
    """For every speech that answers one in which its speaker was called by name, who called: 谢世子！ and then 郡主有何指教？ of 谢砚礼; and whom parents and children mean who answer each other."""
    found: dict[str, str] = {}
    for call, unit in pairwise(said):
        if call.scene == unit.scene and call.speaker != unit.speaker and not call.members:
            if _names(call.text, unit.speaker) or any(
                owners == [unit.speaker] for _, owners, _ in _words(reader, call.text)
            ):
                found[unit.id] = call.speaker
            elif _parent_and_child(_words(reader, call.text), _words(reader, unit.text), children):
                found |= {call.id: unit.speaker, unit.id: call.speaker}
    return found


STOPS = frozenset("，。！,.!…")


def _names(text: str, name: str) -> bool:
    """Whether a name stands alone between two signs of a speech."""
    for start in standing(name, text):
        ahead, behind = text[:start].rstrip(), text[start + len(name) :]
        if (not start or ahead[-1:] in STOPS) and (behind in ("", "\n") or behind[0] in STOPS or behind[0] in ASKS):
            return True
    return False


def _parent_and_child(
    one: Sequence[tuple[str, list[str], dict[str, Any]]],
    other: Sequence[tuple[str, list[str], dict[str, Any]]],
    children: Collection[str],
) -> bool:
    """Whether of two speeches that answer each other one calls a parent and the other a child: 闺女，冷不冷？ and 不冷，爸。"""
    if not one or not other:
        return False
    said = [
        ({row.get("parent", False) for _, _, row in words}, {word.lower() for word, _, _ in words})
        for words in (one, other)
    ]
    return any(True in parents and words & {*children} for (parents, _), (_, words) in (said, said[::-1]))


TALK = 2
"""Speeches before and behind one whose speakers may be meant in it."""
SHORTENED = 4
"""Letters from which the beginning of a name means whoever has it: Uncle Dunc is SHERIFF DUNCAN."""
_ON_PHONE = deferred(
    r"\b(?:phone|receiver|intercom|radio|headset|cell|mobile)\b|电话|手机|话筒|听筒|对讲机|微信|语音", re.I
)
"""What a direction says of somebody who talks to people elsewhere."""


_TRADE_ZH = deferred(
    r"(?:^|[，。！？!?….—、\s“”])(?P<trade>[\u3400-\u9fff]{2,4}?)(?P<title>小姐|先生|女士|大哥|大姐|大叔|阿姨)(?=[，。！？!?….—、～~\s”]|$)",
    needs="小先女大阿",
)
"""A trade and a title that somebody is called by: 经纪人小姐."""


class _Han:
    """Chinese: the words of address, and the parts of names that stand before them."""

    def __init__(self, names: frozenset[tuple[str, str]]) -> None:
        """`names`: every way somebody is written, with their name."""
        rows: list[dict[str, Any]] = roles.tables("zh")["address"]
        called: dict[str, str] = roles.tables("zh")["called"]
        self.rows = {word: row for row in rows for word in row["words"]}
        self.names = sorted(names)
        titles = ("小姐", "先生", "女士", "大哥", "大叔", "阿姨", "你")
        self.signs = frozenset(word[-1] for word in (*self.rows, *called, *titles))
        """One of these stands in every text with words of address."""
        self.ended = deferred(rf"(?:{grouped({*self.rows, *called, *titles})})(?:[，。！？!?….—、～~\s”您你]|$)")
        """One of the words with a stop behind it, as most have it that address somebody."""
        self.heads = frozenset(word[:2] for word in self.rows if len(word) > 1)
        """What a text begins with that opens with such a word and goes on."""
        self.bare = deferred(
            rf"(?:^|[，。！？!?….—、\s“”])(?:[我亲好]的?|我说|该死的|我的好)?({either(self.rows)})(?=[，。！？!?….—、～~\s”]|$)"
            rf"|^(?P<on>{either(w for w in self.rows if len(w) > 1)})(?=[你您请可莫且]|怎么|别|快|有何|为何|何必|何故|何事|多虑|慢走|留步|放心|恕|息怒|饶命|救|不必|小心)"
        )
        self.part = deferred(
            rf"(?:^|[，。！？!?….—、\s“”])([\u3400-\u9fff]{{1,3}}?)({either(called)})(?=[，。！？!?….—、～~\s”您你]|$)"
        )
        spoken_of = either(word for word in called if word in roles.tables("zh")["spoken_of"])
        self.spoken_of = deferred(
            rf"(?:^|[，。！？!?….—、\s“”])(?:让|叫|请|给|把|跟|找|带|送|替|问)?([\u3400-\u9fff]{{1,3}}?)({spoken_of})(?![们的府家])"
        )

    def words(self, text: str) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
        """(word, whose name it may hold, row)."""
        if self.signs.isdisjoint(text):
            return
        ended = self.ended.search(text) is not None
        for match in _TRADE_ZH.finditer(text) if ended else ():
            if roles.is_role(match["trade"]):
                yield match["trade"] + match["title"], [], self.rows[match["title"]]
        for match in _YOU_ZH.finditer(text) if "你" in text else ():
            yield match[0], [], {"sex": roles.tells(match["who"], "sex", "zh") or ""}
        for match in self.bare.finditer(text) if ended or text[:2] in self.heads else ():
            word = match[1] or match["on"]
            yield word, [], self.rows[word]
        for match in (*(self.part.finditer(text) if ended else ()), *self.spoken_of.finditer(text)):
            whole = match[1] + match[2]
            owners = [*_owners(self, match[1])] if whole not in self.rows else []
            owners = [] if roles.is_role(whole) else owners
            row = roles.tables("zh")["called"][match[2]]
            wed = match[2] in roles.tables("zh")["wed"] and not any(name.endswith(match[1]) for name in owners)
            if owners:
                yield match[0].strip("，。！？!?….—、 “”"), owners, {"sex": row, "part": True, "wed": wed}

    def owns(self, name: str, part: str) -> bool:
        """周 of 周叔 is 老周 or 周牧; 曼 of 曼姐 is 乔曼; 小曼 as well; the 小 of 小师妹 is nobody's."""
        bare = part.removeprefix("小").removeprefix("大").removeprefix("阿").removeprefix("老")
        whole = len(part) > 1 and name[:1] in "小阿" and part[1:] == name[1:]  # 林禾小姐 is 小禾
        return (
            bool(bare)
            and len(name) <= 4
            and (name.startswith(bare) or name.endswith(bare) or name[1:] == part or whole)
        )


_PIECES_EN = deferred("[,.!?…—]")
"""What stands behind a word of address."""


class _Latin:
    """English: the words of address, and the names that stand behind them."""

    def __init__(self, names: frozenset[tuple[str, str]]) -> None:
        """`names`: every way somebody is written, with their name."""
        rows: list[dict[str, Any]] = roles.tables("en")["address"]
        called: dict[str, str] = roles.tables("en")["called"]
        self.rows = {word: row for row in rows for word in row["words"]}
        self.names = sorted(names)
        self.ends = frozenset(word.rpartition(" ")[2] for word in (*self.rows, *called))
        """Last words of those of address."""
        self.bare = deferred(
            rf"(?:^|[,.!?…—]\s*|\b(?:yes|no|hello|hi|hey|dear|oh|please),?\s+)({either(self.rows)})(?=[,.!?…—]|$)", re.I
        )
        self.part = deferred(
            rf"(?:^|[,.!?…—]\s*|\b(?:[Yy]es|[Nn]o|[Hh]ello|[Hh]i|[Hh]ey|[Dd]ear|[Oo]h|[Pp]lease|[Gg]reet|[Tt]hank you),?\s+)((?i:{either(called)}))\.?\s+([A-Z][\w’'-]+)(?=[,.!?…—]|$)"
        )

    def words(self, text: str) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
        """(word, whose name it may hold, row)."""
        last = [word for piece in _PIECES_EN.split(text.lower()) for word in piece.split()[-2:]]
        if self.ends.isdisjoint(last):
            return
        for match in self.bare.finditer(text):
            yield match[1], [], self.rows[match[1].lower()]
        for match in self.part.finditer(text):
            owners = list(dict.fromkeys(name for spelt, name in self.names if self._bears(spelt, match[2])))
            if owners:
                style = match[1].lower()
                row = {
                    "sex": roles.tables("en")["called"][style],
                    "part": True,
                    "wed": style in roles.tables("en")["wed"],
                }
                yield match[0].strip(",.!?…— "), owners, row

    def _bears(self, name: str, part: str) -> bool:
        """Whether a Latin name of several words begins or ends with one: GU FEICHEN and Mr. Gu."""
        parts = name.split()
        ends, word = (parts[0].casefold(), parts[-1].casefold()), part.casefold()
        short = len(word) >= SHORTENED and any(end.startswith(word) and end != word for end in ends)
        return short or (len(parts) > 1 and word in ends)
