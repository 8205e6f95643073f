"""Prompts that tell a clip as one: people, style and rules once, no name, every field of the board found once."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from storyboard import ambience
from storyboard.cast.gather import gather
from storyboard.check import check_prompts, lines_of
from storyboard.languages import Language
from storyboard.lettering import lettering
from storyboard.library import SHIPPED, Library
from storyboard.model import Board, Cast, Clip, Dialogue, Offer, Part, Source
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.render import measure, render
from tests.samples import NAMES, OFFER, sample, work

TEMPLATES = ("sora", "kling", "seedance", "prose")
FIRST, SECOND = (Library(chosen={"render": version}) for version in ("v1", "v2"))


@pytest.mark.parametrize("name", NAMES)
def test_prompts_of_the_samples(name, golden):
    """Whole prompts, as files to read; those of the version before stay byte for byte."""
    for done in sample(name):
        kept = render(done.board, done.clips, OFFER, done.cast, SECOND)
        for version, prompts in (("v2", kept), ("v3", done.prompts)):
            golden(f"render/{version}/{name.split('.')[0]}-{done.episode.id}.txt", "\n=====\n".join(prompts))


@pytest.mark.parametrize("template", TEMPLATES[1:])
def test_prompts_of_other_syntaxes(template, golden):
    """One clip in each, Chinese and English, as files to read."""
    for name in ("rain.txt", "lastbus.txt"):
        done = sample(name)[0]
        for version, library in (("v2", SECOND), ("v3", SHIPPED)):
            prompts = render(done.board, done.clips[:2], replace(OFFER, template=template), done.cast, library)
            golden(f"render/{version}/{template}-{name}", "\n=====\n".join(prompts))


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_has_the_storyboard_form(name):
    """Begins with Shot 1, one blank line between shots, none inside, durations that sum to the clip, instructions for all behind them."""
    for done in sample(name):
        for prompt, clip in zip(done.prompts, done.clips, strict=True):
            *blocks, last = prompt.split("\n\n")
            assert last.startswith("instructions: ")
            durations = re.findall(r"^duration: (\d+\.\d)sec$", prompt, re.MULTILINE)

            assert [block.split("\n")[0] for block in blocks] == [f"Shot {at}:" for at in range(1, len(clip.parts) + 1)]
            assert all(block.split("\n")[2].startswith("Scene: ") for block in blocks)
            assert round(sum(map(float, durations)), 1) == clip.seconds


@pytest.mark.wide
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_same_shots_take_three_fifths_of_the_room(template):
    """Over all samples, against prompts that told every shot whole."""
    offer, before, now = replace(OFFER, template=template), 0, 0
    for done in (done for name in NAMES for done in sample(name)):
        before += sum(map(len, render(done.board, done.clips, offer, done.cast, FIRST)))
        now += sum(map(len, render(done.board, done.clips, offer, done.cast)))

    assert now <= 0.6 * before


def test_people_are_told_in_full_once_a_clip_or_once_a_shot():
    """In the first shot where they are seen; `looks = "shot"` repeats it."""
    done = sample("rain.txt")[0]

    once = render(done.board, done.clips, OFFER, done.cast)
    often = render(done.board, done.clips, replace(OFFER, looks="shot"), done.cast)

    row = "女子：26岁，黑色长发，"
    assert sum(prompt.count(row) for prompt in once) > 0
    assert all(prompt.count(row) <= 1 for prompt in once)
    assert max(block.count(row) for prompt in often for block in prompt.split("\n\n")) == 1
    assert max(prompt.count(row) for prompt in often) > 1


def told(board: Board, library: Library = SHIPPED) -> str:
    """The prompt of one clip of all shots of a board."""
    parts = tuple(Part(at, shot.dialogue.text, shot.tenths, shot.tenths) for at, shot in enumerate(board.shots))
    return render(board, (Clip(parts, sum(part.duration for part in parts) // 10),), OFFER, None, library)[0]


def two(**changes) -> Board:
    """Two shots of the first sample, the second changed."""
    board = sample("rain.txt")[0].board
    return replace(board, shots=(board.shots[1], replace(board.shots[2], **changes)))


def test_a_line_in_which_nothing_can_be_said_is_a_silence():
    """…… is not ordered to be spoken word for word."""
    prompt = told(two(dialogue=Dialogue("陈默", "……")))

    assert "……" not in prompt
    assert "男子没有出声" in prompt


def test_who_is_only_heard_has_a_voice_and_no_looks():
    """A caller who is never seen in the clip."""
    prompt = told(two(dialogue=Dialogue("陈默", "是我。"), visual="苏晴把电话贴在耳边听着", action="（电话音）"))

    assert "台词: 画外的男子，干净的中音男声" in prompt
    assert "风衣" not in prompt


def test_text_that_the_script_wants_to_be_seen_is_allowed_and_no_other():
    """Exactly these words, and a short caption as a title."""
    prompt = told(two(visual="苏晴看手机，字幕：“三年后”", action="手机屏幕亮起：“他回来了吗？”"))

    assert "画面上要有标题“三年后”和“他回来了吗？”这些文字，没有别的字幕。" in prompt
    assert prompt.count("三年后") == 2
    assert "画面上没有文字和字幕。" in told(two(visual="所谓的“朋友”来了"))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("横幅写着“欢迎回家”", ("欢迎回家",)),
        ("用铅笔写着一个“等”字", ("等",)),
        ("他是所谓的“朋友”", ()),
        ('The sign reads "OPEN".', ("OPEN",)),
        ('He calls it "love".', ()),
    ],
)
def test_lettering(text, seen):
    """What stands written on something, and what is only put in quotation marks."""
    assert lettering(text) == seen


def test_sounds_are_heard_and_cuts_are_left_to_the_cut():
    """Both stand in the style tags behind their labels."""
    prompt = told(two(style_tags="写实，电影感，转场：叠化，音效：雷声，雨声"))

    assert "环境声: 雷声，雨声\n" in prompt
    assert "叠化" not in prompt


def test_words_for_the_orientation_follow_the_setting():
    """A wide film is not called upright; what the request says, no word says again."""
    board = sample("rain.txt")[0].board

    assert "竖屏短剧" in told(board, SECOND)
    parts = (Part(0, "", 40, 40),)
    wide = render(board, (Clip(parts, 4),), replace(OFFER, size="1280x720"), None, SECOND)[0]
    assert "横屏短剧" in wide
    assert "竖屏" not in wide
    assert not re.search("[横竖]屏", told(board))  # the request says it


def test_a_place_named_after_somebody_is_theirs():
    """Neither the name nor a bare possessive is left."""
    board = sample("lastbus.txt")[0].board
    name = next(name for name, one in board.character_setting.items() if one.appearance.startswith("female"))
    place = f"{name}'S KITCHEN (inside)"
    visual = f"the whole of {name}'S KITCHEN, {name}'S hands on the table"
    shot = replace(board.shots[0], location=place, visual=visual, action="")

    prompt = told(replace(board, shots=(shot,)))

    assert "Setting: her kitchen, interior" in prompt
    assert "'S" not in prompt
    assert "Scene: The woman's hands on the table.\nCharacters: the woman: aged 34" in prompt  # which no face hangs on


def checked(board: Board) -> tuple[str, set[str]]:
    """The prompt of one clip of all shots of a board, and the rules that it breaks as a prompt."""
    parts = tuple(Part(at, shot.dialogue.text, shot.tenths, shot.tenths) for at, shot in enumerate(board.shots))
    clip = Clip(parts, sum(part.duration for part in parts) // 10)
    prompts = render(board, (clip,), OFFER)
    found = check_prompts(prompts, (clip,), board, (), OFFER)
    rules = ("prompt-form", "prompt-field", "prompt-action", "prompt-person", "prompt-rule", "name-leak")
    return prompts[0], {fault.rule for fault in found if fault.rule in rules}


@pytest.mark.parametrize(
    ("name", "location", "visual", "told"),
    [
        ("rain.txt", "未写明的地点（内）", "苏晴在未写明的地点，动作完整清楚", "地点: 一处室内场所，"),
        ("rain.txt", "未写明的地点（外）", "未写明的地点的全貌，苏晴各在其位", "地点: 一处室外场所，"),
        (
            "lastbus.txt",
            "unspecified place (inside)",
            "MARA in unspecified place",
            "Setting: a plain interior, ",
        ),
    ],
)
def test_a_place_that_nobody_wrote_is_not_told_as_one(name, location, visual, told):
    """Which side of the door is all that is known; words that show nothing are left out."""
    board = sample(name)[0].board
    prompt, faults = checked(replace(board, shots=(replace(board.shots[0], location=location, visual=visual),)))

    assert told in prompt
    assert "未写明" not in prompt
    assert "unspecified" not in prompt
    assert "动作完整清楚" not in prompt
    assert faults == set()


@pytest.mark.parametrize(
    ("location", "within"),
    [
        ("HARBOUR STREET (outside)", "of Harbour Street,"),
        ("PIER 9 - MAPLE AVENUE (outside)", "of pier 9, Maple Avenue,"),
        ("DARK STREET (outside)", "of the dark street,"),
        ("NIGHT BUS (inside)", "of the night bus,"),
        ("CAFE LUNA (inside)", "of the Cafe Luna,"),
    ],
)
def test_a_place_in_capitals_keeps_those_of_its_name(location, within):
    """A street has its name's, any place those with which it is written elsewhere."""
    board = sample("lastbus.txt")[0].board
    place = location.partition(" (")[0]
    shot = replace(board.shots[0], location=location, visual=f"the whole of {place}, MARA at frame left", action="")
    other = replace(board.shots[1], location=location, dialogue=Dialogue("MARA", "Meet me at Cafe Luna."))

    board = replace(board, shots=(shot, other))
    prompt, faults = checked(board)

    begun = within.removeprefix("of ").rstrip(",")
    side = "interior" if "inside" in location else "exterior"
    assert f"Setting: {begun}, {side}, night" in prompt
    before = within.replace("pier 9,", "pier 9 -")  # prompts of before kept the marks of headings
    assert before in render(board, (Clip((Part(0, "", 56, 56),), 6),), OFFER, None, SECOND)[0]
    assert faults == set()


