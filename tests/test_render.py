"""The first prompts, in which each shot is told whole: every field in, no name, every line verbatim, the storyboard form."""

import re
from dataclasses import replace

import pytest

from storyboard import check
from storyboard import render as prompts_of
from storyboard.check import lines_of
from storyboard.library import Library
from storyboard.model import Cast, Offer, Shot
from storyboard.render import one_line, order, told_by_looks
from storyboard.render.by_shot import block_sizes
from tests.samples import NAMES, OFFER, sample

FIRST = Library(chosen={"render": "v1"})


def render(board, clips, offer, cast=None):
    return prompts_of.render(board, clips, offer, cast, FIRST)


def check_prompts(prompts, clips, board, lines, offer, cast=None):
    return check.check_prompts(prompts, clips, board, lines, offer, cast, FIRST)


def told(done):
    """The prompts of a sample."""
    return render(done.board, done.clips, OFFER, done.cast)


@pytest.mark.parametrize("name", NAMES)
def test_prompts_of_the_samples(name, golden):
    """Whole prompts, as files to read."""
    for done in sample(name):
        golden(f"render/{name.split('.')[0]}-{done.episode.id}.txt", "\n=====\n".join(told(done)))


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_has_the_storyboard_form(name):
    """Begins with Shot 1, one blank line between shots, none inside, durations that sum to the clip."""
    for done in sample(name):
        for prompt, clip in zip(told(done), done.clips, strict=True):
            blocks = prompt.split("\n\n")
            durations = [float(seconds) for seconds in re.findall(r"^duration: (\d+\.\d)sec$", prompt, re.MULTILINE)]

            assert [block.split("\n")[0] for block in blocks] == [f"Shot {at}:" for at in range(1, len(clip.parts) + 1)]
            assert round(sum(durations), 1) == clip.seconds


CHANGES = {
    "action": "完全不同的动作",
    "camera": "大特写，仰拍，手持晃动",
    "location": "月球（外）",
    "style_tags": "水墨画",
    "time": "晚上（子时）",
    "visual": "空无一物",
    "weather": "沙尘暴",
}


@pytest.mark.parametrize("field", CHANGES)
def test_every_field_of_a_shot_is_in_its_prompt(field):
    """Change one field and the new words stand in the prompt."""
    done = sample("rain.txt")[0]
    shots = (replace(done.board.shots[0], **{field: CHANGES[field]}), *done.board.shots[1:])

    prompts = render(replace(done.board, shots=shots), done.clips, OFFER, done.cast)

    assert CHANGES[field] in prompts[0]
    assert prompts[0] != told(done)[0]


def test_role_line_voice_and_duration_are_in_the_prompt():
    """Dialogue, looks and voice of the speaker, and the packed duration."""
    done = sample("rain.txt")[0]
    part = next(part for part in done.clips[0].parts if part.text)
    shot = done.board.shots[part.shot]
    who = done.board.character_setting[shot.dialogue.role]

    assert f"台词: {part.text}\n" in told(done)[0]
    assert who.appearance in told(done)[0]
    assert who.voice in told(done)[0]
    assert f"duration: {part.duration / 10:.1f}sec" in told(done)[0]


def test_looks_stand_in_full_at_the_first_mention_in_each_shot():
    """Once in every shot that shows the person, never twice."""
    done = sample("rain.txt")[0]
    looks = done.board.character_setting["苏晴"].appearance

    counts = {block.count(looks) for prompt in told(done) for block in prompt.split("\n\n")}

    assert counts == {0, 1}


def test_the_board_alone_renders_the_same_prompts():
    """No trace is needed; cast.toml only lends aliases and usernames."""
    done = sample("twins.txt")[1]

    assert render(done.board, done.clips, OFFER) == told(done)


def test_the_same_content_gives_the_same_prompt_wherever_it_stands():
    """No clip, unit or episode number: a clip moved to another place keeps its prompt."""
    done = sample("rain.txt")[0]

    assert render(done.board, done.clips[::-1], OFFER, done.cast) == told(done)[::-1]


def test_usernames_of_the_gateway_replace_looks():
    """Only for the gateway that made the character, with spaces around."""
    done = sample("rain.txt")[0]
    members = tuple(
        replace(m, usernames=(("kapon", "suqing.abc"),)) if m.name == "苏晴" else m for m in done.cast.members
    )
    kapon = Offer("kapon", "sora-2-pro", (15, 25), "720x1280")

    with_user = "\n".join(render(done.board, done.clips, kapon, Cast(members)))
    without = render(done.board, done.clips, OFFER, Cast(members))

    assert " @suqing.abc " in with_user
    assert done.board.character_setting["苏晴"].appearance not in with_user
    assert without == told(done)


