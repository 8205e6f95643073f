"""Directions that a document sets apart as whole lines: with a colon and a quotation in them they are nobody's words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storyboard.model import Script, Source
from storyboard.parse import parse
from storyboard.read import read
from tests.containers import opendocument
from tests.wordfiles import document

Pair = tuple[str, str]
SIGNS = {
    "zh": ["门牌：“闲人免进”。老韩把铜锁拨了拨。", "账本上：“欠三吊”。阿蒲撕下那一页。", "灯笼：“客满”。风一吹，字晃得看不清。", "井沿：“水深勿近”，青苔盖住了一半。"],
    "en": ["Sign: “Mind the step.” Ruth steps over it.", "LEDGER: \"Three owed.\" Sam tears the page out.", "Lantern: “Full up.” The wind blurs the words.", "Well: “Deep water,” and moss over half of it."],
}  # fmt: skip
TOLD = {
    "zh": ["院里没有人。", "老韩回头，愣住：门自己开了。", "雨下大了。", "阿蒲蹲下，一惊：井里有光。"],
    "en": [
        "Nobody is in the yard.",
        "Ruth turns and stops: the door is open.",
        "Rain begins.",
        "Sam kneels and stares: a light in the well.",
    ],
}
SAID = {
    "zh": [("老韩", "谁在里头？"), ("阿蒲", "是我。"), ("老韩", "出来。"), ("阿蒲", "不出来！")],
    "en": [("Ruth", "Who is in there?"), ("Sam", "Me."), ("Ruth", "Come out."), ("Sam", "Never!")],
}
HEADS = {"zh": "第一场 院子 日 外", "en": "INT. YARD - DAY"}
COLON = {"zh": "：", "en": ": "}


def told(lang: str, signs: int, cue: Callable[[str, str], str], direction: Callable[[str], str]) -> list[str]:
    """The lines of a script with so many signs to be read in its directions."""
    acts = [line for both in zip(SIGNS[lang], TOLD[lang], strict=True) for line in both][: signs * 2] or TOLD[lang]
    lines = []
    for at in range(max(len(acts), len(SAID[lang]))):
        lines += [direction(acts[at])] if at < len(acts) else []
        lines += [cue(*SAID[lang][at])] if at < len(SAID[lang]) else []
    return lines


def said(script: Script) -> list[Pair]:
    return [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"]


CUES = {"bold": "**{}**{}{}", "bold with its colon": "**{}{}**{}", "plain": "{}{}{}", "underlined": "__{}__{}{}"}
MARKS = ["*{}*", "_{}_", "***{}***", "> {}", "> *{}*", "- *{}*", "* {} *", "<i>{}</i>", "（{}）", "【{}】", "△{}"]


@pytest.mark.few("lang", "mark", "cue")
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("cue", CUES.values(), ids=CUES.keys())
def test_nobody_speaks_in_a_line_that_is_marked_as_the_directions_are(lang: str, mark: str, cue: str) -> None:
    """Whatever the mark, whatever cues look like, one sign or four; what the sign says stays in the picture."""
    for count in range(len(SIGNS[lang]) + 1):
        lines = told(lang, count, lambda who, words: cue.format(who, COLON[lang], words), mark.format)
        script = parse(Source("x.md", f"## {HEADS[lang]}\n\n" + "\n\n".join(lines), "utf-8"))

        assert said(script) == SAID[lang]
        seen = "\n".join(unit.text for unit in script.units if unit.kind in ("action", "caption"))
        assert all(sign.split("”")[0].split("“")[-1] in seen for sign in SIGNS[lang][:count])
        assert not script.doubts


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_words_that_are_slanted_as_a_whole_are_said_where_the_document_slants_its_dialogue(lang: str) -> None:
    """And so are those of somebody who speaks elsewhere, or of a voice."""
    colon = COLON[lang]
    lines = [f"*{who}{colon}{words}*" for who, words in SAID[lang]]
    assert said(parse(Source("x.md", f"## {HEADS[lang]}\n\n" + "\n\n".join(lines), "utf-8"))) == SAID[lang]
    voice = "旁白" if lang == "zh" else "NARRATOR"
    lines = [f"**{who}**{colon}{words}" for who, words in SAID[lang]]
    lines[1:1] = [
        f"*{TOLD[lang][0]}*",
        f"*{voice}{colon}{TOLD[lang][1]}*",
        f"*{TOLD[lang][1]}*",
        lines[0].replace("**", ""),
    ]
    script = parse(Source("x.md", f"## {HEADS[lang]}\n\n" + "\n\n".join(lines), "utf-8"))
    assert said(script) == [SAID[lang][0], (voice, TOLD[lang][1]), SAID[lang][0], *SAID[lang][1:]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_may_be_words_all_the_same_is_asked_about(lang: str) -> None:
    """A stranger's shout in a line that is slanted as the directions are."""
    who, words = ("卖糖的", "快跑啊！") if lang == "zh" else ("Hawker", "Run for it!")
    lines = told(lang, 1, lambda name, text: f"**{name}**{COLON[lang]}{text}", "*{}*".format)
    lines[2:2] = [f"*{who}{COLON[lang]}{words}*"]
    script = parse(Source("x.md", f"## {HEADS[lang]}\n\n" + "\n\n".join(lines), "utf-8"))
    at = script.line_of(script.text.index(who))
    assert said(script) == SAID[lang]
    assert [(fault.rule, fault.line) for fault in script.warnings] == [("colon-without-speaker", at)]