WHOLES = ("HOUSE", "OLD HOTEL", "SHIP", "HOSPITAL", "COLONY SHIP", "STADIUM")
DASHES = (" - ", " – ", " — ")
PARTS = ("KITCHEN", "CELLAR", "CORRIDOR", "LOCKER ROOM", "ENGINE ROOM")


def setting(location):
    """How a clip of two shots, the first of them there, tells the place."""
    board = sample("lastbus.txt")[0].board
    shot = replace(board.shots[0], location=location, visual="MARA at frame left", action="")
    prompt, faults = checked(replace(board, shots=(shot, board.shots[1])))
    assert faults == set()
    return re.search(r"Setting: (.*?), (?:interior|exterior)", prompt)[1]


@pytest.mark.few("whole", "part", "dash")
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("whole", WHOLES)
@pytest.mark.parametrize("dash", DASHES)
def test_a_place_and_its_part_are_told_in_words_in_either_order(dash, whole, part):
    said = f"the {part.lower()} of the {whole.lower()}"
    assert {setting(f"{one}{dash}{two} (inside)") for one, two in ((whole, part), (part, whole))} == {said}


@pytest.mark.parametrize("dash", DASHES)
def test_a_place_and_its_part_are_told_in_words_and_never_as_a_list_of_dashes(dash):
    """What is no sure part of it stands behind a comma."""
    assert setting(f"SHIP{dash}DECK (outside)") == "the deck of the ship"
    assert setting(f"BRIDGE{dash}DECK (outside)") == "the bridge, deck"
    assert setting(f"HOTEL{dash}FIRST FLOOR{dash}KITCHEN (inside)") == "the hotel, first floor, kitchen"


