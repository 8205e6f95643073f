"""check finds every change of speaker or words, and nothing on a legal board."""

import json
import random
import re
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from storyboard import check, speech, timeline
from storyboard.cast.gather import gather
from storyboard.check import check_board, told
from storyboard.check.align import DueLine, SaidWords, align
from storyboard.check.form import board_of, read_board
from storyboard.errors import UsageError
from storyboard.model import Board, Dialogue, Shot, Source
from storyboard.parse import parse
from storyboard.plan import plan
from tests.samples import NAMES, OFFER, sample, sort_of, work

PUNCTUATION = "，。！？、,.!?"


def serious(faults):
    return [str(fault) for fault in faults if fault.level == "fault"]


def speaking(board):
    return [at for at, shot in enumerate(board.shots) if shot.dialogue.text]


def put(board, at, **changes):
    """The board with the dialogue of one shot changed."""
    shots = list(board.shots)
    shots[at] = replace(shots[at], dialogue=replace(shots[at].dialogue, **changes))
    return replace(board, shots=tuple(shots))


@pytest.mark.few(sort=sort_of)
@pytest.mark.parametrize("name", NAMES)
def test_our_own_boards_prompts_and_subtitles_have_no_fault(name):
    """Every sample passes all three checks and both schemas."""
    for done in sample(name):
        lines = check.lines_of(done.script, done.episode)
        cues = timeline.cues(done.board, done.clips)
        data = json.loads(json.dumps(asdict(done.board)))

        assert serious(check.check_board(done.board, done.script, done.episode, done.cast)) == []
        assert serious(check.check_prompts(done.prompts, done.clips, done.board, lines, OFFER, done.cast)) == []
        assert serious(check.check_cues(cues, lines)) == []
        assert check.faults_of(data, check.script_schema(done.script, done.episode.id, done.cast)) == ()


# --- mutations: each takes a board and a random source and returns a changed board, or None where it cannot be made


def drop(board, rng):
    at = rng.choice(speaking(board))
    return replace(board, shots=board.shots[:at] + board.shots[at + 1 :])


def silence(board, rng):
    return put(board, rng.choice(speaking(board)), role="", text="")


def truncate(board, rng):
    at = rng.choice(speaking(board))
    text = board.shots[at].dialogue.text
    return put(board, at, text=text[:-1]) if len(text) > 1 else None


