"""The words for framing: shot size, angle, one movement. Planner, preview and metrics read and write the same tables."""

from dataclasses import dataclass

Words = tuple[str, str, tuple[str, ...]]
# Canonical word -> (Chinese, English, other spellings found in scripts). Order matters: a longer word stands before a
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
    "push-in": ("缓慢推近", "slow push in", ("推近", "推进", "镜头推", "推镜", "push in", "zoom in", "dolly in")),
    "pull-back": ("缓慢拉远", "slow pull back", ("拉远", "拉开", "镜头拉", "pull back", "zoom out", "dolly out")),
    "pan-left": ("向左横摇", "pan left", ("左摇",)),
    "pan-right": ("向右横摇", "pan right", ("右摇", "横摇", "摇镜", "镜头摇", "panning", "pan to")),
    "tilt-up": ("镜头上摇", "tilt up", ("上摇",)),
    "tilt-down": ("镜头下摇", "tilt down", ("下摇",)),
    "track": ("跟拍", "tracking shot", ("跟随", "镜头跟", "跟镜", "follow shot", "tracking")),
    "handheld": ("手持晃动", "handheld", ("手持",)),
    "static": ("固定", "static", ("定格", "固定镜头", "locked off")),
}


@dataclass(frozen=True, slots=True)
class Framing:
    """How a shot is framed, in the canonical words of the tables above."""

    size: str = "medium"
    angle: str = "eye"
    move: str = "static"

    def write(self, language: str) -> str:
        """`中景，平视，固定` or `medium shot, eye level, static`."""
        chosen = (SIZES[self.size], ANGLES[self.angle], MOVES[self.move])
        if language == "zh":
            return "，".join(words[0] for words in chosen)
        return ", ".join(words[1] for words in chosen)


def find(table: dict[str, Words], text: str) -> str:
    """The canonical word of a table that `text` names, or an empty string. Letters match in any case, the longest wins."""
    lowered = text.lower()
    hits = [
        (len(word), -position, name)
        for position, (name, (zh, en, others)) in enumerate(table.items())
        for word in (zh, en, *others)
        if _stands(word, text if word.isupper() else lowered)
    ]
    return max(hits)[2] if hits else ""


def _stands(word: str, text: str) -> bool:
    """Whether the word stands in the text; a Latin word only between other characters than letters."""
    word = word if word.isupper() else word.lower()
    at = text.find(word)
    if at < 0 or not word.isascii():
        return at >= 0
    before, after = text[at - 1 : at] if at else "", text[at + len(word) : at + len(word) + 1]
    return not (before.isascii() and before.isalpha()) and not (after.isascii() and after.isalpha())


def read(text: str, default: Framing | None = None) -> Framing:
    """The framing a camera text asks for; what it does not name comes from `default` (medium, eye level, static)."""
    default = default or Framing()
    return Framing(
        find(SIZES, text) or default.size,
        find(ANGLES, text) or default.angle,
        find(MOVES, text) or default.move,
    )
