"""What a screen or a photograph shows: it is seen on that, and is nowhere in the room."""

import re

from storyboard.languages import Language
from storyboard.patterns import deferred
from storyboard.records import dataclass
from storyboard.staging import props

SCREENS_ZH = "(?:大银幕|银幕|荧幕|荧屏|(?:手机|电脑|平板|电视|监控|投影)(?:的)?(?:大)?屏幕?|大?屏幕|电视(?:机)?|监控(?:画面)?|显示器|监视器|投影幕|幕布|视频画面|视频)"
_PHOTOS_ZH = "(?:照片|相片|合影|合照|全家福|画像)"
_SCREENS_EN = "(?:screen|tv|television|monitor|phone|tablet|laptop)"
_PHOTOS_EN = "(?:photo|photograph|picture|portrait|snapshot)"
_WHOSE = "(?:the|his|her|their|a|an|one|my)"
_IMAGE = deferred(
    rf"(?:^|(?<=[，。！？；\n△]))\s*(?P<zh>[^，。！？；\s]{{0,4}}?(?:{SCREENS_ZH}|{_PHOTOS_ZH}))(?:(?:里|上|中|内)(?=[，：]|是|映|出现|播|放[着映]|浮现|闪过|有[^些]|一[个片张家群位]|[两三四五几]|年轻|她|他)|(?=映出|播放|放映))"
    rf"|(?:^|(?<=[.!?]\s)|\n)\s*(?:(?:On|In|Across) (?P<en>{_WHOSE} (?:[\w'’-]+ ){{0,2}}?(?:{_SCREENS_EN}|{_PHOTOS_EN}))(?:[,:]| (?:is|are)\b)|(?:On|In) it,(?: (?:an?|the) (?P<lies>(?:[\w-]+ )?{_PHOTOS_EN})\b)?(?P<it>)"
    rf"|(?:The|A|An|His|Her|Their) (?P<shows>(?:[\w'’-]+ ){{0,2}}?(?:{_SCREENS_EN}|{_PHOTOS_EN})) (?:shows?|plays)\b(?! (?:(?:a|an|the) )?(?:text|message|name|number|time|date|words?)\b))",
    re.I,
)
_SHOWER = deferred(rf"(?:{SCREENS_ZH}|{_PHOTOS_ZH})$|\b(?:{_SCREENS_EN}|{_PHOTOS_EN})$", re.I)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture within the picture."""

    thing: str
    """What it is seen on."""
    start: int
    """Where the words for it begin: what stands before them happens in the room."""
    told: str
    """What it shows."""


def image_in(text: str, language: str, before: str = "") -> Image | None:
    """What an action tells that a screen or a photograph shows, where no words are to be read on it; None where it tells none. `before`: the actions before it, for `On it,`."""
    if props.letters_of(text):
        return None
    found = _IMAGE.search(text)
    if found is None:
        return None
    thing = _thing(text, found, language, before)
    return Image(thing, found.start(), text[found.end() :].strip(" ，：,:")) if thing else None


def _thing(text: str, found: re.Match[str], language: str, before: str) -> str:
    """The thing of an image, as a prop is called."""
    if found["it"] is None:
        said = found["zh"] or found["en"] or found["shows"]
    else:
        said = found["lies"] or props.carrier(text[: found.start()], language) or props.carrier(before, language)
    if not said or not _SHOWER.search(said):
        return ""
    if Language.of(language).does("writing.han"):
        return re.sub(r"^(?:[他她]的|那[张块个台]|这[张块个台])", "", said)
    bare = _ARTICLED.sub("", said)
    return f"the {bare if bare.isupper() and len(bare) < 3 else bare.lower()}"


_ARTICLED = deferred(rf"^{_WHOSE} ", re.I)