def half(board, rng):
    at = rng.choice([at for at in speaking(board) if len(board.shots[at].dialogue.text) > 3])
    text = board.shots[at].dialogue.text
    return put(board, at, text=text[: len(text) // 2])


def add(board, rng):
    at = rng.choice(speaking(board))
    shot = replace(board.shots[at], dialogue=Dialogue(board.shots[at].dialogue.role, "对，没错。"))
    return replace(board, shots=(*board.shots[: at + 1], shot, *board.shots[at + 1 :]))


def duplicate(board, rng):
    at = rng.choice(speaking(board))
    return replace(board, shots=(*board.shots[: at + 1], board.shots[at], *board.shots[at + 1 :]))


def swap(board, rng):
    at = rng.choice(speaking(board)[:-1])
    other = next(index for index in speaking(board) if index > at)
    one, two = board.shots[at].dialogue, board.shots[other].dialogue
    return put(put(board, at, role=two.role, text=two.text), other, role=one.role, text=one.text)


def move(board, rng):
    voices = speaking(board)
    at, to = rng.sample(voices, 2)
    shots = list(board.shots)
    shots.insert(to, shots.pop(at))
    return replace(board, shots=tuple(shots))


def wrong_speaker(board, rng):
    at = rng.choice(speaking(board))
    others = [name for name in board.character_setting if name != board.shots[at].dialogue.role]
    return put(board, at, role=rng.choice(others)) if others else None


def punctuation(board, rng):
    at = rng.choice(
        [at for at in speaking(board) if any(mark in board.shots[at].dialogue.text for mark in PUNCTUATION)]
    )
    text = board.shots[at].dialogue.text
    mark = next(mark for mark in PUNCTUATION if mark in text)
    return put(board, at, text=text.replace(mark, "；", 1))


def character(board, rng):
    at = rng.choice(speaking(board))
    text = board.shots[at].dialogue.text
    where = rng.randrange(len(text))
    return put(board, at, text=text[:where] + ("甲" if text[where] != "甲" else "乙") + text[where + 1 :])


def merge(board, rng):
    """Two lines in one shot."""
    at = rng.choice(speaking(board)[:-1])
    other = next(index for index in speaking(board) if index > at)
    both = board.shots[at].dialogue.text + board.shots[other].dialogue.text
    changed = put(board, at, text=both)
    return replace(changed, shots=changed.shots[:other] + changed.shots[other + 1 :])


MUTATIONS = [drop, silence, truncate, half, add, duplicate, swap, move, wrong_speaker, punctuation, character, merge]


def sequence(board):
    """(speaker, words) as they are heard: pieces of one line that were split by our own planner are one."""
    return [(shot.dialogue.role, shot.dialogue.text) for shot in board.shots if shot.dialogue.text]


def heard(pairs):
    """The same with neighbouring entries of one role joined: equal means that only a split moved."""
    joined = []
    for role, text in pairs:
        if joined and joined[-1][0] == role:
            joined[-1] = (role, joined[-1][1] + text)
        else:
            joined.append((role, text))
    return joined


@pytest.mark.parametrize("each", [2, pytest.param(8, marks=pytest.mark.wide)])
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_every_mutation_of_the_spoken_sequence_is_found(mutation, each):
    """So many mutants a sample and kind; those that leave speakers and words as they were do not count."""
    rng = random.Random(7)
    missed, made = [], 0
    for done in (done for name in NAMES for done in sample(name)):
        if len(speaking(done.board)) < 2:
            continue
        for _ in range(each):
            mutant = mutation(done.board, rng)
            if mutant is None or sequence(mutant) == sequence(done.board):
                continue
            if mutation is merge and len(align(check.lines_of(done.script, done.episode), said(mutant)).faults) == 0:
                continue  # two pieces of one long line became one again: a legal board
            made += 1
            if not serious(check.check_board(mutant, done.script, done.episode, done.cast)):
                missed.append(sequence(mutant))

    assert made > 5 * each
    assert missed == []


def said(board):
    return [
        SaidWords(shot.dialogue.role, shot.dialogue.text, at)
        for at, shot in enumerate(board.shots, 1)
        if shot.dialogue.text
    ]


def test_merging_is_only_legal_where_the_planner_had_split_one_line():
    """The exception in the mutation test above is honest: legal merges join pieces of one and the same line."""
    rng = random.Random(3)
    for done in (done for name in NAMES for done in sample(name) if len(speaking(done.board)) > 1):
        lines = {line.text for line in check.lines_of(done.script, done.episode)}
        for _ in range(30):
            mutant = merge(done.board, rng)
            if not align(check.lines_of(done.script, done.episode), said(mutant)).faults:
                new = [text for role, text in sequence(mutant) if (role, text) not in sequence(done.board)]
                assert all(any(text in line for line in lines) for text in new)


@pytest.mark.parametrize("name", NAMES)
def test_legal_splits_are_no_fault(name):
    """Every line cut at each of its clause marks, as fine as can be: no fault, not even a warning about cuts."""
    for done in sample(name):
        shots = []
        for shot in done.board.shots:
            pieces = speech.clauses(shot.dialogue.text) if shot.dialogue.text else ("",)
            shots += [
                replace(
                    shot,
                    dialogue=replace(shot.dialogue, text=piece),
                    action=shot.action if at == 0 else delivered(shot),
                    duration=5.0,
                )
                for at, piece in enumerate(pieces)
            ]
        board = with_captions_once(replace(done.board, shots=tuple(shots)))

        found = check.check_board(board, done.script, done.episode, done.cast)

        assert [str(fault) for fault in found if fault.rule not in ("tempo", "fast")] == []


def delivered(shot):
    """The fixed words in front of a shot's action: every piece of a line is delivered the same way."""
    delivery, _ = speech.delivery_of(shot.action)
    return speech.DELIVERY["zh"].get(delivery, "")


def with_captions_once(board):
    """Split shots repeat their visual; a caption belongs to the first of them only."""
    shots, before = [], None
    for shot in board.shots:
        again = before is not None and shot.visual == before
        before = shot.visual
        shots.append(replace(shot, visual=timeline.CAPTION.sub("", shot.visual)) if again else shot)
    return replace(board, shots=tuple(shots))


def lines(*pairs):
    return [DueLine(who, text, number) for number, (who, text) in enumerate(pairs, 1)]


def entries(*pairs):
    return [SaidWords(who, text, number) for number, (who, text) in enumerate(pairs, 1)]


A, B, C = ("甲", "你来了。"), ("乙", "我来了，怎么样？"), ("甲", "不怎么样。")


@pytest.mark.parametrize(
    ("spoken", "faults"),
    [
        ([A, B, C], []),
        ([A, ("乙", "我来了，"), ("乙", "怎么样？"), C], []),
        ([A, C], ["2: lost: 乙：“我来了，怎么样？” is missing"]),
        ([A, B, B, C], ["added: shot 3: 乙：“我来了，怎么样？” is not in the script here"]),
        (
            [A, ("乙", "我来了，怎样？"), C],
            ["2: altered: shot 2: 乙：“我来了，怎么样？” became “我来了，怎样？”: “么” left out"],
        ),
        ([A, ("丙", "我来了，怎么样？"), C], ["2: wrong-speaker: shot 2: 乙：“我来了，怎么样？” is spoken by 丙"]),
        ([B, A, C], ["1: moved: shot 2: 甲：“你来了。” stands in another place"]),
        (
            [A, ("乙", "我来了，"), C],
            ["2: altered: shot 2: 乙：“我来了，怎么样？” became “我来了，”: “怎么样？” left out"],
        ),
    ],
)
def test_faults_are_named_with_the_words_and_the_line(spoken, faults):
    """lost, added, altered, wrong speaker, moved."""
    found = align(lines(A, B, C), entries(*spoken)).faults

    assert [str(fault).removeprefix(":") for fault in replace_paths(found)] == faults


def replace_paths(faults):
    """Without a path a fault prints no place; show its line all the same."""
    return [replace(fault, path="") if not fault.line else fault for fault in faults]


def test_merged_lines_of_one_speaker_are_found():
    """Two lines in one shot are not two lines."""
    found = align(lines(A, C), entries(("甲", "你来了。不怎么样。"))).faults

    assert [fault.rule for fault in found] == ["merged"]


@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.text("走来，。", min_size=1, max_size=4)), max_size=8), st.data())
def test_no_fault_means_that_the_sequences_are_equal(pairs, data):
    """Over random scripts and random edits: align is silent exactly if the pieces join to the lines in order."""
    spoken = list(pairs)
    if spoken and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(spoken) - 1))
        spoken[at : at + 1] = data.draw(
            st.lists(st.tuples(st.sampled_from("甲乙"), st.text("走来，。", min_size=1, max_size=4)), max_size=2)
        )

    faults = align(lines(*pairs), entries(*spoken)).faults

    assert (faults == ()) == legal(pairs, spoken)


