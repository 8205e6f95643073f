"""The episode: tails cut, clips joined, words burnt in or beside it, and the page, from real small films."""

from functools import partial
from pathlib import Path

import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyboard import media, timeline
from storyboard.animatic import animatic
from storyboard.assemble import assemble as assembled
from storyboard.assemble.episode import kept
from storyboard.errors import UsageError
from storyboard.export.subtitles import srt
from storyboard.languages import Language
from storyboard.model import Board, Character, Clip, Cue, Dialogue, Order, Part, Shot

VOICE = "GenderAge（女·27岁） PitchMean（215 Hz） Tempo（240 SPM） Accent（普通话）"
PEOPLE = (
    Character(27, "女，27岁，头发（黑色，长直发），衣服（白色，修身西装）", "林晚", VOICE),
    Character(30, "男，30岁，头发（黑色，短发），衣服（深灰色，西装）", "顾言", VOICE),
)
SIZE = (72, 128)
assemble = partial(assembled, language=Language.of("zh"))


def shot(duration: float, role: str = "", text: str = "", visual: str = "林晚与顾言对视") -> Shot:
    return Shot(
        "（抬头）", "中景，平视，固定", Dialogue(role, text), duration, "客厅（内）", "写实", "白天", visual, "无"
    )


BOARD = Board(
    {person.name: person for person in PEOPLE},
    (
        shot(2.2, "林晚", "我签。"),
        shot(1.9, visual="空荡的客厅。字幕：“三分钟后”"),
        shot(3.3, "顾言", "林晚，你疯了？\n你连撒谎都不会。"),
    ),
)
CLIPS = (
    Clip((Part(0, "我签。", 22, 22), Part(1, "", 19, 28, tail=9)), 5),
    Clip((Part(2, "林晚，你疯了？\n你连撒谎都不会。", 33, 35), Part(2, "", 0, 15, hold=True, first=False)), 5),
)


def drawn(folder: Path, clips=CLIPS) -> list[Path | None]:
    """The takes of the clips, drawn small."""
    takes: list[Path | None] = []
    for number, clip in enumerate(clips):
        shots = tuple(
            Shot(
                made.action,
                made.camera,
                Dialogue(made.dialogue.role, part.text),
                part.duration / 10,
                made.location,
                made.style_tags,
                made.time,
                made.visual,
                made.weather,
            )
            for part in clip.parts
            for made in [BOARD.shots[part.shot]]
        )
        path = folder / f"take-{number}.mp4"
        animatic(Order("preview", "", clip.seconds, "72x128", shots=shots, characters=PEOPLE), path)
        takes.append(path)
    return takes


def test_an_episode_is_as_long_as_the_plan_and_only_copied(tmp_path):
    """Tails and holds are gone, nothing was encoded again, and nothing else lies in the folder."""
    takes = drawn(tmp_path)

    film = assemble(CLIPS, takes, timeline.cues(BOARD, CLIPS), tmp_path / "out")

    assert film.planned == 7.6
    assert abs(media.probe(film.path).seconds - 7.6) <= 1 / 24
    assert (film.encoded, film.missing) == ((), ())
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["episode.mp4", "episode.srt"]


def test_subtitles_say_the_words_of_the_script_at_their_time(tmp_path):
    """A common reader finds each speech, to the letter, from its first to its last moment; captions are no speech."""
    film = assemble(CLIPS, drawn(tmp_path), timeline.cues(BOARD, CLIPS), tmp_path)

    read = pysubs2.load(str(film.subtitles))

    assert [(line.start, line.end, line.plaintext) for line in read] == [
        (0, 2200, "我签。"),
        (4100, 7600, "林晚，你疯了？\n你连撒谎都不会。"),
    ]


def test_a_missing_take_is_a_black_card_of_its_length(tmp_path):
    """The episode keeps its length and its subtitles their places; what is missing is reported."""
    takes = drawn(tmp_path)

    film = assemble(CLIPS, [None, takes[1]], timeline.cues(BOARD, CLIPS), tmp_path / "out")

    assert film.missing == (1,)
    assert abs(media.probe(film.path).seconds - 7.6) <= 1 / 24
    assert media.frame(film.path, 1.0).getpixel((10, 10))[0] < 40
    assert film.encoded == ()


def test_an_episode_without_any_take_is_a_film_all_the_same(tmp_path):
    """Black cards of the size asked for."""
    film = assemble(CLIPS, [None, None], (), tmp_path, size=SIZE)

    facts = media.probe(film.path)
    assert (facts.width, facts.height, film.missing) == (72, 128, (1, 2))


def test_burnt_in_words_stand_in_every_clip_that_has_some(tmp_path):
    """With `burn` the clips are encoded again with the words in the picture, and the film keeps its length."""
    takes = drawn(tmp_path)

    film = assemble(CLIPS, takes, timeline.cues(BOARD, CLIPS), tmp_path / "out", captions="burn")

    assert film.encoded == (1, 2)
    assert abs(media.probe(film.path).seconds - 7.6) <= 1 / 24


def test_a_clip_that_is_held_whole_leaves_the_film(tmp_path):
    """A clip of nothing but a hold adds no frame."""
    held = (*CLIPS, Clip((Part(2, "", 0, 50, hold=True),), 5))

    film = assemble(held, [*drawn(tmp_path), None], (), tmp_path / "out")

    assert (film.planned, film.missing) == (7.6, ())


def test_nothing_to_assemble_says_what_to_do(tmp_path):
    """No clips: no file, and a hint."""
    with pytest.raises(UsageError, match="storyboard pack"):
        assemble((), (), (), tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_second_assembly_replaces_the_first(tmp_path):
    """The same takes give the same film, byte for byte."""
    takes, cues = drawn(tmp_path), timeline.cues(BOARD, CLIPS)

    first = assemble(CLIPS, takes, cues, tmp_path / "out").path.read_bytes()
    second = assemble(CLIPS, takes, cues, tmp_path / "out").path.read_bytes()

    assert first == second


WORDS = st.text(st.sampled_from("我签，。！“”？<i>{\\an8}&-1\n Aé"), min_size=1).filter(str.strip)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 90), WORDS), min_size=1, max_size=6))
def test_no_word_is_lost_in_the_subtitle_file(speeches):
    """Whatever is said, marks and tags included, stands in the file as it is; only empty lines are left out."""
    cues, at = [], 0
    for length, text in speeches:
        cues.append(Cue(at, at + length, "林晚", text, 0))
        at += length

    blocks = srt(cues).split("\n\n")[:-1]

    assert [block.split("\n")[0] for block in blocks] == [str(number) for number in range(1, len(speeches) + 1)]
    assert [block.split("\n")[2:] for block in blocks] == [
        [line for line in text.splitlines() if line.strip()] for _, text in speeches
    ]


def test_long_films_have_hours():
    """Times run on past an hour, to the tenth."""
    assert "01:01:02,300 --> 01:01:03,000" in srt([Cue(36623, 36630, "林晚", "走。", 0)])


def test_only_the_end_of_a_clip_is_cut():
    """What stays is the clip without its last tail and its holds."""
    assert [kept(clip) for clip in CLIPS] == [41, 35] == [clip.kept for clip in CLIPS]
