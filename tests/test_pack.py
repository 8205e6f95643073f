"""Packing: the exact optimum, proved against every other way to cut, and clips whose seconds add up."""

import dataclasses
import hashlib
import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyboard.errors import UsageError
from storyboard.model.board import Board, Dialogue, Shot
from storyboard.model.clips import Clip, Offer
from storyboard.pack import Atom, atoms, cost, fill, fits, greedy, pack
from storyboard.pack.shares import share
from storyboard.profiles import offer_of
from storyboard.speech import ends_sentence
from tests.bench_pack import RULES, SHOT_LISTS, new_clips, offer, optimal, ours

patient = settings(deadline=None)
"""The machine may be busy; no single example is."""


def shot(seconds: float, role: str = "", text: str = "", place: str = "客厅（内）") -> Shot:
    return Shot("", "", Dialogue(role, text), seconds, place, "", "白天", "", "无")


def board(*shots: Shot | float) -> Board:
    return Board({}, tuple(one if isinstance(one, Shot) else shot(one) for one in shots))


def shots_of(clips: tuple[Clip, ...]) -> list[list[int]]:
    """Which shots stand in each clip, 1-based, holds left out."""
    return [[part.shot + 1 for part in clip.parts if not part.hold] for clip in clips]


def bought(clips: tuple[Clip, ...]) -> list[int]:
    return [clip.seconds for clip in clips]


# --- the promises, for any board


TEXTS = st.text("我走了不回来，。！？ab, .…—”", min_size=1, max_size=40)
SHOTS = st.builds(
    lambda tenths, role, text, place: shot(tenths / 10, role, text if role else "", place),
    st.integers(10, 100),
    st.sampled_from(["", "林晚", "陈默"]),
    TEXTS,
    st.sampled_from(["客厅（内）", "街道（外）", "办公室（内）"]),
)
BOARDS = st.lists(SHOTS, max_size=14).map(lambda shots: board(*shots))
OFFERS = st.sets(st.integers(2, 30), min_size=1, max_size=4).map(lambda lengths: offer(*sorted(lengths)))
PACKERS = st.sampled_from([pack, lambda *given: pack(*given, share_scenes=True), greedy])


@patient
@given(BOARDS, OFFERS, PACKERS)
def test_clips_are_whole_and_their_tenths_add_up(any_board, any_offer, packer):
    """Each clip lasts exactly a length that is sold; nothing is shortened, stretched by over a quarter or above 10 s."""
    for clip in packer(any_board, any_offer):
        assert clip.seconds in any_offer.lengths
        assert sum(part.duration for part in clip.parts) == clip.seconds * 10
        assert all(10 <= part.duration <= 100 for part in clip.parts)
        assert all(0 <= part.natural <= part.duration - part.tail <= part.natural * 1.25 for part in said(clip))
        assert clip.kept == sum(part.duration - part.tail for part in said(clip))


@patient
@given(BOARDS, OFFERS, PACKERS)
def test_silence_that_nobody_asked_for_stands_only_at_the_end_of_a_clip(any_board, any_offer, packer):
    """So `assemble` removes it by cutting the end: holds come last, and only the part before them has a tail."""
    for clip in packer(any_board, any_offer):
        spoken = said(clip)
        assert clip.parts[: len(spoken)] == tuple(spoken)
        assert not any(part.tail for part in [*spoken[:-1], *clip.parts[len(spoken) :]])
        assert all(
            (hold.text, hold.natural, hold.shot) == ("", 0, spoken[-1].shot) for hold in clip.parts[len(spoken) :]
        )


@patient
@given(BOARDS, OFFERS, PACKERS)
def test_every_shot_is_there_once_in_order_with_all_its_words(any_board, any_offer, packer):
    """The parts of a shot join to its text and sum to its natural length; one part of each shot is its first."""
    parts = [part for clip in packer(any_board, any_offer) for part in said(clip)]

    assert [part.shot for part in parts] == sorted(part.shot for part in parts)
    for index, original in enumerate(any_board.shots):
        pieces = [part for part in parts if part.shot == index]
        assert "".join(part.text for part in pieces) == original.dialogue.text
        assert sum(part.natural for part in pieces) == original.tenths
        assert [part.first for part in pieces] == [True] + [False] * (len(pieces) - 1)


