"""Scripts as people send them: pasted into chats and letters, exported from sheets, with little pictures for names. What is said in them is what it is without all that."""

import textwrap

import pytest

from storyboard.model import Script, Source
from storyboard.parse import parse

PLAYS = {
    "zh": (
        "第一场 渡口 日 内\n\n{0}：船还开吗？\n{1}（头也不抬）：不开了。\n{0}回头看江。\n{0}：我等。\n\n第二场 船上 夜 外\n\n{1}：你等谁？\n{0}：等雾散。\n{1}：那你坐稳。",
        ("阿秋", "老渡"),
    ),
    "en": (
        "INT. FERRY OFFICE - DAY\n\n{0}: Is it running?\n{1}: (not looking up) No.\n{0} turns to the water.\n{0}: I'll wait.\n\nEXT. DECK - NIGHT\n\n{1}: Who for?\n{0}: The fog to lift.\n{1}: Then hold on.",
        ("ADA", "BRAM"),
    ),
}


def read(text: str) -> Script:
    return parse(Source("ep.txt", text, "utf-8", "plain"))


def said(script: Script) -> list[tuple[str, str]]:
    return [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"]


def play(language: str) -> str:
    text, names = PLAYS[language]
    return text.format(*names)


@pytest.mark.parametrize("language", PLAYS)
@pytest.mark.parametrize("sent", [1, 2, 3])
def test_a_script_pasted_into_a_chat_is_said_as_it_is_alone(language, sent):
    """However it was parted, nothing that the chat says is spoken, and nobody who sends speaks."""
    alone = play(language)
    rows = [row for row in alone.split("\n") if row]
    size = -(-len(rows) // sent)
    parts = [rows[at : at + size] for at in range(0, len(rows), size)]
    messages = "\n\n".join(
        f"Mo  21:0{at}\n" + "\n".join(part) + f"\n\nLiv  21:0{at}\nok!" for at, part in enumerate(parts)
    )
    script = read(f"Mo  20:59\nhere it is\n\n{messages}\n")
    assert said(script) == said(read(alone))
    assert len(script.scenes) == 2


@pytest.mark.parametrize("language", PLAYS)
def test_a_script_quoted_in_a_letter_is_said_as_it_is_alone(language):
    """What its reader remarks between the quoted lines is nobody's."""
    alone = play(language)
    quoted = "\n".join(f"> {row}".rstrip() for row in alone.split("\n")).replace("\n>\n", "\n>\n\nLovely: keep!\n\n", 1)
    script = read(f"From: Liv\nTo: Mo\nSubject: Re: the ferry\n\nA few thoughts below.\n\n{quoted}\n")
    assert said(script) == said(read(alone))


@pytest.mark.parametrize(
    ("language", "told", "remark"),
    [
        ("en", "Hi Mo, my comments are in the text, marked LK.", "LK: could she laugh?"),
        ("zh", "批注都写在文里，标“丽”的是我。", "丽：这里停一下。"),
    ],
)
def test_remarks_that_bear_the_initials_they_say_are_not_spoken(language, told, remark):
    """Wherever they stand among the speeches."""
    rows = play(language).split("\n")
    for at in range(3, len(rows)):
        with_remark = "\n".join([told, "", *rows[:at], remark, *rows[at:], remark])
        assert said(read(with_remark)) == said(read(play(language))), at


@pytest.mark.parametrize("title", ["", "THE FERRY,,,\n", "THE FERRY,,,\nrev 2,,,\n"])
def test_a_sheet_with_commas_is_said_as_one_with_tabs(title):
    """A cell in quotation marks may hold commas, quotation marks, and the lines of two people."""
    rows = [
        ("Scene", "Place", "Who", "Dialogue"),
        ("1", "Quay", "ADA", 'No, I said "no".'),
        ("", "", "ADA\nBRAM", "ADA: Is it late?\nBRAM: It is."),
        ("2", "Deck", "BRAM", "Hold on."),
    ]
    commas = "".join(
        ",".join('"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\n') else cell for cell in row) + "\n"
        for row in rows
    )
    tabs = "".join("\t".join(cell.replace("\n", "\v") for cell in row) + "\n" for row in rows)
    script = read(title + commas)
    assert (
        said(script)
        == said(read(tabs))
        == [
            ("ADA", 'No, I said "no".'),
            ("ADA", "Is it late?"),
            ("BRAM", "It is."),
            ("BRAM", "Hold on."),
        ]
    )
    assert [scene.location for scene in script.scenes] == ["Quay", "Deck"]


@pytest.mark.parametrize("pictures", [("👩", "👴"), ("🧑‍🍳", "👮"), ("🐺", "🐑")])
def test_a_picture_of_the_legend_speaks_as_the_name_that_it_stands_for(pictures):
    """What it does is told with the name; what it says is only the words."""
    one, two = pictures
    script = read(
        f"who's who\n{one} = Jo\n{two} = Gus\n\nLOC 1: kitchen, day\n\n{one} opens the fridge\n{one} Who ate it?\n{two} (chewing) Not me.\n{one}{two} Help!\n"
    )
    assert said(script) == [("Jo", "Who ate it?"), ("Gus", "Not me."), ("Jo & Gus", "Help!")]
    assert [unit.text for unit in script.units if unit.kind == "action"] == ["Jo opens the fridge"]


def test_what_stands_behind_a_picture_and_may_be_said_or_done_is_in_doubt():
    """The line is named."""
    script = read(
        "👧＝小禾\n👵＝外婆\n\n第一场 厨房 日 内\n\n👧 这锅谁烧的呀？\n👵（喊）不是我！\n👧 你闻闻！\n👧 晒晒，去去味。\n"
    )
    assert len(said(script)) == 3
    assert [fault.line for fault in script.warnings if fault.rule == "unsure-line"] == [9]


@pytest.mark.parametrize("above", ["--", "-- ", "——", "—"])
@pytest.mark.parametrize("mark", ["> ", ">"])
def test_the_signature_of_a_letter_that_is_quoted_is_not_filmed(above, mark):
    scenes = (
        "2-1 日 内 客厅\n顾母：这是什么？\n许知夏：退货。\n顾母：退货？\n许知夏：七天无理由。\n▲笔掉在地上。".split(
            "\n"
        )
    )
    quoted = "".join(f"{mark}{line}\n" for line in [*scenes, "", above, "阿芒｜野芒果编剧工作室", "手机：略"])
    script = read(f"发件人：罗若琳\n收件人：编剧组\n主题：回复\n\n在 2024年3月17日 15:42，阿芒 写道：\n\n{quoted}")

    assert [unit.text for unit in script.units if unit.kind == "action"] == ["笔掉在地上。"]
    assert len(said(script)) == 4


SCRIPTS = {
    "fountain": "INT. FERRY OFFICE - DAY\n\nADA\nIs it running?\n\nBRAM\nNo.\n\nADA\nI'll wait.\n",
    "colon": "INT. FERRY OFFICE - DAY\n\nADA: Is it running?\n\nBRAM: No.\n\nADA: I'll wait.\n",
    "zh": "第一场 渡口 日 内\n\n阿秋：船还开吗？\n老渡：不开了。\n阿秋：我等。\n",
}
ENDS_EN = (
    "Best,\nTom\nTom Hale\n+44 20 7946 0018",
    "Best,\n\nTom\n\n020 7946 0018",
    "Kind regards,\nTom Hale\nDirector, Hale Films\ntom@halefilms.example",
    "Cheers,\nT.\n\nSent from my phone",
    "Thanks so much,\nTom Hale | Producer\nM: 555 014 2223\nwww.hale.example",
    "All the best,\nTom\n--\nTom Hale\nHale & Daughters\nMobile: 07700 900123",
    "With love,\nTom x\nTel. (555) 014-2223",
)
ENDS_ZH = (
    "此致\n敬礼\n王小明\n2024年5月1日\n电话：13800001111",
    "此致敬礼！\n\n王小明\n手机：138 0000 1111",
    "祝好\n小王\n发自我的iPhone",
    "顺颂商祺\n长河影业 王小明\n邮箱：wang@hale.example",
    "祝各位老师工作顺利\n小王\n微信：wang_xm2024",
    "谢谢！\n王小明 | 编剧\n13800001111",
)


@pytest.mark.parametrize(
    ("script", "end"),
    [(SCRIPTS[form], end) for form in ("fountain", "colon") for end in ENDS_EN]
    + [(SCRIPTS["zh"], end) for end in ENDS_ZH],
)
@pytest.mark.parametrize("gap", ["\n", ""])
def test_how_a_letter_closes_below_its_script_is_neither_seen_nor_said(script, end, gap):
    """Best, Tom and his telephone were filmed behind the last speech, or spoken with it."""
    whole = read(script + gap + end + "\n")
    behind = [unit for unit in whole.units if unit.start >= len(script) and unit.kind != "blank"]

    assert said(whole) == said(read(script))
    assert {unit.kind for unit in behind} == {"note"}
    assert "".join(unit.raw for unit in whole.units) == script + gap + end + "\n"
    assert "letter-closes" not in {doubt.rule for doubt in whole.doubts}


@pytest.mark.parametrize(
    ("above", "script", "end"),
    [
        ("Hi Mia,\n\nthe scene is below.\n\n", SCRIPTS["fountain"], "Best,\nTom"),
        ("Subject: the scene\n\n", SCRIPTS["colon"], "Regards,\nTom Hale"),
        ("Dear all,\n\n", SCRIPTS["colon"], "Many thanks,\nTom Hale\nHale Films"),
        ("王导，您好！\n剧本如下。\n\n", SCRIPTS["zh"], "此致\n敬礼\n小王"),
        ("各位老师好：\n\n", SCRIPTS["zh"], "祝好\n小王"),
    ],
)
def test_a_letter_that_greets_above_its_script_closes_below_it(above, script, end):
    whole = read(above + script + "\n" + end)

    assert said(whole) == said(read(script))
    assert "letter-closes" not in {doubt.rule for doubt in whole.doubts}


@pytest.mark.parametrize(
    ("script", "end"),
    [
        (SCRIPTS["fountain"], "\nBest,\nTom\n"),
        (SCRIPTS["fountain"], "\nBRAM (V.O.)\nDear Ada,\n\nThe ferry is gone.\n\nLove,\n\nBram\n\nADA\nLiar.\n"),
        (
            SCRIPTS["colon"],
            "ADA: (reading) Dear Ada, the ferry is gone.\n\nBest,\n\nBram\n020 7946 0018\n\nCLERK: He wrote that?\n",
        ),
        (SCRIPTS["zh"], "\n此致\n敬礼\n王小明\n"),
        (SCRIPTS["zh"], "阿秋（念信）：船不开了。\n此致\n敬礼\n老渡\n电话：13800001111\n船长：他真这么写？\n"),
    ],
)
def test_the_end_of_a_letter_that_may_be_read_out_is_doubted(script, end):
    """Nothing tells whether the story reads it: what is said behind it is said all the same."""
    whole = read(script + end)
    last = end.rstrip().rpartition("\n")[2].partition(": ")[2] or end.rstrip().rpartition("：")[2]

    assert "letter-closes" in {doubt.rule for doubt in whole.doubts}
    assert set(said(read(script))) <= set(said(whole))
    if end.rstrip()[-1] in ".?？":
        assert said(whole)[-1][1] in (last, "Liar.")


@pytest.mark.parametrize(
    "script",
    [
        SCRIPTS["fountain"] + "\nBRAM\nThanks again,\nAda.\n",
        SCRIPTS["fountain"] + "\nBRAM\n020 7946 0018\n",
        SCRIPTS["colon"] + "\nBRAM: Love,\nand luck.\n",
        SCRIPTS["zh"] + "老渡：谢谢。\n阿秋：13800001111\n",
        SCRIPTS["zh"] + "老渡：祝好。\n",
    ],
)  # fmt: skip
def test_thanks_and_numbers_that_somebody_says_last_are_said(script):
    assert said(read(script))[-1][1].replace("\n", " ") in (
        "Thanks again, Ada.",
        "020 7946 0018",
        "Love, and luck.",
        "13800001111",
        "祝好。",
    )


QUOTED_PARAGRAPHS = {
    # who speaks, then the words as a quoted paragraph: (cue of the first, cue of the second, opening, closing)
    "bold names": ("**NOOR**", "**FITZ** *(at the hatch)*", '"', '"', "*Thunder. She waits.*"),
    "bold names, printed quotes": ("**NOOR**", "**FITZ** (at the hatch)", "“", "”", "*Thunder. She waits.*"),
    "names in capitals": ("NOOR", "FITZ (at the hatch)", '"', '"', "Thunder. She waits."),
    "headings as names, no quotation marks": ("**NOOR**", "**FITZ**", "", "", "⏱️ *Thunder. She waits.*"),
    "a bold name and a colon": ("**NOOR:**", "**FITZ:**", '"', '"', "*Thunder. She waits.*"),
}


@pytest.mark.parametrize("row", QUOTED_PARAGRAPHS, ids=lambda row: row.replace(" ", "_"))
def test_words_in_a_quoted_paragraph_end_with_it(row):
    """A model quotes each speech below the name: what stands behind it without the sign is seen, and its quotation marks are the page's."""
    a, b, opens, shuts, told = QUOTED_PARAGRAPHS[row]
    turns = [(a, "You said it was open."), (b, "I said they think it is."), (a, "I am on."), (b, "Then use the front.")]
    body = "\n\n".join(f"{who}\n\n> {opens}{words}{shuts}" for who, words in turns)
    text = f"## Scene 1 — Alley, Evening\n\n*Rain on the bins.*\n\n{body}\n> {opens}Go on.{shuts}\n\n{told}\n\n## Scene 2 — Wings, Later\n\n{a}\n\n> {opens}Now?{shuts}\n"
    script = parse(Source("ep.md", text, "utf-8", "markdown"))
    assert said(script) == [
        ("NOOR", "You said it was open."),
        ("FITZ", "I said they think it is."),
        ("NOOR", "I am on."),
        ("FITZ", "Then use the front.\nGo on."),
        ("NOOR", "Now?"),
    ]
    assert [unit.text for unit in script.units if unit.kind == "action"] == ["Rain on the bins.", "Thunder. She waits."]


SIGNS = [
    # how names and words are parted, how scenes are counted
    ("{} - ", "1. The back room of the shop. Friday, just gone six."),
    ("{} — ", "1) The back room of the shop, evening"),
    ("{}. ", "Scene 1. The back room of the shop."),
    ("{}: ", "1. The back room of the shop. Night."),
]


@pytest.mark.parametrize(("sign", "first"), SIGNS)
def test_remarks_between_the_lines_of_a_quoted_script_are_nobodys_however_its_names_are_parted(sign, first):
    turns = ("It is buckled, Ruth.", "I told her it was vintage.", "And what did she say?", "She said in blue.")
    words = [f"> {sign.format('DEV' if at % 2 == 0 else 'RUTH')}{said}" for at, said in enumerate(turns)]
    second = first.replace("1", "2", 1).replace("back room of the shop", "canal")
    script = read(
        "From: Gwen <g@x.example>\nTo: Tom <t@x.example>\nSubject: RE: pages\n\nTom, lovely.\n\nOn Wed, 13 Mar 2024 at 09:12, Tom wrote:\n"
        f"> {first}\n>\n> Rain on the skylight.\n>\n{words[0]}\n>\n{words[1]}\n\nHa. Keep.\n\n{words[2]}\n>\n{words[3]}\n\n"
        f"GW: could we see the fall? Just asking.\n\n>\n> {second}\n>\n{words[0]}\n>\n{words[1]}\n\nPerfect.\n\n>\n{words[2]}\n>\n> --\n> Tom\n"
    )
    assert [text for _, text in said(script)] == [*turns, *turns[:3]]
    told = {unit.text: unit.kind for unit in script.units}
    remarks = ("Ha. Keep.", "GW: could we see the fall? Just asking.", "Perfect.")
    assert [told[remark] for remark in remarks] == ["note"] * 3
    assert [scene.location for scene in script.scenes] == ["The back room of the shop", "The canal"]


PARTS = [
    ("▍{}", "阿秋 {}", "——  转写结束  ——\n导出自 会听录音笔 App"),
    ("■ {}", "阿秋（{}）", "*** 录音结束 ***"),
    ("## {}", "阿秋  {}", "【文字记录完】\n\n由 讯听 导出"),
    ("● {}", "阿秋 - {}", "转写来源：云会议"),
    ("▌{}", "Ada {}", "-- End of transcript --\nExported from Scribe 2.1"),
    ("# {}", "Ada ({})", "[recording ended]\n\nTranscribed by Scribe"),
]
"""How a program heads the parts of a recording and its names, and what it says when it is over."""


@pytest.mark.parametrize(("part", "who", "over"), PARTS)
def test_the_parts_of_a_transcript_are_scenes_and_its_end_is_nobodys(part, who, over):
    english = who.startswith("Ada")
    other = who.replace("Ada", "Bram").replace("阿秋", "老渡")
    words = ["Is it running?", "Not tonight.", "Then I wait.", "Hold on."] if english else ["船还开吗？", "不开了。", "我等。", "坐稳。"]  # fmt: skip
    places = ("ferry office", "deck") if english else ("渡口，雨棚下", "船上")
    rows = [part.format(places[0]), "", who.format("00:05"), words[0], "", other.format("00:19"), words[1], "", "[铃声]", "", part.format(places[1]), "", who.format("00:31"), words[2], "", other.format("00:44"), words[3], "", over]  # fmt: skip
    script = read("\n".join(rows) + "\n")
    names = ("Ada", "Bram") if english else ("阿秋", "老渡")
    assert said(script) == [(names[at % 2], text) for at, text in enumerate(words)]
    assert [scene.location for scene in script.scenes] == list(places)


CROWDED = {
    "zh": (
        ["【第一场 包子铺 清晨】", "[第一场 包子铺 清晨]", "第一场，包子铺，清晨。", "【1-1 包子铺 清晨 外】"],
        "蒸汽弥漫，老白掀开笼屉。门帘一挑，晓雯进来。{0}{c}今天这么早？{1}{c}考试。{0}{c}考试吃两个，考一百。{1}（掏钱）{c}那我吃一个。五十就够了。{0}手里的夹子停在半空。门外狗叫。小齐推着车出现，敲敲玻璃。小齐{c}白叔，您这招牌出檐了啊。{0}{c}我看看。",
        ("老白", "晓雯"),
        [("老白", "今天这么早？"), ("晓雯", "考试。"), ("老白", "考试吃两个，考一百。"), ("晓雯", "那我吃一个。五十就够了。"), ("小齐", "白叔，您这招牌出檐了啊。"), ("老白", "我看看。")],
        ["蒸汽弥漫，老白掀开笼屉。门帘一挑，晓雯进来。", "老白手里的夹子停在半空。门外狗叫。小齐推着车出现，敲敲玻璃。"],
    ),
    "en": (
        ["[INT. BUN SHOP - MORNING]"],
        "Steam everywhere. The curtain lifts. {0}: Early today? {1}: Exam. {0}: Two for an exam. {1} (counting coins): Then I'll have one. Fifty is enough. {0} stops with the tongs in the air. {1}: You all right? {0}: I am fine.",
        ("Al", "Mia"),
        [("Al", "Early today?"), ("Mia", "Exam."), ("Al", "Two for an exam."), ("Mia", "Then I'll have one. Fifty is enough."), ("Mia", "You all right?"), ("Al", "I am fine.")],
        ["Steam everywhere. The curtain lifts.", "Al stops with the tongs in the air."],
    ),
}  # fmt: skip
CROWDED_ROWS = [
    (language, head, colon) for language, row in CROWDED.items() for head in row[0] for colon in ("：", ":")
]


@pytest.mark.parametrize("sent", [True, False])
@pytest.mark.parametrize(("language", "head", "colon"), CROWDED_ROWS)
def test_a_scene_that_was_typed_in_one_paragraph_is_said_as_if_it_were_parted(language, head, colon, sent):
    """A sentence behind somebody's words that tells of one who speaks is seen."""
    _, text, names, words, seen = CROWDED[language]
    scene = head + (" " if language == "en" else "") + text.format(*names, c=colon)
    about = "第一场改好了，凑合看哈" if language == "zh" else "first scene is done, have a look"
    chat = f"小米  23:41\n\n{about}\n\n小米  23:42\n\n{scene}\n\n大刘  23:50\n\n第二场呢，明天要\n"
    script = read(chat if sent else scene + "\n")
    assert said(script) == words
    assert [unit.text for unit in script.units if unit.kind == "action"] == seen
    assert len(script.scenes) == 1
    assert "".join(unit.raw for unit in script.units) == (chat if sent else scene + "\n")


QUOTES = [("> ", "发件人: 丽\n收件人: 老丁\n\n在 2024年9月18日，丁一帆 写道："), (">> ", "From: Li\nTo: Ding\n\n丁一帆 写道："), ("> > ", "发件人：丽\n主题：Re: Re: 渡口\n")]  # fmt: skip


@pytest.mark.parametrize(("sign", "head"), QUOTES)
@pytest.mark.parametrize("width", [16, 18, 21])
def test_lines_of_a_quoted_letter_that_were_broken_at_a_margin_are_put_together(sign, head, width):
    """And what the telephone adds below them, with who sent it, is nobody's."""
    script = ["12. 渡口  外  傍晚", "", "阿秋蹲在船边，雾一层一层地从江面上漫过来，看不见对岸的灯。", "", "阿秋：船还开吗，对岸的人等了一个下午，灯都点上了？", "老渡：雾不散不开，摔了碗还能补，翻了船拿什么去补。", "阿秋：那我等。", "老渡：坐稳。"]  # fmt: skip
    rows = [part for row in script for part in ([row[at : at + width] for at in range(0, len(row), width)] or [""])]
    quoted = "\n".join(f"{sign}{row}".rstrip() for row in [*rows, "", "丁一帆", "发自我的手机"])
    read_ = read(f"{head}\n\n{quoted}\n\n以上。\n丽\n")
    assert said(read_) == [tuple(row.split("：", 1)) for row in script[4:]]
    assert [unit.text for unit in read_.units if unit.kind == "action"] == [script[2]]


def test_english_lines_of_a_quoted_letter_are_too():
    script = ["INT. FERRY OFFICE - DAY", "", "Ada crouches by the boat while the fog comes over the river in layers, and no light is left.", "", "ADA: Is it running? They have waited for us all afternoon over there with the lamps lit.", "BRAM: Not before the fog lifts. You can mend a bowl but there is no mending a drowned boat.", "ADA: Then I wait.", "BRAM: Hold on."]  # fmt: skip
    rows = [part for row in script for part in (textwrap.wrap(row, 44) or [""])]
    quoted = "\n".join(f"> {row}".rstrip() for row in [*rows, "", "Ding", "Sent from my iPhone"])
    read_ = read(f"From: Li\nTo: Ding\n\nOn Mon, 18 Sep 2024, Ding wrote:\n\n{quoted}\n\nBest,\nLi\n")
    assert said(read_) == [tuple(row.split(": ", 1)) for row in script[4:]]
    assert [unit.text for unit in read_.units if unit.kind == "action"] == [script[2]]
