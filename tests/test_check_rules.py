"""The table of rules is whole: every rule that the code raises is a row, every row is raised, and both languages tell it."""

import ast
import json
import re
from dataclasses import asdict, replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from storyboard import check, marks, rules, timeline
from storyboard.cast.doubts import doubts
from storyboard.config import load_settings
from storyboard.errors import UsageError
from storyboard.model import Cast, Correction, Fault, Listener, Order, Reference, Source
from storyboard.pack import pack
from storyboard.parse import parse
from storyboard.plan.faces import one_face
from storyboard.plan.hearers import heard
from storyboard.profiles import make_offer, remarks
from storyboard.read import read
from storyboard.render import render
from storyboard.rules import RULES
from storyboard.rules.page import page
from tests.samples import OFFER, sample
from tests.test_check import changed, put, speaking
from tests.test_parse_prose import STORY
from tests.test_plan import HEAD, planned
from tests.test_profiles import ORDER, settings

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "storyboard"
RAISERS = {"Fault", "finding", "tell", "doubt", "_fault", "_report", "_Odd"}
"""Functions whose first argument is a rule's name."""


def told(node: ast.expr, function: ast.AST) -> set[str]:
    """The texts that an expression may be: itself, both sides of a choice, or what a name was given in the function."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return told(node.body, function) | told(node.orelse, function)
    found: set[str] = set()
    for each in ast.walk(function) if isinstance(node, ast.Name) else ():
        if isinstance(each, ast.Assign):
            for target in each.targets:
                if isinstance(target, ast.Name) and target.id == node.id:
                    found |= told(each.value, each.value)
                if isinstance(target, ast.Tuple) and node.id in {e.id for e in target.elts if isinstance(e, ast.Name)}:
                    at = [getattr(e, "id", "") for e in target.elts].index(node.id)
                    sides = [each.value.body, each.value.orelse] if isinstance(each.value, ast.IfExp) else [each.value]
                    found |= {
                        text for side in sides if isinstance(side, ast.Tuple) for text in told(side.elts[at], side)
                    }
    return found


def raised() -> dict[str, set[str]]:
    """Rule -> the modules that raise it, read from the source."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not any(f"{name}(" in text for name in RAISERS) and "Iterator[Odd]" not in text:
            continue
        tree = ast.parse(text)
        for function in [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]:
            names: set[str] = set()
            odd = isinstance(function.returns, ast.Subscript) and ast.unparse(function.returns) == "Iterator[Odd]"
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and node.args and called(node) in RAISERS:
                    names |= told(node.args[0], function)
                if odd and isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
                    names |= told(node.value.elts[0], function)
            for name in names:
                found.setdefault(name, set()).add(path.relative_to(PACKAGE).as_posix())
    return found


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_every_rule_that_the_code_raises_is_a_row():
    """Whatever is written into a finding stands in the table, and no row stands there for nothing."""
    from storyboard.check.shown import AS_CAPTIONS
    from storyboard.hearing.findings import RULES as HEARD
    from storyboard.production.listening import LOOKS

    found = raised()
    assert {name: where for name, where in found.items() if name not in RULES} == {}
    assert (
        set(RULES) - set(found) - {*AS_CAPTIONS.values(), *HEARD.values(), *LOOKS.values()} - {"private", "watermark"}
        == set()
    )


def test_check_makes_its_findings_from_the_table_alone():
    """No finding of `storyboard/check/` is worded beside its row."""
    for path in sorted((PACKAGE / "check").glob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        assert "Fault" not in {called(node) for node in calls}, path.name


def test_both_languages_have_the_same_gaps_and_every_need_is_a_thing():
    """A sentence of one language holds what that of the other holds."""
    from string import Formatter

    from storyboard.model.rules import SUBJECTS

    for rule in RULES.values():
        assert {thing for way in rule.needs for thing in way.split()} <= set(SUBJECTS)
        for wording in rule.wordings.values():
            zh, en = ({name for _, name, *_ in Formatter().parse(text) if name} for text in (wording.zh, wording.en))
            assert zh <= en | {"text"}, rule.name
            assert wording.zh


def test_no_name_stands_twice():
    """Two families never share a rule."""
    names = [rule.name for family in rules.FAMILIES for rule in family.rules]
    assert len(names) == len(set(names)) == len(RULES)


# What each rule of `check` finds: rule -> findings in a language.


def board_of(done, board, language):
    return check.check(check.subject_of(board, done.script, done.episode, done.cast, language=language))


def shot(done, language, at=0, **fields):
    return board_of(done, changed(done.board, at, **fields), language)


def people(done, language, **entries):
    return board_of(done, replace(done.board, character_setting={**done.board.character_setting, **entries}), language)


def made(done, language, prompts=None, clips=None, offer=OFFER, cues=None):
    clips = done.clips if clips is None else clips
    return check.check(
        check.subject_of(
            done.board,
            done.script,
            done.episode,
            done.cast,
            language=language,
            clips=clips,
            prompts=done.prompts if prompts is None else prompts,
            offer=offer,
            cues=timeline.cues(done.board, clips) if cues is None else cues,
        )
    )


def prompt(done, language, old, new):
    text = next(text for text in done.prompts if old in text)
    return made(done, language, [each.replace(old, new, 1) if each is text else each for each in done.prompts])


def form(done, language, change):
    data = json.loads(json.dumps(asdict(done.board)))
    change(data)
    return check.faults_of(data, check.board_schema(), language)


def rain():
    return sample("rain.txt")[0]


def live():
    return sample("livestream.txt")[0]


def mothered(language):
    """A mother of five and her grown daughter."""
    text = "1-1 日 内 客厅\n人物：沈若、林晚\n沈若（五岁）：过来。\n林晚（30岁）：妈，我回来了。\n沈若：好。\n"
    script, made, cast = planned(text)
    return check.check(check.subject_of(made.board, script, script.episodes[0], cast, language=language))


def seeds(language):
    """Rule -> what makes it: nothing is asked of a rule but that it is found."""
    done, acted = rain(), live()
    board, at = done.board, speaking(done.board)
    lines = check.lines_of(done.script, done.episode)
    show, someone = partial(shot, done, language), done.board.character_setting
    one, two = someone["苏晴"], someone["陈默"]
    swapped = put(
        put(board, at[0], text=board.shots[at[1]].dialogue.text, role=board.shots[at[1]].dialogue.role),
        at[1],
        text=board.shots[at[0]].dialogue.text,
        role=board.shots[at[0]].dialogue.role,
    )
    silent = replace(board.shots[at[0]].dialogue, text="", role="")
    captioned = next(n for n, each in enumerate(acted.board.shots) if timeline.captions(each.visual))
    caption = timeline.captions(acted.board.shots[captioned].visual)[0]
    mark = timeline.CAPTION.search(acted.board.shots[captioned].visual)[0]
    long = next(n for n in at if len(board.shots[n].dialogue.text) >= 20)
    doing = next(n for n, each in enumerate(acted.board.shots) if "踉跄" in each.action)
    acts = [n for n, each in enumerate(acted.board.shots) if each.action and not each.dialogue.text]
    early = changed(changed(acted.board, captioned, visual="黑屏"), 3, visual=f"{acted.board.shots[3].visual}，{mark}")
    cues = timeline.cues(board, done.clips)
    spoken = next(n for n, cue in enumerate(cues) if not cue.caption)
    first = done.clips[0]
    return {
        "form": lambda: form(done, language, lambda data: data["shots"][0].pop("camera")),
        "lost": lambda: show(at[0], dialogue=silent),
        "added": lambda: show(0, dialogue=replace(silent, text="谁说的？", role="苏晴")),
        "altered": lambda: board_of(done, put(board, at[0], text=board.shots[at[0]].dialogue.text + "吧"), language),
        "wrong-speaker": lambda: (
            board_of(done, put(board, at[0], role="陈默"), language)
            or board_of(done, put(board, at[0], role="苏晴"), language)
        ),
        "merged": lambda: check.align.align(two_lines(lines), [merged(lines)], language).faults,
        "moved": lambda: board_of(done, swapped, language),
        "cut": lambda: board_of(done, halved(board, long), language),
        "delivery": lambda: show(next(n for n in at if board.shots[n].action.startswith("（OS")), action=""),
        "lost-action": lambda: shot(
            acted, language, doing, action=acted.board.shots[doing].action.replace("踉跄", "飞")
        ),
        "added-action": lambda: show(0, action=f"{board.shots[0].action}\n她哭了。"),
        "moved-action": lambda: board_of(
            acted,
            changed(
                changed(acted.board, acts[-1], action=""),
                0,
                action=f"{acted.board.shots[0].action}\n{acted.board.shots[acts[-1]].action}",
            ),
            language,
        ),
        "lost-caption": lambda: shot(acted, language, captioned, visual="黑屏"),
        "added-caption": lambda: shot(
            acted, language, 0, visual=f"{acted.board.shots[0].visual}，{mark.replace(caption, '假的')}"
        ),
        "altered-caption": lambda: shot(
            acted, language, captioned, visual=acted.board.shots[captioned].visual.replace(caption, caption + "吧")
        ),
        "moved-caption": lambda: board_of(acted, early, language),
        "lost-effect": lambda: without_sound(language),
        "invented": lambda: show(0, visual="她说“救命啊”"),
        "unseen": lambda: show(0, action=f"{board.shots[0].action}\u202e"),
        "name": lambda: people(done, language, 苏晴=replace(one, name="苏小晴")),
        "age": lambda: people(done, language, 苏晴=replace(one, age=40)),
        "kin-age": lambda: mothered(language),
        "sex": lambda: people(done, language, 苏晴=replace(one, voice=two.voice)),
        "cast": lambda: board_of(done, replace(board, character_setting={}), language),
        "stranger": lambda: people(done, language, 路人=replace(one, name="路人")),
        "unlisted": lambda: unlisted(language),
        "age-range": lambda: people(done, language, 苏晴=replace(one, age=300)),
        "pitch-range": lambda: people(
            done, language, 苏晴=replace(one, voice=one.voice.replace("PitchMean（", "PitchMean（9"))
        ),
        "two-looks": lambda: two_looks(language),
        "alike": lambda: people(
            done, language, 陈默=replace(two, age=one.age, appearance=one.appearance, voice=one.voice)
        ),
        "outfit": lambda: show(0, visual=f"{board.shots[0].visual}【换装：某人，白色，西装】"),
        "set": lambda: board_of(done, with_sets(board), language),
        "place": lambda: board_of(done, everywhere(board, location="月球（外）"), language),
        "hour": lambda: board_of(done, everywhere(board, time="白天"), language),
        "too-fast": lambda: show(long, duration=1.0),
        "fast": lambda: show(long, duration=6.0),
        "tempo": lambda: people(done, language, 苏晴=replace(one, voice=slow(one.voice))),
        "not-yet-come": lambda: show(0, visual="晴天面馆的全貌，苏晴、老周各在其位"),
        "left-and-seen": lambda: show(10, visual="老周在画面左侧，陈默在画面右侧"),
        "crossed-line": lambda: show(10, visual=board.shots[10].visual.translate(str.maketrans("左右", "右左"))),
        "anchor-flipped": lambda: show(9, visual=board.shots[9].visual.translate(str.maketrans("左右", "右左"))),
        "facing-away": lambda: show(10, visual="陈默在画面左侧，面向左侧；苏晴在画面右侧，面向右侧"),
        "wrong-listener": lambda: show(
            8, visual="越过陈默的肩膀看向苏晴，苏晴在画面右侧，面向左侧，上半身入画，手势可见"
        ),
        "speaker-unseen": lambda: show(10, visual="苏晴，上半身入画，手势可见"),
        "seen-though-heard-only": lambda: show(16, visual="黑衣人，上半身入画，手势可见"),
        "prop-absent": lambda: show(3, visual="空荡的店堂"),
        "thing-unseen": lambda: board_of(done, everywhere(board, visual="空荡的店堂"), language),
        "prop-changed-hands": lambda: handed(language, "顾言攥着信封"),
        "no-reaction": lambda: handed(language, "林晚看着窗外"),
        "written-text-forbidden": lambda: handed(language, "墙上写着红色大字"),
        "clothes-changed": lambda: show(10, visual=f"{board.shots[10].visual}【换装：陈默，白色，西装】"),
        "age-jumped": lambda: show(10, visual=f"{board.shots[10].visual}【此时：陈默，9岁】"),
        "weather-flipped": lambda: show(10, weather="大雪"),
        "light-flipped": lambda: show(10, time="白天"),
        "two-layers-in-a-clip": lambda: layered(language),
        "too-many-faces": lambda: crowded(language),
        "same-size-run": lambda: board_of(done, everywhere(board, camera="中景，平视，固定"), language),
        "prompt-form": lambda: made(done, language, ["风格统一。\n" + done.prompts[0], *done.prompts[1:]]),
        "prompt-long": lambda: made(done, language, offer=replace(OFFER, prompt_limit=10)),
        "prompt-time": lambda: prompt(done, language, "duration: ", "duration: 1"),
        "prompt-action": lambda: prompt(done, language, "把椅子一张张倒扣在桌上", "掏出枪"),
        "prompt-rule": lambda: prompt(done, language, "别人不说话", "大家随便聊"),
        "prompt-rule/once": lambda: prompt(done, language, "没有配乐。", "没有配乐。没有配乐。"),
        "prompt-rule/texts": lambda: wanted_text_left_out(language),
        "prompt-field": lambda: prompt(done, language, "镜头: 远景", "镜头: 中景"),
        "prompt-field/twice": lambda: prompt(done, language, "Scene: ", "Scene: 雨中\nScene: "),
        "prompt-person/part": lambda: prompt(done, language, "26岁，黑色长发，", ""),
        "prompt-person/again": lambda: prompt(done, language, "女子把椅子", "26岁、黑色长发、穿米白色围裙的女子把椅子"),
        "prompt-person/two": lambda: twins_in_one_phrase(language),
        "name-leak": lambda: prompt(done, language, "Scene: ", "Scene: 苏晴在场，"),
        "cue-time": lambda: made(
            done, language, cues=[*cues[:spoken], replace(cues[spoken], end=cues[spoken].start), *cues[spoken + 1 :]]
        ),
        "altered/spaces": lambda: without_a_space(language),
        "wrong-speaker/prompt": lambda: prompt(done, language, "台词: 女子", "台词: 某"),
        "invented/prompt": lambda: prompt(done, language, "Scene: ", "Scene: 她喊“救命”，"),
        "too-fast/clip": lambda: made(
            done,
            language,
            clips=[replace(first, parts=tuple(replace(p, duration=2) for p in first.parts)), *done.clips[1:]],
        ),
    }


def handed(language, visual):
    """Somebody holds an envelope and slaps somebody; then a picture that has forgotten both."""
    text = "1-1 日 内 客厅\n人物：林晚、顾言\n△林晚攥着信封。\n林晚：走。\n△林晚一巴掌扇在顾言脸上。\n林晚：再也不要回到这个家里来了。\n林晚：走。\n"
    script, plan, cast = planned(text)
    board = replace(
        plan.board, shots=(plan.board.shots[0], *(replace(each, visual=visual) for each in plan.board.shots[1:]))
    )
    return check.check(check.subject_of(board, script, script.episodes[0], cast, language=language))


def layered(language):
    """A clip whose second shot is a dream."""
    done = rain()
    first, second, *_ = done.clips[0].parts
    assert first.shot != second.shot
    dreamt = changed(done.board, second.shot, style_tags=f"{done.board.shots[second.shot].style_tags}，梦境")
    more = {"clips": done.clips, "language": language}
    return check.check(check.subject_of(dreamt, done.script, done.episode, done.cast, **more))


def crowded(language):
    script, plan, cast = planned("1-1 日 内 客厅\n人物：林晚、顾言、老周、小米\n△四人围坐。\n林晚：走。\n")
    board = everywhere(plan.board, camera="中景，平视，固定", visual="林晚、顾言、老周、小米挤在一起")
    return check.check(check.subject_of(board, script, script.episodes[0], cast, language=language))


def without_sound(language):
    script, plan, cast = planned(f"{HEAD}林晚：走。\n【音效：雷声】\n顾言：好。\n")
    bare = everywhere(plan.board, style_tags="冷色调")
    return check.check(check.subject_of(bare, script, script.episodes[0], cast, language=language))


def without_a_space(language):
    script, plan, cast = planned("INT. BAR - DAY\n\nANN\nWe go home now.\n\nBOB\nNo, we stay.\n")
    clips = pack(plan.board, OFFER)
    prompts = [text.replace("go home", "gohome") for text in render(plan.board, clips, OFFER, cast)]
    more = {"clips": clips, "prompts": prompts, "offer": OFFER, "language": language}
    return check.check(check.subject_of(plan.board, script, script.episodes[0], cast, **more))


def unlisted(language):
    script, plan, cast = planned(f"{HEAD}林晚：走。\n顾言：好。\n△一个老人推门进来。\n林晚：谁？\n")
    bare = replace(plan.board, character_setting={k: v for k, v in plan.board.character_setting.items() if k != "老人"})
    return check.check(check.subject_of(bare, one_face(script, cast), script.episodes[0], cast, language=language))


def two_looks(language):
    """A person who has changed clothes, and a prompt that has the old ones too."""
    done = rain()
    usual = done.board.character_setting["苏晴"].appearance
    worn = changed(done.board, 0, visual="苏晴站着【此时：苏晴，衣服（红色，雨衣）】")
    prompts = render(worn, done.clips, OFFER, done.cast)
    prompts = (prompts[0].replace("Scene: ", f"Scene: {usual}，", 1), *prompts[1:])
    more = {"clips": done.clips, "prompts": prompts, "offer": OFFER, "language": language}
    return check.check(check.subject_of(worn, done.script, done.episode, done.cast, **more))


def wanted_text_left_out(language):
    """A prompt that allows another text than the one on the telephone."""
    done = rain()
    prompts = [each.replace("画面上只有“他回来了吗？”", "画面上只有“滚”") for each in done.prompts]
    more = {"clips": done.clips, "prompts": prompts, "offer": OFFER, "language": language}
    return check.check(check.subject_of(done.board, done.script, done.episode, done.cast, **more))


def twins_in_one_phrase(language):
    """Two people who look alike but for their hair, and prompts that leave it out."""
    done = rain()
    one, other = (done.board.character_setting[name] for name in ("苏晴", "陈默"))
    alike = replace(other, appearance=one.appearance.replace("长发", "短发"), age=one.age)
    board = replace(done.board, character_setting={**done.board.character_setting, "陈默": alike})
    prompts = render(board, done.clips, OFFER, done.cast)
    prompts = [
        re.sub("黑色[长短]发、穿|[长短]发的(?=女子)", lambda told: told[0][-1] if told[0][-1] == "穿" else "", each)
        for each in prompts
    ]
    more = {"clips": done.clips, "prompts": prompts, "offer": OFFER, "language": language}
    return check.check(check.subject_of(board, done.script, done.episode, done.cast, **more))


def two_lines(lines):
    return [replace(line, speaker="甲") for line in lines[:2]]


def merged(lines):
    return check.align.SaidWords("甲", lines[0].text + lines[1].text, 1)


def halved(board, at):
    """A speech cut in the middle of its first clause, over two shots."""
    whole = board.shots[at]
    pieces = [
        replace(whole, dialogue=replace(whole.dialogue, text=part))
        for part in (whole.dialogue.text[:1], whole.dialogue.text[1:])
    ]
    return replace(
        board,
        shots=(
            *board.shots[:at],
            pieces[0],
            replace(pieces[1], action=whole.action.split("\n")[0] if whole.action.startswith("（") else ""),
            *board.shots[at + 1 :],
        ),
    )


def with_sets(board):
    looks = [
        marks.write_set(text, "zh") if hasattr(marks, "write_set") else f"【布景：{text}】"
        for text in ("一张床", "一张桌")
    ]
    shots = [
        replace(each, location="某处（内）", visual=f"{each.visual}{looks[n % 2]}")
        for n, each in enumerate(board.shots)
    ]
    return replace(board, shots=tuple(shots))


def everywhere(board, **fields):
    return replace(board, shots=tuple(replace(each, **fields) for each in board.shots))


def slow(voice):
    return re.sub(r"Tempo（\d+ SPM）", "Tempo（120 SPM）", voice)


CHECKED = [
    rule.name for family in rules.FAMILIES if family.name not in ("reading", "orders", "takes") for rule in family.rules
]
UNSEEN = {"import", "merged-caption"}
"""Raised by `plan --import` (tests of importing); and a case that our own text marks cannot write, tried below."""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_rule_of_check_finds_what_it_is_for_and_tells_it_in_its_own_words(language):
    """A board, a prompt or a subtitle with one thing wrong: the rule is there, with weight and sentence of its row."""
    cases = seeds(language)
    assert {name.split("/")[0] for name in cases} | UNSEEN == set(CHECKED)
    for name, find in cases.items():
        rule, found = RULES[name.split("/")[0]], find()
        mine = [fault for fault in found if fault.rule == rule.name]
        assert mine, f"{name}: {[fault.rule for fault in found]}"
        case = name.partition("/")[2]
        assert not case or any(rule.wordings[case].fits(fault.message) for fault in mine), name
        for fault in found:
            words = RULES[fault.rule].wordings.values()
            text = [wording.zh if language == "zh" else wording.en for wording in words]
            assert any(replace(w, zh=t, en=t).fits(fault.message) for w, t in zip(words, text, strict=True)), fault
            assert fault.level == RULES[fault.rule].level


def test_two_captions_in_one_are_merged_captions():
    """The rules of speech bear other names for on-screen text."""
    from storyboard.check.shown import AS_CAPTIONS

    texts = [check.align.DueLine("", "三年", 1), check.align.DueLine("", "之后", 2)]
    found = check.align.align(texts, [check.align.SaidWords("", "三年之后", 4)], names=AS_CAPTIONS).faults

    assert [(fault.rule, fault.line, fault.shot) for fault in found] == [("merged-caption", 1, 4)]


DOUBTS = {
    "caption-in-front": "《回来》\n弹幕：三年后\n1-1 日 内 店\n王梅：走。\n王梅：好。\n",
    "closing-without-opening": "1-1 日 内 客厅\n林晚：走。\n【闪回结束】\n",
    "colon-without-speaker": "1-1 日 内 客厅\n林晚：走。\n走廊尽头的灯箱下面：一只猫。\n",
    "control-character": "1-1 日 内 客厅\n林晚：走。\x07\n",
    "cue-with-direction-only": "1-1 日 内 客厅\n林晚：走。\n林晚：（点头）\n顾言：好。\n",
    "cue-without-text": "1-1 日 内 客厅\n林晚：走。\n顾言：\n",
    "delivery-switch": "1-1 日 内 客厅\n李强：我先走了。（OS）她真傻。（叹气）算了。\n王梅：好。\n",
    "episode-order": "第1集\n1-1 日 内 客厅\n林晚：走。\n第3集\n3-1 日 内 客厅\n林晚：走。\n",
    "episode-repeated": "第1集\n1-1 日 内 客厅\n林晚：走。\n第1集\n1-2 日 内 客厅\n林晚：走。\n",
    "guessed-scene": STORY,
    "guessed-speaker": STORY,
    "heading-without-place": "1-1 夜\n林晚：走。\n",
    "maybe-person": "1-1 日 内 客厅\n人物：林晚\n△老人推门进来。\n林晚：走。\n",
    "afterword": "1-1 日 内 客厅\n林晚：走。\n顾言：好。\n【本集完】\n希望您喜欢这一集。\n",
    "unknown-speakers": "雨下了一夜。\n\n“坐吧。”\n\n灯灭了，谁也没有动，谁也没有出声。\n",
    "name-variant": "人物：老翁、林晚\n1-1 日 内 客厅\n翁：走。\n林晚：好。\n",
    "nested-state": "1-1 日 内 客厅\n【闪回】\n【回忆】\n林晚：走。\n【回忆结束】\n",
    "no-heading": "林晚：走。\n顾言：好。\n林晚：嗯。\n",
    "no-speech": "1-1 日 内 客厅\n△没有人。\n",
    "only-front": "《重生》\n人物小传：\n林晚（28）：女主\n",
    "speaker-once": "1-1 日 内 客厅\n林晚：走。\n林晚：走吧。\n对讲机：收到。\n林晚：好。\n",
    "weak-columns": "INT. HALL - DAY\n" + "     NORA\n  Hello.\nShe sits.\nPIET\nHere.\nHe sits.\nTOM\nYes.\n" * 3,
    "struck-out": "1-1 日 内 客厅\n林晚：~~别~~走。\n林晚：走吧。\n",
    "unclosed-state": "1-1 日 内 客厅\n【闪回】\n林晚：走。\n顾言：好。\n",
    "unknown-speaker": '"The train," and then it was gone.\n\nNobody spoke. The night went on and on.\n\n"Late again."\n',
}  # fmt: skip
FILED = ("unsure-line", "words-in-action")
"""Raised by scripts of tests/fixtures/parse."""
STAGE = "第一幕\n甲——（看天，）走罢。\n乙——好。\n甲——不走。\n乙——为什么？\n甲——那就念。\n（毫无影响，好一会。）\n天地玄黄！\n（又一会。）\n"
FDX = '<FinalDraft><Content><Paragraph Type="Action"><Text>Rain.</Text></Paragraph><Paragraph Type="Dialogue"><Text>Who?</Text></Paragraph></Content></FinalDraft>'


def test_every_doubt_of_reading_is_raised_and_is_worded_as_its_row_says(tmp_path):
    """Small scripts with one oddity each; all doubts of all fixtures keep to the table too."""
    seen = set()
    for rule, text in DOUBTS.items():
        found = one_face(parse(Source("odd.txt", text, "utf-8")), Cast(())).warnings
        assert rule in {fault.rule for fault in found}, rule
        seen |= set(found)
    for path in sorted((ROOT / "tests" / "fixtures" / "parse").glob("*.txt")):
        seen |= set(parse(read(path)).warnings)
    (tmp_path / "x.fdx").write_text(FDX)
    seen |= set(parse(read(tmp_path / "x.fdx")).warnings)
    seen |= set(parse(Source("stage.txt", STAGE, "utf-8")).warnings)
    seen |= set(
        parse(Source("x.docx", "1-1 日 内 店\n王梅：走。\n", "utf-8", "docx", remarks=("hidden text",))).warnings
    )

    seen |= set(
        doubts(parse(Source("x.txt", "1-1 日 内 店\n△林晚，24岁。\n林晚：走。\n△林晚（40岁）坐下。\n", "utf-8")))
    )
    moved = Correction(2, "林晚：留。", "action")
    seen |= set(parse(Source("x.txt", "1-1 日 内 店\n林晚：走。\n", "utf-8"), None, (moved,)).warnings)

    three = parse(Source("x.txt", "1-1 日 内 店\n人物：林晚、老范、阿棠\n林晚：走。\n", "utf-8"))
    seen |= set(heard(three, [Listener(3, "走。", "诸葛亮"), Listener(9, "留。", "老范")]).warnings)

    assert {fault.rule for fault in seen} == {rule.name for rule in rules.reading.FAMILY.rules}
    for fault in seen:
        assert any(wording.fits(fault.message) for wording in RULES[fault.rule].wordings.values()), fault
        assert fault.level == RULES[fault.rule].level == "warning"


URL, FILE = "https://x.example/a.png", "missing.png"
CHARACTER = Reference("character", "https://x.example/a.mp4", "1,3")
REFUSED = {
    "model": ("native-sora", {"model": "nothing"}),
    "hd": ("openai-videos", {"hd": True}),
    "length": ("openai-videos", {"seconds": 12}),
    "size": ("openai-videos", {"size": "1024x1792"}),
    "prompt": ("openai-videos", {"prompt": " "}),
    "private": ("omni-fast", {"model": "omni-fast", "private": True}),
    "watermark": ("omni-fast", {"model": "omni-fast", "watermark": True}),
    "character": ("omni-fast", {"model": "omni-fast", "prompt": "@a.b"}),
    "timestamps": ("openai-videos", {"references": (replace(CHARACTER, timestamps="x"),)}),
    "reference": ("openai-videos", {"references": (Reference("first_frame", FILE), Reference("last_frame", FILE))}),
    "remix": ("chat-video", {"model": "sora_video2", "kind": "remix"}),
}  # fmt: skip


def test_every_refusal_of_an_order_is_raised_and_is_worded_as_its_row_says():
    """Orders with one thing wrong, at a gateway and at the preview; what guards money is never a matter of taste."""
    from storyboard.config import GatewayEntry
    from storyboard.gateways import open_gateway
    from storyboard.gateways.checks import check_entry, check_order
    from storyboard.profiles import load_dialects, load_profiles

    found = []
    for rule, (dialect, changes) in REFUSED.items():
        order = replace(ORDER, **changes)
        faults = open_gateway(settings(dialect, order.model)).check(order)
        assert rule in {fault.rule for fault in faults}, (rule, faults)
        found += faults
    found += open_gateway(settings("openai-videos", "sora-2")).check(replace(ORDER, kind="character"))
    asks = GatewayEntry(
        "omni-fast", options={"resolution": "8k", "hd": True}, types={"size": "int"}, leave_out=("model",)
    )
    found += check_entry(asks, load_dialects()["omni-fast"])
    left_out = settings("native-sora", "sora-2")
    entry = replace(left_out.gateways[left_out.video.gateway], leave_out=("aspect_ratio",))
    left_out = replace(left_out, gateways={left_out.video.gateway: entry})
    found += open_gateway(left_out).check(replace(ORDER, model="sora-2"))
    makes_pictures = open_gateway(settings("ark-images", "seedream"))
    found += makes_pictures.check(ORDER)
    found += makes_pictures.check(replace(ORDER, kind="picture", references=(Reference("image", "none.png"),) * 15))
    found += open_gateway(settings("openai-images", "m")).check(
        replace(ORDER, kind="picture", references=(Reference("image", "https://p.example/a.png"),))
    )
    few = replace(load_profiles()["sora-2"], shot_limit=1, prompt_limit=3)
    many = replace(ORDER, shots=rain().board.shots[:2], prompt="Shot 1: rain")
    found += check_order(many, load_dialects()["openai-videos"], few)
    found += preview().check(Order("preview", "x", 7, "1x1", kind="remix"))
    wanted = settings("openai-videos", "sora-2")
    found += remarks(wanted, make_offer(wanted), date(2026, 11, 20))
    wanted = settings("unified-v2", "sora-2-pro", hd=True, lengths=(15, 25))
    found += remarks(wanted, make_offer(wanted), date(2026, 1, 1))

    assert {fault.rule for fault in found} == {rule.name for rule in rules.orders.FAMILY.rules}
    for fault in found:
        assert any(wording.fits(fault.message) for wording in RULES[fault.rule].wordings.values()), fault
        assert (fault.level, RULES[fault.rule].guards) == (RULES[fault.rule].level, "money")


def preview():
    from storyboard.config import Settings
    from storyboard.gateways import open_gateway

    return open_gateway(Settings())


def test_the_page_of_rules_is_written_from_the_table(request):
    """docs/checks.md; `pytest --update-golden` writes it anew."""
    path = ROOT / "docs" / "checks.md"
    if request.config.getoption("--update-golden"):
        path.write_bytes(page().encode())
    assert path.read_bytes().decode() == page()


def test_check_lists_its_rules(run):
    """For people and for programs, without a script."""
    code, out, err = run("check", "--rules")
    names = [line.split()[0] for line in out.splitlines()[1:]]
    assert (code, names) == (0, list(RULES))
    assert f"{len(RULES)} rules" in err

    code, out, _ = run("check", "--rules", "--json")
    rows = json.loads(out)
    assert [row["name"] for row in rows] == list(RULES)
    assert {row["name"] for row in rows if not row["can_be_off"]} == {
        rule.name for rule in RULES.values() if rule.guards
    }
    assert all(row["sentences"]["zh"] and row["sentences"]["en"] and row["weight"] for row in rows)


def board_file(folder, **people):
    from storyboard.production.files import dump_board

    done = rain()
    cast = {**done.board.character_setting, **people}
    path = folder / "board.json"
    path.write_text(dump_board(replace(done.board, character_setting=cast)), encoding="utf-8")
    script = folder / "rain.txt"
    script.write_bytes((ROOT / "samples" / "rain.txt").read_bytes())
    return path, script


def test_a_rule_is_switched_off_by_its_name_and_told_in_chinese_on_wish(run, tmp_path):
    """`[check]` of storyboard.toml: what is off is not found, the rest is; the language is that of the findings."""
    one = rain().board.character_setting["苏晴"]
    board, script = board_file(tmp_path, 苏晴=replace(one, age=40), 路人=replace(one, name="路人"))
    ask = ("check", str(board), "--script", str(script))

    code, out, _ = run(*ask)
    assert (code, "age: 苏晴 is 26, 40 years old" in out, "stranger: 路人" in out) == (1, True, True)
    (tmp_path / "storyboard.toml").write_text('[check]\noff = ["age", "alike"]\nlanguage = "zh"\n')
    code, out, _ = run(*ask)
    assert (code, "age" in out, "stranger: character_setting 里的路人不是剧本里的人" in out) == (0, False, True)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("lost", "'lost' cannot be switched off: it guards the script's words"),
        ("too-fast", "'too-fast' cannot be switched off: it guards money"),
        ("form", "'form' cannot be switched off: it guards the form"),
        ("alik", "no rule is called 'alik'; did you mean 'alike'?"),
    ],
)
def test_what_guards_words_or_money_is_never_off(tmp_path, name, words):
    """Named in `[check] off` it is refused, with the reason, before anything is done."""
    (tmp_path / "storyboard.toml").write_text(f'[check]\noff = ["{name}"]\n')

    with pytest.raises(UsageError, match=r"check\.off") as told:
        load_settings(tmp_path, {})
    assert words in str(told.value)
    assert [each.rule for each in rules.wanted([Fault(name, "x")], [name])] == [name]


@pytest.mark.parametrize("marks", ['"{}"', "“{}”", "【{}】", "{}"])
@pytest.mark.parametrize("figure", ["11", "23:58"])
def test_a_figure_is_read_in_a_picture_whatever_marks_a_form_sets_it_off_by(marks, figure):
    from storyboard.check.clip_prompts import _UNMARKED
    from storyboard.lettering import numbers

    told = f"On the slate in white chalk the number {marks.format(figure)}, the last stroke fresh."
    assert numbers(_UNMARKED.sub("", told)) == numbers(told.replace(marks.format(figure), figure))
    assert _UNMARKED.sub("", 'a sign: "CLOSED"') == 'a sign: "CLOSED"'
