"""Boards as programs print them: the head of a panel, and fields for what is said and done, each below its label."""

import pytest

from storyboard.model import Source
from storyboard.parse import parse

EN = """MOTH & MARROW   207   Board artist: S. Lind        Page 1/2

{seq1}

{head1}
{said}
MOTH: It's the big one! Marrow, look,
it's the BIG one!
{seen}
Moth bumps the glass.

{head2}
{said}
MARROW (O.S.): That's a lighthouse.
MOTH: That's what I said.
{seen}
Marrow climbs in, puffing.
{noted}
+12 fr before the second line

{seq2}

{head1}
{said}
MARROW: Maybe.
{seen}
They descend.
"""
ROWS = {
    "durations": ("Scene   Duration   Panel   Duration\n12      08:14      1       03:02", "Scene   Duration   Panel   Duration\n12      08:14      2       05:12", "Dialog", "Action Notes", "Slugging", "Sequence: 030   Lamp room - Night", "Sequence: 040   Stairwell - Night"),
    "colons": ("Scene: 12  Panel: 1", "Scene: 12  Panel: 2", "Dialogue:", "Action:", "Notes:", "Sequence 030: Lamp room - Night", "Sequence 040: Stairwell - Night"),
    "strokes": ("Shot 12 / Panel 1", "Shot 12 / Panel 2", "DIALOG", "ACTION", "NOTES", "Seq. 030 - Lamp room, night", "Seq. 040 - Stairwell, night"),
    "tabs": ("Scene\tDuration\tPanel\tDuration\n12\t08:14\t1\t03:02", "Scene\tDuration\tPanel\tDuration\n12\t08:14\t2\t05:12", "Dialog", "Action Notes", "Notes", "Sequence:\t030\tLamp room - Night", "Sequence:\t040\tStairwell - Night"),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_fields_below_their_labels_are_what_the_labels_say(row: str) -> None:
    head1, head2, said, seen, noted, seq1, seq2 = ROWS[row]
    script = parse(Source("b.txt", EN.format(head1=head1, head2=head2, said=said, seen=seen, noted=noted, seq1=seq1, seq2=seq2), "utf-8"))  # fmt: skip
    assert [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"] == [
        ("MOTH", "It's the big one! Marrow, look,\nit's the BIG one!"),
        ("MARROW", "That's a lighthouse."),
        ("MOTH", "That's what I said."),
        ("MARROW", "Maybe."),
    ]
    assert [unit.text for unit in script.units if unit.kind == "action"] == ["Moth bumps the glass.", "Marrow climbs in, puffing.", "They descend."]  # fmt: skip
    assert [(scene.location, scene.time.casefold()) for scene in script.scenes] == [("Lamp room", "night"), ("Stairwell", "night")]  # fmt: skip


ZH_ROWS = [
    (
        "镜头  时长  画格  时长\n12  08:14  1  03:02",
        "镜头  时长  画格  时长\n12  08:14  2  03:02",
        "对白",
        "动作说明",
        "备注",
    ),
    ("镜头12 / 画格1", "镜头12 / 画格2", "台词：", "动作：", "备注："),
    ("场景：12  格：1", "场景：12  格：2", "对白：", "画面：", "说明："),
]


@pytest.mark.parametrize(("head1", "head2", "said", "seen", "noted"), ZH_ROWS)
def test_chinese_fields_are_too(head1: str, head2: str, said: str, seen: str, noted: str) -> None:
    text = f"段落：030 灯室 夜\n\n{head1}\n{said}\n飞蛾：好大的灯！\n獾：那是灯塔。\n{seen}\n飞蛾撞上玻璃。\n\n{head2}\n{said}\n飞蛾（画外）：我就是这么说的。\n{seen}\n獾爬进来。\n{noted}\n此处加十二格\n"
    script = parse(Source("b.txt", text, "utf-8"))
    assert [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"] == [
        ("飞蛾", "好大的灯！"),
        ("獾", "那是灯塔。"),
        ("飞蛾", "我就是这么说的。"),
    ]
    assert [unit.text for unit in script.units if unit.kind == "action"] == ["飞蛾撞上玻璃。", "獾爬进来。"]


COMICS = [
    ("■P1（3格）　　茶馆・黄昏", "■P2（2格）", "■P3-4（跨页）　　渡口・三天前（回忆，网点加深）", "{page}-{no}　", "【大】", "气泡{circled} {name}「{words}」", "SE「{words}」", "招牌字「{words}」"),
    ("P1（3格） 茶馆·黄昏", "P2（2格）", "P3 渡口·三天前（回忆）", "{page}.{no} ", "", "气泡{no}：{name}「{words}」", "音效「{words}」", "木牌上的字「{words}」"),
    ("●第1页 茶馆，黄昏", "●第2页（2格）", "●第3页 渡口，三天前（网点加深）", "{page}—{no}　", "（中格）", "对白{circled} {name}：{words}", "SFX「{words}」", "花字「{words}」"),
    ("◆P1：茶馆，黄昏", "◆P2（2格）", "◆P3～4：渡口，三天前", "{page}-{no}、", "【小】", "台词框{no}. {name}“{words}”", "拟声「{words}」", "告示字“{words}”"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "third", "number", "size", "balloon", "heard", "written"), COMICS)
def test_balloons_pages_and_pictures_of_a_comic_are_what_they_are_however_they_are_counted(
    first: str, second: str, third: str, number: str, size: str, balloon: str, heard: str, written: str
) -> None:
    def panel(page: int, no: int, shown: str, big: bool = False) -> str:
        return f"{number.format(page=page, no=no)}{size if big else ''}{shown}"

    def said(no: int, name: str, words: str) -> str:
        return "　　　" + balloon.format(no=no, circled="①②③④"[no - 1], name=name, words=words)

    rows = [
        "《头水》　第2话　文字脚本", "脚本：苏打", "", first, "", panel(1, 1, "壶嘴冒汽，满屋白雾。", True), "　　　" + written.format(words="头水不卖"), said(1, "阿秀", "爷爷，水开了。"), "",
        panel(1, 2, "老何的手，没动。"), "　　　" + heard.format(words="咕嘟"), said(2, "老何（画外）", "让它开。"), "", panel(1, 3, "阿秀回头。"), said(3, "阿秀", "船不等人呀。"), "",
        second, "", panel(2, 1, "壶盖特写，跳了一下。"), "", panel(2, 2, "老何抬头，第一次露脸。"), said(1, "老何", "等我的是船，不是人。"), "",
        third, "", panel(3, 1, "船头，一个背影。"), said(1, "小舟", "何叔，我走了。"),
    ]  # fmt: skip
    script = parse(Source("c.txt", "\n".join(rows), "utf-8"))
    assert [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"] == [
        ("阿秀", "爷爷，水开了。"),
        ("老何", "让它开。"),
        ("阿秀", "船不等人呀。"),
        ("老何", "等我的是船，不是人。"),
        ("小舟", "何叔，我走了。"),
    ]
    assert [(scene.location, scene.time) for scene in script.scenes] == [("茶馆", "黄昏"), ("渡口", "三天前")]
    assert [(unit.kind, unit.text) for unit in script.units if unit.kind in ("action", "caption", "sound")] == [
        ("action", "壶嘴冒汽，满屋白雾。"), ("caption", "头水不卖"), ("action", "老何的手，没动。"), ("sound", "咕嘟"), ("action", "阿秀回头。"),
        ("action", "壶盖特写，跳了一下。"), ("action", "老何抬头，第一次露脸。"), ("action", "船头，一个背影。"),
    ]  # fmt: skip
    assert [person.name for person in script.cast] == ["阿秀", "老何", "小舟"]
