"""What speaks against a reading without knowing the grammar that made it: readings built by hand, right and wrong ones."""

import pytest

from storyboard.model import Person, Scene, Script, Unit
from storyboard.parse.look import Look
from storyboard.parse.slots import SLOTS
from storyboard.parse.witnesses import WITNESSES

EVERY = (*WITNESSES, *SLOTS)
BY_NAME = {reason.name: reason for reason in EVERY}
SAID = "|"
"""What parts a speaker from the words in a row of a reading below; a row without it is action, `=` heads a scene, `~` is a note, `#` a sound, `^` front matter, `<` a cut."""


def reading(*rows: str, form: str = "colon", places: tuple[str, ...] = ()) -> Script:
    """A reading with these rows: `line`, `NAME|line as written|words spoken`; its headings give these places."""
    units: list[Unit] = []
    at = scene = 0
    for number, row in enumerate(rows, 1):
        who, raw, text = [*row.split(SAID), ""][:3] if SAID in row else ("", row[row[0] in "=~#^<" :], "")
        kind = (
            "speech"
            if who
            else {"=": "heading", "~": "note", "#": "sound", "^": "front", "<": "transition"}.get(row[0], "action")
        )
        scene += kind == "heading"
        units.append(Unit(f"u{number}", kind, at, at + len(raw) + 1, raw + "\n", f"s{scene}", text or raw, who))  # type: ignore[arg-type]
        at += len(raw) + 1
    language = "zh" if any("\u3400" <= sign <= "\u9fff" for sign in "".join(rows)) else "en"
    cast = tuple(Person(name) for name in {unit.speaker for unit in units if unit.speaker})
    scenes = tuple(Scene(f"s{n}", "", place, "", "", 0, at) for n, place in enumerate(places, 1))
    return Script("s.txt", form, "", language, "utf-8", tuple(units), scenes, (), cast, ())  # type: ignore[arg-type]


