"""The words for framing: shot size, angle, one movement. Planner, preview and metrics read and write the same tables."""

import re
from dataclasses import replace
from functools import cache, lru_cache

from storyboard.languages import CODES, Language
from storyboard.patterns import deferred
from storyboard.records import dataclass

Words = tuple[str, str, tuple[str, ...]]
# Canonical word -> (Chinese, English: as `CODES`, other spellings found in scripts). Order matters: a longer word stands before a
# word it contains (大特写 before 特写, medium close-up before close-up).
SIZES: dict[str, Words] = {
    "extreme-close": ("大特写", "extreme close-up", ("ECU",)),
    "extreme-wide": ("大远景", "extreme wide shot", ("航拍", "EWS", "aerial shot")),
    "medium-close": ("中近景", "medium close-up", ("MCU",)),
    "close": ("特写", "close-up", ("近特写", "CLOSE ON", "CU")),
    "near": ("近景", "tight shot", ()),
    "wide": ("远景", "wide shot", ("WIDE ON", "establishing shot", "空镜")),
    "full": ("全景", "full shot", ()),
    "medium": ("中景", "medium shot", ("半身",)),
}
ANGLES: dict[str, Words] = {
    "over-shoulder": ("过肩", "over the shoulder", ("过肩镜头", "OTS")),
    "high": ("俯拍", "high angle", ("俯视", "俯瞰", "鸟瞰", "bird's eye")),
    "low": ("仰拍", "low angle", ("仰视",)),
    "pov": ("主观视角", "point of view", ("主观镜头", "POV")),
    "profile": ("侧面", "profile", ("侧拍",)),
    "eye": ("平视", "eye level", ()),
}
MOVES: dict[str, Words] = {
    "push-in": (
        "缓慢推近",
        "slow push in",
        ("推近", "推进", "推向", "镜头推", "推镜", "push in", "pushes in", "zoom in", "dolly in"),
    ),
    "pull-back": (
        "缓慢拉远",
        "slow pull back",
        ("拉远", "拉开", "镜头拉", "拉镜", "pull back", "pulls back", "zoom out", "dolly out"),
    ),
    "pan-left": ("向左横摇", "pan left", ("左摇",)),
    "pan-right": ("向右横摇", "pan right", ("右摇", "横摇", "摇镜", "镜头摇", "panning", "pan to")),
    "tilt-up": ("镜头上摇", "tilt up", ("上摇",)),
    "tilt-down": ("镜头下摇", "tilt down", ("下摇",)),
    "track": ("跟拍", "tracking shot", ("跟随", "镜头跟", "跟镜", "follow shot", "tracking")),
    "handheld": ("手持晃动", "handheld", ("手持",)),
    "static": ("固定", "static", ("定格", "固定镜头", "locked off")),
}
BARE = frozenset({
    "推近", "推进", "推向", "拉远", "拉开", "横摇", "左摇", "右摇", "上摇", "下摇", "跟随", "手持", "固定", "定格",
    "俯视", "俯瞰", "鸟瞰", "仰视", "平视", "侧面", "过肩", "半身",
    "push in", "pushes in", "pull back", "pulls back", "panning", "pan to", "tracking", "handheld", "static", "profile",
    "over the shoulder", "point of view", "eye level",
})  # fmt: skip
"""Words that people do as well as cameras (拉开门, 手持长剑, static on the line): they count only as a term by themselves
at the head of a text or behind another term (推近：…; 中景，平视，推近), or with the camera as their subject (镜头缓缓拉开)."""
THINGS = deferred(r"全景(?:落地|玻璃|天窗|窗|图|影院)|远景规划|中景观")
"""Things whose names hold a camera word."""
CELLS: dict[str, dict[str, str]] = {
    "size": {
        "extreme-close": "大特|超特写|微距|ecu|xcu|bcu|macro|extreme close|extreme closeup|extreme close up",
        "extreme-wide": "大远|ews|xws|els|vls|extreme long shot|extreme long|aerial|drone|无人机",
        "medium-close": "中近|胸像|mcu|medium close|medium closeup|medium close up",
        "close": "特|小特写|cu|close|closeup|close up|detail|insert|细节",
        "near": "近|tight",
        "medium": "中|ms|mid|medium|mid shot|waist|waist shot|two shot|two-shot|2-shot|2s|双人中景|cowboy",
        "full": "全|小全|小全景|中全|中全景|fs|full|full body|mfs|mls|mws|medium full shot|medium long shot|medium wide shot|medium wide",
        "wide": "远|大全|大全景|ws|wide|ls|long|long shot|establishing|master|master shot|空",
    },
    "angle": {"high": "俯|高机位|high|top|top shot|overhead", "low": "仰|低机位|low", "eye": "平|正面|eye-level", "over-shoulder": "ots|over shoulder|过肩", "profile": "侧", "pov": "主观"},
    "move": {"push-in": "推|推镜头|dolly|push|zoom", "pull-back": "拉|拉镜头|pull|pull out", "pan-right": "摇|pan", "tilt-up": "升|tilt|crane up", "tilt-down": "降|crane down", "track": "移|跟|跟移|移镜头|follow|truck", "handheld": "手持|晃动|hand-held", "static": "定|固|fixed|still|locked|tripod"},
}  # fmt: skip
"""How the cells of a shot list say it, short: only where they are the whole of a part between marks."""
_CELL = {
    sort: {word: name for name, words in names.items() for word in words.split("|")} for sort, names in CELLS.items()
}
_PART = deferred(r"[，,、/／+＋；;|→\n]+|\s-+\s")
_USUAL = deferred(r"(?:^|[，,]\s*)(?:平视|eye level)(?=[，,]|$)")
"""The angle of a picture of which nothing else is said."""
_PACE = r"(?:缓缓|缓慢|慢慢|快速|迅速|急速|匀速|平稳|轻微|微微|稍稍|逐渐|渐渐|突然|猛地|继续|一路|随之|随后|再次|向[前后上下左右]|地)"
_SLOWLY = r"(?:(?:slowly|slow|slightly|slight|gently|gentle|quickly|quick|fast|then|a|the|from|in|at|with)\s+)"
_LED = (
    rf"(?:镜头|画面|机位|摄影机|摄像机|运镜)\s*[：:，,]?\s*(?:[从由][^，。；！？\n]{{1,8}}?)?{_PACE}*",
    rf"(?<![A-Za-z])(?:camera|we)\s+{_SLOWLY}*",
)
_SEPARATOR = deferred(r"[，,、；;：:。.！!？?（）()【】\[\]/|+“”\"—]+|\s-+\s|(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Framing:
    """How a shot is framed, in the canonical words of the tables above."""

    size: str = "medium"
    angle: str = "eye"
    move: str = "static"

    def write(self, language: str) -> str:
        """`中景，平视，固定` or `medium shot, eye level, static`."""
        chosen = (SIZES[self.size], ANGLES[self.angle], MOVES[self.move])
        spoken = Language.of(language)
        column = CODES.index(spoken.code)
        return spoken.word("writing.comma").join(words[:2][column] for words in chosen)


def without_usual(camera: str) -> str:
    """A camera's words without those for eye level, which is how a picture is taken of which nothing else is said; as they are where nothing is left."""
    return _USUAL.sub("", camera).lstrip("，, ") or camera


def find(table: dict[str, Words], text: str) -> str:
    """The canonical word of a table that `text` names, or an empty string. Letters match in any case, the longest wins."""
    text = THINGS.sub(" ", text)
    terms, said = _terms(text), text.casefold()
    hits = [
        (len(word), -position, name)
        for position, (name, (zh, en, others)) in enumerate(table.items())
        for word in (zh, en, *others)
        if word.casefold() in said
        and (_led(word, text) or any(_stands(word, term) for term in terms) if word in BARE else _stands(word, text))
    ]
    return max(hits)[2] if hits else ""


def _stands(word: str, text: str) -> bool:
    """Whether the word stands anywhere in the text; a Latin word only between other characters than letters."""
    return _may_stand(word, text) and bool(_whole(word).search(text))


def _may_stand(word: str, text: str) -> bool:
    """Whether the letters of the word are in the text at all: a few hundred patterns are never compiled for want of them."""
    return word.casefold() in text.casefold()


@cache
def _whole(word: str) -> re.Pattern[str]:
    """A word of the tables; abbreviations (CU) only in capitals."""
    edges = ("(?<![A-Za-z])", "(?![A-Za-z])") if word.isascii() else ("", "")
    return re.compile(f"{edges[0]}{re.escape(word)}{edges[1]}", 0 if word.isupper() else re.I)


def _led(word: str, text: str) -> bool:
    """Whether the camera does what the word says: 镜头缓缓拉开, camera slowly pulls back."""
    return _may_stand(word, text) and bool(_leading(word).search(text))


@cache
def _leading(word: str) -> re.Pattern[str]:
    return deferred(f"{_LED[1 if word.isascii() else 0]}{_whole(word).pattern}", re.I)


@lru_cache(maxsize=64)
def _terms(text: str) -> tuple[str, ...]:
    """The pieces between marks that hold nothing but camera words, from the head of each line on until one speaks of the story."""
    found: list[str] = []
    for line in text.splitlines():
        for piece in filter(None, (part.strip() for part in _SEPARATOR.split(line))):
            if _term().fullmatch(piece):
                found.append(piece)
            elif not any(_stands(word, piece) for word in _every() if word not in BARE):
                break
    return tuple(found)


@cache
def _every() -> tuple[str, ...]:
    """All words of the tables, the longest first."""
    words = [
        word for table in (SIZES, ANGLES, MOVES) for zh, en, others in table.values() for word in (zh, en, *others)
    ]
    return tuple(sorted(words, key=len, reverse=True))


@cache
def _term() -> re.Pattern[str]:
    """Camera words with how and what of: 缓慢推进, 手持跟拍, 侧面近景, slow push in on Maya, static shot."""
    words = "|".join(re.escape(word) for word in _every())
    after = r"(?:镜头|机位|视角|角度|拍摄|拍|构图|shot|camera|angle|frame|view|movement)"
    story = r"(?:(?<=in|ck|to|er)\s+(?:on|to|into|towards?|from|of)\b.*)"
    return deferred(
        rf"(?:(?:从|以|用)|{_PACE}|{_SLOWLY})*(?:(?:{words})\s*(?:{after}|{_PACE}|{_SLOWLY})*\s*)+{story}?", re.I
    )


@lru_cache(maxsize=4096)
def read(text: str, default: Framing | None = None) -> Framing:
    """The framing a camera text asks for; what it does not name comes from `default` (medium, eye level, static)."""
    default = default or Framing()
    return Framing(
        find(SIZES, text) or default.size,
        find(ANGLES, text) or default.angle,
        find(MOVES, text) or default.move,
    )


def told(cells: str, default: Framing) -> Framing | None:
    """The framing that the cells of a shot list ask for, what they do not say as in `default`; None where they say nothing."""
    found: dict[str, str] = {}
    for part in (part.strip(" .。()（）").lower() for part in _PART.split(cells)):
        for sort, names in _CELL.items():
            if part in names:
                found.setdefault(sort, names[part])
    for sort, table in (("size", SIZES), ("angle", ANGLES), ("move", MOVES)):
        name = find(table, cells)
        if name:
            found.setdefault(sort, name)
    return replace(default, **found) if found else None
