"""The place behind the figures, painted in the light of the hour and, for close shots, out of focus."""

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from storyboard.animatic import fixed, indoors, landmarks, neutral, outdoors, waiting, workplaces
from storyboard.animatic.colours import RGB, shade
from storyboard.animatic.setting import Setting
from storyboard.animatic.stage import Stage

if TYPE_CHECKING:
    from PIL.Image import Image

PAINTERS: dict[str, Callable[[Stage], None]] = {
    "room": indoors.room,
    "hall": indoors.hall,
    "study": indoors.study,
    "bedroom": indoors.bedroom,
    "office": indoors.office,
    "corridor": indoors.corridor,
    "car": indoors.car,
    "old-street": outdoors.old_street,
    "old-room": indoors.old_room,
    "street": outdoors.street,
    "alley": outdoors.alley,
    "nature": outdoors.nature,
    "desert": outdoors.desert,
    "water": outdoors.water,
    "court": outdoors.court,
    "roof": outdoors.roof,
    "shore": outdoors.shore,
    "deck": outdoors.deck,
    "pitch": outdoors.pitch,
    "bridge": outdoors.bridge,
    "site": outdoors.site,
    "ice": outdoors.ice,
    "lockers": workplaces.lockers,
    "kitchen": workplaces.kitchen,
    "hearth": workplaces.hearth,
    "bathroom": workplaces.bathroom,
    "ward": workplaces.ward,
    "classroom": workplaces.classroom,
    "shop": workplaces.shop,
    "bar": workplaces.bar,
    "eatery": workplaces.eatery,
    "ring": workplaces.ring,
    "works": workplaces.works,
    "barn": workplaces.barn,
    "cabin": workplaces.cabin,
    "cell": workplaces.cell,
    "tent": workplaces.tent,
    "controls": workplaces.controls,
    "backstage": workplaces.backstage,
    "church": workplaces.church,
    "cave": workplaces.cave,
    "lift": waiting.lift,
    "platform": waiting.platform,
    "lookout": waiting.lookout,
    "belfry": landmarks.belfry,
    "bell-tower": landmarks.bell_tower,
    "railway": landmarks.railway,
    "train": landmarks.train,
    "cinema": landmarks.cinema,
    "open-air-cinema": landmarks.open_air_cinema,
    "stall": landmarks.stall,
    "west-room": workplaces.west_room,
    "west-street": outdoors.west_street,
    "bare": neutral.bare,
    "open": neutral.open_ground,
    "farmyard": neutral.farmyard,
    "glasshouse": neutral.glasshouse,
    "pool": neutral.pool,
}
"""Kind of place (the rows of `setting.PLACES`, `room` and `street`) -> who paints it."""


def gradient(size: tuple[int, int], top: RGB, low: RGB) -> "Image":
    """A picture that goes from one colour down to the other."""
    from PIL import Image

    ramp = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, low), Image.new("RGB", size, top), ramp)


def backdrop(size: tuple[int, int], place: Setting, floor: float, blur: float) -> "Image":
    """The place as an RGB picture; `floor` is the height of the wall's foot (0-1), `blur` in parts of the width."""
    from PIL import Image, ImageDraw, ImageFilter

    width, height = (size[0] // 2, size[1] // 2) if blur else size
    page = gradient((width, height), place.light.top, place.light.low)
    foot = round(height * floor)
    if foot < height:
        ground = gradient((width, height - foot), place.light.floor, shade(place.light.floor, -0.25))
        page.paste(ground, (0, foot))
    dice = Random(place.number)  # noqa: S311 - scenery
    ink = ImageDraw.Draw(page)
    stage = Stage(ink, width, height, floor, place.light, place.hour == "night", not place.weather, dice)
    PAINTERS[place.place](stage)
    for one in place.anchors:
        fixed.PAINTERS[one.kind](stage, fixed.MIDDLE[one.at])
    page = _lamps(page, place)
    if blur:
        small = page.reduce(2).filter(ImageFilter.GaussianBlur(blur * width / 2))
        page = small.resize(size, Image.Resampling.BICUBIC)
    return page


def _lamps(page: "Image", place: Setting) -> "Image":
    """A soft light from above left, so that no surface is flat."""
    from PIL import Image

    width, height = page.size
    glow = Image.radial_gradient("L").resize((width * 2, height * 2)).point(lambda level: max(0, 150 - level))
    spot = Image.new("L", page.size, 0)
    spot.paste(glow, (-round(width * 0.75), -round(height * 0.8)))
    strength = 0.5 if place.hour == "night" else 0.62
    return Image.composite(
        Image.new("RGB", page.size, place.light.glow), page, spot.point(lambda level: round(level * strength))
    )
