"""The storyboard page: everything in one file, nothing fetched, nothing from a script able to run."""

import base64
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from storyboard.animatic import animatic
from storyboard.assemble import PageSheet, page
from storyboard.languages import Language
from storyboard.model import Board, Clip, Offer, Order, Part, ShotTrace, Trace
from tests.browser import CHROMIUM, Browser
from tests.samples import SAMPLES
from tests.test_assemble import BOARD, CLIPS, PEOPLE, shot

OFFER = Offer("preview", "sora-2-pro", (5, 10), "720x1280")
TRACE = Trace("", tuple(ShotTrace("s1", (), 1, "rules") for _ in BOARD.shots), assumed=("林晚：发型",))
SHEET = PageSheet(
    "退婚宴上的电话", Language.of("zh"), BOARD, CLIPS, ("Shot 1:\nduration: 2.2sec\nScene: 客厅", "Shot 1:\nScene: <客厅>"), (None, None), OFFER,
    trace=TRACE, greedy_seconds=15,
)  # fmt: skip


class Reader(HTMLParser):
    """The tags, attributes and visible text of a page; fails on a tag left open."""

    VOID = frozenset({"meta", "img", "br", "link", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("script", "style"):
            self.text += data


def test_the_page_of_an_episode(golden):
    """The whole page, without pictures, as a person reviewed it."""
    golden("page/edge.html", page(SHEET))


def test_the_page_is_well_formed_and_says_everything():
    """Each shot's line, action, camera, place, each prompt, each person, what was assumed and what it costs is there."""
    text = Reader(page(SHEET)).text

    for made in BOARD.shots:
        for value in (made.dialogue.text, made.action, made.visual, made.camera, made.location):
            assert value in text
    for words in (
        *SHEET.prompts,
        *(person.name for person in PEOPLE),
        "林晚：发型",
        "0:07.6",
        "女 · 27 · 215 Hz · 240 SPM · 普通话",
    ):
        assert words in text


def test_the_page_fetches_nothing_but_its_film():
    """No address in it leads out of its folder; a name with odd letters is written as an address."""
    tags = Reader(page(replace(SHEET, film="第1集 #1.mp4"))).tags

    links = [value for _, attributes in tags for name, value in attributes.items() if name in ("src", "href", "poster")]

    assert "%E7%AC%AC1%E9%9B%86%20%231.mp4#t=0.1" in links
    assert all(link.startswith(("#", "%E7%AC%AC", "data:")) for link in links)
    assert not re.search(r"@import|url\(", page(SHEET))


def test_a_script_cannot_put_code_into_its_page():
    """Markup in words, names and prompts is shown, and cannot end the data block."""
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    board = Board(BOARD.character_setting, (shot(2.0, "林晚", evil, evil), *BOARD.shots[1:]))
    sheet = replace(
        SHEET, title=evil, board=board, prompts=(evil, evil), clips=(Clip((Part(0, evil, 20, 50),), 5), CLIPS[1])
    )

    reader = Reader(page(sheet))

    assert [tag for tag, _ in reader.tags].count("script") == 2
    assert "img" not in [tag for tag, _ in reader.tags]
    assert reader.text.count(evil) >= 4


def test_the_board_is_in_the_page_as_data():
    """The mandated JSON can be read back out of it."""
    data = re.search(r'<script type="application/json" id="board">(.*?)</script>', page(SHEET), re.DOTALL)

    assert data is not None
    assert json.loads(data[1])["shots"][0]["dialogue"] == {"role": "林晚", "text": "我签。"}


def test_each_panel_has_a_frame_of_its_shot(tmp_path):
    """Frames come from the take, small, as JPEG; a clip without a take has none and says so."""
    from PIL import Image

    order = Order("preview", "", 5, "72x128", shots=(shot(2.2), replace(shot(2.8), time="晚上")), characters=PEOPLE)
    animatic(order, tmp_path / "1.mp4")

    reader = Reader(page(replace(SHEET, takes=(tmp_path / "1.mp4", None))))

    pictures = [attributes["src"] for tag, attributes in reader.tags if tag == "img"]
    assert len(pictures) == 2
    first, second = (Image.open(io.BytesIO(base64.b64decode(picture.partition(",")[2]))) for picture in pictures)
    assert (first.format, first.width) == ("JPEG", 216)
    assert first.tobytes() != second.tobytes()
    assert Language.of("zh").word("page.missing") in reader.text


def test_a_click_goes_to_where_the_shot_begins():
    """Panels know their place in the trimmed film: the tail of the first clip is gone."""
    tags = Reader(page(SHEET)).tags

    spans = [(a["data-start"], a["data-end"]) for _, a in tags if a.get("class") == "panel"]

    assert spans == [("0.0", "2.2"), ("2.2", "4.1"), ("4.1", "7.6")]


def test_the_page_speaks_the_language_of_the_script():
    """Chinese for Chinese, English for everything else."""
    assert "Storyboard" in Reader(page(replace(SHEET, language=Language.of("ja")))).text
    assert "分镜表" in Reader(page(SHEET)).text


@pytest.mark.parametrize("greedy", [None, 10, 9])
def test_no_saving_is_claimed_where_there_is_none(greedy):
    """Equal, worse or not counted: the page says nothing about it."""
    assert Language.of("zh").word("page.saving") not in Reader(page(replace(SHEET, greedy_seconds=greedy))).text


MEASURED = """(() => {
  const lines = (each) => each.getBoundingClientRect().height / parseFloat(getComputedStyle(each).lineHeight);
  const told = [...document.querySelectorAll(".told, tr td:last-child, article > div:last-child")];
  return [document.documentElement.scrollWidth <= innerWidth,
          Math.max(0, ...[...document.querySelectorAll(".panel .head b")].map(lines)) < 1.6,
          Math.min(...told.map((each) => each.getBoundingClientRect().width)) > 150];
})()"""
"""Nothing stands out at the side, no number of a shot is broken, what is to be read has room."""


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: the pages are not tried in a browser")
@pytest.mark.parametrize("language", [pytest.param("zh", marks=pytest.mark.wide), "en"])
def test_every_page_can_be_read_on_a_telephone_and_on_a_desk(language, tmp_path, run, monkeypatch):
    """Board, cast and reading of an episode of more than nine shots."""
    monkeypatch.chdir(tmp_path)
    sample = {"zh": "rain.txt", "en": "lastbus.txt"}[language]
    (tmp_path / sample).write_bytes((SAMPLES / sample).read_bytes())
    assert run("lint", sample, "--read")[0] == run("plan", sample)[0] == run("cast", "sheet")[0] == 0
    many = replace(
        BOARD,
        shots=tuple(replace(each, camera="medium close-up, over the shoulder, static") for each in BOARD.shots * 4),
    )
    clip = Clip(tuple(Part(at, each.dialogue.text, each.tenths, each.tenths) for at, each in enumerate(many.shots)), 30)
    board = replace(
        SHEET, language=Language.of(language), board=many, clips=(clip,), prompts=("Shot 1:",), takes=(None,)
    )
    (tmp_path / "board.html").write_text(page(replace(board, trace=None)), "utf-8")

    with Browser(tmp_path / "profile") as browser:
        for name in ("board.html", "out/cast.html", f"{sample.split('.')[0]}.read.html"):
            for width in (390, 1400):
                browser.size(width, 900)
                browser.open((tmp_path / name).as_uri())
                assert (name, width, browser.run(MEASURED)) == (name, width, [True, True, True])
