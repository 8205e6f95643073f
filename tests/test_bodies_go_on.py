"""An action that names nobody and tells of a hand, a blow or blood goes on with those who are there."""

import itertools

import pytest

from storyboard.cast.gather import gather
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.plan import plan

PEOPLE = {"zh": ("林晚", "顾言", "陈默"), "en": ("DANNY", "KOVAC", "MERCER")}
SCENE = {
    "zh": "1-1 日 内 拳馆\n△{0}和{1}走上拳台。\n{0}：来吧。\n△{act}\n{1}：再来。\n",
    "en": "INT. RING - NIGHT\n\n{0} and {1} climb into the ring.\n\n{0}\nCome on.\n\n{act}\n\n{1}\nAgain.\n",
}
ACTS = {
    "zh": ("左一拳，右一拳，眉骨裂开，血流下来。", "那只布满老茧的手握住了另一只手。"),
    "en": ("A right. The scarred eyebrow opens. Blood.", "Two taped hands touch."),
}
NOBODYS = {"zh": "灯光晃了晃，窗外打雷。", "en": "The lights flicker. Thunder outside."}


def pictures(language, pair, act):
    script = parse(
        Source(f"x.{'txt' if language == 'zh' else 'fountain'}", SCENE[language].format(*pair, act=act), "utf-8")
    )
    board = plan(script, script.episodes[0], gather(script)).board
    return [shot.visual for shot in board.shots if act[:6] in shot.action and not shot.dialogue.text]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whose_hands_and_blows_an_action_tells_are_in_its_picture(language):
    """A right. The scarred eyebrow opens: an empty ring was seen."""
    for pair, act in itertools.product(itertools.permutations(PEOPLE[language], 2), ACTS[language]):
        for picture in pictures(language, pair, act):
            assert all(name in picture for name in pair), (act, picture)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nobody_is_put_into_a_picture_of_light_and_weather(language):
    """Thunder has no hands."""
    for picture in pictures(language, PEOPLE[language][:2], NOBODYS[language]):
        assert not any(name in picture for name in PEOPLE[language]), picture


SEATED = {
    "zh": [
        ("{0}在{1}身边坐下，解开鞋带。", "坐着", True),
        ("{0}跪下，捡起一片碎瓷，许久没有动。", "跪着", True),
        ("{0}坐下，又站起来。", "坐着", False),
    ],
    "en": [
        ("{0} sits beside {1}, silk in the dirt.", "{0} sitting", True),
        ("{0} kneels at a gutted upright piano.", "{0} kneeling at a gutted upright piano", True),
        ("{0} sits down. Then {0} stands.", "{0} sitting", False),
    ],
}
AFTER = {
    "zh": "1-1 日 内 客厅\n人物：{0}、{1}\n{1}：来。\n△{act}\n{1}：别急。\n△{0}看着{1}，慢慢解开另一只鞋，放到{1}膝上。\n{0}：都给你。\n",
    "en": "INT. TOWER - DAY\n\n{1}\nCome.\n\n{act}\n\n{1}\nNo hurry.\n\n{0} unbuckles the other shoe slowly and hands it to {1} without a word.\n\n{0}\nKeep both.\n",
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whoever_has_sat_or_knelt_down_does_so_in_the_shots_behind_it_too(language):
    """Rosa sits beside him; in the next shot she was drawn standing. No words for the place are cut short."""
    for pair, (act, words, holds) in itertools.product(itertools.permutations(PEOPLE[language], 2), SEATED[language]):
        text = AFTER[language].format(*pair, act=act.format(*pair))
        script = parse(Source("x.txt" if language == "zh" else "x.fountain", text, "utf-8"))
        shots = plan(script, script.episodes[0], gather(script)).board.shots
        said = words.format(pair[0])
        of_hers = [shot.visual for shot in shots if shot.dialogue.text in ("都给你。", "Keep both.")]
        acted = [shot.visual for shot in shots if "另一只鞋" in shot.action or "other shoe" in shot.action]
        assert of_hers
        assert acted
        assert all((said in visual) is holds for visual in (*of_hers, *acted)), (act, of_hers, acted)


NEWCOMERS = {
    "zh": "1-1 夜 内 通道\n△一双缠着绷带的手握着手机。\n△{0}，三十六岁，披着绿袍，低头看着手机，很久没有动。\n{0}：爸爸就来。\n△一名{1}一把拿走手机，塞进自己口袋。\n{1}：走。\n",
    "en": "INT. TUNNEL - NIGHT\n\nTaped hands hold a phone.\n\n{0}, 36, green robe, looks down at it for a long time without a word.\n\n{0}\nI'm coming.\n\nA {1} plucks the phone away and pockets it.\n\n{1}\nWalk.\n",
}
ROLES = {"zh": ("教练", "保安"), "en": ("TRAINER", "GUARD")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whoever_a_later_action_brings_in_as_one_of_many_is_in_no_picture_before_it(language):
    """Taped hands hold a phone: the trainer, who comes four shots later, was seen."""
    for name, role in itertools.product(PEOPLE[language], ROLES[language]):
        text = NEWCOMERS[language].format(name, role)
        script = parse(Source("x.txt" if language == "zh" else "x.fountain", text, "utf-8"))
        shots = plan(script, script.episodes[0], gather(script)).board.shots
        comes = next(at for at, shot in enumerate(shots) if role in shot.action)
        assert not any(role in shot.visual for shot in shots[:comes])
        assert any(role in shot.visual for shot in shots[comes:])
        assert "手" in shots[0].visual or "the hands" in shots[0].visual, shots[0].visual