@patient
@given(BOARDS, OFFERS, st.booleans())
def test_packing_twice_gives_the_same_clips(any_board, any_offer, share_scenes):
    """The order in which an offer names its lengths does not matter either."""
    turned = dataclasses.replace(any_offer, lengths=any_offer.lengths[::-1])

    clips = pack(any_board, any_offer, share_scenes=share_scenes)

    assert clips == pack(any_board, turned, share_scenes=share_scenes)


@patient
@given(BOARDS, OFFERS)
def test_greedy_is_never_cheaper(any_board, any_offer):
    """What clips.json shows as the saving is never below zero."""
    assert cost(pack(any_board, any_offer), any_offer).seconds <= cost(greedy(any_board, any_offer), any_offer).seconds


@patient
@given(BOARDS, st.sets(st.integers(10, 25), min_size=1, max_size=3), st.integers(1, 30), st.booleans())
def test_one_more_length_never_raises_the_cost(any_board, lengths, more, share_scenes):
    """Where no shot must be split; and a length below all others may end the sharing of short scenes, so then all share."""
    share_scenes = share_scenes or more < min(lengths)
    before, after = (offer(*sorted(lengths | extra)) for extra in ({*()}, {more}))

    paid = [cost(pack(any_board, one, share_scenes=share_scenes), one).seconds for one in (before, after)]

    assert paid[1] <= paid[0]


def said(clip: Clip):
    return [part for part in clip.parts if not part.hold]


# --- the optimum, against every other way to cut


@pytest.mark.parametrize("batch", [0, *(pytest.param(batch, marks=pytest.mark.wide) for batch in range(1, 6))])
def test_no_other_way_to_cut_is_better(batch):
    """Random boards: of all cuts and all lengths the best one by the written order of objectives is what `pack` returns."""
    chance = random.Random(batch)
    for _ in range(150):
        case = random_case(chance)
        any_board, any_offer, how = case

        clips = pack(any_board, any_offer, **how)

        assert tuple((len(said(clip)), clip.seconds) for clip in clips) == best_of_all(*case)


def random_case(chance):
    """A board of up to 7 atoms, an offer, and the keywords of `pack`."""
    while True:
        lengths = sorted(
            chance.sample(chance.choice([[3, 4, 5, 6, 8], [5, 8, 10, 12, 15, 20, 25]]), chance.randint(1, 3))
        )
        shots = [
            dataclasses.replace(
                shot(
                    chance.randint(10, chance.choice([30, 60, 100])) / 10,
                    role,
                    text if role else "",
                    chance.choice("家街"),
                ),
                style_tags=chance.choice(["写实", "写实", "写实，闪回"]),
                action=chance.choice(["", "", "（电话音）"]) if role else "",
                camera=chance.choice(["中景，平视", "特写", "全景，固定"]),
            )
            for role, text in (
                (chance.choice(["", "林晚", "陈默"]), chance.choice(["走。", "我，", "谁？", "你走。他也走，我不走。"]))
                for _ in range(chance.randint(1, 7))
            )
        ]
        priced = chance.random() < 0.5
        prices = tuple(
            (length, chance.choice([4, 5, 8, 10, 13]) / 8) for length in lengths if priced and chance.random() < 0.9
        )
        advice = {"advised": tuple((length, chance.randint(1, 4)) for length in lengths), "least_spoken": 15}
        any_offer = offer(
            *lengths,
            prices=prices,
            prompt_limit=chance.choice([0, 0, 900, 1500]),
            **(advice if chance.random() < 0.6 else {}),
        )
        any_board = board(*shots)
        if len(atoms(any_board, any_offer)) <= 7:
            break
    salt = str(chance.random())
    owned = (lambda *clip: hashlib.sha256(f"{salt}{clip}".encode()).digest()[0] < 40) if chance.random() < 0.5 else None
    sizes = [150 * chance.randint(1, 4) for _ in shots] if chance.random() < 0.7 else None
    how = {"share_scenes": chance.random() < 0.3, "measure": sizes and summed(sizes, 150), "owned": owned}
    if chance.random() < 0.6:
        how["floors"] = [max(10, round(one.tenths * chance.choice([0.8, 0.9, 1]))) for one in shots]
    if chance.random() < 0.5:
        who = [frozenset(chance.sample("甲乙丙丁", chance.randint(0, 2))) for _ in shots]
        how["unnamed"] = lambda start, stop: max(0, len(frozenset().union(*who[start:stop])) - 2)
    if chance.random() < 0.6:
        how["opens"] = frozenset(at for at in range(len(shots)) if chance.random() < 0.3)
    return any_board, any_offer, how


