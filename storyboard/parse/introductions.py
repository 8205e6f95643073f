"""People introduced in running text: `MAYA (34, green raincoat)`, `ANNA, 40, in a blue coat, enters`, `莲姑，十八九岁，山家装束`."""

import re
from collections.abc import Iterator

from storyboard.cast.ages import AGE_ZH, age
from storyboard.cast.portraits import phrases, plain

__all__ = ["ITEM", "LOOKS", "Introduction", "introductions", "plain"]

LOOKS = re.compile(
    r"岁|发|须|胡|髯|眉|眼|瞳|脸|面[皮容色目]|肤|身材|身高|体格|个子|高[挑大]|矮|瘦|胖|壮|装束|装扮|打扮|衣|袍|裙|裤|衫|装|鞋|靴|帽|冠|戴|穿|披|"
    r"美|俊|英气|帅|丑|秀|清瘦|气质|容貌|相貌|长相|形容|疤|驼|白[头皙]|苍[老白]|中年|青年|少年|老年|年[轻老]|男|女|"
    r"\b(?:hair|eyes?|beard|tall|short|slim|thin|fat|wear(?:s|ing)|dress(?:ed)?|suit|coat|pretty|handsome|beautiful|years?|old|young|aged?|\d0s)\b",
    re.I,
)
ITEM = re.compile(r"[，,、；;/]")
HAN = re.compile(r"[\u3400-\u9fff]")
NAMELESS = re.compile(r"[他她]叫(?P<name>[\u3400-\u9fff]{2,4})[，,]")

Introduction = tuple[str, int | None, str]
"""Who, how old (None where it does not say), and the words about them, verbatim."""


def introductions(text: str, names: frozenset[str], speaker: str = "") -> Iterator[Introduction]:
    """Everybody whom a text describes, with the words; a direction (`speaker`) that names nobody is about the speaker."""
    language = "zh" if HAN.search(text) else "en"
    found = False
    for phrase in phrases(text, names, language):
        found = True
        told = " ".join(phrase.text.split()).strip("，, ")
        yield phrase.name, age(told), told
    if speaker and not found and AGE_ZH.search(text) and len(text) <= 24:
        yield speaker, age(text), text.strip()
