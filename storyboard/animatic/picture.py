"""The picture of a shot: the place, the people or the thing in it, the weather, all at the framing the camera asks for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from storyboard.animatic import colours, things
from storyboard.animatic.backdrop import PAINTERS, backdrop
from storyboard.animatic.blocking import WAYS, Blocking
from storyboard.animatic.figures import LEGS, Figure, Pose, figure, paint
from storyboard.animatic.pen import Pen
from storyboard.animatic.setting import LIGHTS, Setting, setting
from storyboard.languages import scenery as vocabulary
from storyboard.media import letters
from storyboard.model import Character, Shot
from storyboard.patterns import deferred
from storyboard.records import dataclass
from storyboard.staging.images import image_in

if TYPE_CHECKING:
    from PIL.Image import Image

FINE = 2
"""Drawn so many times larger and then reduced, for smooth edges."""


@dataclass(frozen=True, slots=True)
class SizeFrame:
    """What a shot size means: all but `most` in parts of the height of the picture, `blur` in parts of its width."""

    head: float
    crown: float
    most: int
    floor: float
    blur: float


FRAMES = {
    "extreme-close": SizeFrame(1.02, -0.1, 1, 1.0, 0.03),
    "close": SizeFrame(0.5, 0.17, 1, 0.98, 0.02),
    "medium-close": SizeFrame(0.34, 0.19, 2, 0.94, 0.012),
    "near": SizeFrame(0.3, 0.19, 2, 0.92, 0.01),
    "medium": SizeFrame(0.21, 0.19, 3, 0.84, 0.005),
    "full": SizeFrame(0.094, 0.19, 4, 0.76, 0.0),
    "wide": SizeFrame(0.058, 0.42, 6, 0.72, 0.0),
    "extreme-wide": SizeFrame(0.03, 0.6, 6, 0.74, 0.0),
}
LOW = 0.15
"""Heads larger than this part of the picture: the legs are not in it."""
SMALLER = 0.7
"""Heads by which a child alone is lower than a grown person would be, in a picture without legs."""
SUNK = 0.8
"""Heads by which somebody who does not stand is lower than those who do, in a picture without legs."""
FLOORS = {"high": -0.2, "low": 0.1}
"""How an angle moves the foot of the wall."""
BEZEL = 0.035
"""The frame of a screen in parts of the shorter side of the picture."""
DARKNESS, UNLIT = (10, 12, 24), 0.72
"""The colour of a place whose lights have gone out, and how much of the picture it covers."""
GROWN = 7.3
"""Heads in a grown person."""


def picture(
    shot: Shot, staged: Blocking, size: tuple[int, int], visible: tuple[int, int], near: Sequence[Shot] = ()
) -> "Image":
    """The picture as RGB at `size`, of which the camera shows `visible` at a time; the framing is that of the middle.

    `near`: other shots of the film; those of the same place tell where its door stands when this one does not.
    """
    from PIL import Image

    place = setting(shot, near, back=staged.framing.angle == "over-shoulder", old=staged.old)
    frame = FRAMES[staged.framing.size]
    fine = (size[0] * FINE, size[1] * FINE)
    floor = min(1.0, frame.floor + FLOORS.get(staged.framing.angle, 0.0))
    if staged.thing:
        page = backdrop(fine, place, 0.9, 0.03)
        if staged.deed:
            _people(page, staged, FRAMES["medium"], place, (visible[0] * FINE, visible[1] * FINE))
        told = image_in(shot.action, "zh" if _WRITTEN_HAN.search(shot.action) else "en")
        seen = partial(_pictured, told.told, place, old=staged.old) if told else None
        things.paint(page, staged.thing, place, staged.letters, staged.label, before=staged.deed, seen=seen)
    else:
        page = backdrop(fine, place, floor, frame.blur)
        if place.weather == "fog" and not place.inside:
            _fog(page)
        _people(page, staged, frame, place, (visible[0] * FINE, visible[1] * FINE))
        if place.weather in ("rain", "snow") and not place.inside:
            _weather(page, place)
    page = page.resize(size, Image.Resampling.BOX) if FINE == 1 else page.reduce(FINE)
    return _graded(page, place)


_WRITTEN_HAN = deferred(r"[\u4e00-\u9fff]")
_SOMEBODY = deferred(
    r"[男女]人|母亲|父亲|妈妈|爸爸|主持人|记者|演员|女孩|男孩|孩子|婴儿|青年|年轻人|老人|军人|士兵|新娘|新郎|她|他|人影"
    r"|\b(?:m[ae]n|wom[ae]n|mother|father|boys?|girls?|child(?:ren)?|soldiers?|reporter|anchor|bride|groom|couple|baby|figure|face|he|she|actress|actor|family|people)\b",
    re.I,
)
_FEMALE = deferred(r"女|母|妈|娘|她|\b(?:wom[ae]n|mother|girls?|bride|she|actress)\b", re.I)
_YOUNGER = deferred(r"孩|婴|\b(?:boys?|girls?|child(?:ren)?|baby|kids?)\b", re.I)
_THREE = deferred(r"[三四五几群家]|\b(?:three|four|five|family|people|several)\b", re.I)
MOST_PICTURED = 3


def _pictured(told: str, place: Setting, size: tuple[int, int], *, old: str) -> "Image":
    """What a screen or a photograph shows, as its words tell it: a place, and up to three people nobody knows."""
    kind = vocabulary.kind(told, "outside", told=True) or vocabulary.kind(told, "inside", told=True)
    light = LIGHTS["day", not kind or kind in ("room", "office")]
    there = replace(
        place, place=kind if kind in PAINTERS else "nature", light=light, hour="day", weather="", anchors=()
    )
    page = backdrop((size[0] * 2, size[1] * 2), there, 0.8, 0.0).resize(size)
    found = list(dict.fromkeys(match[0] for match in _SOMEBODY.finditer(told)))[:MOST_PICTURED]
    found = found * MOST_PICTURED if len(found) == 1 and _THREE.search(told) else found
    head = size[1] * 0.17
    for at, word in enumerate(found):
        model = figure(Character(8 if _YOUNGER.search(word) else 30, "", "", ""), old=old)
        female = _FEMALE.search(word) is not None
        person = replace(model, name="", female=female, cut="long" if female else "short")
        low = head * 0.9 if _YOUNGER.search(word) else 0.0
        paint(page, person, Pose(size[0] * (at + 1) / (len(found) + 1), size[1] * 0.3 + low, head), light=light.glow)
    return page


def _people(page: "Image", staged: Blocking, frame: SizeFrame, place: Setting, visible: tuple[int, int]) -> None:
    """The crowd behind, the people in front, the one the shot is about foremost."""
    width, height = visible
    left, top = (page.width - width) // 2, (page.height - height) // 2
    cast = [figure(person, old=staged.old) for person in staged.people[: frame.most]]
    if staged.crowd:
        _crowd(page, figure(staged.crowd, old=staged.old), frame, place, behind=bool(cast), old=staged.old)
    over = staged.framing.angle == "over-shoulder" and len(staged.people) > 1 and frame.head < 0.6
    if over:
        cast = cast[:1]
    poses = _poses(cast, frame, (left, top, width, height), staged)
    shown = any(body.pose == "screen" for body in staged.bodies)
    if shown:
        _lit_screen(page, (left, top, width, height))
    for person, pose in reversed(list(zip(cast, poses, strict=True))):
        paint(page, person, pose, light=place.light.glow)
    for body, pose in zip(staged.bodies, poses, strict=False):
        said, _, held = body.pose.partition(" ")
        if said in ("phone", "talking"):
            PHONES[held](page, pose)
    for person, pose in zip(cast, poses, strict=True):
        for thing in (thing for name, thing in staged.held if name == person.name and not pose.back):
            _in_hand(page, pose, person, thing)
    for person, pose in zip(cast, poses, strict=True):
        above = 1.0 if pose.bearing == "lying" else 0.13
        _tag(page, person.name, pose.x, pose.crown - pose.head * above, top)
    if shown:
        _bezel(page, (left, top, width, height))
    if over:
        side = 1 if poses[0].turn > 0 else -1  # the one who is spoken to, where the other looks
        near = Pose(
            left + width * (0.5 + side * 0.4), top + height * 0.42, height * min(0.34, frame.head * 1.35), back=True
        )
        paint(page, figure(staged.people[1], old=staged.old), near, light=place.light.glow, dim=0.3)


def _poses(cast: list[Figure], frame: SizeFrame, area: tuple[int, int, int, int], staged: Blocking) -> list[Pose]:
    """Where each stands: on the side the shot says, else in order of mention, looking at each other; feet on one line."""
    left, top, width, height = area
    count = len(cast)
    tags = max((_tag_width(person.name, area[2:]) for person in cast), default=0.0)
    gap = min(max(frame.head * height * 1.75, tags), width * 0.92 / max(count, 1))
    head = min(frame.head * height, gap / 1.42 if count > 1 else frame.head * height)
    crown = top + frame.crown * height
    order = sorted(range(count), key=lambda n: (WAYS[staged.bodies[n].at], n))
    over = staged.framing.angle == "over-shoulder" and len(staged.people) > 1
    poses = []
    for number, person in enumerate(cast):
        slot = order.index(number) - (count - 1) / 2
        side = staged.facing or (1 if colours.seed(person.name) % 2 else -1)
        said = WAYS[staged.bodies[number].faces]
        turn = (
            said * 0.8
            if count > 1 and said
            else (-0.8 if slot > 0 else 0.8 if slot < 0 else 0.0)
            if count > 1
            else side * (0.35 if frame.head > 0.4 else 0.55)
        )
        turn = side * 1.0 if staged.framing.angle == "profile" else turn
        middle = (
            width * (0.5 - (0.15 if over else 0.1 if staged.facing else 0.04) * side)
            if count == 1
            else width / 2 + slot * gap
        )
        own = head * min(1.0, max(0.82, person.tall * GROWN / person.heads))
        lower = head * GROWN - own * person.heads
        lower = min(lower, head * (1.5 if count > 1 else SMALLER)) if frame.head > LOW else lower
        bearing = staged.bearings[number] if number < len(staged.bearings) else ""
        if bearing and frame.head > LOW and bearing != "lying":
            lower += own * SUNK if count > 1 else 0.0
            bearing = ""
        elif bearing in LEGS:
            lower += own * LEGS[bearing]
        speaks, behind = person.name in staged.speaks, person.name in staged.backs
        pose = Pose(left + middle, crown + lower, own, turn, speaks, behind, bearing=bearing)
        poses.append(_lying(pose, person, frame, area) if bearing == "lying" else pose)
    return poses


def _lying(pose: Pose, person: Figure, frame: SizeFrame, area: tuple[int, int, int, int]) -> Pose:
    """Somebody on the ground: whole where the picture has legs, else head and shoulders along its width."""
    left, top, width, height = area
    if frame.head > LOW:
        head = min(pose.head, width * 0.32)
        return replace(pose, x=left + width * 0.3, crown=top + height * 0.6, head=head, turn=abs(pose.turn))
    way = 1 if pose.x <= left + width / 2 else -1
    head = min(pose.head, width * 0.92 / (person.heads + 0.75))
    ground = top + height * min(0.92, frame.crown + frame.head * (GROWN + 0.4))
    edge = left + width * 0.04 + head if way > 0 else left + width * 0.96 - head
    return replace(pose, x=edge, crown=ground - head, head=head, turn=way * abs(pose.turn))


def _phone(page: "Image", pose: Pose) -> None:
    """A telephone at the ear that is turned to us."""
    from PIL import ImageDraw

    side = -1 if pose.turn > 0 else 1
    x, y, long = pose.x + side * pose.head * 0.42, pose.crown + pose.head * 0.62, pose.head * 0.24
    ink = ImageDraw.Draw(page)
    box = (x - long * 0.42, y - long, x + long * 0.42, y + long)
    ink.rounded_rectangle(box, long * 0.2, fill=(26, 28, 34), outline=(96, 102, 112), width=max(1, round(long * 0.08)))


def _phone_before(page: "Image", pose: Pose) -> None:
    """A telephone that stands before somebody, its back to us, a little to the side they look to."""
    from PIL import ImageDraw

    side = 1 if pose.turn > 0 else -1
    long = pose.head * 0.34
    x = min(max(pose.x + side * pose.head * 0.95, long), page.width - long)
    y = min(pose.crown + pose.head * 1.75, page.height - long * 1.3)
    ink = ImageDraw.Draw(page)
    lean = side * long * 0.22
    ink.polygon(
        [(x - long * 0.5 + lean, y - long), (x + long * 0.5 + lean, y - long), (x + long * 0.5, y + long), (x - long * 0.5, y + long)],
        fill=(26, 28, 34), outline=(120, 128, 140),
    )  # fmt: skip
    r = long * 0.12
    ink.ellipse(
        (x - long * 0.3 + lean - r, y - long * 0.75 - r, x - long * 0.3 + lean + r, y - long * 0.75 + r),
        fill=(84, 92, 104),
    )
    ink.rectangle((x - long * 0.8, y + long, x + long * 0.8, y + long * 1.2), fill=(70, 62, 58))


def _radio(page: "Image", pose: Pose) -> None:
    """A radio with its aerial, held before the mouth, a little to the side they look to."""
    from PIL import ImageDraw

    side = 1 if pose.turn > 0 else -1
    x, y, long = pose.x + side * pose.head * 0.5, pose.crown + pose.head * 1.05, pose.head * 0.26
    ink = ImageDraw.Draw(page)
    ink.rectangle((x + long * 0.14, y - long * 1.9, x + long * 0.3, y - long * 0.8), fill=(40, 44, 50))
    ink.rounded_rectangle(
        (x - long * 0.46, y - long, x + long * 0.46, y + long), long * 0.12, fill=(40, 44, 50), outline=(110, 118, 126)
    )
    for row in range(3):
        line = y - long * (0.62 - row * 0.24)
        ink.line(
            [(x - long * 0.28, line), (x + long * 0.28, line)], fill=(130, 138, 146), width=max(1, round(long * 0.07))
        )
    ink.rectangle((x - long * 0.28, y + long * 0.2, x + long * 0.28, y + long * 0.5), fill=(150, 176, 120))


def _headset(page: "Image", pose: Pose) -> None:
    """A headset: a band over the hair, a pad at the ear, a microphone before the mouth."""
    from PIL import ImageDraw

    side = -1 if pose.turn > 0 else 1
    ink, dark, thick = ImageDraw.Draw(page), (32, 34, 40), max(2, round(pose.head * 0.05))
    half = pose.head * 0.44
    ink.arc(
        (pose.x - half, pose.crown - pose.head * 0.06, pose.x + half, pose.crown + pose.head * 0.96),
        180,
        360,
        fill=dark,
        width=thick,
    )
    x, y, r = pose.x + side * half, pose.crown + pose.head * 0.55, pose.head * 0.11
    ink.ellipse((x - r, y - r * 1.3, x + r, y + r * 1.3), fill=dark)
    ink.line([(x, y + r), (pose.x + side * pose.head * 0.14, pose.crown + pose.head * 0.9)], fill=dark, width=thick)


def _lit_screen(page: "Image", area: tuple[int, int, int, int]) -> None:
    """The lit glass of a screen that fills the picture: whoever is on it is in another place than the room."""
    from PIL import ImageDraw

    ImageDraw.Draw(page).rectangle(_glass(area), fill=(176, 192, 206))


def _bezel(page: "Image", area: tuple[int, int, int, int]) -> None:
    """The frame of that screen, over whoever is on it."""
    from PIL import ImageDraw

    left, top, right, bottom = _glass(area)
    thick = round(min(area[2:]) * BEZEL)
    box = (left - thick, top - thick, right + thick, bottom + thick)
    ImageDraw.Draw(page).rounded_rectangle(box, thick * 2, outline=(26, 28, 34), width=thick)


def _glass(area: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the glass within what the camera shows."""
    left, top, width, height = area
    x, y = round(width * 0.06), round(height * 0.06)
    return (left + x, top + y, left + width - x, top + height - y)