def summed(sizes, header=0):
    """A prompt of a fixed part and a block a shot."""
    return lambda start, stop: header + sum(sizes[start:stop])


def best_of_all(any_board: Board, any_offer: Offer, how: dict) -> tuple[tuple[int, int], ...]:
    """(atoms, seconds) of each clip of the best packing, found by trying all of them, with nothing shared with `search`."""
    _, sizes = min(every_packing(any_board, any_offer, how))
    return tuple((-size, length) for size, length in sizes)


def every_packing(any_board, any_offer, how):
    """(objectives, minus atoms and seconds of each clip) of all there are."""
    row = atoms(any_board, any_offer, how.get("floors"))
    scores = {}
    for start, stop in itertools.combinations(range(len(row) + 1), 2):
        if may_stand_together(any_board, any_offer, row, start, stop, how):
            options = [
                (length, score(any_board, any_offer, row, start, stop, length, how)) for length in any_offer.lengths
            ]
            scores[start, stop] = [(length, one) for length, one in options if one]
    for borders in itertools.product([False, True], repeat=len(row) - 1):
        places = [0, *(at for at, border in enumerate(borders, 1) if border), len(row)]
        runs = list(itertools.pairwise(places))
        if all(run in scores for run in runs):
            for choice in itertools.product(*(scores[run] for run in runs)):
                total = tuple(sum(column) for column in zip(*(one for _, one in choice), strict=True))
                sizes = tuple((start - stop, length) for (start, stop), (length, _) in zip(runs, choice, strict=True))
                yield total, sizes


def may_stand_together(any_board, any_offer, row, start, stop, how) -> bool:
    places = [any_board.shots[atom.shot].location for atom in row]
    scene_of = [0, *itertools.accumulate(a != b for a, b in itertools.pairwise(places))]
    natural = {scene: sum(a.natural for a, s in zip(row, scene_of, strict=True) if s == scene) for scene in scene_of}
    for a, b in itertools.pairwise(scene_of[start:stop]):
        if a != b and not how["share_scenes"] and min(natural[a], natural[b]) >= any_offer.lengths[0] * 10:
            return False
    if how["measure"] and any_offer.prompt_limit and stop - start > 1:
        return how["measure"](row[start].shot, row[stop - 1].shot + 1) <= any_offer.prompt_limit
    return True


def score(any_board, any_offer, row, start, stop, length, how) -> tuple[int, ...] | None:
    """The objectives of one clip, read off the filled clip; None where it cannot be."""
    try:
        clip = fill(row[start:stop], length)
    except ValueError:
        return None
    mine = bool(how["owned"] and how["owned"](start, stop, length))
    shots = [any_board.shots[atom.shot] for atom in row]
    if len({"闪回" in one.style_tags for one in shots[start:stop]}) > 1 and not mine:
        return None
    prices = dict(any_offer.prices)
    paid = prices[length] * 8 if set(prices) == set(any_offer.lengths) else length
    slack = sum(part.duration for part in clip.parts) - sum(part.natural for part in clip.parts)
    spoken = [part for part in clip.parts if part.text]
    most = dict(any_offer.advised).get(length, 99)
    opens = how.get("opens", default_openings(any_board))
    return (
        0 if mine else int(paid),
        0 if mine or "unnamed" not in how else how["unnamed"](row[start].shot, row[stop - 1].shot + 1),
        int(stop < len(row) and tears(any_board, row[stop - 1], row[stop])),
        sum(part.hold for part in clip.parts),
        cuts_a_talk(any_board, row, stop) if stop < len(row) else 0,
        0 if mine else max(0, stop - start - most) + sum(part.duration < any_offer.least_spoken for part in spoken),
        sum(atom.first and atom.shot in opens for atom in row[start + 1 : stop]),
        1,
        1000 * slack**2 // sum(part.natural for part in clip.parts),
    )


