"""Scenes and cues in time."""

from itertools import pairwise

import pytest

from storyboard import timeline
from storyboard.model import Clip, Part
from tests.samples import NAMES, sample


@pytest.mark.parametrize("name", NAMES)
def test_cues_carry_the_source_text_in_order_without_overlap(name):
    """Pieces joined are the lines of the board."""
    for done in sample(name):
        cues = [cue for cue in timeline.cues(done.board, done.clips) if not cue.caption]

        assert "".join(cue.text for cue in cues) == "".join(shot.dialogue.text for shot in done.board.shots)
        assert all(one.end <= two.start for one, two in pairwise(cues))
        assert all(cue.start < cue.end for cue in cues)


def test_cues_end_where_the_film_does():
    """Tails and holds are trimmed from the clips, and so from the times."""
    done = sample("rain.txt")[0]
    clip = Clip(
        (Part(0, "", 20, 25), Part(1, "走。", 20, 75, tail=50), Part(1, "", 0, 100, hold=True, first=False)), 20
    )

    cues = timeline.cues(done.board, (clip, clip))

    assert [(cue.start, cue.end) for cue in cues if cue.text == "走。"] == [(25, 50), (75, 100)]


@pytest.mark.parametrize("text", ["三分钟后", "他说：“走”", "“谁”是“谁”", "10:30"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_captions_read_back_as_written(text, language):
    """Also with quotation marks inside."""
    visual = f"空镜，{timeline.write_caption(text, language)}，{timeline.write_caption('二', language)}"

    assert timeline.captions(visual) == (text, "二")


def test_scenes_are_runs_of_equal_place_time_and_weather():
    """Derived from the board alone."""
    done = sample("rain.txt")[0]
    starts = timeline.scene_starts(done.board)

    scenes = [trace.scene for trace in done.plan.trace.shots]

    assert starts == tuple(at for at, scene in enumerate(scenes) if at == 0 or scene != scenes[at - 1])