CAUSES = ("pain", "fear", "rage", "cold", "exhaustion", "shock", "grief")


@pytest.mark.few("shade", "cause", "before")
@pytest.mark.parametrize("before", ["coat", "coat over a shirt", "coat and boots", "coat with a scar"])
@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("shade", ["pale", "white", "grey", "ashen"])
def test_what_somebody_is_pale_with_is_nothing_that_they_have_on(shade, cause, before):
    """A face pale with pain, and never `a pain` among what is worn; it is read back as the look that it is."""
    board = sample("lastbus.txt")[0].board
    maya, shots = board.character_setting["MAYA"], (board.shots[0], *board.shots[2:4])
    looks = maya.appearance.rpartition(", clothes")[0] + f", clothes (red, {before}, {shade} with {cause})"
    people = {**board.character_setting, "MAYA": replace(maya, appearance=looks)}
    prompt, faults = checked(replace(board, character_setting=people, shots=shots))

    assert f"a face {shade} with {cause}" in prompt
    assert re.search(rf"\b(?:and|an?) (?:an? )?{cause}\b|(?:and|with) {shade}\b", prompt) is None
    assert faults == set()


MESSAGE = [
    ("rain.txt", "手机屏幕特写，陈默：“别开门。”", "手机屏幕特写，消息：“别开门。”"),
    ("rain.txt", "手机屏幕上弹出陈默发来的消息：“别开门。”", "手机屏幕上弹出消息：“别开门。”"),
    ("lastbus.txt", 'A message from {}: "Do not open."', 'A message: "Do not open."'),
    ("lastbus.txt", 'The phone screen. {}: "Do not open."', None),
]


