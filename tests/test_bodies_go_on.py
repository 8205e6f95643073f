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
