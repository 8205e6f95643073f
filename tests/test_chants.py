"""Who calls within an action says the words; what a stone says, what only rings and where a recording ends is said by nobody."""

import pytest

from storyboard.model import Script, Source
from storyboard.parse import parse

ENGLISH = "INT. HALL - DAY\n\nRAY\nGive me a minute.\n\n{line}\n\nRAY\nQuiet!\n\nANA\nThey will not stop.\n"
COLONS = "INT. HALL - DAY\n\nRAY: Give me a minute.\n{line}\nRAY: Quiet!\nANA: They will not stop.\n"
CHINESE = "1-1 日 外 河堤\n人物：阿强、老板\n阿强：让开！\n{line}\n老板：别吵了。\n阿强：我偏不。\n"


def read(text: str, name: str) -> Script:
    script = parse(Source(name, text, "utf-8", "fountain" if name.endswith("fountain") else "text"))
    assert "".join(unit.raw for unit in script.units) == text
    assert [unit.id for unit in script.units] == [f"u{at}" for at in range(1, len(script.units) + 1)]
    return script


def added(script: Script) -> list[tuple[str, str, str]]:
    """What the line in the middle is: kind, who speaks, text."""
    story = [unit for unit in script.units if unit.kind not in ("blank", "heading", "cast")]
    return [(unit.kind, unit.speaker, unit.text) for unit in story[1:-2]]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("The RESIDENTS chant: WHERE'S OUR WALL?", [("speech", "RESIDENTS", "WHERE'S OUR WALL?")]),
        ("The crowd starts to chant: “Give us the wall!”", [("speech", "CROWD", "Give us the wall!")]),
        ("All the neighbours shout together, “Go home!”", [("speech", "NEIGHBOURS", "Go home!")]),
        ("Ray backs away. The children sing: “Rain, rain.”", [("action", "", "Ray backs away."), ("speech", "CHILDREN", "Rain, rain.")]),
        ("The poster on the door shouts: VOTE NOW!", [("action", "", "The poster on the door shouts: VOTE NOW!")]),
        ("The headlines scream: WAR IS OVER", [("action", "", "The headlines scream: WAR IS OVER")]),
        ("Her lips repeat: “please”", [("action", "", "Her lips repeat: “please”")]),
        ("The sign says: NO ENTRY", [("action", "", "The sign says: NO ENTRY")]),
        ("DANIEL PRUITT: 1859 - 1878 DROWNED", [("caption", "", "DANIEL PRUITT: 1859 - 1878 DROWNED")]),
        ("RECORDING ENDS", [("note", "", "RECORDING ENDS")]),
    ],
)  # fmt: skip
def test_who_calls_in_an_english_action_says_the_words(line, said):
    assert added(read(ENGLISH.format(line=line), "hall.fountain")) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("The RESIDENTS chant: WHERE'S OUR WALL?", [("speech", "RESIDENTS", "WHERE'S OUR WALL?")]),
        ("[THE CROWD STARTS TO CHANT: “WHERE'S OUR WALL?”]", [("speech", "CROWD", "WHERE'S OUR WALL?")]),
        ("[RAY DUCKS. ANA SHOUTS: “STAY DOWN!”]", [("action", "", "RAY DUCKS."), ("speech", "ANA", "STAY DOWN!")]),
        ("RAY: 1901 - 1933 BELOVED SON", [("caption", "", "RAY: 1901 - 1933 BELOVED SON")]),
        ("RAY: 1914-1918.", [("speech", "RAY", "1914-1918.")]),
        ("RAY: 1914 - 1918 was the worst of it.", [("speech", "RAY", "1914 - 1918 was the worst of it.")]),
        (
            "The plate on the door reads:\nDR. A. PELL: SURGEON",
            [("action", "", "The plate on the door reads:"), ("caption", "", "DR. A. PELL: SURGEON")],
        ),
        ("[06:49:02] RECORDING ENDS", [("note", "", "[06:49:02] RECORDING ENDS")]),
    ],
)
def test_so_it_is_where_names_stand_before_colons(line, said):
    assert added(read(COLONS.format(line=line), "hall.txt")) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("△村民们齐声喊：还我河堤！", [("speech", "村民们", "还我河堤！")]),
        ("村民们齐声喊：还我河堤！", [("speech", "村民们", "还我河堤！")]),
        ("△水漫了上来。人群高喊：“还我河堤！”", [("action", "", "水漫了上来。"), ("speech", "人群", "还我河堤！")]),
        ("△走廊尽头，保安们齐声喊：“开门！”", [("action", "", "走廊尽头"), ("speech", "保安们", "开门！")]),
        ("△手机响起提示音：“您有一笔订单已超时五小时。”", [("speech", "手机提示音", "您有一笔订单已超时五小时。")]),
        ("手机提示音：您有一笔订单已超时五小时。", [("speech", "手机提示音", "您有一笔订单已超时五小时。")]),
        ("手机提示音：叮咚！", [("sound", "", "手机提示音：叮咚！")]),
        ("△手机响起提示音：“叮——”", [("action", "", "手机响起提示音：“叮——”")]),
        ("陈大山：1859—1878 溺亡", [("caption", "", "陈大山：1859—1878 溺亡")]),
        ("老板：1937—1945，打了八年。", [("speech", "老板", "1937—1945，打了八年。")]),
        ("△墓碑上刻着：\n爱妻：陈阿香之墓", [("action", "", "墓碑上刻着："), ("caption", "", "爱妻：陈阿香之墓")]),
        ("【录像结束】", [("note", "", "【录像结束】")]),
    ],
)
def test_who_calls_in_a_chinese_action_says_the_words(line, said):
    assert added(read(CHINESE.format(line=line), "dam.txt")) == said