@pytest.mark.parametrize(("name", "action", "told"), MESSAGE)
def test_a_message_is_a_picture_of_its_words(name, action, told):
    """Who sent it is not in the picture, and no other line is told so."""
    board = sample(name)[0].board
    sender = next(each for each in board.character_setting if name == "lastbus.txt" or each == "陈默")
    shot = replace(board.shots[2], visual=sender, action=action.format(sender), dialogue=Dialogue("", ""))

    prompt, faults = checked(replace(board, shots=(board.shots[0], shot)))

    assert faults == set()
    body = prompt.split("Shot 2:")[1]
    assert told is None or f"Scene: {told}" in body
    assert sender not in prompt


TWINS = """INT. HALL - DAY

RUTH (32, blonde hair, grey wool sweater) studies NORA's face. NORA (30, red hair, grey wool sweater) walks to the door.

TINGCHEN (52, black hair, navy suit) enters. tingchen's hands shake.

RUTH
You came with tingchen.
"""


def test_whose_something_is_stays_clear_among_people_alike(tmp_path):
    """Two women in one sweater: never the sweater's face; a name in small letters is one too; the line stays as it is."""
    path = tmp_path / "alike.fountain"
    path.write_text(TWINS, encoding="utf-8")
    (done,) = work(path)
    text = "\n".join(done.prompts)

    assert "the red-haired woman's face" in text
    assert "sweater's" not in text
    assert text.count("tingchen") == 1
    assert "“You came with tingchen.”" in text
    assert (
        check_prompts(done.prompts, done.clips, done.board, lines_of(done.script, done.episode), OFFER, done.cast) == ()
    )
    swapped = tuple(prompt.replace("the red-haired woman's", "the blonde-haired woman's") for prompt in done.prompts)
    assert swapped != done.prompts
    assert check_prompts(swapped, done.clips, done.board, lines_of(done.script, done.episode), OFFER, done.cast)


def test_music_that_the_script_has_is_not_forbidden():
    """Any other is."""
    assert "没有配乐" in told(two())
    assert "没有配乐" not in told(two(action="收音机里放着音乐。"))
    assert checked(two(action="收音机里放着音乐。"))[1] == set()


def test_every_place_is_heard_in_both_languages_and_nothing_plays_music():
    """Each row has its reason; a place that no row knows has a room tone or a breeze; rain comes first."""
    table = tomllib.loads((Path(ambience.__file__).parent / "ambience.toml").read_text(encoding="utf-8"))
    shot = replace(sample("rain.txt")[0].board.shots[0], weather="无", time="白天", action="")
    for row in table["places"]:
        assert row["why"]
        for code, side in (("zh", "内"), ("en", "外")):
            side = {"inside": "内", "outside": "外"}.get(row.get("side", ""), side)
            place = replace(shot, location=f"{row['words'][0]}（{side}）")
            assert ambience.heard(place, Language.of(code)) == row[code]
            assert not re.search(Language.of(code).word("prompt.music"), row[code], re.IGNORECASE)

    assert ambience.heard(replace(shot, location="虚空（内）"), Language.of("zh")) == "安静的室内底噪"
    assert ambience.heard(replace(shot, location="书店（内）", weather="暴雨"), Language.of("zh")).startswith(
        "雨点打在窗上的声音，"
    )


