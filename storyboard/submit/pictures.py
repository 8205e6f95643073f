"""Pictures to buy: of people, places and things, from their frozen looks; stills that clips begin with."""

import re
from collections.abc import Sequence

from storyboard.cast.sitters import Sitter, View, language_of
from storyboard.config import Settings
from storyboard.errors import UsageError
from storyboard.gateways import Gateway, key_of, open_gateway
from storyboard.gateways.pictures import PictureMaking
from storyboard.ledger import Job
from storyboard.library import Library
from storyboard.model import Order, Reference
from storyboard.submit.again import CAST, BuyAgain


def studio(settings: Settings, gateway: str = "", model: str = "") -> tuple[PictureMaking, str]:
    """The gateway that makes pictures, and the model; `UsageError` where none is named."""
    name, wanted = gateway or settings.pictures.gateway, model or settings.pictures.model
    if not name or not wanted:
        raise UsageError(
            "no gateway for pictures is named",
            'in storyboard.toml: [pictures] gateway = "X", model = "…"; [gateways.X] dialect = "openai-images" or "ark-images"',
        )
    spot = open_gateway(settings, name)
    if not isinstance(spot, PictureMaking):
        raise UsageError(f"[gateways.{name}] makes films, no pictures", "dialects for pictures: see dialects/README.md")
    return spot, wanted


def size_of(settings: Settings, spot: PictureMaking, model: str, *, wide: bool) -> str:
    """The size of a picture: as `[pictures]` says, else the dialect's for its shape."""
    if settings.pictures.size:
        if not re.fullmatch(r"\d+x\d+", settings.pictures.size):
            raise UsageError(f"[pictures] size: {settings.pictures.size!r} is no size", "it looks like 1024x1536")
        return settings.pictures.size
    sizes = spot.pictures.row(model).sizes
    return sizes["landscape" if wide and "landscape" in sizes else next(iter(sizes))]


def portrait(
    sitter: Sitter, view: View, settings: Settings, spot: PictureMaking, model: str, library: Library
) -> BuyAgain:
    """A picture of somebody or something, by the pictures that were approved of them before."""
    look = sitter.look
    prompt = library.beside("cast", language_of(look), "picture", kind=sitter.kind, view=view, look=look).strip()
    wide = sitter.kind == "place" or (sitter.kind == "person" and view == "sheet")
    by = () if view == "sheet" else sitter.sheets[:1]
    given = tuple(Reference("image", _home(sheet, settings)) for sheet in by)
    order = Order(model, prompt, 0, size_of(settings, spot, model, wide=wide), kind="picture", references=given)
    called = f"{sitter.name} ({view})" if sitter.kind == "person" else sitter.name
    return wish_of(f"the picture {called}", order, spot, (CAST, f"{called} picture"))


def wish_of(name: str, order: Order, spot: Gateway, place: tuple[str, str]) -> BuyAgain:
    """A wish for a picture; `UsageError` for one that the gateway could never take."""
    wrong: Sequence[str] = [fault.message for fault in spot.check(order)]
    if wrong:
        raise UsageError("\n".join(f"{name}: {each}" for each in wrong))
    request = spot.build(order)
    job = Job(key_of(spot.account, request, 0), "picture", spot.name, spot.account, request.canonical(), order)
    return BuyAgain(
        name, job, spot.price(order), 1, place, known=tuple(key_of(spot.account, way, 0) for way in request.ways())
    )


def _home(sheet: str, settings: Settings) -> str:
    """A sheet as an order has it: files by their whole path."""
    if sheet.startswith(("http://", "https://", "data:")):
        return sheet
    return str(settings.workspace / sheet)
