"""A picture as the encoder wants it: brightness in full size and two colour planes in half, cut and pasted without numpy."""

from typing import TYPE_CHECKING

from storyboard.records import dataclass

if TYPE_CHECKING:
    from av import VideoFrame
    from PIL.Image import Image

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Planes:
    """A YUV 4:2:0 picture (BT.709, video range); even width and height. The images are changed in place by `paste`."""

    y: "Image"
    u: "Image"
    v: "Image"

    @property
    def size(self) -> tuple[int, int]:
        return self.y.size

    def copy(self) -> "Planes":
        return Planes(self.y.copy(), self.u.copy(), self.v.copy())

    def window(self, box: Box, size: tuple[int, int]) -> "Planes":
        """What stands in the box, at the size: cut at whole pixels where the sizes agree, else scaled."""
        from PIL.Image import Resampling

        left, top, right, bottom = box
        width, height = size
        if round(right - left) == width and round(bottom - top) == height:
            x, y = round(left), round(top)
            halves = (x // 2, y // 2, x // 2 + width // 2, y // 2 + height // 2)
            return Planes(self.y.crop((x, y, x + width, y + height)), self.u.crop(halves), self.v.crop(halves))
        half = (left / 2, top / 2, right / 2, bottom / 2)
        small = (width // 2, height // 2)
        return Planes(
            self.y.resize(size, Resampling.BILINEAR, box),
            self.u.resize(small, Resampling.BILINEAR, half),
            self.v.resize(small, Resampling.BILINEAR, half),
        )

    def paste(self, other: "Planes", at: tuple[int, int], mask: "Mask | None" = None) -> None:
        """Puts another picture over this one; `at` is even."""
        x, y = at
        half = (x // 2, y // 2)
        self.y.paste(other.y, at, mask.full if mask else None)
        self.u.paste(other.u, half, mask.half if mask else None)
        self.v.paste(other.v, half, mask.half if mask else None)

    def frame(self, number: int, fps: int) -> "VideoFrame":
        """The picture as frame `number` of a film."""
        from fractions import Fraction

        from av import VideoFrame

        made = VideoFrame(*self.size, "yuv420p")
        for plane, image in zip(made.planes, (self.y, self.u, self.v), strict=True):
            padded = image if plane.line_size == image.width else image.crop((0, 0, plane.line_size, image.height))
            plane.update(padded.tobytes())
        made.pts, made.time_base = number, Fraction(1, fps)
        return made


@dataclass(frozen=True, slots=True)
class Mask:
    """How much of a picture covers what lies under it, for both sizes of plane."""

    full: "Image"
    half: "Image"


@dataclass(frozen=True, slots=True)
class Overlay:
    """A picture with a mask, and where its upper left corner stands (even)."""

    planes: Planes
    mask: Mask
    at: tuple[int, int]


def planes(image: "Image") -> Planes:
    """The planes of an RGB picture; an odd edge is cut off."""
    from av import VideoFrame
    from av.video.reformatter import ColorRange, Colorspace

    width, height = image.width // 2 * 2, image.height // 2 * 2
    even = image if image.size == (width, height) else image.crop((0, 0, width, height))
    rgb: VideoFrame = VideoFrame.from_image(even.convert("RGB"))  # type: ignore[no-untyped-call]
    frame = rgb.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG)
    return of_frame(frame)


LUMA = {"black": 16, "white": 235}
"""Brightness of the plain colours in video range; both have no colour."""


def plain(colour: str, size: tuple[int, int]) -> Planes:
    """A picture of nothing but black or white."""
    from PIL import Image

    width, height = size
    grey = Image.new("L", (width // 2, height // 2), 128)
    return Planes(Image.new("L", size, LUMA[colour]), grey, grey.copy())


def blended(picture: Planes, other: Planes, share: float) -> Planes:
    """A picture of which another one of its size is this share."""
    from PIL.Image import blend

    pairs = ((picture.y, other.y), (picture.u, other.u), (picture.v, other.v))
    return Planes(*(blend(one, two, min(1.0, max(0.0, share))) for one, two in pairs))


def of_frame(frame: "VideoFrame") -> Planes:
    """The planes of a decoded yuv420p frame, copied."""
    from PIL import Image

    y, u, v = (
        Image.frombytes("L", (plane.line_size, plane.height), bytes(plane)).crop((0, 0, plane.width, plane.height))
        for plane in frame.planes
    )
    return Planes(y, u, v)


def overlay(image: "Image", at: tuple[int, int] = (0, 0)) -> Overlay | None:
    """An RGBA picture cut down to what it covers, to be laid over at `at`; None where it covers nothing."""
    box = image.getchannel("A").getbbox()
    if box is None:
        return None
    left, top, right, bottom = box[0] // 2 * 2, box[1] // 2 * 2, -(-box[2] // 2) * 2, -(-box[3] // 2) * 2
    cut = image.crop((left, top, right, bottom))
    alpha = cut.getchannel("A")
    return Overlay(planes(cut), Mask(alpha, alpha.reduce(2)), (at[0] + left, at[1] + top))