def legal(pairs, spoken):
    """The rule itself, tried exhaustively: each line is the join of one or more entries of its speaker."""
    rest = list(spoken)
    for who, text in pairs:
        while text:
            if not rest or rest[0][0] != who or not text.startswith(rest[0][1]):
                return False
            text = text.removeprefix(rest.pop(0)[1])
    return not rest


FORM = {
    "a shot without camera": lambda data: data["shots"][0].pop("camera"),
    "an unknown key": lambda data: data["shots"][0].update(sound="x"),
    "eleven seconds": lambda data: data["shots"][0].update(duration=11),
    "half a second": lambda data: data["shots"][0].update(duration=0.5),
    "a duration as text": lambda data: data["shots"][0].update(duration="5"),
    "an appearance without hair": lambda data: person(data).update(appearance="女，27岁，衣服（白色，西装）"),
    "an appearance without colour": lambda data: person(data).update(appearance="女，27岁，头发（长发），衣服（白色，西装）"),
    "an age as text": lambda data: person(data).update(age="27"),
    "a voice without tempo": lambda data: person(data).update(voice="GenderAge（女·27岁） PitchMean（215 Hz） Accent（普通话）"),
    "labels of the voice in another order": lambda data: person(data).update(
        voice="PitchMean（215 Hz） GenderAge（女·27岁） Tempo（240 SPM） Accent（普通话）"
    ),
    "a time that is no time": lambda data: data["shots"][0].update(time="三点"),
    "words without a role": lambda data: data["shots"][0].update(dialogue={"role": "", "text": "走。"}),
    "a role without words": lambda data: data["shots"][0].update(dialogue={"role": "苏晴", "text": ""}),
    "no shots": lambda data: data.update(shots=[]),
    "no cast": lambda data: data.pop("character_setting"),
    "an empty location": lambda data: data["shots"][0].update(location=""),
}  # fmt: skip


