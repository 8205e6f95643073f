# ruff: noqa: F811 - fixtures are taken from beside
"""Pictures made for a production: on the ledger like films, used only once approved, as a user makes them at the rehearsal gateway."""

import json
import tomllib
from dataclasses import replace

import pytest

from storyboard.config import GatewayEntry, Settings
from storyboard.gateways import open_gateway
from storyboard.gateways.boxes import BrokenFilm
from storyboard.gateways.still import read_still
from storyboard.model import Order, Reference
from storyboard.rehearsal.pictures import drawn
from tests.test_gateways_cli import run, workspace  # noqa: F401 - fixtures
from tests.test_gateways_golden import on_the_wire

DIALECTS = ("openai-images", "ark-images", "unified-v2-images")
OMNI = ("--gateway", "omni-fast", "--model", "omni-fast", "--lengths", "4")
ORDER = Order("seedream", "一封信", 0, "1024x1536", kind="picture")


def gateway_of(folder, dialect, **entry):
    made = GatewayEntry(name="g", dialect=dialect, base_url="https://g.example", api_key_env="K", **entry)
    return open_gateway(Settings(workspace=folder, gateways={"g": made}), "g")


@pytest.mark.parametrize(
    ("name", "dialect", "references", "options"),
    [
        ("openai-images", "openai-images", (), {"quality": "high"}),
        ("openai-images-by-pictures", "openai-images", (Reference("image", "first.png"),) * 2, {}),
        ("ark-images", "ark-images", (), {"seed": 7}),
        (
            "ark-images-by-pictures",
            "ark-images",
            (Reference("image", "https://p.example/a.png"), Reference("image", "first.png")),
            {},
        ),
        ("unified-v2-picture-task", "unified-v2-images", (Reference("image", "https://p.example/a.png"),), {}),
    ],
)
def test_a_picture_is_asked_for_as_reviewed(name, dialect, references, options, golden, tmp_path, monkeypatch):
    import asyncio

    monkeypatch.chdir(tmp_path)
    (tmp_path / "first.png").write_bytes(b"\x89PNG picture")
    gateway = gateway_of(tmp_path, dialect, options=options)
    order = replace(ORDER, references=references)

    assert gateway.check(order) == ()
    golden(f"requests/{name}.txt", asyncio.run(on_the_wire(gateway.entry, gateway.build(order))))


@pytest.fixture
def made(workspace, run):
    """The production, planned once, so that cast.toml is there."""
    assert run("submit", "ep01.txt", "--dry-run", *OMNI)[0] == 0
    return workspace


def entry(folder, table, name):
    return tomllib.loads((folder / "cast.toml").read_text("utf-8"))[table][name]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_picture_of_a_person_is_made_once_and_used_only_when_approved(made, run, tmp_path, dialect):
    flags = ("--gateway", dialect, "--model", "m")

    refused = run("cast", "picture", "陈默", *flags)
    code, out, err = run("cast", "picture", "陈默", "--yes", *flags)
    again = run("cast", "picture", "陈默", *flags)
    before = run("submit", "ep01.txt", "--dry-run", *OMNI)[1]

    assert (refused[0], "price 0.2" in refused[2]) == (2, True), refused[2]
    assert code == 0, err
    assert read_still(tmp_path / out.strip()).suffix == ".png"
    assert again[:2] == (0, out)
    assert "nothing was bought" in again[2]
    assert len(made.shop.jobs) == 1
    assert "images" not in before, "nobody has approved it"

    assert run("cast", "picture", "陈默", "--approve")[0] == 0
    sheet = entry(tmp_path, "people", "陈默")["sheets"][0]
    assert sheet.startswith("cast/陈默/sheet-")
    assert '"images"' in run("submit", "ep01.txt", "--dry-run", *OMNI)[1]
    assert len(made.shop.jobs) == 1


def test_its_words_are_the_frozen_look_and_another_view_goes_by_the_approved_picture(made, run, tmp_path):
    run("cast", "picture", "陈默", "--yes")
    run("cast", "picture", "陈默", "--approve")
    code, _, err = run("cast", "picture", "陈默", "--view", "close", "--yes")
    first, second = made.shop.jobs.values()

    assert code == 0, err
    assert entry(tmp_path, "people", "陈默")["clothes"][1] in first.prompt
    assert "面部特写" in second.prompt
    assert [(each.field, each.form, each.data) for each in second.received] == [
        ("image[]", "file", (tmp_path / entry(tmp_path, "people", "陈默")["sheets"][0]).read_bytes())
    ]


