"""Kinds of layouts as different people write them: one story, and for each kind a table of the ways to set it."""

import pytest

from storyboard.model import Source
from storyboard.parse import parse


def read(text, container="text"):
    return parse(Source("x.txt", text, "utf-8", container))


def said(script):
    return [(unit.speaker, " ".join(unit.text.split())) for unit in script.units if unit.kind == "speech"]


def places(script):
    return [(scene.location, scene.time) for scene in script.scenes]


def told(script, kind="action"):
    return [unit.text for unit in script.units if unit.kind == kind]


EN = [("OSKAR", "bored", "Nobody crosses after the bell."), ("WREN", "friendly", "Which bell?"), ("OSKAR", "", "The one you hear. It is loud."), ("WREN", "", "Ah.")]  # fmt: skip
ZH = [("老陆", "无聊", "打钟以后不放行。"), ("小桐", "友好", "什么钟？"), ("老陆", "", "你听见的那口。"), ("小桐", "", "哦。")]  # fmt: skip
WORDS = {"en": [(who, words) for who, _, words in EN], "zh": [(who, words) for who, _, words in ZH]}


def rows(lines, row, moody, gap="\n"):
    """The lines as one program has them: `row` with its number, who and the words, `moody` where it says how."""
    return gap.join((moody if how else row).format(n=n, who=who, how=how, words=words) for n, (who, how, words) in enumerate(lines, 1))  # fmt: skip


@pytest.mark.parametrize(
    ("row", "moody"),
    [
        ("[q1_0{n}0] {who}\n    {words}", "[q1_0{n}0] {who} {{{how}}}\n    {words}"),
        ("[q1_0{n}0] {who}\n{words}", "[q1_0{n}0] {who} ({how})\n{words}"),
        ("<q1_0{n}0> {who}\n{words}", "<q1_0{n}0> {who} [{how}]\n{words}"),
        ("q1_0{n}0 {who}:\n\t{words}", "q1_0{n}0 {who} ({how}):\n\t{words}"),
        ("[100{n}] {who}\n{words}", "[100{n}] {who}（{how}）\n{words}"),
        ("【HK_0{n}0】 {who}\n  {words}", "【HK_0{n}0】 {who}【{how}】\n  {words}"),
        ("#q1_0{n}0 - {who}\n{words}", "#q1_0{n}0 - {who} ({how})\n{words}"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_lines_of_a_game_below_their_ids_are_said_by_whom_the_id_names(language, row, moody):
    """Remarks, choices and jumps between them are neither said nor seen; what is told to the camera is."""
    lines, place = (EN, "LOCATION: Quay, dusk") if language == "en" else (ZH, "地点：渡口，黄昏")
    text = rows(lines, row, moody, "\n\n")
    script = read(f'# export, build 0.8\n{place}\nON_ENTER: play amb_02\n\n{text}\n    // keep it light\n\n    CHOICE\n      1. "Bribe him"  -> q1_050\n\n    >> SFX bell_toll_big\n    >> CAMERA the empty post\n-> GOTO q1_100\n')  # fmt: skip
    assert said(script) == WORDS[language]
    assert told(script) == ["the empty post"]
    assert places(script) == [("Quay", "dusk") if language == "en" else ("渡口", "黄昏")]


@pytest.mark.parametrize(
    ("row", "moody"),
    [
        ("[200{n}] {who} | - | {words}", "[200{n}] {who} | {how} | {words}"),
        ("200{n} | {who} |  | {words}", "200{n} | {who} | {how} | {words}"),
        ("L200{n}｜{who}｜无｜{words}", "L200{n}｜{who}｜{how}｜{words}"),
        ("[q1_0{n}0]\t{who}\tnone\t{words}", "[q1_0{n}0]\t{who}\t{how}\t{words}"),
        ("[00:0{n}] {who} | {words}", "[00:0{n}] {who} | {how} | {words}"),
        ("00:0{n} | {who} | {words}", "00:0{n} | {who} | {how} | {words}"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_lines_of_a_game_between_bars_are_said_by_whom_their_second_column_names(language, row, moody):
    """Its place is what people call it, not the name that the program has for it."""
    lines, place = (
        (EN, "SCENE old_quay | Old quay | DUSK") if language == "en" else (ZH, "场景 old_quay | 旧渡口 | 黄昏")
    )
    text = rows(lines, row, moody)
    script = read(f"// TODO\n\n=== {place} ===\n#bg quay.png\n\n{text}\n>> CHOICE\n   A. up alone  -> goto 2005\n\n=== END ch02 ===\n")  # fmt: skip
    assert said(script) == WORDS[language]
    assert told(script) == []
    assert places(script) == [("Old quay", "DUSK") if language == "en" else ("旧渡口", "黄昏")]


@pytest.mark.parametrize(
    "head",
    [
        "TIME    ROLE        WORDS\n----------------------------\n",
        "时码    角色        内容\n----------------------------\n",
        "TC      CHARACTER   LINE\n",
        "",
    ],
)
@pytest.mark.parametrize(("clock", "gap"), [("00:{:02}   ", " "), ("[0:{:02}]  ", " "), ("00:{:02}\t", "\t")])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_of_times_roles_and_words_are_said_with_a_head_above_them_or_none(language, clock, gap, head):
    """A radio play: whose role is a sound is heard, and words go on in the row below."""
    lines, noise = (EN, ("FX", "Rain.")) if language == "en" else (ZH, ("音效", "雨声。"))
    roles = [(who, words) for who, _, words in lines]
    set_wide = {who: who + " " * (12 - sum(2 if ord(sign) > 127 else 1 for sign in who)) if gap == " " else f"{who}\t" for who in (*dict(roles), noise[0])}  # fmt: skip
    text = "".join(clock.format(n) + set_wide[who] + words + "\n" for n, (who, words) in enumerate([noise, *roles], 1))
    script = read((head if gap == " " else "") + text)
    assert said(script) == WORDS[language]
    assert told(script, "sound") == [noise[1]]
    assert told(script) == []