def default_openings(any_board) -> set[int]:
    """Another place, or the whole of it seen again in silence."""
    shots = any_board.shots
    return {
        at
        for at in range(1, len(shots))
        if shots[at].location != shots[at - 1].location or ("全景" in shots[at].camera and not shots[at].dialogue.text)
    }


def cuts_a_talk(any_board, row, stop) -> int:
    """1 between the lines of two people in one place and within a telephone call, 2 behind a question and where one goes on speaking."""
    shots = any_board.shots
    before, after = row[stop - 1].shot, row[stop].shot
    if shots[before].location != shots[after].location:
        return 0
    first, last = before, before
    while first and shots[first - 1].location == shots[before].location:
        first -= 1
    while last + 1 < len(shots) and shots[last + 1].location == shots[before].location:
        last += 1
    calls = [at for at in range(first, last + 1) if shots[at].action == "（电话音）"]
    within = bool(calls) and calls[0] <= before and after <= calls[-1]
    one, other = shots[before].dialogue, shots[after].dialogue
    turn = bool(one.role and other.role)
    if turn and (one.text.endswith("？") or one.role == other.role):
        return 2
    return int(turn or within)


def test_a_clip_rather_ends_behind_a_speech_than_between_two_shots_of_it():
    said = [("甲", "灰的那个。"), ("甲", "他在哭。"), ("乙", "嗯。")]
    clips = pack(board(*(shot(5, who, text) for who, text in said)), offer(10))
    assert shots_of(clips) == [[1, 2], [3]]


@pytest.mark.parametrize(
    ("batch", "boards"), [(0, 60), *(pytest.param(batch, 150, marks=pytest.mark.wide) for batch in range(2))]
)
def test_no_way_for_a_tenth_more_misses_fewer_openings_and_crowds_fewer_shots(batch, boards):
    """Random boards with `breaks = "story"`: within the money the fewest missed and crowded, of these the best; owned clips stay."""
    chance = random.Random(100 + batch)
    for _ in range(boards):
        any_board, any_offer, how = random_case(chance)
        cheapest = best_of_all(any_board, any_offer, how)

        clips = pack(any_board, any_offer, **how, breaks="story")

        every = list(every_packing(any_board, any_offer, how))
        least = min(every)[0][0]
        kept = {clip for clip in spans(cheapest) if how["owned"] and how["owned"](*clip)}
        within = [
            (total, sizes)
            for total, sizes in every
            if total[0] <= least * 11 // 10 and kept <= set(spans([(-size, length) for size, length in sizes]))
        ]

        lost = [total[6] + crowded(sizes, how["owned"]) for total, sizes in within]
        wanted = min(each for each, missed in zip(within, lost, strict=True) if missed == min(lost))[1]
        assert tuple((len(said(clip)), clip.seconds) for clip in clips) == tuple((-a, b) for a, b in wanted)