def test_usernames_replace_looks():
    """With spaces around, and nothing told of who has one."""
    done = sample("rain.txt")[0]
    members = tuple(
        replace(m, usernames=(("kapon", "suqing.abc"),)) if m.name == "苏晴" else m for m in done.cast.members
    )
    kapon = Offer("kapon", "sora-2-pro", (15, 25), "720x1280")

    prompts = render(done.board, done.clips, kapon, Cast(members))

    assert " @suqing.abc " in prompts[0]
    assert all("米白色围裙" not in prompt for prompt in prompts)
    assert (
        check_prompts(prompts, done.clips, done.board, lines_of(done.script, done.episode), kapon, Cast(members)) == ()
    )


def test_the_measure_of_a_run_bounds_its_prompt():
    """So that the packer never makes a prompt that is too long."""
    limited = replace(OFFER, prompt_limit=2500)
    for done in (done for name in NAMES for done in sample(name)):
        ask = measure(done.board, limited, done.cast)
        for prompt, clip in zip(done.prompts, done.clips, strict=True):
            assert len(prompt) <= ask(clip.parts[0].shot, clip.parts[-1].shot + 1)


# --- faults put into good prompts


def _without(field: str):
    return lambda prompt: re.sub(rf"^{field}: .*\n", "", prompt, count=1, flags=re.MULTILINE)


MUTATIONS = {
    "place dropped": (_without("地点"), "prompt-field"),
    "place twice": (lambda prompt: prompt.replace("\n镜头: 特写", "\n地点: 晴天面馆内景\n镜头: 特写", 1), "prompt-field"),
    "place not heard": (_without("环境声"), "prompt-field"),
    "colours dropped": (lambda prompt: prompt.replace("，以琥珀色、墨绿、深褐、炭灰为主色", ""), "prompt-field"),
    "upright said": (lambda prompt: prompt.replace("整体风格：", "整体风格：竖屏，"), "prompt-field"),
    "style dropped": (lambda prompt: re.sub("整体风格：.*?。", "", prompt), "prompt-field"),
    "camera dropped": (_without("镜头"), "prompt-field"),
    "picture dropped": (_without("Scene"), "prompt-action"),
    "line dropped": (_without("台词"), "lost"),
    "rules dropped": (lambda prompt: re.sub("要求：.*", "要求：", prompt), "prompt-rule"),
    "rules twice": (lambda prompt: re.sub("(要求：.*)", r"\1\1", prompt), "prompt-rule"),
    "name back": (lambda prompt: prompt.replace("女子把椅子", "苏晴把椅子"), "name-leak"),
    "line changed": (lambda prompt: prompt.replace("打烊了。", "打烊了！"), "altered"),
    "speaker swapped": (lambda prompt: prompt.replace("台词: 男子", "台词: 女子"), "wrong-speaker"),
    "person swapped": (
        lambda prompt: prompt.replace("近处是女子的手", "近处是男子的手"),
        "prompt-field",
    ),
    "looks dropped": (lambda prompt: prompt.replace("30岁，黑色寸头，", ""), "prompt-person"),
    "looks twice": (
        lambda prompt: prompt.replace("台词: 男子", "台词: 穿黑色风衣的男子（30岁，黑色寸头）"),
        "prompt-person",
    ),
    "voice dropped": (lambda prompt: prompt.replace("，柔和的中音女声", "", 1), "prompt-field"),
    "voice changed": (lambda prompt: prompt.replace("柔和的中音女声", "沙哑的低音女声", 1), "prompt-field"),
    "action changed": (lambda prompt: prompt.replace("指节发白", "指节发红"), "prompt-action"),
    "words invented": (lambda prompt: prompt.replace("指节发白", "指节发白“等等我”"), "invented"),
    "gesture dropped": (lambda prompt: prompt.replace("，头也不抬", ""), "prompt-action"),
    "time changed": (lambda prompt: prompt.replace("duration: 2.5sec", "duration: 2.6sec"), "prompt-time"),
}  # fmt: skip


@pytest.mark.few(rule=lambda mutation: MUTATIONS[mutation][1])
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_fault_put_into_a_prompt_is_found(mutation):
    """One changed place at a time, in the first clip of the first sample."""
    change, rule = MUTATIONS[mutation]
    done = sample("rain.txt")[0]
    broken = (change(done.prompts[0]), *done.prompts[1:])
    assert broken != done.prompts

    faults = check_prompts(broken, done.clips, done.board, lines_of(done.script, done.episode), OFFER, done.cast)

    assert rule in {fault.rule for fault in faults}


# --- what a reader of the language stumbles over

