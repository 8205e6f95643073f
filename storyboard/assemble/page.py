"""The storyboard page: one HTML file with everything in it but the film, to read, to click through and to print."""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard import timeline
from storyboard.assemble.episode import kept
from storyboard.cast.looks import kind_of, read_appearance, read_voice
from storyboard.errors import StoryboardError
from storyboard.languages import Language
from storyboard.model import Board, Character, Clip, Offer, Part, Shot, Trace
from storyboard.model.plain import plain
from storyboard.pack import Composition, compositions
from storyboard.records import dataclass

if TYPE_CHECKING:
    from jinja2 import Environment
    from PIL.Image import Image

THUMB_WIDTH = {True: 216, False: 320}
"""Pixels across a thumbnail: portrait, landscape."""
MANY = 240
"""Above so many shots thumbnails are smaller, so that the page stays light."""
LOOK_AT = 0.6
"""Which part of a shot its thumbnail shows."""


@dataclass(frozen=True, slots=True)
class PageSheet:
    """What a page is made from."""

    title: str
    language: Language
    """Of the script."""
    board: Board
    clips: tuple[Clip, ...]
    prompts: tuple[str, ...]
    """Parallel to `clips`."""
    takes: tuple[Path | None, ...]
    """Parallel to `clips`; frames are taken from them."""
    offer: Offer
    trace: Trace | None = None
    film: str = "episode.mp4"
    """Path of the film from the page's folder; empty where there is none."""
    subtitles: str = "episode.srt"
    greedy_seconds: int | None = None
    """Paid seconds of filling clips in order, for the saving; None where nobody counted."""
    remarks: tuple[str, ...] = ()
    """Parallel to `clips`, or none at all: what a clip's film is that was not ordered."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture of the contact sheet: a part of a clip."""

    number: int
    """1-based shot of the board."""
    again: bool
    """A later piece of a shot that was split."""
    shot: Shot
    text: str
    start: float
    """Seconds into the film."""
    seconds: float
    stretch: float
    """Seconds by which it is longer than its natural length."""
    picture: str
    """A data URI, or empty."""
    kind: str
    """`person`, `group`, `voice`, `joint` of the speaker, or empty."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A clip with its panels."""

    number: str
    seconds: int
    kept: float
    tail: float
    holds: int
    panels: tuple[Panel, ...]
    prompt: str
    made: bool
    remark: str = ""
    composed: tuple[str, ...] = ()
    """Sizes in a row, people, why the clip ends."""


def page(sheet: PageSheet) -> str:
    """The page as HTML: self-contained except for the film, which it plays by its relative path."""
    words = sheet.language.table("page")
    strips = tuple(_strips(sheet))
    film = timeline.seconds(sheet.board, sheet.clips)
    paid = sum(clip.seconds for clip in sheet.clips)
    saved = (sheet.greedy_seconds - paid) if sheet.greedy_seconds is not None else 0
    scenes = len({item.scene for item in sheet.trace.shots}) if sheet.trace else len(timeline.scene_starts(sheet.board))
    return (
        environment()
        .get_template("page.html.jinja")
        .render(
            sheet=sheet,
            words=words,
            strips=strips,
            people=tuple(_people(sheet.board, words)),
            scenes=scenes,
            lines=sum(1 for shot in sheet.board.shots if shot.dialogue.text),
            film_seconds=film,
            paid=paid,
            saved=saved,
            portrait=_portrait(sheet.offer.size),
            assumed=sheet.trace.assumed if sheet.trace else (),
            # `<` never stands in the data, so nothing in a script can end the element it is in
            data=plain(json.dumps(asdict(sheet.board), ensure_ascii=False)).replace("<", "\\u003c"),
        )
    )


