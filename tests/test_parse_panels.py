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


FIELDED = {
    "gap": ("PANEL      {}", "SHOT       {}", "ACTION     {}", "DIALOGUE   {}", "SFX        {}", "NOTES      {}", " " * 11),
    "colon and gap": ("PANEL:     {}", "SHOT:      {}", "ACTION:    {}", "DIALOG:    {}", "SOUND:     {}", "REMARKS:   {}", " " * 11),
    "tabs": ("FRAME\t{}", "FRAMING\t{}", "PICTURE\t{}", "DIALOGUE\t{}", "SFX\t{}", "NOTES\t{}", "\t"),
    "one who counts": ("SHOT NO.     {}", "SIZE         {}", "VISUAL       {}", "DIALOGUE/VO  {}", "SFX          {}", "PROPS        {}", " " * 13),
    "small": ("Shot     {}", "Angle    {}", "Visual   {}", "Lines    {}", "Sound    {}", "Notes    {}", " " * 9),
    "chinese": ("镜号    {}", "景别    {}", "画面    {}", "对白    {}", "音效    {}", "备注    {}", " " * 8),
    "wide": ("画格　　{}", "景别　　{}", "画面　　{}", "台词　　{}", "音效　　{}", "备注　　{}", "　　　　"),
}  # fmt: skip
PANELS_EN = [
    ("SEQ 030   LOCATION: Lamp room   TIME: Night", None),
    ("", ("030_01", "WS", ["Moth bumps the glass,", "twice."], ["MOTH: It's the big one! Marrow, look,", "it's the BIG one!"], "glass tick", "--")),
    ("", ("030_02", "CU Marrow", ["Marrow does not turn."], ["MARROW (O.S.): That's a lighthouse.", "MOTH: That's what I said."], "--", "+12 fr before")),
    ("SEQ 040   LOCATION: Stairwell   TIME: Later", None),
    ("", ("040_01", "OTS Moth", ["They descend."], ["MARROW: Maybe."], "wind", "--")),
]  # fmt: skip
PANELS_ZH = [
    ("段落 030　地点：灯室　时间：夜", None),
    ("", ("030_01", "全景", ["阿蛾撞着玻璃，", "一下又一下。"], ["阿蛾：是最大的那个！", "你快看！"], "玻璃轻响", "--")),
    ("", ("030_02", "近景 阿髓", ["阿髓没有回头。"], ["阿髓：那是灯塔。", "阿蛾：我就是这么说的。"], "--", "加十二格")),
    ("段落 040　地点：楼梯　时间：清晨", None),
    ("", ("040_01", "过肩", ["两人往下走。"], ["阿髓：也许吧。"], "风", "--")),
]  # fmt: skip


def fielded(row: str) -> str:
    """A board with its fields as one of the rows has them."""
    number, size, seen, said, heard, noted, deeper = FIELDED[row]
    lines = ["THE LAMP      Ep 7     BOARD v2", ""] if row not in ("chinese", "wide") else ["《灯》　第七集　分镜", ""]
    for head, panel in PANELS_ZH if row in ("chinese", "wide") else PANELS_EN:
        lines += ["=" * 40, head, "=" * 40, ""] if head else []
        if panel:
            lines += [number.format(panel[0]), size.format(panel[1])]
            for form, told in ((seen, panel[2]), (said, panel[3])):
                lines += [form.format(told[0]), *(deeper + more for more in told[1:])]
            lines += [heard.format(panel[4]), noted.format(panel[5]), ""]
    return "\n".join(lines)


@pytest.mark.parametrize("row", FIELDED)
def test_fields_behind_a_gap_are_what_their_names_say(row: str) -> None:
    text = fielded(row)
    script = parse(Source("b.txt", text, "utf-8"))
    chinese = row in ("chinese", "wide")
    told = [panel for _, panel in (PANELS_ZH if chinese else PANELS_EN) if panel]
    people = ("阿蛾", "阿髓") if chinese else ("MOTH", "MARROW")
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == [people[at] for at in (0, 1, 0, 1)]
    first = next(unit for unit in script.units if unit.kind == "speech")
    assert first.text == "\n".join(told[0][3]).split("：" if chinese else ": ", 1)[1]
    assert [unit.text for unit in script.units if unit.kind == "action"] == [("" if chinese else " ").join(panel[2]) for panel in told]  # fmt: skip
    assert [unit.text for unit in script.units if unit.kind == "sound"] == [panel[4] for panel in told if panel[4] != "--"]  # fmt: skip
    assert [scene.location for scene in script.scenes] == (["灯室", "楼梯"] if chinese else ["Lamp room", "Stairwell"])
    assert [unit.wish.framing for unit in script.units if unit.kind == "action" and unit.wish] == [panel[1] for panel in told]  # fmt: skip
    assert script.doubts == ()
    assert script.text == text