UNSEEN = """INT. OUTSIDE THE STORE - NIGHT (CONTINUOUS)

A weary MARA (61), in blue striped pajamas and a grey scarf, her white hair in a low bun, shuffles in. A GUARD and TWO TALL MEN follow.

MARA
(SHOUTING)
Somebody took NED'S keys!

A fellow named NED (30), in a black suit, enters. He looks at MARA's feet. The note reads "CLOSED". A young NED never lied.

NED
Whose pajamas are these?

MARA sits on the floor. She laughs. The Hale family mansion burns on TV.

NED
(to MARA)
Yours.
"""
STUMBLES = {
    "two articles": r"\b(?:a|an|the) (?:[a-z]+ )?the (?:old |young |teenage )?(?:man|woman|boy|girl|lady)\b",
    "an article that does not fit": r"\ba (?=[aeio](?!ne-|ne\b|uro)[a-z])|\ban (?=[bcdfgjklmnpqrstvwxyz][a-z])",
    "possessives": r"\b(?:pajamas|jeans|overalls|clothes|glasses|trousers|pants|robes)['’]s\b",
    "lists": r"\bthe [\w -]+? and [\w -]+ and [\w -]+(?= \()|[，,；;：:] ?[。，,;]|,,|，，|。。|\(\)|（）| \)|\( ",
    "hair": r"\b(?:buns?|ponytail|topknot|braids?|pin|bob) hair\b",
    "capitals": r"\b[A-Z]{5,}\b(?!')",
    "the same twice": r"(?:^|[，。] ?)(穿[^，。（）]{3,16}的(?:男子|女子|老翁|少年|少女|老妇人))(?:（[^（）]*）)?[，。]\1(?!的|与|、|不在)",
    "no end": r"(?m)^(?:Scene|Picture|画面): .*[^.。！？!?…”’」』》\"'】⟧\n]$",
}  # fmt: skip
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
REAL = ("en/short_yargo_falb.fountain", "zh/shortfilm_yifenzhong_standard_md.txt", "zh/stage_luxun_guoke.txt")


def prompts_to_read(tmp_path: Path) -> str:
    """Prompts of all samples, of a script of stumbling stones, and of real ones where they lie; without what is quoted."""
    unseen = tmp_path / "unseen.fountain"
    unseen.write_text(UNSEEN, encoding="utf-8")
    done = [one for name in NAMES for one in sample(name)]
    done += [one for path in (unseen, *(CORPUS / name for name in REAL)) if path.exists() for one in work(path)]
    return re.sub(
        r"“[^“”]*”|「[^「」]*」|\"[^\"\n]*\"", "“”", "\n".join(prompt for one in done for prompt in one.prompts)
    )


def test_no_prompt_holds_what_a_reader_stumbles_over(tmp_path):
    """Doubled articles, possessives, lists, hair, words in capitals, people named twice in a row, sentences without an end."""
    text = prompts_to_read(tmp_path)

    found = {kind: [match[0] for match in re.finditer(pattern, text)] for kind, pattern in STUMBLES.items()}

    assert {kind: some for kind, some in found.items() if some} == {}


def test_a_script_of_stumbling_stones_reads_as_english(tmp_path):
    """And passes the check, which does not know how it was mended."""
    path = tmp_path / "unseen.fountain"
    path.write_text(UNSEEN, encoding="utf-8")
    (done,) = work(path)
    text = "\n".join(done.prompts)

    assert "old woman: aged 61, in the blue striped pajamas and a grey scarf, with white hair in a low bun" in text
    assert "A weary old woman shuffles in." in text
    assert "shouting: “Somebody took NED'S keys!”" in text
    assert not re.search("MARA|Ned", text)
    assert "Setting: the area outside the store" in text
    assert "men and the old woman" in text
    assert "the men: in mixed everyday clothes" in text
    assert "and two tall men follow" in text.casefold()
    assert "family mansion burns on TV" in text
    assert "(CONTINUOUS)" not in text
    assert (
        check_prompts(done.prompts, done.clips, done.board, lines_of(done.script, done.episode), OFFER, done.cast) == ()
    )


SIDED = """INT. CORRIDOR - DAY

NORA (32, white cardigan) and OTIS (61, grey coat) wait. A BOY, 10, runs in and holds NORA.

NORA
(over his head, to Otis)
They told me just now.

OTIS
He is no trouble.

A row of people: IRIS (40, red coat, a scarf over it); LEO (37, on a crutch).

She holds up her wrist: a red wire.

NORA
Look.
"""