@cache
def environment() -> "Environment":
    """The templates that lie beside this module; an undefined name is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: plain(value) if type(value) is str else value,
    )
    made.filters["clock"] = lambda seconds: f"{int(seconds) // 60}:{seconds % 60:04.1f}"
    made.filters["css"] = lambda colour: "#{:02x}{:02x}{:02x}".format(*colour)
    return made


def _portrait(size: str) -> bool:
    width, height = (int(side) for side in size.split("x"))
    return height > width


def _strips(sheet: PageSheet) -> Iterator[Strip]:
    """The clips in order, with where each panel begins in the film."""
    starts = {(clip, part): at / 10 for clip, part, at in timeline.parts(sheet.board, sheet.clips)}
    rows = compositions(sheet.board, sheet.clips, max(sheet.offer.lengths, default=0))
    for number, (clip, take) in enumerate(zip(sheet.clips, sheet.takes, strict=True)):
        shown = [(place, part) for place, part in enumerate(clip.parts) if not part.hold]
        pictures = _pictures(take, clip, [place for place, _ in shown], sheet)
        yield Strip(
            number=f"{number + 1:03}",
            seconds=clip.seconds,
            kept=kept(clip) / 10,
            tail=sum(part.tail for _, part in shown) / 10,
            holds=len(clip.parts) - len(shown),
            panels=tuple(
                _panel(sheet.board, part, starts[number, place], picture)
                for (place, part), picture in zip(shown, pictures, strict=True)
            ),
            prompt=sheet.prompts[number],
            made=take is not None,
            remark=sheet.remarks[number] if sheet.remarks else "",
            composed=_composed(rows[number], sheet.language),
        )


def _composed(row: Composition, language: Language) -> tuple[str, ...]:
    sizes = language.word("composition.arrow").join(row.sizes)
    people = language.word("writing.list").join(row.people)
    return tuple(filter(None, (sizes, people, language.word(f"composition.ends.{row.ends}"))))


def _panel(board: Board, part: Part, start: float, picture: str) -> Panel:
    shot = board.shots[part.shot]
    speaker = board.character_setting.get(shot.dialogue.role)
    seconds = (part.duration - part.tail) / 10
    return Panel(
        number=part.shot + 1,
        again=not part.first,
        shot=shot,
        text=part.text,
        start=start,
        seconds=seconds,
        stretch=round(seconds - part.natural / 10, 1),
        picture=picture,
        kind=kind_of(read_appearance(speaker.appearance)) if speaker else "",
    )


def _pictures(take: Path | None, clip: Clip, places: Sequence[int], sheet: PageSheet) -> list[str]:
    """A frame of each part as a data URI; empty ones where there is no take or it cannot be read."""
    from storyboard.media import frames

    if take is None:
        return [""] * len(places)
    begins = [sum(part.duration for part in clip.parts[:place]) / 10 for place in places]
    times = tuple(
        begin + clip.parts[place].duration / 10 * LOOK_AT for begin, place in zip(begins, places, strict=True)
    )
    try:
        pictures = frames(take, times)
    except StoryboardError:
        return [""] * len(places)
    width = THUMB_WIDTH[_portrait(sheet.offer.size)]
    width = width if len(sheet.board.shots) <= MANY else width * 2 // 3
    return [thumbnail(picture, width) for picture in pictures]


def thumbnail(picture: "Image", width: int) -> str:
    """A small JPEG as a data URI."""
    from storyboard.media import jpeg

    return f"data:image/jpeg;base64,{base64.b64encode(jpeg(picture, width)).decode()}"


def _people(board: Board, texts: dict[str, str]) -> Iterator[dict[str, object]]:
    """Rows of the character table: looks with their colours, voice in plain words."""
    from storyboard.animatic import colours

    kinds = {"person": "", "group": texts["group"], "voice": texts["only_voice"], "joint": texts["joint"]}
    for character in board.character_setting.values():
        looks = read_appearance(character.appearance)
        drawn = looks is not None and kind_of(looks) in ("person", "group")
        yield {
            "name": character.name,
            "kind": kinds[kind_of(looks)],
            "appearance": character.appearance,
            "hair": colours.read(looks.hair_colour) if looks and drawn else None,
            "clothes": colours.read(looks.clothes_colour) if looks and drawn else None,
            "voice": _voice(character),
        }


def _voice(character: Character) -> str:
    read = read_voice(character.voice)
    if read is None:
        return character.voice
    voice, age = read
    return f"{voice.sex} · {age} · {voice.pitch} Hz · {voice.tempo} SPM · {voice.accent}"