def test_a_place_and_a_thing_have_pictures_too(made, run, tmp_path):
    path = tmp_path / "cast.toml"
    more = '\n[places."客厅"]\nlook = "灰色沙发，落地窗"\n\n[props."雨伞"]\nlook = "一把黑色长柄伞"\n'
    path.write_text(path.read_text("utf-8") + more, "utf-8")

    for name in ("客厅", "雨伞"):
        code, _, err = run("cast", "picture", name, "--yes")
        assert code == 0, err
        assert run("cast", "picture", name, "--approve")[0] == 0

    assert entry(tmp_path, "places", "客厅")["sheets"][0].startswith("cast/客厅/place-")
    assert entry(tmp_path, "props", "雨伞")["sheets"][0].startswith("cast/雨伞/prop-")
    assert [job.size for job in made.shop.jobs.values()] == ["1536x1024", "1024x1536"]
    assert entry(tmp_path, "places", "客厅")["look"] == "灰色沙发，落地窗"


def test_a_picture_whose_looks_have_changed_since_is_said_before_anything_is_bought(made, run, tmp_path):
    run("cast", "picture", "陈默", "--yes")
    run("cast", "picture", "陈默", "--approve")
    path = tmp_path / "cast.toml"
    worn = entry(tmp_path, "people", "陈默")["clothes"][1]
    path.write_text(path.read_text("utf-8").replace(worn, "皮夹克"), "utf-8")

    said = run("submit", "ep01.txt", "--yes", *OMNI)[2]

    assert "陈默: its picture was made from other looks than cast.toml has now" in said


def test_a_create_whose_answer_is_lost_is_unknown_and_never_sent_again_by_itself(made, run, tmp_path):
    path = tmp_path / "cast.toml"
    path.write_text(path.read_text("utf-8") + '\n[props."信"]\nlook = "一封信 rehearse"\n', "utf-8")
    (tmp_path / "prompts" / "cast" / "v1").mkdir(parents=True)
    (tmp_path / "prompts" / "cast" / "v1" / "picture.zh.jinja").write_text("{{ look }} [[rehearse:drop]]", "utf-8")

    first = run("cast", "picture", "信", "--yes")
    second = run("cast", "picture", "信", "--yes")

    assert first[0] == 5, first[2]
    assert "jobs adopt" in first[2]
    assert second[0] == 2
    assert len(made.shop.jobs) == 1

    (tmp_path / "prompts" / "cast" / "v1" / "picture.zh.jinja").write_text("{{ look }}", "utf-8")
    third = run("cast", "picture", "信", "--yes")
    listed = run("jobs", "list")
    assert third[0] == 0, third[2]
    assert "cast/信 picture" in listed[1]
    assert run("cast", "picture", "信", "--approve")[0] == 0


def test_an_unknown_picture_is_sent_again_by_a_persons_word(made, run, tmp_path):
    (tmp_path / "prompts" / "cast" / "v1").mkdir(parents=True)
    (tmp_path / "prompts" / "cast" / "v1" / "picture.zh.jinja").write_text("{{ look }} [[rehearse:drop]]", "utf-8")
    assert run("cast", "picture", "陈默", "--yes")[0] == 5
    [job] = made.shop.jobs.values()
    job.scenario = made.shop.scenario_for("ok")
    made.shop.scenario_for = lambda prompt: job.scenario

    code, _, err = run("jobs", "resend", "cast/陈默 (sheet) picture", "--yes")

    assert code == 0, err
    assert run("cast", "picture", "陈默", "--yes")[0] == 0
    assert run("cast", "picture", "陈默", "--approve")[0] == 0
    assert len(made.shop.jobs) == 2


def test_the_console_shows_the_pictures_that_were_received(made, run, tmp_path):
    import urllib.request

    (tmp_path / "chen.png").write_bytes(drawn("8x8", "x"))
    (tmp_path / "references.toml").write_text('[[clip]]\nline = "我在开会"\nimage = ["chen.png"]\n', "utf-8")
    run("submit", "ep01.txt", "--yes", *OMNI)
    jobs = json.loads(urllib.request.urlopen(made.url() + "/console").read())["jobs"]
    shown = [each for job in jobs for each in job["received"]]

    assert [(each["field"], each["form"], each["kind"]) for each in shown] == [("images", "data", "image/png")]
    with urllib.request.urlopen(made.url() + shown[0]["see"]) as seen:
        assert seen.read() == drawn("8x8", "x")


@pytest.mark.parametrize(
    ("data", "words"), [(b"GIF89a", "no picture"), (drawn("8x8", "x")[:-20], "cut"), (b"\xff\xd8\xff\xe0", "cut")]
)
def test_half_a_picture_is_no_picture(tmp_path, data, words):
    path = tmp_path / "a.png"
    path.write_bytes(data)

    with pytest.raises(BrokenFilm, match=words):
        read_still(path)


def test_sizes_are_read_from_the_marks_of_each_kind(tmp_path):
    from PIL import Image

    for suffix in ("png", "jpg", "webp"):
        path = tmp_path / f"a.{suffix}"
        Image.new("RGB", (31, 17)).save(path)
        found = read_still(path)
        assert (found.width, found.height, found.suffix) == (31, 17, f".{suffix}")