def person(data):
    return next(iter(data["character_setting"].values()))


@pytest.mark.parametrize("name", FORM)
def test_boards_of_a_wrong_form_are_refused_in_our_own_words(name, golden):
    """Each break of the mandated form is one message with the place; the library's words never show."""
    data = json.loads(json.dumps(asdict(sample("rain.txt")[0].board)))
    FORM[name](data)

    faults = check.faults_of(data, check.board_schema())

    assert faults
    assert not any("is not valid under" in str(fault) or "does not match" in str(fault) for fault in faults)
    golden(f"check/form-{name.replace(' ', '-')}.txt", "".join(f"{fault}\n" for fault in faults))


def test_an_invented_word_is_refused_by_the_script_schema_alone():
    """Plain JSON Schema, no program of ours: a line, a piece of a line, and one changed character."""
    done = sample("rain.txt")[0]
    validator = Draft202012Validator(check.script_schema(done.script))
    data = json.loads(json.dumps(asdict(done.board)))
    at = next(at for at in speaking(done.board) if len(speech.clauses(done.board.shots[at].dialogue.text)) > 1)
    line = data["shots"][at]["dialogue"]

    whole = validator.is_valid(data)
    line["text"] = speech.clauses(line["text"])[0]
    piece = validator.is_valid(data)
    line["text"] = line["text"].replace(line["text"][0], "某", 1)
    invented = validator.is_valid(data)

    assert (whole, piece, invented) == (True, True, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "not a board"), ('{"a": NaN}', "NaN is no JSON number"), ('{"a": 1, "a": 2}', "stands twice")],
)
def test_what_is_no_json_is_one_message(text, words):
    """Broken JSON, NaN and repeated keys are refused before any schema."""
    with pytest.raises(UsageError, match=words):
        read_board(text, "board.json")


def test_actions_captions_and_parentheticals_must_be_shown_as_written():
    """Dropping, changing, moving or inventing an action is found, and so are lost captions and effects."""
    done = sample("livestream.txt")[0]
    shots = done.board.shots
    acted = next(at for at, shot in enumerate(shots) if "踉跄" in shot.action)
    captioned = next(at for at, shot in enumerate(shots) if timeline.captions(shot.visual))

    def rules(at, **changes):
        board = replace(done.board, shots=(*shots[:at], replace(shots[at], **changes), *shots[at + 1 :]))
        return {fault.rule for fault in check.check_board(board, done.script, done.episode) if fault.level == "fault"}

    assert "lost-action" in rules(acted, action="")
    assert "lost-action" in rules(acted, action=shots[acted].action.replace("踉跄", "飞奔"))
    assert "added-action" in rules(acted, action=shots[acted].action + "\n她哭了。")
    assert "lost-caption" in rules(captioned, visual="黑屏")
    assert "invented" in rules(acted, visual="她说“救命啊”")


def changed(board, at, **fields):
    return replace(board, shots=(*board.shots[:at], replace(board.shots[at], **fields), *board.shots[at + 1 :]))


def test_actions_and_captions_must_stand_between_the_right_lines():
    """The same words in the same order, but in another shot than their place in the script."""
    done = sample("livestream.txt")[0]
    shots = done.board.shots
    acted = [at for at, shot in enumerate(shots) if shot.action and not shot.dialogue.text]
    moved = changed(done.board, acted[-1], action="")
    moved = changed(moved, 0, action=f"{shots[0].action}\n{shots[acted[-1]].action}")
    caption = timeline.CAPTION.search(shots[-1].visual)[0]
    early = changed(changed(done.board, -1 % len(shots), visual="黑屏"), 3, visual=f"{shots[3].visual}，{caption}")

    for board, rule in ((moved, "moved-action"), (early, "moved-caption")):
        assert rule in {fault.rule for fault in check.check_board(board, done.script, done.episode)}


