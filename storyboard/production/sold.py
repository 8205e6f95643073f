"""What a buyer should know of how a model is sold, before anything is paid: shots that go shortened, faces, sound, advised lengths."""

from collections.abc import Sequence

from storyboard.gateways.shots import left_out
from storyboard.model import Order
from storyboard.production.production import Production
from storyboard.profiles import Profile, load_dialect, profile_for
from storyboard.profiles.parts import Shots
from storyboard.render import size_of

PICTURES = ("image", "first_frame", "last_frame", "video")
REGISTERED = "asset:"
"""Begins the source of a picture that is registered with the maker."""


def sold_remarks(production: Production, orders: Sequence[Order]) -> tuple[str, ...]:
    """Sentences in the script's language; none for the preview."""
    settings = production.settings
    dialect = load_dialect(settings.gateway().dialect, settings.workspace)
    if dialect.flow == "draw" or not orders:
        return ()
    profile = profile_for(orders[0].model, settings.workspace)
    said = [*_apart(production, orders, dialect.create.shots)]
    if profile:
        said += [
            *_advised(production, orders, profile),
            *_faces(production, orders, profile),
            *_sound(production, orders, profile),
        ]
    return tuple(said)


def _apart(production: Production, orders: Sequence[Order], shots: Shots | None) -> list[str]:
    """Clips whose shots go apart with less than their prompt tells, and those that go as one prompt."""
    if shots is None:
        return []
    said = []
    for number, order in enumerate(orders, 1):
        if not shots.holds(order.model, frozenset(each.role for each in order.references)):
            continue
        short, long = left_out(order, shots)
        key = "sold.whole" if long else "sold.short" if short else ""
        if key:
            listed = ", ".join(map(str, long or short))
            said.append(production.heard.word(key).format(clip=f"{number:03d}", shots=listed, most=shots.chars))
    return said


def _advised(production: Production, orders: Sequence[Order], profile: Profile) -> list[str]:
    """Prompts longer than the maker advises: Chinese characters, or half as many again words of another language."""
    if not profile.advised:
        return []
    sizes = [size_of(order.prompt, production.language.code) for order in orders]
    over = [size for size in sizes if size > profile.advised]
    if not over:
        return []
    counted = {
        "count": len(over),
        "all": len(orders),
        "most": round(max(over)),
        "advised": profile.advised,
        "model": profile.title,
    }
    return [production.heard.word("sold.advised").format(**counted)]


def _faces(production: Production, orders: Sequence[Order], profile: Profile) -> list[str]:
    given = [each for order in orders for each in order.references if each.role in PICTURES]
    plain = {each.source for each in given if not each.source.startswith(REGISTERED)}
    if profile.faces != "registered" or not plain:
        return []
    return [production.heard.word("sold.faces").format(count=len(plain), model=profile.title)]


def _sound(production: Production, orders: Sequence[Order], profile: Profile) -> list[str]:
    spoken = sum(bool(shot.dialogue.text.strip()) for order in orders for shot in order.shots)
    silent = not orders[0].sound
    key = ""
    if silent and profile.sound == "always":
        key = "sold.always"
    elif spoken and (profile.sound == "never" or (silent and profile.sound == "switch")):
        key = "sold.silent"
    return [production.heard.word(key).format(lines=spoken, model=profile.title)] if key else []
