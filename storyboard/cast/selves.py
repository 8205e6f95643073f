"""What people call themselves, where only a man or only a woman says so: 奴婢打听过了, 老夫, 我是长子; `my late wife`. The words are rows of `assumed.toml`."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from storyboard.cast import roles
from storyboard.languages import Language
from storyboard.model import Fact, FactSource, Script
from storyboard.patterns import deferred, either

_BEGINS = r"(?:^|[，。！？!?…、；\s“”—])"


_LASTING = deferred(
    r"痣|胎记|雀斑|酒窝|梨涡|虎牙|丹凤眼|桃花眼|杏眼|杏核眼|[单双]眼皮|浓眉|剑眉|柳叶眉|鹰钩鼻|(?:国字|瓜子|鹅蛋|方|圆|长|尖|马|娃娃)脸$|[厚薄]嘴?唇|兔牙|龅牙"
    r"|\b(?:moles?|birthmarks?|freckles|dimples?|(?:blue|green|grey|gray|brown|hazel|amber|black|dark|almond|slanted|wide-set|deep-set) eyes|(?:square|round|oval|long|narrow|broad|heart-shaped|moon) face|(?:square|strong|cleft) (?:jaw|chin)|(?:hooked|aquiline|snub|upturned|long|flat) nose|(?:thick|bushy|dark|arched) (?:brows|eyebrows)|gap teeth|buck teeth)\b",
    re.I,
)
"""Marks that somebody has at any age."""
_SCAR = deferred(r"疤|\bscars?\b", re.I)
_FRESH = deferred(r"手术|烧|烫|枪|新|\b(?:fresh|surgical|burn|bullet)\b", re.I)
"""What tells of a scar when it came; such a one is nobody's at another age."""
_CHILD = deferred(r"小(?!时)|(?:幼|童|儿时|年幼|小时候)|(?:boy|girl|child|little|kid|baby)\s", re.I)


def lasting(told: Iterable[Fact], own: Collection[Fact], name: str) -> tuple[Fact, ...]:
    """What is told of somebody at one age and holds at another as well, which `own` does not have: a mole, freckles, a square face; a scar of a grown person.

    `name`: by which they are there at the other age.
    """
    grown = _CHILD.match(name) is None
    have = {fact.value for fact in own}
    return tuple(
        fact
        for fact in told
        if fact.part == "marks"
        and fact.source == "told"
        and fact.value not in have
        and (_LASTING.search(fact.value) or (grown and _SCAR.search(fact.value) and not _FRESH.search(fact.value)))
    )


def selves(script: Script, names: Collection[str]) -> Iterator[tuple[str, Fact]]:
    """(name, fact of the sex) for every speech in which the speaker's word for himself or herself tells it."""
    if not Language.of(script.language).does("writing.han"):
        return
    any_of, sure, likely, child, born, parent = _patterns()
    table = roles.tables("zh")["selves"]
    for unit in script.units:
        if unit.kind != "speech" or unit.members or unit.speaker not in names or not any_of.search(unit.text):
            continue
        line = script.line_of(unit.start)
        rows: tuple[tuple[re.Pattern[str], str, FactSource], ...] = (
            (sure, "sure", "told"), (born, "born", "told"), (child, "child", "told"), (likely, "likely", "inferred"),
        )  # fmt: skip
        for pattern, row, source in rows:
            said = pattern.search(unit.text)
            if said and (row != "child" or parent.search(unit.text)):
                yield unit.speaker, Fact("sex", table[row][said[1]], source, line, unit.text[:60], "selves")


def mates(script: Script, names: Collection[str]) -> Iterator[tuple[str, Fact]]:
    """(name, fact of the sex) for every speech whose speaker tells of a husband or wife or calls one: `my late wife`, 我老公, 夫君，…; it counts where nothing else is told."""
    language = Language.of(script.language).code
    pattern, table = _mate(language), roles.tables(language)["selves"]["mate"]
    words = tuple(table)
    for unit in script.units:
        if unit.kind != "speech" or unit.members or unit.speaker not in names:
            continue
        said = pattern.search(unit.text) if any(map(unit.text.__contains__, words)) else None
        if said:
            line = script.line_of(unit.start)
            yield (
                unit.speaker,
                Fact("sex", table[(said["own"] or said["called"]).lower()], "told", line, unit.text[:60], "selves"),
            )


@cache
def _mate(language: str) -> re.Pattern[str]:
    """Somebody's own husband or wife; nobody's whom a question or a condition only thinks of."""
    own = either(roles.tables(language)["selves"]["mate"])
    if Language.of(language).does("writing.han"):
        called = either(roles.tables(language)["selves"]["called"])
        return deferred(
            rf"(?<![是当做娶像叫嫁])我(?:的|那|家)?(?:亲|死鬼|前)?(?P<own>{own})(?![们家吗？?])|^(?P<called>{called})(?=[，。！…—～])"
        )
    return deferred(
        rf"(?<![Bb]e )(?<!become )\b[Mm]y (?:late |dear |poor |ex-|first |own )?(?P<own>{own})\b(?!['’]s? (?:brother|sister|family))|(?P<called>(?!))"
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What begins with any word for oneself; surely or most likely; a child's, to a parent; 我是…; a parent called."""
    table = roles.tables("zh")
    own, parents = table["selves"], [word for row in table["address"] if row.get("parent") for word in row["words"]]
    i_am = "我(?:乃|可|就|好歹|也)?是"
    return (
        deferred(rf"{_BEGINS}(?:{either((*own['sure'], *own['likely'], *own['child']))}|{i_am})"),
        deferred(rf"{_BEGINS}({either(own['sure'])})(?![们人妇])"),
        deferred(rf"{_BEGINS}(?!{either(own['sure'])})({either(own['likely'])})(?![们的子])"),
        deferred(rf"{_BEGINS}({either(own['child'])})(?![们的呢在跟和与啊！，,])"),
        deferred(rf"{_BEGINS}{i_am}(?:个|一个|家中|咱家)?({either(own['born'])})(?=[，。！？!?…]|$)"),
        deferred(rf"{_BEGINS}(?:{either(parents)})(?=[，。！!…]|$)"),
    )