WRONG = {
    "repeated-head": reading("老僧|谁？", "小生（白）走啊——", "小生（唱）一路风霜到此间", "小生（白）借宿一晚。", "老僧|进来。"),
    "same-line": reading("Hollis Grant  00:01", "From the top.", "Hollis Grant  00:09", "It is empty.", "Hollis Grant  00:16"),
    "same-words": reading("june|Today at 9:14 PM", "ok who left the goat", "Marcus|Today at 9:15 PM", "june|Today at 9:16 PM"),
    "name-at-head": reading("HUGH|I lost it.", "IVY -- Describe it to me.", "HUGH|It is black.", "IVY|We have many."),
    "cue-in-action": reading("RUTH|Up late?", "[Lie] ELI: I could not sleep.", "ELI|Where are they?"),
    "quotes-left": reading("阿棠|走！", "他回头：“你真的要走吗？”", "她点头：“今晚就走。”", "他笑：“好吧，我送你。”"),
    "lone-quotes": reading("阿棠|“走！", "顾掌柜|“不走。", "阿棠|为什么？"),
    "second-quote": reading('mei|"You came."|You came.', 'rin|"I did."\n"The light went out."|I did.\nThe light went out.', 'mei|"Stay."|Stay.'),
    "common-edge": reading("美希|你还不走吗？;", "苏航|我在等雨停。;", "美希|你不是带伞了吗？;", "苏航|借给别人了。;"),
    "residue": reading("NORA|</i>Run.", "TOM|Where?"),
    "odd-speaker": reading("第1格|校门口，樱花飘落。", "小林|迟到了！", "第2格|她撞上一个人。"),
    "unnamed": reading("未知|走吧。", "未知|再等等。", "阿棠|他不来了。"),
    "cue-in-words": reading("同期|叶志海：我来的那年二十一。", "解说|三十八年。", "同期|叶志海：灯不能灭。"),
    "listed-in-speech": reading("林鹿|- 林鹿：你点了两杯？\n- 门铃响起|你点了两杯？\n门铃响起", "江迟|- 江迟：我妈。|我妈。"),
    "told-in-speech": reading("PRIYA|He has no name.\n\nThe box hiccups.|He has no name.\nThe box hiccups.", "TOM|What is it?", "PRIYA|Look.", "TOM|Oh my God."),
    "slanted-head": reading("Tobias|**Tobias:** *freezing* Was?|freezing Was?", "Mara|Go."),
    "scene-not-read": reading("—— 客厅 · 夜 ——", "妈|几点了？", "爸|十一点。"),
    "odd-once": reading("A|Good evening.", "B|Sit down.", "A|I would rather stand.", "B|As you like.", "A|It is late.", "B|So it is.", "Mood|tense"),
    "said-twice": reading("林晚|你回来了。", "Lin Wan|You are back.", "顾言|嗯。", "Gu Yan|Yes.", "林晚|吃了吗？", "Lin Wan|Have you eaten?"),
    "label-in-capitals": reading("#KETTLE BOILS.", "Ann|Is it tea?", "Ben|It was.", "PERSPECTIVE|LARGE ROOM, ECHO.", "Ann|Then pour.", "#TEA IS POURED.", "Ben|There.", "Ann|So."),
    "first-once": reading('Documentary|"The Last Reel"', "Q|State your name.", "A|Leopold Marsh.", "Q|How long?", "A|Fifty years."),
    "hardly-speech": reading("阿棠|走！", *(f"雨落在第{n}扇窗上，街上一个人也没有，灯一盏一盏灭了。" for n in range(9))),
    "left-out": reading("~那年冬天他离开了家乡。", "~他再也没有回来过一次。", "~村里的人慢慢把他忘了。", "阿棠|走！"),
    "aloud-in-sound": reading("#M: You slept through one.", "J|How may I help?", "#M: Bring him a towel, will you?"),
    "dash-in-speech": reading("马师傅|马师傅：六十年。\n——第一个做的是什么？|六十年。\n——第一个做的是什么？", "马师傅|马师傅：一只耗子。\n——还有徒弟吗？|一只耗子。\n——还有徒弟吗？"),
    "fields-in-speech": reading("志明|来了。", "S|1　时：夜　景：裁缝店", "志明|妈。", "美珠|你来了。"),
    "number-left": reading("MISS QUILL|Yesterday I was forty.\n5.", "MR. ABEL|And tomorrow?"),
    "cue-behind-sentence": reading("族长|跪下！　　三儿：我没错！", "三儿|我是拿去修！", "族长|跪下！"),
    "read-aloud": reading("邮递员|你还寄啊？", "邮递员|邮递员接过信，信封上写着：天堂。|天堂。", "女孩|再寄。"),
    "behind-quote": reading("野口|野口「九十八……」\n门开了。|「九十八……」\n门开了。", "教练|教练「走吧。」|走吧。"),
    "said-in-action": reading("老船工|你问水去。", "女人冲着船头嚷：到底走不走啊？", "老船工|坐稳喽！"),
    "name-alone": reading("警官|说吧。", "女警递来一杯咖啡。", "女警", "他说了？", "警官|说了。"),
    "odd-place": reading("=12-1 审讯室 深夜", "警官|说吧。", "=看守所门口 凌晨", "警官|走。", places=("12-1 审讯室", "看守所门口")),
    "scene-left": reading("=Scene 1. A garage, morning.", "DEL|It won't start.", "Scene 2. The same garage, an hour later.", "DEL|Still won't."),
    "section-left": reading("~### 1 · Bus depot", "WALT|First day?", "~### 2 · On the bus", "PRITI|Last stop."),
    "label-left": reading("动作 - 阿秀踩着缝纫机。", "阿秀|打烊了。", "动作 - 门口站着一个年轻人。"),
    "picture-in-front": reading("^- **【视觉动作】**: 他掏出手机放桌上。", "=念想咖啡店", "阿绣|热的。", places=("念想咖啡店",)),
    "odd-name": reading("the camera and|This ocean is a force.", "GIRL|It's just water."),
    "letter-left": reading("N|This is the story.", "M: That cloud always comes first.", "V|Where?", "M: Anywhere!"),
    "words-to-come": reading("（黑暗中）众人齐声朗诵：", "多年以后，你会想起那封信。", "少年|你好。"),
    "names-itself": reading("旁白|声音：旁白：岛上住着一个守灯人。|声音：旁白：岛上住着一个守灯人。", "老郑|灯不能灭。"),
    "letter-closes": reading("=INT. HALL - DAY", "NORA|He wrote that.", "Best,", "Tom", "BEN|He did.", places=("HALL",)),
    "way-back": reading("=拳馆", "裁判|一！二！", "=花园", "丹尼|三！", "<切回现实", "裁判|八！", places=("拳馆", "花园")),
    "aloud-in-action": reading("阿棠|走！", "你真的要走吗？", "我不想走！", "那我等你。", "顾掌柜|快去快回！"),
}  # fmt: skip
RIGHT = (
    reading("=1-1 夜 内 茶馆", "雨声。", "顾掌柜（五十岁）擦着柜台。", "阿棠|走！", "顾掌柜|不走。", "墙上写着“茶”。", "阿棠|为什么？"),
    reading("=INT. SHOP - DAY", "IVY -- fifty, tired -- stamps a form.", "HUGH|I lost it.", "IVY|Describe it.", "HUGH|It is black."),
    reading("天快黑了。", "老栓|“给我罢。”|给我罢。", "未知|“谁？”|谁？", "老栓|“我。”|我。", "他走了。", form="prose"),
)  # fmt: skip