def crowded(sizes, owned) -> int:
    """Shots of clips above one in four seconds, of those that are not owned."""
    clips = spans([(-size, length) for size, length in sizes])
    more = (max(0, stop - start - max(1, (length + 2) // 4)) for start, stop, length in clips)
    return sum(0 if owned and owned(*clip) else each for clip, each in zip(clips, more, strict=True))


def spans(sizes) -> list[tuple[int, int, int]]:
    """(start, stop, seconds) of clips of so many atoms."""
    stops = list(itertools.accumulate(size for size, _ in sizes))
    return [(stop - size, stop, length) for stop, (size, length) in zip(stops, sizes, strict=True)]


def tears(any_board, earlier, later) -> bool:
    said, next_said = any_board.shots[earlier.shot].dialogue, any_board.shots[later.shot].dialogue
    return bool(said.role) and said.role == next_said.role and not ends_sentence(said.text)


# --- paid seconds against the rules of others


@pytest.mark.parametrize("shots", SHOT_LISTS, ids=lambda shots: f"{len(shots.tenths)}-shots")
@pytest.mark.parametrize("rule", RULES)
def test_no_rule_of_other_tools_pays_less(shots, rule):
    """On three shot lists of 42 s, 112.8 s and 2,353.5 s."""
    assert ours(shots) <= RULES[rule](shots)


@pytest.mark.parametrize("shots", SHOT_LISTS, ids=lambda shots: f"{len(shots.tenths)}-shots")
def test_shared_scenes_pay_as_little_as_a_search_over_sums_alone(shots):
    """Tails, holds and the limit of 10 s a shot cost nothing extra on these lists."""
    assert ours(shots, share_scenes=True) == optimal(shots, (10, 15, 25), together=True)


def test_the_shot_lists_are_what_they_are_called():
    assert [(sum(shots.tenths), len(shots.tenths), len(shots.scenes)) for shots in SHOT_LISTS] == [
        (1128, 34, 4),
        (420, 14, 2),
        (23535, 523, 60),
    ]


# --- single decisions


def test_a_longer_length_makes_greedy_worse_and_the_optimum_better():
    """Greedy fills 25 s, then has 3 s left over, billed as 10; the optimum sees it coming."""
    scene = board(5, 5, 5, 5, 5, 3)

    assert bought(greedy(scene, offer(10, 15))) == [15, 15]
    assert bought(greedy(scene, offer(10, 15, 25))) == [25, 10]
    assert bought(pack(scene, offer(10, 15, 25))) == [15, 15]


def test_a_sentence_is_not_torn_where_it_costs_nothing():
    """The even cut falls inside her sentence, so a less even one is taken."""
    whole = board(5, shot(5, "林晚", "你听我说，"), shot(4, "林晚", "我没有走。"), 5)
    ended = board(5, shot(5, "林晚", "你听我说。"), shot(4, "林晚", "我没有走。"), 5)

    assert shots_of(pack(ended, offer(10))) == [[1, 2], [3, 4]]
    assert shots_of(pack(whole, offer(5, 10))) == [[1], [2, 3], [4]]


def test_two_speakers_do_not_share_a_sentence():
    """An interrupted line of another person may be cut apart from it."""
    quarrel = board(5, shot(5, "林晚", "你听我说，"), shot(5, "陈默", "不听。"), 5)

    assert shots_of(pack(quarrel, offer(10))) == [[1, 2], [3, 4]]


def test_money_decides_where_every_price_is_known():
    """At these prices one clip of 25 s costs more than 15 and 10 s; without the price of 25 s seconds decide again."""
    scene, prices = board(7, 7, 7), ((10, 1.0), (15, 1.5), (25, 3.0))

    clips = pack(scene, offer(10, 15, 25, prices=prices))

    assert bought(clips) == [15, 10]
    assert cost(clips, offer(10, 15, 25, prices=prices)).money == 2.5
    assert bought(pack(scene, offer(10, 15, 25, prices=prices[:2]))) == [25]


def test_one_clip_is_better_than_two_for_the_same_money():
    """Even where two would need no stretching at all."""
    scene = board(6, 4, 6, 4)

    assert bought(pack(scene, offer(10, 25, prices=((10, 1.0), (25, 2.0))))) == [25]
    assert bought(pack(scene, offer(10, 25, prices=((10, 1.0), (25, 2.0001))))) == [10, 10]


def test_the_cost_of_clips_names_seconds_money_and_what_is_kept():
    """Money is exact in ten-thousandths, and unknown as soon as one price is."""
    clips = pack(board(9, 9, 9), offer(10))

    assert cost(clips, offer(10, prices=((10, 0.1),))) == cost(clips, offer(10, prices=((10, 0.1), (15, 9.0))))
    assert cost(clips, offer(10, prices=((10, 0.1),))).money == 0.3
    assert cost(clips, offer(10)).money is None
    assert (cost(clips, offer(10)).seconds, cost(clips, offer(10)).kept) == (30, 300)


def test_clips_that_are_owned_are_kept_even_where_others_would_be_cheaper():
    """An owned clip costs nothing, so only what is new is cut afresh."""
    scene = board(5, 5, 5, 5)

    assert shots_of(pack(scene, offer(10))) == [[1, 2], [3, 4]]
    clips = pack(scene, offer(10), owned=lambda *clip: clip == (1, 3, 10))
    assert shots_of(clips) == [[1, 2], [3, 4]]  # 1 | 2 3 | 4 would buy two clips as well, and need more of them
    clips = pack(scene, offer(10), owned=lambda *clip: clip in {(1, 3, 10), (3, 4, 10)})
    assert shots_of(clips) == [[1], [2, 3], [4]]


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(place, marks=() if number % 4 == 0 else pytest.mark.wide)
        for number, place in enumerate(range(13, 523, 51))
    ],
)
def test_one_more_shot_buys_at_most_three_new_clips(place):
    """In 523 shots of 60 scenes, wherever it is put in, when the clips of the first packing are owned."""
    new, bought_before = new_clips(SHOT_LISTS[-1].board(), place)

    assert 1 <= new <= 3
    assert bought_before > 100


def test_of_equal_packings_the_first_clip_with_more_shots_is_taken():
    assert shots_of(pack(board(5, 5, 5), offer(10))) == [[1, 2], [3]]


def test_scenes_stay_apart_unless_told():
    two = board(shot(6, place="客厅（内）"), shot(6), shot(6, place="街道（外）"), shot(6, place="街道（外）"))

    assert shots_of(pack(two, offer(12, 24))) == [[1, 2], [3, 4]]
    assert bought(pack(two, offer(12, 24), share_scenes=True)) == [
        12,
        12,
    ]  # a clip begins with a scene where it is free
    cheaper = offer(12, 24, prices=((12, 1.0), (24, 1.9)))
    assert bought(pack(two, cheaper, share_scenes=True)) == [24]


def test_a_scene_shorter_than_every_clip_shares_one_with_its_neighbour():
    """The two seconds in the street would cost a clip of their own; the office, long enough, keeps to itself."""
    three = board(8, shot(2, place="街道（外）"), shot(9, place="办公室（内）"), shot(9, place="办公室（内）"))

    assert shots_of(pack(three, offer(10))) == [[1, 2], [3], [4]]


def test_a_prompt_that_would_be_too_long_is_cut_before():
    """Header and blocks count; a shot that alone is too long is left for `check` to refuse."""
    scene, limited = board(3, 3, 3), offer(10, prompt_limit=1000)

    assert shots_of(pack(scene, limited, measure=summed([400, 400, 400]))) == [[1, 2], [3]]
    assert shots_of(pack(scene, limited, measure=summed([400, 400, 400], 201))) == [[1], [2], [3]]
    assert shots_of(pack(scene, limited, measure=summed([400, 1200, 400]))) == [[1], [2], [3]]
    assert shots_of(greedy(scene, limited, measure=summed([400, 400, 400]))) == [[1, 2], [3]]
    assert shots_of(pack(scene, offer(10), measure=summed([400, 1200, 400]))) == [[1, 2, 3]]


def test_an_empty_board_needs_no_clips():
    assert pack(board(), offer(10)) == greedy(board(), offer(10)) == ()


@pytest.mark.parametrize(
    ("sold", "message"),
    [
        (offer(), "bench sells no clip of any that packing may use"),
        (offer(hd=True), "bench sells no clip of any in HD that packing may use"),
        (offer(0, 10), "bench sells no clip of any that packing may use: lengths 0, 10"),
        (offer(1), "shot 1 lasts 2.5 s and cannot be cut into pieces of at most 1 s"),
    ],
    ids=["nothing", "nothing-hd", "zero", "too-short"],
)
@pytest.mark.parametrize("packer", [pack, greedy])
def test_an_offer_that_cannot_hold_a_film_is_refused_with_a_hint(sold, message, packer):
    with pytest.raises(UsageError) as stopped:
        packer(board(2.5), sold)

    assert stopped.value.message == message
    assert "`lengths`" in stopped.value.hint


# --- filling one clip


def filled(seconds: int, *naturals: int) -> list[tuple[int, int]]:
    """(duration, tail) of each part; a hold has tail -1."""
    clip = fill([Atom(index, "", natural) for index, natural in enumerate(naturals)], seconds)
    return [(part.duration, -1 if part.hold else part.tail) for part in clip.parts]


@pytest.mark.parametrize(
    ("seconds", "naturals", "parts"),
    [
        (10, (50, 50), [(50, 0), (50, 0)]),
        (10, (30, 60), [(33, 0), (67, 0)]),
        (10, (29, 29, 29), [(34, 0), (33, 0), (33, 0)]),
        (15, (96, 48), [(100, 0), (50, 0)]),
        (15, (99, 48), [(100, 0), (50, 0)]),
        (10, (20, 20), [(25, 0), (75, 50)]),
        (15, (100,), [(100, 0), (50, -1)]),
        (15, (20, 100), [(25, 0), (100, 0), (25, -1)]),
        (25, (40,), [(100, 50), (75, -1), (75, -1)]),
        (13, (20, 60), [(25, 0), (95, 20), (10, -1)]),
        (12, (15, 80), [(17, 0), (93, 0), (10, -1)]),
    ],
    ids=[
        "exact",
        "stretched",
        "rounded",
        "at-most-10-s",
        "capped",
        "tail",
        "hold",
        "stretch-then-hold",
        "holds",
        "from-the-tail",
        "from-the-stretch",
    ],
)
def test_a_clip_is_stretched_then_tailed_then_held(seconds, naturals, parts):
    """Durations in tenths, by hand."""
    assert filled(seconds, *naturals) == parts


@patient
@given(st.lists(st.integers(10, 100), min_size=1, max_size=6), st.integers(1, 40))
def test_a_run_that_is_not_too_long_can_be_filled_but_for_one_corner(naturals, seconds):
    """The corner: under one second is missing, and neither stretching nor the tail can take it. A single shot never is."""
    slack = seconds * 10 - sum(naturals)
    takes = sum(min(100, natural * 5 // 4) - natural for natural in naturals[:-1]) + 100 - naturals[-1]
    corner = takes < slack < 10

    assert fits([Atom(0, "", natural) for natural in naturals], seconds) == (slack >= 0 and not corner)
    assert not (corner and len(naturals) == 1 and slack >= 0)


def test_filling_a_clip_that_is_too_short_is_refused():
    with pytest.raises(ValueError, match="2 shots do not fill a clip of 10 s"):
        filled(10, 60, 60)


@patient
@given(
    st.lists(st.tuples(st.integers(1, 500), st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8), st.data()
)
def test_shares_sum_exactly_and_keep_their_bounds(rows, data):
    """And one common factor explains them: no share could give a tenth to a smaller one of its weight."""
    weights, lows, highs = [row[0] for row in rows], [row[1] for row in rows], [row[1] + row[2] for row in rows]
    total = data.draw(st.integers(sum(lows), sum(highs)))

    shares = share(total, weights, lows, highs)

    assert sum(shares) == total
    assert all(low <= one <= high for low, one, high in zip(lows, shares, highs, strict=True))
    most = min(
        ((one + 1) / weight for one, weight, high in zip(shares, weights, highs, strict=True) if one < high),
        default=1e9,
    )
    least = max(
        ((one - 1) / weight for one, weight, low in zip(shares, weights, lows, strict=True) if one > low), default=0
    )
    assert least <= most + 1e-9


# --- shots longer than every clip


def test_a_speech_longer_than_every_clip_is_cut_at_a_clause_and_timed_by_its_words():
    """Eight seconds of speech in clips of five: two pieces, the longer one longer."""
    speech = "我在这里等了你三年，你一次都没有来看我。走吧。"
    pieces = atoms(board(shot(8, "林晚", speech)), offer(5))

    assert [piece.text for piece in pieces] == ["我在这里等了你三年，", "你一次都没有来看我。走吧。"]
    assert [piece.natural for piece in pieces] == [33, 47]
    assert [piece.first for piece in pieces] == [True, False]


def test_a_piece_is_neither_under_a_second_nor_longer_than_the_clip():
    pieces = atoms(board(shot(9.9, "林晚", "啊，我在这里等了你三年又三年又三年又三年。")), offer(5))

    assert [piece.natural for piece in pieces] == [49, 50]


@patient
@given(SHOTS, st.integers(2, 9))
def test_pieces_of_a_shot_are_as_few_as_can_be_and_never_share_a_clip(any_shot, longest):
    """Two of them are longer than every clip; so a border between them is no choice of the search."""
    pieces = atoms(board(any_shot), offer(longest))

    assert len(pieces) == -(-any_shot.tenths // (longest * 10))
    assert all(a.natural + b.natural > longest * 10 for a, b in itertools.pairwise(pieces))


def test_silence_longer_than_every_clip_is_cut_evenly():
    assert [piece.natural for piece in atoms(board(10), offer(4))] == [34, 33, 33]


def test_a_word_too_short_to_cut_is_said_in_the_first_piece():
    """One character over nine seconds in clips of four: the rest of the shot is silent."""
    assert [piece.text for piece in atoms(board(shot(9, "林晚", "啊")), offer(4))] == ["啊", "", ""]


# --- a whole episode


EPISODE = board(
    shot(2.5),
    shot(3.1, "林晚", "你怎么才来？"),
    shot(2.4, "陈默", "路上堵车。"),
    shot(6.8, "林晚", "我在这里等了你三年，你一次都没有来看我，"),
    shot(4.2, "林晚", "连一封信都没有。"),
    shot(1.8),
    shot(9.6, "陈默", "那三年里发生了很多事，我父亲病了，公司也没了，我不想让你看见我那个样子。"),
    shot(2.2, "林晚", "……", place="街道（外）"),
    shot(3.0, place="办公室（内）"),
    shot(5.5, "经理", "合同在这里，签字吧。", place="办公室（内）"),
    shot(4.5, "陈默", "我需要一点时间。", place="办公室（内）"),
    shot(1.0, place="办公室（内）"),
)


@pytest.mark.parametrize("lengths", [(10, 15), (10, 15, 25), (4, 8)], ids=str)
def test_an_episode_is_packed_as_written_down(lengths, golden):
    """Clips, stretched durations, tails and holds of twelve shots in three scenes."""
    sold = offer(*lengths)
    golden(
        f"pack/{'-'.join(map(str, lengths))}.txt",
        show(pack(EPISODE, sold), sold) + show_cost(greedy(EPISODE, sold), sold),
    )


def show(clips, sold) -> str:
    """A table that can be checked by hand."""
    lines = []
    for number, clip in enumerate(clips, 1):
        lines.append(f"clip {number}: {clip.seconds} s, {clip.kept / 10} s kept")
        for part in clip.parts:
            what = "hold" if part.hold else "shot" if part.first else "more"
            tail = f" (tail {part.tail / 10})" if part.tail else ""
            line = f"  {what} {part.shot + 1:>2}  {part.natural / 10} -> {part.duration / 10}{tail}  {part.text}"
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n\npack: " + show_cost(clips, sold).removeprefix("greedy: ")


def show_cost(clips, sold) -> str:
    paid = cost(clips, sold)
    return f"greedy: {len(clips)} clips, {paid.seconds} s paid, {paid.kept / 10} s kept\n"


@pytest.mark.parametrize(("model", "most"), [("grok-imagine", 3), ("seedance-2.5", 6), ("kling-3", 6)])
@pytest.mark.parametrize("shots", [4, 9, 17])
def test_a_clip_has_no_more_shots_than_a_guide_advises(model, most, shots):
    clips = pack(board(*[1.0] * shots), offer_of(model, None, "portrait"))
    assert max(len({part.shot for part in clip.parts}) for clip in clips) <= most


def test_a_prompt_holds_no_more_shots_than_the_model_takes():
    """A limit of shots is a limit of the search; one shot always fits."""
    shots = board(*[2.0] * 12)

    clips = pack(shots, offer(10, 15, 25, shot_limit=3))

    assert max(len([part for part in clip.parts if not part.hold]) for clip in clips) <= 3