def test_more_usernames_than_a_model_takes_are_told_by_looks_and_never_stop_a_production():
    """Whoever says most keeps theirs; prompts that had room before stay as they were."""
    done = sample("rain.txt")[0]
    people = [m for m in done.cast.members if m.kind == "person"]
    cast = Cast(tuple(replace(m, usernames=(("kapon", f"user{n}.x"),)) for n, m in enumerate(people)))
    kapon = Offer("kapon", "sora-2-pro", (15, 25), "720x1280")

    before = render(done.board, done.clips, kapon, cast)
    now = render(done.board, done.clips, replace(kapon, characters=1), cast)

    counts = [len(set(re.findall(r"@[\w.]+", prompt))) for prompt in before]
    assert max(counts) > 1
    assert all(len(set(re.findall(r"@[\w.]+", prompt))) <= 1 for prompt in now)
    assert [new == old for new, old in zip(now, before, strict=True)] == [count <= 1 for count in counts]
    for clip, count in zip(done.clips, counts, strict=True):
        left = told_by_looks(done.board, clip, replace(kapon, characters=1), cast)
        assert len(left) == max(0, count - 1)
    assert all(m.name not in prompt for prompt in now for m in people)


def test_delivery_has_its_own_line():
    """An inner voice is told as one, and the fixed words do not stand in the action."""
    done = sample("rain.txt")[0]
    prompt = next(prompt for prompt in told(done) if "这个声音" in prompt)

    assert "说法: OS·内心独白，嘴唇不动\n" in prompt
    assert "（OS·" not in prompt


def test_captions_are_left_to_post():
    """The prompt tells the model to leave room, and keeps the words."""
    prompt = told(sample("rain.txt")[0])[-1]

    assert "后期字幕（不要画出来，为它留出干净的画面）：“未完待续”" in prompt


def test_block_sizes_bound_the_prompts():
    """The packer's additive measure is never too small."""
    for done in (done for name in NAMES for done in sample(name)):
        sizes = block_sizes(done.board, OFFER, done.cast, FIRST)
        for prompt, clip in zip(told(done), done.clips, strict=True):
            assert len(prompt) <= sum(sizes[part.shot] for part in clip.parts)


def test_an_order_tells_the_shots_as_the_prompt_does():
    """Packed durations, pieces of speech, and everybody who speaks or is named."""
    done = sample("rain.txt")[0]
    placed = order(done.board, done.clips[0], told(done)[0], OFFER)

    assert [shot.tenths for shot in placed.shots] == [part.duration for part in done.clips[0].parts]
    assert [shot.dialogue.text for shot in placed.shots] == [part.text for part in done.clips[0].parts]
    assert {character.name for character in placed.characters} == {"苏晴", "陈默"}
    assert all(isinstance(shot, Shot) for shot in placed.shots)


@pytest.mark.parametrize(
    ("text", "line"),
    [("小姐，\n门没锁。", "小姐，门没锁。"), ("Sit down,\n  please.\n", "Sit down, please."), ("走。", "走。")],
)
def test_a_line_break_inside_a_speech_does_not_break_the_prompt(text, line):
    """A space between Latin letters, nothing between Han characters."""
    assert one_line(text) == line


TEMPLATES = ("sora", "kling", "seedance", "prose")


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", NAMES)
def test_the_same_board_renders_for_every_syntax_and_is_checked_in_each(name, template):
    """A template and a few patterns a model family, no code: nothing lost, nothing added, no name."""
    offer = replace(OFFER, template=template)
    for done in sample(name):
        prompts = render(done.board, done.clips, offer, done.cast)
        lines = check_lines(done)

        faults = check_prompts(prompts, done.clips, done.board, lines, offer, done.cast)

        assert [str(fault) for fault in faults] == []


@pytest.mark.parametrize("template", TEMPLATES[1:])
def test_prompts_of_other_syntaxes(template, golden):
    """One clip in each, Chinese and English, as files to read."""
    for name in ("rain.txt", "lastbus.txt"):
        done = sample(name)[0]
        prompts = render(done.board, done.clips[:2], replace(OFFER, template=template), done.cast)
        golden(f"render/{template}-{name}", "\n=====\n".join(prompts))


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_changed_line_is_found_in_every_syntax(template):
    """The check reads the words back, whatever stands around them."""
    done = sample("rain.txt")[0]
    offer = replace(OFFER, template=template)
    prompts = render(done.board, done.clips, offer, done.cast)
    broken = (prompts[0].replace("打烊了。", "打烊了！"), *prompts[1:])

    faults = check_prompts(broken, done.clips, done.board, check_lines(done), offer, done.cast)

    assert [fault.rule for fault in faults] == ["altered"]


def check_lines(done):
    return lines_of(done.script, done.episode)