def test_how_a_line_is_delivered_must_be_said():
    """A secret thought without its mark would be spoken aloud; a mark on a plain line would silence it."""
    done = sample("rain.txt")[0]
    inner = next(at for at, shot in enumerate(done.board.shots) if shot.action.startswith("（OS"))
    plain = next(at for at in speaking(done.board) if not done.board.shots[at].action.startswith("（OS"))
    words = speech.DELIVERY["zh"]["inner"]

    aloud = changed(done.board, inner, action="")
    silent = changed(done.board, plain, action=f"{words}\n{done.board.shots[plain].action}")

    for board in (aloud, silent):
        assert [f.rule for f in check.check_board(board, done.script, done.episode) if f.level == "fault"] == [
            "delivery"
        ]


def test_another_place_or_hour_than_the_headings_is_a_warning():
    """One warning a scene, and no fault: a board of another tool may know better."""
    done = sample("rain.txt")[0]
    shots = tuple(replace(shot, location="月球（外）", time="白天") for shot in done.board.shots)

    found = check.check_board(replace(done.board, shots=shots), done.script, done.episode)

    assert [fault.rule for fault in found if fault.rule in ("place", "hour")] == ["place", "hour", "place", "hour"]


def test_additions_in_any_script_are_found():
    """Cyrillic, emoji and digits are additions too."""
    done = sample("paper_crane.txt")[0]
    for words in ("Привет", "🔫", "42"):
        board = changed(done.board, 0, action=f"{done.board.shots[0].action}\n{words}")
        assert "added-action" in {fault.rule for fault in check.check_board(board, done.script, done.episode)}


@pytest.mark.parametrize("text", ["“未完", "他说：“她说：‘走’”", "”", "「走」“了”", "10:30"])
def test_captions_with_any_quotation_marks_pass(text):
    """On-screen text keeps its own marks, whatever they are."""
    from tests.test_plan import planned

    script, done, cast = planned(f"1-1 日 内 客厅\n人物：林晚\n林晚：走。\n林晚：走吧。\n【字幕：{text}】\n")

    assert serious(check.check_board(done.board, script, script.episodes[0], cast)) == []


def test_people_must_agree_with_themselves_and_be_complete():
    """Ages in all three places, key and name, everybody of the cast line, nobody unknown speaking, no twins by chance."""
    done = sample("rain.txt")[0]
    cast = done.board.character_setting
    one, two = cast["苏晴"], cast["陈默"]

    def rules(**changes):
        board = replace(done.board, character_setting={**cast, **changes})
        return {fault.rule for fault in check.check_board(board, done.script, done.episode) if fault.level == "fault"}

    assert "age" in rules(苏晴=replace(one, age=40))
    assert "name" in rules(苏晴=replace(one, name="苏小晴"))
    assert "sex" in rules(苏晴=replace(one, voice=two.voice.replace("30", "26")))
    assert "alike" in rules(陈默=replace(two, age=one.age, appearance=one.appearance, voice=one.voice))
    without = {name: entry for name, entry in cast.items() if name != "黑衣人"}
    lost = check.check_board(replace(done.board, character_setting=without), done.script, done.episode)
    assert [fault.rule for fault in lost if fault.level == "fault"].count("cast") == 2


def test_the_speech_guard_warns_and_refuses():
    """Thirty characters: 10 s are fine, 6 s rushed, 1 s is cut off."""
    done = sample("rain.txt")[0]
    at = next(at for at in speaking(done.board) if len(done.board.shots[at].dialogue.text) >= 20)

    def levels(seconds):
        shots = (*done.board.shots[:at], replace(done.board.shots[at], duration=seconds), *done.board.shots[at + 1 :])
        return [fault.rule for fault in check.check_board(replace(done.board, shots=shots), done.script, done.episode)]

    assert levels(10.0) == []
    assert levels(6.0) == ["fast"]
    assert levels(1.0) == ["too-fast"]