def test_no_gateway_for_pictures_is_said_with_what_to_write(workspace, run, tmp_path):
    run("submit", "ep01.txt", "--dry-run", *OMNI)
    path = tmp_path / "storyboard.toml"
    path.write_text(path.read_text("utf-8").partition("[pictures]")[0], "utf-8")

    code, _, err = run("cast", "picture", "陈默", "--yes")

    assert (code, '[pictures] gateway = "X"' in err) == (2, True), err
    assert "makes films, no pictures" in run("cast", "picture", "陈默", "--gateway", "omni-fast", "--model", "m")[2]


def test_a_still_begins_its_clip_only_when_approved_and_stays_with_its_words(made, run, tmp_path):
    """Made from the first shot, by the pictures of who is in it; another order of clips keeps it at its own."""
    (tmp_path / "chen.png").write_bytes(drawn("8x8", "x"))
    path = tmp_path / "cast.toml"
    head = next(h for h in ("[people.陈默]", '[people."陈默"]') if h in path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace(head, f'{head}\nsheets = ["chen.png"]'), "utf-8")

    code, out, err = run("frames", "ep01.txt", "--yes", *OMNI)
    count = len(made.shop.jobs)
    again = run("frames", "ep01.txt", *OMNI)
    before = json.loads(run("submit", "ep01.txt", "--dry-run", *OMNI)[1])

    assert code == 0, err
    assert again[0] == 0
    assert len(made.shop.jobs) == count == len(out.splitlines()) == len(before)
    by_picture = [job for job in made.shop.jobs.values() if job.received]
    assert by_picture
    assert all("图片1里的" in job.prompt for job in by_picture)
    assert not any(name in job.prompt for job in made.shop.jobs.values() for name in ("林晚", "陈默"))
    assert not any("first_image_url" in each["request"]["body"] for each in before)

    code, out, err = run("frames", "ep01.txt", "--approve", "--only", str(count), *OMNI)
    after = json.loads(run("submit", "ep01.txt", "--dry-run", *OMNI)[1])
    row = tomllib.loads((tmp_path / "references.toml").read_text("utf-8"))["clip"][0]
    assert code == 0, err
    assert (tmp_path / row["first_frame"]).is_file()
    assert ["first_image_url" in each["request"]["body"] for each in after] == [False] * (count - 1) + [True]

    script = (tmp_path / "ep01.txt").read_text("utf-8").replace("△林晚推门进来", "△远处有雷声。\n△林晚推门进来")
    (tmp_path / "ep01.txt").write_text(script, "utf-8")
    moved = json.loads(run("submit", "ep01.txt", "--dry-run", *OMNI)[1])
    framed = [each["request"]["body"]["prompt"] for each in moved if "first_image_url" in each["request"]["body"]]
    assert len(framed) == 1
    assert "我不该来的" in framed[0]


def test_the_last_frame_of_a_take_is_written_as_a_picture(made, run, tmp_path):
    from tests.gateway_play import true_film

    made.shop.draw = lambda seconds, size, prompt: true_film(seconds=float(seconds), size=(72, 128))
    assert run("submit", "ep01.txt", "--only", "1", "--yes", *OMNI)[0] == 0

    code, out, err = run("take", "frame", "001", "-o", "last.png")

    assert (code, out.strip()) == (0, "last.png"), err
    assert (read_still(tmp_path / "last.png").width, read_still(tmp_path / "last.png").height) == (72, 128)


BUYING = (
    ("submit", "ep01.txt", *OMNI),
    ("submit", "--prompt", "free.txt", *OMNI),
    ("retake", "1"),
    ("remix", "1", "把白天变成黑夜"),
    ("cast", "picture", "陈默"),
    ("cast", "shoot", "林晚"),
    ("cast", "create", "林晚", "--url", "https://films.example/a.mp4"),
    ("frames", "ep01.txt"),
)


@pytest.mark.parametrize("command", BUYING, ids="-".join)
def test_whatever_buys_says_what_the_key_still_needs_before_it_asks(command, made, run, tmp_path, monkeypatch):
    """Before a price is agreed to and before anything is sent; nothing more of it once the key is there."""
    (tmp_path / "free.txt").write_text("一只纸船在雨里漂。", "utf-8")
    if command[0] in ("retake", "remix"):
        assert run("submit", "ep01.txt", "--yes")[0] == 0
    sent, unset = made.shop.posts.total(), "$REHEARSAL_KEY is not set: export REHEARSAL_KEY="

    with monkeypatch.context() as bare:
        bare.delenv("REHEARSAL_KEY")
        code, _, said = run(*command)
    assert (code, said.count(unset)) == (2, 1), said
    assert said.index(unset) < said.index("this costs money")
    assert made.shop.posts.total() == sent

    code, _, said = run(*command)
    assert (code, unset in said, "this costs money" in said) == (2, False, True), said