PHONES = {"": _phone, "near": _phone_before, "worn": _headset, "radio": _radio}
"""How a telephone is held -> who draws it."""


def _in_hand(page: "Image", pose: Pose, person: Figure, thing: str) -> None:
    """A thing before somebody's chest, and the hand that holds it."""
    from PIL import ImageDraw

    side = 1 if pose.turn >= 0 else -1
    unit = pose.head * 0.62
    x, y = pose.x + side * pose.head * 0.5, pose.crown + pose.head * 2.05
    if thing not in things.DRAWN or pose.bearing == "lying":
        return
    pen = Pen(ImageDraw.Draw(page), x, y, unit)
    things.DRAWN[thing](pen)
    for number in range(4):
        pen.oval(
            (-side * 0.02 + (number - 1.5) * 0.12, 0.5), (0.075, 0.16), colours.mix(person.skin, (60, 40, 36), 0.1)
        )


_YOUNG = deferred(
    r"孩|儿童|小学生|幼儿|小朋友|学童|\b(?:kids|children|pupils|schoolchildren|boys|girls|toddlers)\b", re.I
)
"""In the name of a crowd of children."""
CROWDS = {
    "": (("long", "bob", "bun", "tail"), ("short", "buzz", "short", "bald"), ("suit", "shirt", "plain", "coat")),
    "east": (
        ("bun", "bun", "bun", "braids"),
        ("topknot", "topknot", "topknot", "topknot"),
        ("tunic", "robe", "tunic", "robe"),
    ),
    "west": (
        ("bun", "bun", "braids", "bun"),
        ("short", "tail", "short", "bald"),
        ("doublet", "coat", "doublet", "shirt"),
    ),
}
"""Hair of the women and of the men of a crowd, and what they wear beside its own clothes: now, and long ago."""


