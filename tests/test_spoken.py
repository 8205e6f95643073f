"""A reader of Chinese meets no English sentence on the way from a script to a film, and a reader of English no Chinese one."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from storyboard.cli import COMMANDS, cli
from storyboard.cli.lint import FORMATS
from storyboard.lab.metrics import METRICS
from storyboard.languages import said
from storyboard.profiles import load_profiles
from storyboard.rehearsal import SCENARIOS, Rehearsal
from storyboard.rules import RULES
from tests.gateway_bench import KEY
from tests.season_bench import shop, write_settings
from tests.sentences import sentences

CHINESE = """第{n}集

人物：林晚（女，26岁）、陈默（男，30岁）

1-{n} 旧书店 夜 内
△{mark}林晚推门进来，收起雨伞。
林晚：还开着吗？
陈默：{n}点就关。
△陈默抬头看了她一眼。
"""
ENGLISH = """INT. BOOKSHOP - NIGHT

{mark}MAYA (20s) pushes the door open and folds her umbrella.

MAYA
Are you still open?

TOM
Until {n}.

Tom looks up at her.
"""
SENTENCE = re.compile(rf"(?:[A-Za-z][A-Za-z'’-]*[ ,;:]+){{2,}}[A-Za-z][A-Za-z'’-]*|\d (?:{said.COUNTED})s?\b")
"""Three words and more in a row, or something that is counted."""
NAMES = re.compile(
    r"python -m pip [^\u3000-\uffff;]*|`[^`]*`|“[^”]*”|«[^»]*»|https?://\S+|\S*/\S+|\S+\.\w{2,5}\b|(?<!\w)--?[a-z][\w-]*|storyboard [^\u3000-\uffff;]*|\$?[A-Z][A-Z_]{2,}"
    r"|\w+(?:,\w+)+|\be\d+ (?:shot|clip) \d+|\b(?:"
    + "|".join(FORMATS)
    + r"),?|rehearsal sora-2|srt, vtt, ass|Final Cut Pro|Premiere Pro|DaVinci Resolve|\[[^\]\u3400-\u9fff]*\]"
)
"""What keeps its name in every language: commands, paths, flags, variables, programs, and words that are quoted."""
HAN = re.compile(r"[\u3400-\u9fff]")
PART = re.compile(
    r"[A-Za-z][a-z'’]+[ ,;:]+[a-z'’]{2,} |(?<![\w-])(?:the|of|and|are|is|was|were|not|with|for|its|an|by|in|on|from)(?![\w-])"
)
"""Two English words, or one of those that hold a sentence together: a part that was left as it was."""
OWN = 10
"""Letters that a rule's sentence has of its own, to be told from any other."""


def english(text: str) -> list[str]:
    """The lines with an English sentence."""
    lines = (line for line in text.splitlines() if not line.startswith("$ "))
    return [line for line in lines if SENTENCE.search(bare(line))]


def bare(line: str) -> str:
    """A line without what keeps its name in every language; its columns apart."""
    return NAMES.sub(" · ", re.sub(r"\s{2,}", " · ", line))


def untold(text: str) -> bool:
    """Whether a sentence, with figures put in, stays English in whole or in part where Chinese is spoken."""
    filled = re.sub(r"\{\}", "7", text)
    heard = said.told(filled, "zh")
    left = NAMES.sub(" · ", heard)
    if not PART.search(left) and (HAN.search(heard) or not re.search(r"[a-z]{3}", left)):
        return False
    rows = (wording for rule in RULES.values() for wording in rule.wordings.values())
    return not any(len(re.sub(r"\{.*?\}|[^a-z]", "", row.en)) >= OWN and row.retold(filled, "zh") for row in rows)


@pytest.fixture
def gateway():
    with Rehearsal(shop(speed=0.0)) as rehearsal:
        yield rehearsal


