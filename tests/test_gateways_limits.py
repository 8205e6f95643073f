# ruff: noqa: F811 - fixtures are taken from beside
"""What pictures and voices of this machine may measure, as a dialect says it: told before anything is sent."""

import wave

import pytest
from PIL import Image

from storyboard.config import GatewayEntry, Settings
from storyboard.gateways import open_gateway
from storyboard.model import Order, Reference
from tests.test_gateways_cli import run, workspace  # noqa: F401 - fixtures
from tests.test_references import give

ARK = Order("doubao-seedance-2-0-260128", "她说：“你来了。”", 5, "720x1280")
KLING = Order("kling-v3", "她说：“你来了。”", 5, "720x1280")
FACE = Reference("image", "asset://asset-1")


def told(dialect, order):
    entry = GatewayEntry(name="g", dialect=dialect, base_url="https://g.example")
    return [fault.message for fault in open_gateway(Settings(gateways={"g": entry}), "g").check(order)]


def sound(path, seconds):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(round(16000 * seconds)))
    return Reference("voice", str(path))


def still(path, width, height):
    Image.new("RGB", (width, height)).save(path)
    return Reference("first_frame", str(path))


@pytest.mark.parametrize(
    ("size", "said"),
    [((720, 1280), ""), ((299, 400), "299x400 pixels, 300 to 100000 a side"), ((300, 900), "a width of 0.4 to 2.5 times the height")],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_a_picture_of_another_size_or_shape_is_refused_before_it_is_sent(tmp_path, size, said, suffix):
    found = told("kling", _with(KLING, still(tmp_path / f"a.{suffix}", *size)))

    assert len(found) == bool(said)
    assert said in "".join(found)


@pytest.mark.parametrize(
    ("lengths", "said"),
    [((5,), ""), ((5, 5, 5), ""), ((1.5,), "v0.wav lasts 1.5 s, 2 to 15 s are taken"), ((16,), "v0.wav lasts 16.0 s"), ((9, 9), "the voices last 18.0 s together, 15 s are taken")],
)  # fmt: skip
def test_a_voice_is_as_long_as_the_model_takes_alone_and_together(tmp_path, lengths, said):
    voices = [sound(tmp_path / f"v{at}.wav", seconds) for at, seconds in enumerate(lengths)]

    found = told("ark-tasks", _with(ARK, FACE, *voices))

    assert bool(found) == bool(said)
    assert said in "\n".join(found)


def test_a_voice_of_this_machine_goes_along_under_the_makers_own_name_for_its_kind(tmp_path):
    entry = GatewayEntry(name="g", dialect="ark-tasks", base_url="https://g.example")
    gateway = open_gateway(Settings(gateways={"g": entry}), "g")

    body = gateway.build(_with(ARK, FACE, sound(tmp_path / "v.wav", 3))).body

    [part] = [each for each in body["content"] if each["type"] == "audio_url"]
    assert part["role"] == "reference_audio"
    assert part["audio_url"]["url"].startswith("data:audio/wav;base64,")


def test_a_voice_sample_in_the_cast_that_is_too_long_is_told_in_words_and_said(workspace, run, tmp_path):
    """Nothing is stopped by it, and the others go along."""
    flags = ("--gateway", "ark-tasks", "--model", "doubao-seedance-2-0-260128")
    assert run("submit", "ep01.txt", "--dry-run", *flags)[0] == 0
    for name, seconds in (("林晚", 4), ("陈默", 30)):
        sound(tmp_path / f"{name}.wav", seconds)
        give(tmp_path, name, f'sheets = ["asset://asset-{seconds}"]\nvoice_sample = "{name}.wav"')

    code, _, err = run("submit", "ep01.txt", "--yes", *flags)

    assert code == 0, err
    assert "the voice of 陈默 is told in words only: 陈默.wav lasts 30.0 s, 2 to 15 s are taken" in err
    sent = [
        part for job in workspace.shop.jobs.values() for part in job.request["content"] if part["type"] == "audio_url"
    ]
    assert sent


def _with(order, *references):
    from dataclasses import replace

    return replace(order, references=references)


def test_somebody_registered_with_the_maker_is_told_by_that_and_in_words_where_nobody_takes_it(
    workspace, run, tmp_path
):
    """Kling's element ids: numbers on the wire, `<<<element_1>>>` in the words; pictures keep their own count."""
    assert run("submit", "ep01.txt", "--dry-run", "--gateway", "kling", "--model", "kling-v3-omni")[0] == 0
    give(tmp_path, "林晚", 'sheets = ["element://829836802793406551"]')
    give(tmp_path, "陈默", 'sheets = ["https://pictures.example/chen.png"]')

    code, _, err = run("submit", "ep01.txt", "--yes", "--gateway", "kling", "--model", "kling-v3-omni")
    elsewhere = run("render", "ep01.txt", "--gateway", "omni-fast", "--model", "omni-fast")

    assert code == 0, err
    bodies = [job.request for job in workspace.shop.jobs.values()]
    hers = [body for body in bodies if "element_list" in body]
    assert hers
    assert all(body["element_list"] == [{"element_id": 829836802793406551}] for body in hers)
    assert all("<<<element_1>>>" in _words(body) and "829836802793406551" not in _words(body) for body in hers)
    both = [body for body in hers if "image_list" in body]
    assert both
    assert all("<<<image_1>>>" in _words(body) for body in both)
    assert (
        elsewhere[0],
        "林晚 is told in words only: omni-fast takes no registered subjects here" in elsewhere[2],
    ) == (0, True)


def _words(body):
    return body.get("prompt", "") + "".join(shot["prompt"] for shot in body.get("multi_prompt", ()))


H3 = ("--gateway", "minimax-v2", "--model", "MiniMax-H3")


def test_a_film_of_this_machine_is_lodged_once_and_named_in_every_create(workspace, run, tmp_path):
    """By its content: a copy is not lodged again, another one is. Its name is no part of what a clip is known by."""
    (tmp_path / "move.mp4").write_bytes(b"a film")
    (tmp_path / "references.toml").write_text(
        '[[clip]]\nline = "我不该来的"\nvideo = "move.mp4"\n[[clip]]\nline = "推门进来"\nvideo = "move.mp4"\n', "utf-8"
    )

    shown = run("submit", "ep01.txt", "--dry-run", *H3)[1]
    code, _, err = run("submit", "ep01.txt", "--yes", *H3)
    lodged = dict(workspace.shop.lodged)

    assert code == 0, err
    assert list(lodged.values()) == [b"a film"]
    films = [
        part["video_url"]["url"]
        for job in workspace.shop.jobs.values()
        for part in job.request["content"]
        if "video_url" in part
    ]
    assert films == [f"mm_file://{next(iter(lodged))}"] * len(films)
    assert films
    assert "mm_file" not in shown
    assert "lodged:sha256:" in shown

    (tmp_path / ".storyboard" / "lodged.json").unlink()
    (tmp_path / "move.mp4").rename(tmp_path / "copy.mp4")
    text = (tmp_path / "references.toml").read_text("utf-8")
    (tmp_path / "references.toml").write_text(text.replace("move.mp4", "copy.mp4"), "utf-8")
    assert run("submit", "ep01.txt", *H3)[0] == 0
    assert len(workspace.shop.lodged) == 1, "what is owned lodges nothing"
    (tmp_path / "copy.mp4").write_bytes(b"another")
    assert run("submit", "ep01.txt", "--yes", *H3)[0] == 0
    assert list(workspace.shop.lodged.values()) == [b"a film", b"another"]


def test_where_a_film_cannot_be_lodged_nothing_is_bought_and_the_next_run_goes_on(
    workspace, run, tmp_path, monkeypatch
):
    (tmp_path / "move.mp4").write_bytes(b"a film")
    (tmp_path / "references.toml").write_text('[[clip]]\nline = "我不该来的"\nvideo = "move.mp4"\n', "utf-8")
    from dataclasses import replace

    from storyboard.rehearsal import living

    with monkeypatch.context() as broken:
        broken.setitem(living.HOUSES, "minimax-v2", replace(living.HOUSES["minimax-v2"], uploads="/nowhere"))
        code, _, err = run("submit", "ep01.txt", "--yes", *H3)
    films = len(workspace.shop.jobs)

    assert code != 0
    assert "move.mp4 could not be lodged at minimax-v2 (404" in err
    assert "nothing was bought" in err
    assert run("submit", "ep01.txt", "--yes", *H3)[0] == 0
    assert len(workspace.shop.jobs) == films + 1
    assert set(workspace.shop.posts.values()) == {1}