_WOMEN = deferred(
    r"女|妇|姑娘|宫娥|丫鬟|婢|嬷|尼姑|\b(?:women|girls|ladies|nuns|maids|wives|mothers|sisters|daughters|waitresses|nurses|bridesmaids|widows|midwives|housewives|schoolgirls|grandmothers)\b",
    re.I,
)
_MEN = deferred(
    r"男|汉子|大汉|壮汉|和尚|僧|士兵|官兵|水手|船员|太监|兄弟|(?:衙|差)役|侍卫|土匪|\b(?:men|boys|monks|friars|sailors|fishermen|fathers|brothers|sons|gentlemen|policemen|firemen|workmen|horsemen|swordsmen|knights|cowboys|eunuchs|grandfathers|schoolboys|altar boys|seamen)\b",
    re.I,
)
"""Crowds of women alone, or of men alone, by what they are called."""


def _crowd(page: "Image", model: Figure, frame: SizeFrame, place: Setting, *, behind: bool, old: str) -> None:
    """A crowd: two rows of different people in about the same clothes, the nearer one clearer."""
    her_cuts, his_cuts, worn = CROWDS[old]
    ages = (7, 8, 10, 11) if _YOUNG.search(model.name) else (24, 33, 46, 61)
    share = 1.0 if _WOMEN.search(model.name) else 0.0 if _MEN.search(model.name) else 0.5
    dice = Random(colours.seed(model.name) if model.name else place.number)  # noqa: S311 - scenery
    head = min(frame.head, 0.17) * page.height * (0.62 if behind else 0.8)
    feet = page.height * (frame.crown + frame.head * GROWN - 0.03)
    crown = page.height * (frame.crown + 0.05) if frame.head > 0.15 or not behind else feet - head * GROWN
    for row in (0, 1):
        size = head * (0.82 + 0.18 * row)
        count = max(3, round(page.width / (size * 2.0)))
        for number in range(count + row):
            x = page.width * (number + 0.5 * (1 - row)) / count + dice.uniform(-0.2, 0.2) * size
            female = dice.random() < share
            wear = dice.choice((*worn, model.wear))
            wear = wear if model.wear in ("plain", "shirt") or not model.name else model.wear  # robes are worn by all
            person = replace(
                model,
                name="",
                female=female,
                age=dice.choice(ages),
                cut=dice.choice(her_cuts if female else his_cuts),
                hair=dice.choice(((42, 38, 38), (62, 50, 44), (92, 84, 82), (36, 34, 38))),
                skin=dice.choice(colours.SKIN),
                clothes=colours.mix(model.clothes, dice.choice(colours.NEUTRAL), dice.uniform(0.2, 0.75)),
                wear="gown" if old == "west" and female else wear,
            )
            pose = Pose(x, crown + size * (0.5 * row + dice.uniform(-0.15, 0.25)), size, dice.choice((-0.7, 0.0, 0.7)))
            paint(page, person, pose, light=place.light.glow, dim=(0.62 - 0.2 * row) if behind else (0.42 - 0.3 * row))
    if not behind:
        _tag(page, model.name, page.width / 2, crown - head * 0.1, 0)