def _word(path: Path, rows: list[list[tuple[str, str]]]) -> Path:
    looks = {"**": "<w:b/>", "*": "<w:i/>", "": ""}
    runs = [
        "".join(f'<w:r><w:rPr>{looks[sign]}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' for text, sign in row)
        for row in rows
    ]
    return document(path.with_suffix(".docx"), "".join(f"<w:p>{row}</w:p>" for row in runs))


def _open(path: Path, rows: list[list[tuple[str, str]]]) -> Path:
    styles = (
        "<style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>"
        "<style:style style:name='I' style:family='text'><style:text-properties fo:font-style='italic'/></style:style>"
    )
    names = {"**": "B", "*": "I"}
    spans = [
        "".join(
            f"<text:span text:style-name='{names[sign]}'>{text}</text:span>" if sign else text for text, sign in row
        )
        for row in rows
    ]
    return opendocument(path.with_suffix(".odt"), "".join(f"<text:p>{row}</text:p>" for row in spans), styles)


def _rich(path: Path, rows: list[list[tuple[str, str]]]) -> Path:
    def letters(text: str) -> str:
        return "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text)

    looks = {"**": r"{{\b {}}}", "*": r"{{\i {}}}", "": "{}"}
    pars = [r"\pard " + "".join(looks[sign].format(letters(text)) for text, sign in row) + r"\par" for row in rows]
    path = path.with_suffix(".rtf")
    path.write_text(r"{\rtf1\ansi " + "".join(pars) + "}", encoding="ascii")
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("container", [_word, _open, _rich])
def test_word_processors_set_directions_apart_as_well(
    tmp_path: Path, lang: str, container: Callable[[Path, list[list[tuple[str, str]]]], Path]
) -> None:
    """Cues in bold, directions slanted; a word within one in bold as well."""
    cues = {who for who, _ in SAID[lang]}
    rows: list[list[tuple[str, str]]] = [[(HEADS[lang], "")]]
    for line in told(lang, 3, lambda who, words: f"{who}{COLON[lang]}{words}", "{}".format):
        who, colon, words = line.partition(COLON[lang])
        half = len(line) // 2
        cued = [(who, "**"), (colon + words, "")]
        rows.append(
            cued if who in cues else [(line[:half], "*"), (line[half : half + 2], "**"), (line[half + 2 :], "*")]
        )
    script = parse(read(container(tmp_path / "s", rows)))
    assert said(script) == SAID[lang]
    assert not script.doubts