def test_prompts_are_checked_for_names_lines_times_and_form():
    """A name that leaked, a changed line, a wrong sum and a blank line are each found."""
    done = sample("rain.txt")[0]
    spoken = check.lines_of(done.script, done.episode)
    first = done.prompts[0]
    line = next(shot.dialogue.text for shot in done.board.shots if shot.dialogue.text and shot.dialogue.text in first)

    def rules(prompt):
        found = check.check_prompts((prompt, *done.prompts[1:]), done.clips, done.board, spoken, OFFER, done.cast)
        return {fault.rule for fault in found}

    assert "name-leak" in rules(first.replace("Scene: ", "Scene: 苏晴在场，", 1))
    assert "altered" in rules(first.replace(line, line + "吧"))
    assert "lost" in rules(re.sub(f"台词: .*“{line}”\n", "", first))
    assert "prompt-time" in rules(first.replace("duration: ", "duration: 1", 1))
    assert "wrong-speaker" in rules(first.replace("台词: 男子", "台词: 老翁"))
    assert "prompt-action" in rules(first.replace("把椅子一张张倒扣在桌上", "掏出枪", 1))
    assert "prompt-rule" in rules(first.replace("别人不说话", "大家随便聊"))
    assert "invented" in rules(first.replace("Scene: ", "Scene: 她喊“救命”，", 1))
    assert "prompt-form" in rules("风格统一。\n" + first)
    assert "prompt-form" in rules(first.replace("镜头: ", "\n镜头: ", 1))


def test_a_board_reads_back_as_it_was_written():
    """Types to JSON to types is the identity."""
    board = sample("twins.txt")[0].board

    assert board_of(json.loads(json.dumps(asdict(board)))) == board


@pytest.mark.parametrize("name", ["edgecases", pytest.param("huohuzhiye", marks=pytest.mark.wide)])
def test_real_plays_pass_all_checks(corpus, name):
    """The edge cases and a play of 1924, from file to checked prompts, with no fault."""
    for done in work(corpus / "zh" / f"dialect_{name}_d1_triangle.txt"):
        spoken = check.lines_of(done.script, done.episode)

        assert serious(check.check_board(done.board, done.script, done.episode, done.cast)) == []
        assert serious(check.check_prompts(done.prompts, done.clips, done.board, spoken, OFFER, done.cast)) == []
        assert serious(check.check_cues(timeline.cues(done.board, done.clips), spoken)) == []


def test_a_shot_of_any_tool_can_be_checked():
    """A board that somebody wrote by hand, with other cuts and pictures, is right if its words are right."""
    done = sample("paper_crane.txt")[0]
    scene = done.board.shots[0]
    shots = [
        Shot(shot.action, "自由镜头", Dialogue("", ""), 5.0, scene.location, shot.style_tags, "白天", shot.visual, "晴")
        for shot in done.board.shots
    ]

    assert serious(check.check_board(Board({}, tuple(shots)), done.script, done.episode)) == []


@pytest.mark.parametrize(
    ("words", "invented"),
    [("Dear Lottie Ruth. This is the last one.", False), ("TODAY: PUDDING", False), ("Dear Walter. This is the last one.", True), ("Come home", True)],
)  # fmt: skip
def test_words_that_are_struck_out_or_stand_apart_in_the_script_may_be_read_in_a_picture(words, invented):
    text = 'INT. PORCH - DAY\n\nRUTH chalks in PUDDING below TODAY.\n\nThe letter: "Dear ~~Lottie~~ Ruth. This is the last one."\n\nRUTH\nRead it.\n'
    script = parse(Source("x.fountain", text, "utf-8"))
    done = plan(script, script.episodes[0], gather(script)).board
    shown = replace(done, shots=(replace(done.shots[0], visual=f"A page with “{words}” on it"), *done.shots[1:]))

    assert (
        any(fault.rule == "invented" for fault in check_board(shown, script, script.episodes[0], gather(script)))
        == invented
    )


@pytest.mark.parametrize(
    ("pattern", "fitted", "pieces"),
    [
        (r"The\ door\ opens", "the DOOR opens", ("the door opens",)),
        (r"(?:(?:the|an?)\s*)?door\s*opens", "door  opens", ("door", "opens")),
        (r"doors?\ open(?:s|ed)", "door opened", ("door", " open")),
        (r"[、，a]门[^(]{0,2}开了", "，门都开了", ("门", "开了")),
        (r"门|窗", "窗", ()),
        (r"(门|窗)\.\{开", "窗.{开", (".{开",)),
        (r"ab{2}c", "abbc", ("a", "c")),
        (r"\d+岁\b.", "30岁。", ("岁",)),
    ],
)
def test_what_a_pattern_needs_stands_in_all_that_it_fits(pattern, fitted, pieces):
    """Without one of the pieces it is not tried, so each must be needed."""
    assert re.fullmatch(pattern, fitted, re.IGNORECASE)
    assert told._must_stand(pattern) == pieces
    assert all(piece in fitted.casefold() for piece in pieces)