def _tag_size(size: tuple[int, int]) -> int:
    return max(20, round(min(size) * 0.031))


def _tag_width(name: str, size: tuple[int, int]) -> float:
    """Pixels from one label to the next."""
    letter = _tag_size(size)
    return letters.width(name, letter) + letter * 1.4


def _tag(page: "Image", name: str, x: float, crown: float, top: float) -> None:
    """A name in a dark rounded label above a head."""
    from PIL import ImageDraw

    if not name:
        return
    size = _tag_size(page.size)
    width = letters.width(name, size)
    pad = size * 0.55
    middle = max(top + size * 1.5, crown - size * 1.35)
    x = min(max(x, width / 2 + pad * 2), page.width - width / 2 - pad * 2)
    ink = ImageDraw.Draw(page, "RGBA")
    box = (x - width / 2 - pad, middle - size * 0.8, x + width / 2 + pad, middle + size * 0.8)
    ink.rounded_rectangle(box, size * 0.8, fill=(18, 19, 24, 176))
    letters.write(ink, (x - width / 2, middle + size * 0.36), name, size, (250, 248, 243, 255))


def _weather(page: "Image", place: Setting) -> None:
    """Rain as slanting strokes, snow as flakes; always the same for a place."""
    from PIL import ImageDraw

    dice = Random(place.number)  # noqa: S311 - scenery
    width, height = page.size
    ink = ImageDraw.Draw(page, "RGBA")
    if place.weather == "rain":
        for _ in range(260):
            x, y, long = (
                dice.uniform(-0.1, 1) * width,
                dice.uniform(-0.1, 1) * height,
                dice.uniform(0.03, 0.09) * height,
            )
            ink.line(
                (x, y, x + long * 0.2, y + long),
                fill=(214, 226, 238, dice.randint(50, 120)),
                width=dice.choice((2, 2, 3)),
            )
    elif place.weather == "snow":
        for _ in range(190):
            x, y, r = dice.uniform(0, 1) * width, dice.uniform(0, 1) * height, dice.uniform(0.0015, 0.006) * width
            ink.ellipse((x - r, y - r, x + r, y + r), fill=(248, 250, 252, dice.randint(120, 230)))


def _fog(page: "Image") -> None:
    """A veil over the place, thicker towards the ground."""
    from PIL import Image

    veil = Image.linear_gradient("L").resize(page.size).point(lambda level: round(50 + level * 0.5))
    page.paste(Image.new("RGB", page.size, (206, 210, 212)), (0, 0), veil)


def _graded(page: "Image", place: Setting) -> "Image":
    """Dark corners; no colour or faded colour where the script says black and white or a memory; outlines where the lights are out."""
    from PIL import Image, ImageOps

    if place.colourless:
        page = ImageOps.grayscale(page).convert("RGB")
    elif place.memory:
        sepia = ImageOps.colorize(ImageOps.grayscale(page), (40, 30, 30), (255, 244, 222), (160, 132, 108))
        page = Image.blend(page, sepia, 0.6)
    if place.unlit:
        page = Image.blend(page, Image.new("RGB", page.size, DARKNESS), UNLIT)
    corners = Image.radial_gradient("L").resize(page.size).point(lambda level: round((level / 255) ** 3.2 * 120))
    page.paste(Image.new("RGB", page.size, (14, 14, 20)), (0, 0), corners)
    return page
