"""A plan composed once more for its clips: what packing found is mended where it costs nothing; no word moves, nothing is dearer."""

from dataclasses import replace
from itertools import pairwise

import pytest

from storyboard import camera
from storyboard.cast.gather import gather
from storyboard.check import check_board
from storyboard.model import Board, Dialogue, Shot, Source
from storyboard.pack import cost, floors, pack
from storyboard.parse import parse
from storyboard.plan import Ends, plan
from tests import measure_clips
from tests.measure_clips import OFFER, judged
from tests.samples import NAMES, sample
from tests.test_grain import MARKED

SOLD = {
    "10, 15 and 25 s": OFFER,
    "10 and 15 s": replace(OFFER, lengths=(10, 15)),
    "3 to 15 s, six shots": replace(OFFER, lengths=tuple(range(3, 16)), shot_limit=6, advised=((15, 5),)),
}


def packed(board, offer):
    return pack(board, offer, floors=floors(board))


def both(done, offer):
    """The board as rules plan it, and composed for what is sold."""
    ends = Ends(offer, lambda board: packed(board, offer))
    return done.board, plan(done.script, done.episode, done.cast, ends=ends).board


@pytest.mark.parametrize("sold", SOLD)
def test_it_costs_no_more_and_moves_no_word(sold):
    """Every line whole and in order, every action, and the check finds nothing."""
    offer = SOLD[sold]
    for done in (done for name in NAMES for done in sample(name)):
        before, after = both(done, offer)

        assert cost(packed(after, offer), offer).seconds <= cost(packed(before, offer), offer).seconds
        for told in (lambda shot: shot.dialogue.text, lambda shot: "".join(shot.action.split("\n"))):
            assert "".join(map(told, after.shots)) == "".join(map(told, before.shots))
        faults = check_board(after, done.script, done.episode, done.cast)
        assert [str(fault) for fault in faults if fault.level == "fault"] == []


def test_what_stands_badly_in_clips_becomes_less():
    """Spoken shots under 1.5 s, clips of more shots than advised, neighbours of one size, clips that open on a face."""
    boards = [both(done, OFFER) for name in NAMES for done in sample(name)]
    before, after = (
        sum((judged(pair[at], packed(pair[at], OFFER)) for pair in boards), start=judged(boards[0][at], ()))
        for at in (0, 1)
    )

    assert after["spoken under 1.5 s"] <= before["spoken under 1.5 s"] / 2
    assert after["pairs of one size"] <= before["pairs of one size"] * 3 / 4
    assert after["over advised"] <= before["over advised"]
    assert after["opens too close"] <= before["opens too close"]


def test_a_camera_tells_the_size_that_its_picture_tells():
    """Where a size moved, the words of the picture moved with it, and the trace knows the picture again."""
    for done in sample("rain.txt"):
        ends = Ends(OFFER, lambda board: packed(board, OFFER))
        made = plan(done.script, done.episode, done.cast, ends=ends)
        for shot, trace in zip(made.board.shots, made.trace.shots, strict=True):
            size = camera.read(shot.camera).size
            assert trace.staging is None or trace.staging.size in ("", size)


def test_shots_that_an_author_timed_stay():
    """A table of shots with seconds is one board, whatever is sold."""
    script = parse(Source("x.md", MARKED, "utf-8"))
    cast = gather(script)
    ends = Ends(OFFER, lambda board: packed(board, OFFER))

    assert plan(script, script.episodes[0], cast, ends=ends).board == plan(script, script.episodes[0], cast).board


def test_no_exchange_is_cut_where_the_same_money_has_a_better_break():
    """Against a plain search that shares no code with the packer's; a way that breaks elsewhere is found out."""
    cuts = [measure_clips.cuts(done.board, packed(done.board, OFFER)) for name in NAMES for done in sample(name)]
    talk = [*[("", "")] * 4, ("林晚", "你去哪儿了？"), ("顾言", "没去哪儿。"), *[("", "")] * 4]
    row = tuple(
        Shot("走", "中景，平视，固定", Dialogue(*said), 5.0, "客厅（内）", "", "白天", "一间客厅", "无")
        for said in talk
    )
    board = Board({}, row)
    mute = Board({}, tuple(replace(shot, dialogue=Dialogue("", "")) for shot in row))

    assert [free for _, free in cuts] == [0] * len(cuts)
    assert measure_clips.cuts(board, pack(board, OFFER)) == (0, 0)
    assert measure_clips.cuts(board, pack(mute, OFFER)) == (2, 2)  # as a packer would that knows nothing of talks


def test_neighbours_of_one_size_come_back_to_a_setup():
    """Within a clip; but for shots whose size the script asks for."""
    for done in (done for name in NAMES for done in sample(name)):
        ends = Ends(OFFER, lambda board: packed(board, OFFER))
        made = plan(done.script, done.episode, done.cast, ends=ends)
        for clip in packed(made.board, OFFER):
            shots = [part.shot for part in clip.parts if not part.hold]
            alike = [
                (one, other)
                for one, other in pairwise(shots)
                if camera.read(made.board.shots[one].camera).size == camera.read(made.board.shots[other].camera).size
                and made.trace.shots[other].rule in ("exchange", "action", "power")
            ]
            assert len(alike) <= len(shots) // 2
