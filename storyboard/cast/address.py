"""What people call each other, by who speaks to whom: 妈，我回来了 to the only other person of the scene, 曼姐 to 乔曼, `Yes, ma'am.`

A word with a part of a name (周叔, 沈小姐) means whoever has that name and is not the speaker; a bare one (妈, sir) whoever is spoken to, which is
sure only where two people talk.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from storyboard.cast import roles
from storyboard.cast.portraits import either
from storyboard.languages import Language
from storyboard.model import Script


@dataclass(frozen=True, slots=True)
class Call:
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


def calls(script: Script, names: Collection[str]) -> list[Call]:
    """Every word of address of which it is clear whom it means."""
    language = Language.of(script.language).code
    reader = _reader(language, frozenset(names))
    spoken: dict[str, dict[str, None]] = {scene.id: dict.fromkeys(scene.cast) for scene in script.scenes}
    for unit in script.units:
        if unit.kind == "speech" and unit.speaker and not unit.members and unit.delivery in ("", "inner"):
            spoken.setdefault(unit.scene, {})[unit.speaker] = None
    said = [unit for unit in script.units if unit.kind == "speech" and unit.speaker]
    beside = {
        unit.id: {near.speaker for near in said[max(at - 1, 0) : at + 2] if near.scene == unit.scene}
        for at, unit in enumerate(said)
    }
    found: list[Call] = []
    for unit in script.units:
        if unit.kind != "speech" or not unit.speaker or unit.members or unit.delivery == "inner":
            continue
        others = [name for name in spoken.get(unit.scene, ()) if name != unit.speaker and name in names]
        line = script.line_of(unit.start)
        for word, owners, row in reader.words(unit.text):
            free = [name for name in owners if name != unit.speaker]
            free = free if len(free) < 2 else [name for name in free if name in others]
            whom = free if row.get("part") else others
            if len(whom) == 1:
                opens = re.match(rf"[“\"]*{re.escape(word)}(?![？?])", unit.text) is not None and unit.delivery == ""
                sure = bool(row.get("part")) or (opens and len(others) == 1 and whom[0] in beside[unit.id])
                sex = row.get("sex", "")
                found.append(
                    Call(whom[0], unit.speaker, word, sex, bool(row.get("parent")), sure, line, unit.text[:40])
                )
    return found


@lru_cache(8)
def _reader(language: str, names: frozenset[str]) -> "_Reader":
    return _Reader(language, names)


class _Reader:
    """The words of one language, and the parts of names that stand before or behind them."""

    def __init__(self, language: str, names: frozenset[str]) -> None:
        rows: list[dict[str, Any]] = roles.tables(language)["address"]
        self.rows = {word: row for row in rows for word in row["words"]}
        self.names, self.zh = names, Language.of(language).does("writing.han")
        words = either(self.rows)
        if self.zh:
            self.bare = re.compile(rf"(?:^|[，。！？!?…—、\s“”])(?:[我亲好]的?)?({words})(?=[，。！？!?…—、～~\s”]|$)")
            self.part = re.compile(
                rf"(?:^|[，。！？!?…—、\s“”])([\u3400-\u9fff]{{1,3}}?)({either(roles.tables('zh')['called'])})(?=[，。！？!?…—、～~\s”您你]|$)"
            )
        else:
            self.bare = re.compile(
                rf"(?:^|[,.!?…—]\s*|\b(?:yes|no|hello|hi|hey|dear|oh|please),?\s+)({words})(?=[,.!?…—]|$)", re.I
            )
            self.part = re.compile(r"(?!)")

    def words(self, text: str) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
        """(word, whose name it may hold, row)."""
        for match in self.bare.finditer(text):
            yield match[1], [], self.rows[match[1] if self.zh else match[1].lower()]
        for match in self.part.finditer(text):
            whole = match[1] + match[2]
            owners = [name for name in self.names if self._owns(name, match[1])] if whole not in self.rows else []
            owners = [] if roles.is_role(whole) else owners
            row = roles.tables("zh")["called"][match[2]]
            if owners:
                yield match[0].strip("，。！？!?…—、 “”"), owners, {"sex": row, "part": True}

    def _owns(self, name: str, part: str) -> bool:
        """周 of 周叔 is 老周 or 周牧; 曼 of 曼姐 is 乔曼; 小曼 as well."""
        bare = part.removeprefix("小").removeprefix("大").removeprefix("阿").removeprefix("老") or part
        return len(name) <= 4 and (name.startswith(bare) or name.endswith(bare) or name[1:] == part)