@pytest.fixture
def talk(run, monkeypatch):
    """Runs commands and keeps everything that was said, on both streams; data files are not talk."""
    for variable in ("STORYBOARD_LANG", "LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("REHEARSAL_KEY", KEY)
    heard: list[str] = []

    def call(*arguments: str) -> int:
        code, out, err = run(*arguments)
        heard.append(f"$ storyboard {' '.join(arguments)}\n{out}{err}")
        return code

    call.heard = heard
    return call


def newcomer(talk, script: str, text: str) -> None:
    """From nothing to a film that is drawn, to files for an editor, with the mistakes on the way."""
    assert talk("make", f"missing-{script}") == 2
    Path(script).write_text(text.format(n=9, mark=""), encoding="utf-8")
    assert talk("lint", script) == 0
    assert talk("make", script) == 0
    assert talk("make", script) == 0
    Path(script).write_text(text.format(n=8, mark=""), encoding="utf-8")
    for command in ("plan", "pack", "render", "check", "assemble"):
        assert talk(command, script) == 0
    assert talk("export", script, "--to", "jianying,otio,srt,xlsx") == 0
    assert talk("cast", "list") == 0
    assert talk("cast", "sheet") == 0
    assert talk("jobs", "list") == 0
    assert talk("doctor") == 0
    assert talk("make", script, "--nothing") == 2
    assert talk("season", "status") == 0


REFUSALS = ("blocked-prompt", "no-money", "drop", "moderated", "bad-key", "server-error")


def purchase(talk, script: str, text: str, url: str, refusals: tuple[str, ...] = REFUSALS) -> None:
    """Asked for the price, bought, bought once more, out of money; a clip that is refused."""
    write_settings(Path(), url, poll_every=0.05)
    Path(script).write_text(text.format(n=9, mark=""), encoding="utf-8")
    assert talk("make", script) == 2
    assert talk("trust", "127.0.0.1", "REHEARSAL_KEY") == 0
    assert talk("submit", script, "--dry-run") == 0
    assert talk("make", script, "--yes", "--max-cost", "0.01") == 6
    assert talk("make", script, "--yes") == 0
    name = Path(script).stem
    assert talk("retake", f"{name}/001") == 2
    assert talk("retake", f"{name}/001", "--yes") == 0
    assert talk("take", "list", f"{name}/001") == 0
    assert talk("jobs", "list") == 0
    assert talk("jobs", "show", f"{name}/001") == 0
    assert talk("jobs", "accounts") == 0
    for scenario in refusals:
        Path(script).write_text(text.format(n=9, mark=f"[[rehearse:{scenario}]]"), encoding="utf-8")
        assert talk("make", script, "--yes") in (4, 5)
    assert talk("jobs", "list") == 0
    assert talk("jobs", "resend", "--all") in (0, 2)


def season(talk, text: str, ending: str, url: str) -> None:
    """Three episodes: one is refused, one is of unknown outcome, one is done."""
    write_settings(Path(), url, poll_every=0.05)
    Path("scripts").mkdir()
    for number, mark in ((1, ""), (2, "[[rehearse:blocked-prompt]]"), (3, "[[rehearse:drop]]")):
        Path(f"scripts/ep0{number}{ending}").write_text(text.format(n=number, mark=mark), encoding="utf-8")
    assert talk("season", ".", "--dry-run") == 0
    assert talk("season", ".", "--plain") == 2
    assert talk("season", ".", "--plain", "--yes", "--scale", "0.01") == 5
    assert talk("season", "status") == 0
    talk("season", "soften", "ep02/001")
    assert talk("season", "retry", "--failed") == 2
    assert talk("season", "pause") == 0
    assert talk("season", "resume") == 0
    assert talk("season", "first", "ep09") == 2


def workbench(talk, script: str) -> None:
    """Why a shot is so, and prompts and models against each other."""
    name = Path(script).stem
    assert talk("explain", script, "1-3") == 0
    assert talk("explain", script, "99") == 2
    assert talk("cast", "sheet") == 0
    assert talk("prompt", "list") == 0
    assert talk("prompt", "diff", "shots/v1", "shots/v2", "--language", "zh" if HAN.search(script) else "en") == 0
    assert talk("eval", script, "--model", "rules") == 0
    assert talk("eval", script, "--model", "rules", "--profile", "vidu-q3", "--dry-run") == 0
    assert talk("eval", script, "--model", "rules", "--profile", "vidu-q3") == 0
    assert talk("runs") == 0
    runs = sorted(path.name for path in Path("runs").iterdir() if path.is_dir())
    assert talk("runs", "show", runs[0]) == 0
    assert talk("compare", *runs) == 0
    assert talk("compare", *runs, "--all") == 0
    assert talk("compare", f"out/{name}", runs[0]) == 0
    assert talk("compare", "nothing") == 2
    assert talk("rescore") == 0
    assert talk("models", script) == 0
    assert talk("check", "--rules") == 0
    assert talk("rehearse", "--scenarios") == 0
    assert talk("rehearse", "--misspeak", "drop") == 2
    assert talk("listen", script) == 2
    assert talk("make", script, "--voices") == 2


def helped(talk) -> None:
    """Help of every command and of what is under it."""
    for name in ("", *COMMANDS):
        assert talk(*filter(None, [name]), "--help") == 0
        below = cli.get_command(click.Context(cli), name) if name else None
        for part in below.commands if isinstance(below, click.Group) else ():
            assert talk(name, part, "--help") == 0


@pytest.mark.slow
def test_a_reader_of_chinese_goes_from_a_script_to_a_film_without_an_english_sentence(talk):
    newcomer(talk, "雨夜.txt", CHINESE)
    workbench(talk, "雨夜.txt")

    assert english("\n".join(talk.heard)) == []
    assert (
        english(
            re.sub(
                r"<(script|style)\b.*?</\1>|<[^>]*>",
                " ",
                Path("out/雨夜/index.html").read_text(encoding="utf-8"),
                flags=re.S,
            )
        )
        == []
    )


@pytest.mark.slow
def test_a_reader_of_chinese_pays_and_fails_without_an_english_sentence(talk, gateway):
    purchase(talk, "雨夜.txt", CHINESE, gateway.url("unified-v2"))

    assert english("\n".join(talk.heard)) == []


def test_a_reader_of_chinese_films_a_season_without_an_english_sentence(talk, gateway):
    season(talk, CHINESE, ".txt", gateway.url("unified-v2"))

    assert english("\n".join(talk.heard)) == []


def test_one_of_what_is_counted_is_told_in_the_singular_in_english_and_a_quotation_stays():
    assert (
        said.told("1 clips: 1 done; 1 calls, 11 clips, 0.1 films", "en")
        == "1 clip: 1 done; 1 call, 11 clips, 0.1 films"
    )
    assert said.told(
        "1 scene headings, 1 people, 1 bought clips are told otherwise; 1 speeches were lost, 21 shots", "en"
    ) == ("1 scene heading, 1 person, 1 bought clip is told otherwise; 1 speech was lost, 21 shots")
    assert said.told("clip 1 shots 2; scene 1 lines up; 1 is", "en") == "clip 1 shots 2; scene 1 lines up; 1 is"
    assert said.told("“1 clips” and `1 calls`, v1 films", "en") == "“1 clips” and `1 calls`, v1 films"


HEARD = (
    "https://h/v1 has no model 'm' for this key: The model m does not exist",
    "https://h/v1 did not answer like a chat endpoint: nothing",
    "hint: look at `model` in [llm]",
    "hint: raise `output_limit` in [llm]",
    'hint: set `thinking = "off"` in [llm], or raise `output_limit`',
    "stream: works too",
    "no stream: works too",
    "asked as json_schema, stream: accepted; kept for later runs",
    "a question to try the endpoint: the answer was cut at the output limit",
    "a question to try the endpoint: m answered 3 times, last with: the answer: 'slots' is a required property",
    "scene 1-2, lines 1-6: m answered 3 times, last with: the answer: 'slots' is a required property",
    "script line 3 (scene 1-2, lines 1-6): planned by rules: scene 1-2, lines 1-6: m answered 3 times, last with: the answer: 'slots' is a required property",
    "script line 3 (scene 1-2, lines 1-6): planned by rules: not asked because every question before was refused: https://h/v1 refuses the content: 血",
    "script line 3 (scene 1-2, lines 1-6): planned by rules: “他来了。” refused: https://h/v1 refuses the content: 血",
    "ep01          assembled   3 done (clip 001: the film is 720x1280, 1024x1792 was ordered)",
    "ep01          assembled   2 done, 1 failed (clip 001: the film is 720x1280, 1024x1792 was ordered; clip 002: the film is 720x1280, 1024x1792 was ordered)",
    "8 clips: 0 queued, 1 running, 7 done, 0 failed, 0 unknown, 1 aside; 2.5 spent or reserved of 9; about 1 s left; paused",
    "language model: 6 calls, 0 answers kept from before, 0 asked again, 13,322 tokens in (600 cached), 0 out, 0.5 s, cost unknown (no prices in [llm])",
    "asked: 1 calls, 0 answers kept from before, 0 asked again, 5 tokens in (6 cached), 0 out, 0.5 s, cost 0.01 (tokens estimated: the endpoint reports no usage)",
    "雨夜: the language model failed, and rules planned scene 1-1: “他来了。” refused: https://h/v1 refuses the content: 血",
    "雨夜: the language model failed, and rules planned scene 1-1: “他来了。” refused: scene 1-1, lines 1-4: the answer was stopped by a content filter",
    "cast: 老周, 苏晴, 面馆: by rules: https://h/v1 refuses the content: 血",
    "ep01: assembled: clip 001: the film is 720x1280, 1024x1792 was ordered",
    "第一集: 13 shots, 41.9 s (unchanged); 2 clips, 50 paid seconds (greedy: 55)",
    "ep01: paused: nothing more is sent; what runs is waited for",
    "ep01: allow longer clips (`lengths` of [video], or --lengths)",
    "resumed",
    "what the script does not tell and the program took for granted:",
    "error: Missing option '--failed'.",
    "  (assumed: sex, age, hair, clothes, voice)",
)  # fmt: skip
"""What an endpoint, a season and a cast say, put together as they are."""
LEFT = re.compile(
    r"`[^`]*`|\[llm\]|\[video\]|token|prices|https?://\S+|'[^']*'|--\w+|ep01|json_schema, stream|The model m does not exist"
)
"""What keeps its name, and what somebody else said."""


@pytest.mark.parametrize("sentence", HEARD)
def test_what_is_put_together_of_several_sentences_leaves_no_english_word_in_chinese(sentence):
    """Names, addresses and what somebody else said stay; and no figure is lost on the way."""
    heard = said.told(sentence, "zh")

    assert re.findall(r"[A-Za-z]{2,}", LEFT.sub(" ", heard)) == []
    assert sorted(re.findall(r"\d+", heard)) == sorted(re.findall(r"\d+", sentence))


@pytest.mark.parametrize(
    "own", ["upstream error: generation failed", "failed; paused, resumed", "no: 3 done, 1 failed"]
)
def test_what_a_gateway_said_itself_stays_as_it_said_it(own):
    """In a note that is Chinese already, and in one that is still English."""
    for note in (
        f"平台出错（平台原话：“{own}”）；有意再买一次：`storyboard retake`",
        f"片段 001：失败：平台回答 500：“{own}”",
    ):
        assert f"“{own}”" in said.told(f"  clip 001: failed: {note}", "zh")
    noted = f"clip 001: failed: the gateway failed ({own}); buy it once more on purpose: `storyboard retake`"
    assert said.told(noted, "zh") == f"片段 001：失败：平台出错（平台原话：“{own}”）；有意再买一次：`storyboard retake`"


def test_what_is_assumed_of_a_voice_is_no_kind_of_person():
    assert said.told("(assumed: hair, voice)", "zh").endswith("声音）")
    assert said.told("heard only", "zh") == "只闻其声"


COUNTED = (("queued", "排队"), ("running", "制作中"), ("done", "完成"), ("failed", "失败"), ("unknown", "结果不明"))


@pytest.mark.parametrize("n", [0, 1, 2, 8, 130])
def test_what_is_counted_of_a_season_keeps_its_order_and_its_money_in_chinese(n):
    """Neither a figure moves to another word, nor is a sum of money broken by a list before it."""
    counts = [(n * at, *both) for at, both in enumerate(COUNTED, 1)]
    english_counts = ", ".join(f"{count} {name}" for count, name, _ in counts)
    chinese_counts = "，".join(f"{name} {count}" for count, _, name in counts)
    for tail, other in (
        (f"{n}.25 spent or reserved", f"已花或预留 {n}.25"),
        (f"{n}.25 spent or reserved of 500", f"已花或预留 {n}.25（预算 500）"),
        (f"{n} spent or reserved in this workspace", f"本工作区已花或预留 {n}"),
        (f"{n} spent or reserved; about 12 min left; paused", f"已花或预留 {n}；大约还要 12 分钟；已暂停"),
    ):
        assert said.told(f"{n} clips: {english_counts}; {tail}", "zh") == f"{n} 个片段：{chinese_counts}；{other}"
        assert said.told(f"{english_counts}; {tail}", "zh") == f"{chinese_counts}；{other}"
    assert said.told(f"{n} done; Blue whales; {n} spent or reserved", "zh").endswith(f"Blue whales；已花或预留 {n}")


@pytest.mark.parametrize("code", ["zh", pytest.param("en", marks=pytest.mark.wide)])
def test_a_season_of_several_episodes_tells_its_sums_as_the_ledger_has_them(talk, gateway, code):
    """Run, end and status: what is told of one season in either language, with the same figures behind the same words."""
    write_settings(Path(), gateway.url("unified-v2"), poll_every=0.05)
    Path("scripts").mkdir()
    for number in (1, 2, 3):
        Path(f"scripts/ep0{number}.txt").write_text(CHINESE.format(n=number, mark=""), encoding="utf-8")

    assert talk(f"--lang={code}", "season", ".", "--plain", "--yes", "--scale", "0.01") == 0
    assert talk(f"--lang={code}", "season", "status") == 0

    spent = f"{gateway.shop.charged():g}"
    ran, status = talk.heard
    end, whole, one = {
        "zh": (f"完成 3；本工作区已花或预留 {spent}", f"3 个片段：排队 0，制作中 0，完成 3，失败 0，结果不明 0；已花或预留 {spent}", "已合成 +完成 1"),
        "en": (f"3 done; {spent} spent or reserved in this workspace", f"3 clips: 0 queued, 0 running, 3 done, 0 failed, 0 unknown; {spent} spent or reserved", "assembled +1 done"),
    }[code]  # fmt: skip
    assert end in ran.splitlines()
    assert any(line.startswith(whole) for line in status.splitlines())
    assert len(re.findall(rf"(?m)^ep0\d +{one}", status)) == 3


def test_help_is_in_chinese_where_it_is_asked_for(talk, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    helped(talk)

    assert english("\n".join(talk.heard)) == []


@pytest.mark.slow
def test_a_reader_of_english_meets_no_chinese(talk, gateway, monkeypatch):
    newcomer(talk, "bookshop.txt", ENGLISH)
    workbench(talk, "bookshop.txt")
    helped(talk)
    purchase(talk, "bookshop.txt", ENGLISH, gateway.url("unified-v2"), ())

    lines = [line for line in "\n".join(talk.heard).splitlines() if HAN.search(line)]
    assert [line for line in lines if not re.search("剪映|今天天气|名：台词", line)] == []


def test_the_flag_stands_over_the_script(talk):
    Path("雨夜.txt").write_text(CHINESE.format(n=9, mark=""), encoding="utf-8")

    talk("check", "雨夜.txt", "--lang", "en")
    talk("--lang=en", "make", "没有.txt")

    assert "there is no file 没有.txt" in talk.heard[1]


def test_a_sentence_is_said_with_what_was_put_in_and_what_has_no_row_stays():
    assert said.told("clip 003: the gateway is busy", "zh") == "片段 003：平台正忙"
    assert said.told("no gateway called 'x' in a.toml", "zh") == "a.toml 里没有叫 'x' 的平台"
    assert said.told("  说明：nothing is unknown", "zh") == "  说明：没有结果不明的"
    assert said.told("Blue whales sing at night", "zh") == "Blue whales sing at night"
    assert said.told("nothing is unknown", "en") == "nothing is unknown"
    assert said.told("nothing is unknown", "fr") == "nothing is unknown"


@pytest.mark.wide
def test_every_sentence_of_the_source_has_a_chinese_row():
    """Errors and hints, what is told on the way, help, findings, labels: `tests/sentences.py` collects them, and names what is none."""
    found = {f"{each.file}:{each.line} {each.text!r}" for each in sentences() if untold(each.text)}

    assert sorted(found) == []


def test_what_is_asked_for_by_name_is_explained_in_chinese():
    metrics = {metric.title for metric in METRICS}
    scenarios = {scenario.says for scenario in SCENARIOS.values()}

    assert {each for each in metrics | scenarios if re.search("[a-z]{3}", each) and untold(each)} == set()


def test_the_table_is_read_as_any_toml_file_is():
    path = Path(said.__file__).parent / "sentences" / "zh.toml"

    assert said.table("zh") == tomllib.loads(path.read_text(encoding="utf-8"))


def test_every_row_of_the_table_has_the_holes_of_its_sentence():
    """None is lost and none is invented."""
    for row, other in said.table("zh").items():
        holes = said.HOLE.findall(other)
        count = len(said.HOLE.findall(row))
        numbers = [int(hole[1:-1]) for hole in holes if hole != "{}"]
        assert len(holes) == count, row
        assert not numbers or sorted(numbers) == list(range(count)), row
        assert HAN.search(other) or not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", row.replace("{}", "")), row


SAID_ELSEWHERE = "雨夜 第二夜 第三夜 剪映 今天天气真不错，我们出去玩吧。 预扣费额度失败, 用户剩余额度 无效的令牌 输入的提示词或视频的输出内容违反了OpenAI的相关服务政策，请调整提示词后进行重试"
"""Files, a program, the usual line of a casting film, and what gateways say themselves."""


def owned(folder: Path) -> str:
    """All words of a workspace that are somebody's own: its scripts, and what was made of them."""
    texts = [*folder.rglob("*.txt"), *folder.rglob("*.toml"), *folder.rglob("*.json"), *folder.rglob("*.fountain")]
    return "\n".join(each.read_text(encoding="utf-8", errors="ignore") for each in texts)


def foreign(heard: list[str], own: str, pattern: re.Pattern[str]) -> list[str]:
    """The lines of what was said, without the commands that were typed, with something of the pattern that is nobody's own word."""
    lines = (line for line in "\n".join(heard).splitlines() if not line.startswith("$ "))
    return [line for line in lines if any(each not in own for each in pattern.findall(line))]


def doubtful(talk, script: str, text: str) -> None:
    """A reading in doubt, a script of nothing, a shot list that says otherwise."""
    prose = "\n".join(line for line in text.splitlines() if line[:1] in ("△", "T") and "：" not in line)
    Path(script).write_text(prose.format(n=9, mark=""), encoding="utf-8")
    talk("lint", script)
    talk("lint", script, "--read")
    talk("make", script)
    talk("make", script, "--anyway")
    talk("season", script, "--plain")
    talk("schema", script, "--nothing")
    talk("eval", script, "--model", "nobody")


def people(talk, script: str) -> None:
    """Who is who, why a clip ends where it does, and a shot list that came back changed."""
    name = Path(script).stem
    assert talk("explain", script) == 0
    assert talk("explain", script, "--clip", "9") == 2
    assert talk("export", script, "--to", "csv,edl,fcpxml,xmeml,vtt,ass") == 0
    sheet = next(Path().rglob(f"{name}*.csv"))
    rows = sheet.read_text(encoding="utf-8-sig").replace("9", "8").replace("3.", "77.")
    Path("back.csv").write_text("\n".join(rows.split("\n")[:-2]), encoding="utf-8")
    talk("plan", script, "--import", "back.csv")
    first, second, *_ = tomllib.loads(Path("cast.toml").read_text(encoding="utf-8"))["people"]
    assert talk("cast", "rename", first, "Zoe") == 0
    assert talk("cast", "merge", "Zoe", second) in (0, 2)
    assert talk("cast", "approve", "Zoe") == 0
    assert talk("cast", "approve", "nobody") == 2
    talk("make", script)
    talk("frames", script)
    talk("cast", "picture", "Zoe")
    talk("cast", "shoot", "Zoe")
    talk("models")
    talk("doctor", "--offline")
    talk("trust")
    talk("prompt", "show", "shots")
    talk("listen", script)
    talk("retake", name)
    talk("take", "list", f"{name}/009")
    talk("render", script, "--renew")
    talk("init", script)
    talk("init", "--model", "nobody")


def everything(talk, script: str, text: str, gateway, refusals: tuple[str, ...] = REFUSALS) -> list[str]:
    """What is said of a script from lint to money; texts of prompts, which `prompt diff` prints, are none of it."""
    newcomer(talk, script, text)
    workbench(talk, script)
    doubtful(talk, f"第二夜{Path(script).suffix}" if HAN.search(script) else f"second-{script}", text)
    people(talk, script)
    purchase(talk, script, text, gateway.url("unified-v2"), refusals)
    return [each for each in talk.heard if not re.match(r"\$ storyboard prompt (?:diff|show)", each)]


@pytest.mark.slow
def test_a_chinese_script_is_spoken_of_in_english_where_that_is_asked_for(talk, gateway, monkeypatch):
    """Its own words stay, and the looks that its prompts have."""
    monkeypatch.setenv(said.VARIABLE, "en")
    heard = everything(talk, "雨夜.txt", CHINESE, gateway)

    assert foreign(heard, owned(Path()) + SAID_ELSEWHERE, re.compile(r"[\u3400-\u9fff]+")) == []


def test_a_script_of_one_shot_is_told_of_in_the_singular(talk):
    script = "one.fountain"
    Path(script).write_text("INT. SHOP - NIGHT\n\nMAYA\nHello.\n", encoding="utf-8")
    for command in ("lint", "plan", "pack", "render", "check", "make", "assemble", "explain", "models", "schema"):
        talk(command, script)
    for command in ("season . --dry-run", "season . --plain", "season status", "export one.fountain --to edl,srt,xlsx"):
        talk(*command.split())
    for command in ("cast list", "cast sheet", "cast approve", "jobs list", "explain one.fountain 1", "prompt list"):
        talk(*command.split())

    pages = (Path(page).read_text(encoding="utf-8") for page in ("out/cast.html", "out/season/index.html"))
    seen = "\n".join((*talk.heard, *pages))
    odd = rf"(?<![\w.,-])(?<!/ )1 (?:\w+ )?(?:(?:{said.COUNTED})e?s|people)\b"
    assert [line for line in seen.splitlines() if re.search(odd, line)] == []


@pytest.mark.slow
def test_an_english_script_is_spoken_of_in_chinese_where_that_is_asked_for(talk, gateway, monkeypatch):
    monkeypatch.setenv(said.VARIABLE, "zh")
    heard = everything(talk, "bookshop.txt", ENGLISH, gateway, ())

    own = owned(Path()) + " ".join(profile.title for profile in load_profiles().values())
    told = (
        re.sub(r'\s+"prompt": .*|\s+(?:Scene|Characters|Actions|Details): .*', "", line)
        for line in "\n".join(heard).splitlines()
    )
    assert [line for line in told if foreign([bare(line)], own, SENTENCE)] == []


@pytest.mark.wide
@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_season_is_spoken_of_in_the_language_that_is_asked_for(talk, gateway, monkeypatch, code):
    monkeypatch.setenv(said.VARIABLE, code)
    text, ending = (ENGLISH, ".txt") if code == "zh" else (CHINESE, ".txt")
    write_settings(Path(), gateway.url("unified-v2"), poll_every=0.05)
    if code == "en":
        season(talk, text, ending, gateway.url("unified-v2"))
    else:
        Path("ep01.txt").write_text(text.format(n=1, mark=""), encoding="utf-8")
        talk("season", ".", "--dry-run")
        talk("season", ".", "--plain", "--yes", "--scale", "0.01")
        talk("season", "status")
    own = owned(Path()) + SAID_ELSEWHERE

    found = {"zh": [bare(line) for line in english("\n".join(talk.heard))], "en": talk.heard}[code]
    assert foreign(found, own, SENTENCE if code == "zh" else re.compile(r"[\u3400-\u9fff]+")) == []