def test_every_witness_has_a_reading_against_which_it_speaks() -> None:
    assert set(WRONG) == set(BY_NAME)


@pytest.mark.parametrize("name", WRONG)
def test_a_witness_names_the_lines_of_a_wrong_reading(name: str) -> None:
    script = WRONG[name]
    found = BY_NAME[name].find(Look(script))
    assert found is not None
    assert found[0]
    assert all(1 <= line <= script.text.count("\n") for line in found[0])
    assert all("{" not in BY_NAME[name].said(language, found[1]) for language in ("zh", "en"))


PLACES = {
    "zh": ("云顶酒店·宴会厅", "7号仓库内", "3 号楼天台", "林家卧室/咖啡店（电话两头）", "教学楼（三层）", "“老地方”酒吧", "夜来香歌厅", "内务府", "外滩"),
    "en": ("221B BAKER STREET", "ROOM #4", "ST. PETER'S", "MIDNIGHT EXPRESS", "HOGWARTS: GREAT HALL", "LIBRARY – RETURN DESK", "EXTENSION 7", "INTERSTATE 95"),
}  # fmt: skip
"""What a place may hold: hours, numbers and sides of doors within names."""


@pytest.mark.parametrize("language", PLACES)
def test_numbers_hours_and_brackets_within_the_name_of_a_place_are_its_own(language: str) -> None:
    said = {"zh": "阿棠|走！", "en": "IVY|Go."}[language]
    script = reading(*(f"={place}" for place in PLACES[language]), said, places=PLACES[language])
    assert BY_NAME["odd-place"].find(Look(script)) is None


@pytest.mark.parametrize("script", RIGHT, ids=["zh", "en", "prose"])
def test_no_witness_speaks_against_a_right_reading(script: Script) -> None:
    assert [reason.name for reason in EVERY if reason.find(Look(script))] == []


def test_a_name_alone_in_a_fountain_script_is_a_picture_of_somebody() -> None:
    """So is a sentence with two blanks behind it no head of a speech, however often it comes."""
    alone = reading("KARL|Hello.", "KARL\n", "stands in the door.", form="fountain")
    beats = reading("KARL|Hello.", "A beat.  He waits.", "A beat.  She turns.", "A beat.  Nothing.", form="fountain")
    assert BY_NAME["name-alone"].find(Look(alone)) is None
    assert BY_NAME["repeated-head"].find(Look(beats)) is None


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (("=一、照相馆门前，黄昏", "孟先生|里边请。", "二、照相馆里头", "孟先生|下一位！"), [3]),
        (("^一、照相馆门前", "孟先生|里边请。", "=二、照相馆里头，当天", "孟先生|下一位！"), [1]),
        (("=一、照相馆门前，黄昏", "孟先生|里边请。", "三、照相馆里头", "孟先生|下一位！"), None),
        (("=1. INT. KIOSK - DAY", "DEL|Two.", "2. EXCHANGE / TELEPHONE BOX", "DEL|Three."), [3]),
        (("=1. INT. KIOSK - DAY", "DEL|Two.", "2. Joss stops", "DEL|Three."), None),
    ],
)
def test_a_line_that_counts_on_from_a_heading_or_up_to_one_may_be_one(rows, line):
    found = BY_NAME["scene-left"].find(Look(reading(*rows)))
    assert (found and found[0]) == line