def test_directions_to_somebody_and_rows_of_people_are_told_and_lost_words_are_found(tmp_path):
    path = tmp_path / "sided.fountain"
    path.write_text(SIDED, encoding="utf-8")
    (done,) = work(path)
    due = lines_of(done.script, done.episode)

    assert check_prompts(done.prompts, done.clips, done.board, due, OFFER, done.cast) == ()
    for word in ("over his head", "wrist", "wait"):
        lost = tuple(re.sub(word, "", prompt, flags=re.IGNORECASE) for prompt in done.prompts)
        assert lost != done.prompts
        assert check_prompts(lost, done.clips, done.board, due, OFFER, done.cast)


RINGS = {
    "zh": ("门铃响了。", "门铃又响了。", "门铃响个不停。", "门铃响起。", "手机响了。", "敲门声响起。", "警报响了。", "警铃大作。", "闹钟响了。"),
    "en": ("The doorbell rings.", "The doorbell rings again.", "The doorbell chimes.", "A knock at the door.", "The alarm goes off.", "The phone is ringing.", "A buzzer sounds."),
}  # fmt: skip


@pytest.mark.parametrize(("language", "ring"), [(code, each) for code, every in RINGS.items() for each in every])
def test_what_rings_is_a_cue_of_sound_and_nobodys_doing(language, ring):
    """A line about a bell alone stands with the sounds of its shot, and in no picture."""
    text = {
        "zh": f"1-1 夜 内 客厅\n人物：林夏、陈放\n△林夏坐着。\n林夏：几点了？\n△{ring}\n陈放：谁啊？\n",
        "en": f"INT. LIVING ROOM - NIGHT\n\nNORA (30) sits on the couch. TOM (35) stands.\n\nNORA\nLate.\n\n{ring}\n\nTOM\nWho is it?\n",
    }[language]
    script = parse(Source("s.txt", text, "utf-8"))
    cast = gather(script)
    board = plan(script, script.episodes[0], cast).board
    parts = tuple(Part(at, shot.dialogue.text, shot.tenths, shot.tenths) for at, shot in enumerate(board.shots))
    prompt = render(board, (Clip(parts, sum(part.duration for part in parts) // 10),), OFFER, cast, SHIPPED)[0]
    said = ring.rstrip("。.").casefold()

    heard = [line.casefold() for line in prompt.splitlines() if line.startswith(("环境声", "Ambient sound"))]
    scenes = [line.casefold() for line in prompt.splitlines() if line.startswith(("画面", "Scene"))]
    assert any(said in line for line in heard), prompt
    assert not any(said in line for line in scenes)


@pytest.mark.parametrize("verb", ["come", "go", "leave the room", "climb", "vanish", "sit down"])
def test_whom_somebody_watches_doing_something_owns_nothing(verb):
    """`The men watch her come` becomes nobody's come."""
    text = f"INT. HALL - NIGHT\n\nNORA (30) walks. TOM (35) and BEN (40) stand.\n\nNORA\nLate.\n\nTom and Ben watch her {verb}.\n\nTOM\nWho is it?\n"
    script = parse(Source("s.txt", text, "utf-8"))
    cast = gather(script)
    board = plan(script, script.episodes[0], cast).board
    for at, shot in enumerate(board.shots):
        clip = Clip((Part(at, shot.dialogue.text, shot.tenths, shot.tenths),), 5)
        assert f"'s {verb.split()[0]}" not in render(board, (clip,), OFFER, cast, SHIPPED)[0]


@pytest.mark.parametrize("deed", ["We are standing outside the store.", "Two cars are standing at the kerb."])
def test_a_verb_of_the_scripts_own_is_not_taken_for_one_that_was_added(tmp_path, deed):
    path = tmp_path / "own.fountain"
    path.write_text(f"EXT. OUTSIDE THE FOOD STORE - DAY\n\n{deed}\n\nKAY\nMaybe there's a job.\n", encoding="utf-8")
    (done,) = work(path)
    due = lines_of(done.script, done.episode)

    assert check_prompts(done.prompts, done.clips, done.board, due, OFFER, done.cast) == ()


@pytest.mark.parametrize(
    ("name", "action"),
    [
        ("rain.txt", "锣鼓大作。"),
        ("rain.txt", "一面破唢呐吹着喜曲。"),
        ("lastbus.txt", "Drums."),
        ("lastbus.txt", "The band strikes up."),
    ],
)
def test_instruments_that_the_script_has_played_are_no_forbidden_music(name, action):
    board = sample(name)[0].board
    shot = replace(board.shots[0], action=action, dialogue=Dialogue("", ""))
    prompt, faults = checked(replace(board, shots=(shot,)))

    assert not re.search("没有配乐|No background music", prompt)
    assert faults == set()


@pytest.mark.parametrize(
    ("part", "told"),
    [("猪圈", "猪圈"), ("后院", "后院"), ("的厨房", "厨房"), ("", "家里"), ("家属院", "家属院")],
)
def test_a_part_of_somebodys_home_loses_whose_it_is_and_a_home_is_at_home(tmp_path, part, told):
    path = tmp_path / "home.txt"
    place = part if part == "家属院" else f"家{part}"
    path.write_text(f"1-1 日 内 桂花嫂{place}\n人物：桂花嫂\n△桂花嫂坐下。\n桂花嫂：来了。\n", encoding="utf-8")
    (done,) = work(path)
    found = check_prompts(done.prompts, done.clips, done.board, lines_of(done.script, done.episode), OFFER, done.cast)

    assert f"地点: {told}内景" in done.prompts[0]
    assert [fault.message for fault in found] == []


def test_a_sound_of_what_a_voice_is_called_by_and_a_shot_by_its_number_stand_with_the_sounds(tmp_path):
    path = tmp_path / "heard.txt"
    path.write_text(
        "1-1 日 外 村口\n人物：小满\n△老槐树上的大喇叭滋啦作响。\n喇叭（画外音）：全体注意！\n△砰！地面一颤，小满冲出。\n△砰！第二枪。小满停下。\n小满：跑。\n",
        encoding="utf-8",
    )
    (done,) = work(path)
    found = check_prompts(done.prompts, done.clips, done.board, lines_of(done.script, done.episode), OFFER, done.cast)
    sounds = "\n".join(re.findall(r"^环境声: (.*)$", "\n".join(done.prompts), re.MULTILINE))

    assert "大喇叭滋啦作响" in sounds
    assert "第二声枪响" in sounds
    assert [fault.message for fault in found if fault.level == "fault"] == []


@pytest.mark.parametrize(
    ("told", "heard", "unheard"),
    [
        ("The bell.", "the bell", "bell"),
        ("Drums. He sways.", "drums", "Drums"),
        ("A crash.", "a crash", "crash"),
        ("A yelp from table nine.", "a yelp from table nine", "yelp"),
        ("The engine coughs.", "an engine", "a cough"),
    ],
)
def test_a_sound_alone_stands_with_the_sounds_and_an_engine_has_no_cough(tmp_path, told, heard, unheard):
    path = tmp_path / "bell.txt"
    path.write_text(f"INT. HALL - NIGHT\n\nTOM, 40, stands. {told}\n\nTOM\nGo.\n", encoding="utf-8")
    (done,) = work(path)
    found = check_prompts(done.prompts, done.clips, done.board, lines_of(done.script, done.episode), OFFER, done.cast)
    sounds = re.findall(r"^Ambient sound: (.*)$", done.prompts[0], re.MULTILINE)[0]

    assert heard in sounds
    assert unheard not in done.prompts[0].replace(sounds, "").partition("Characters")[0] or unheard == "a cough"
    assert unheard != "a cough" or unheard not in sounds
    assert [fault.message for fault in found if fault.level == "fault"] == []


def test_some_years_later_before_a_heading_stands_over_the_next_scene_in_its_year(tmp_path):
    path = tmp_path / "later.txt"
    path.write_text(
        "INT. HALL, LAGOS - NIGHT - 1991\n\nTOM, 40, stands.\n\nTOM\nGo.\n\nSUPER: EIGHTEEN YEARS LATER\n\nEXT. BEACH - DAY\n\nTOM\nHm.\n",
        encoding="utf-8",
    )
    (done,) = work(path)
    first, last = "\n".join(done.prompts).split("EIGHTEEN YEARS LATER", 1)

    assert "2009" in last
    assert "Setting: the beach" in last
    assert "1991" in first
