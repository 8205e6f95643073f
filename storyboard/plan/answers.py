"""What is wrong with a model's shots, as sentences it can act on. What passes here compiles to a board that `check` accepts."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from storyboard import camera, marks, names, speech
from storyboard.model import Cast
from storyboard.patterns import deferred
from storyboard.plan.lines import Line, acting, groups
from storyboard.plan.questions import Context, delivery_of
from storyboard.records import dataclass

LONGEST_PICTURE, LONGEST_TAGS, LONGEST_LIGHT, LONGEST_WEATHER = 600, 120, 240, 20
TOO_MUCH = 100
"""Tenths of action in one shot of several lines."""
LEAST_QUOTED = 8
"""Syllables from which words of a line standing in a picture count as speech retold there."""
QUOTES = deferred(
    r"[“”„‟\"＂〝〞「」『』«»]([^“”„‟\"＂〝〞「」『』«»]*)[“”„‟\"＂〝〞「」『』«»]?|‘([^‘’]*)’|(?<![A-Za-z])'([^']*)'(?![A-Za-z])"
)
"""Words in quotation marks of any kind, also where one is never closed."""
SAYS = deferred(
    r"(?:说道?|喊道?|问道?|答道?|叫道?|吼道?|低语|念道|旁白|台词)\s*[:：]|\b(?:says|said|asks|asked|shouts|whispers|replies)\s*:",
    re.IGNORECASE,
)
"""Somebody is let speak, what they say follows."""


def _outside_simplified(letters: str) -> frozenset[str]:
    """Those of the letters that the character set of Simplified Chinese, GB 2312, does not have."""
    return frozenset(letter for letter in letters if not letter.encode("gb2312", "ignore"))


_TRADITIONAL = _outside_simplified(
    "們個來這說時會對開關門見長東車馬過還沒為與從後裡裏給讓點機電話頭臉著氣樣問間聽覺學國動現進遠邊燈窗簾視線鏡臺風飛鳥魚"
    "貝費貴買賣質請講讀許認識記誰調談變總結經給絕紅綠線繼續縮聲響應當實寫場塊壓壞圍園圓圖團單嚴嘆喚嗎嗚噴媽婦孫寶審層"
    "屬歲幾幹廣廳彎張彈強徑復愛慢慮懷憤戰戲戶據掛揚換搖擊擋擔攔攤敵數斷於無舊樓樹橋檢歡歷殺殘氈決沖淚淺滅滾滿漲濕灑灘煙熱"
    "燒爐爭牆狀獨獲環產畫異發盜盤眾睜瞇礙禮稱穩窮競筆築節範籃籠糧約級紙細終組絲綁綫緊練繞罵羅職肅腦腳腫膚臨舉舊艙蓋蔥藍藝蘭處虛號術衛"
    "裝製複觸計訊詢該詳誇語誤諾謊謝證譯議護豐貓責貼賓賴贏趕跡踐躍軌軟輕較輪輸轉轟辦農迴遞遲遺釘針鈴銀鋪錄錢鎖鐘鐵閃閉閒闆闊隊階際隨險隱雙離難雲霧靜頂順須預領頸題顏願類顧顫飄飯館驗驚髮鬆鬥鬧麗麼黃齊齒龍"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One answered picture."""

    camera: str
    visual: str
    tags: str


def shots_faults(data: dict[str, Any], lines: Sequence[Line], context: Context) -> list[str]:
    """What is wrong with an answer to `shots`; at most a dozen sentences."""
    throughs = [shot["through"] for shot in data["shots"]]
    faults = list(cut_faults(throughs, lines))
    if faults:
        return faults[:12]
    cut = groups(lines, throughs)
    for number, (shot, group) in enumerate(zip(data["shots"], cut, strict=True), start=1):
        faults += [f"shot {number} (through {shot['through']}): {fault}" for fault in load_faults(group)]
        faults += [
            f"shot {number} (through {shot['through']}): {fault}"
            for fault in picture_faults(shown(shot, context), group, context)
        ]
    faults += _scene_faults(data, context)
    faults += _sameness([shot["visual"] for shot in data["shots"]])
    return faults[:12]


def slot_faults(slot: dict[str, Any], lines: Sequence[Line], context: Context) -> list[str]:
    """What is wrong with one answered slot."""
    return list(picture_faults(shown(slot, context), lines, context))


def shown(shot: dict[str, Any], context: Context) -> Shown:
    """The camera, picture and tags of an answer: white space tidied, names in the script's own letters (Maya: MAYA)."""
    size, visual, tags = (" ".join(str(shot[key]).split()) for key in ("camera", "visual", "style_tags"))
    for name in context.known.characters:
        if name.isascii() and name.isupper() and len(name) > 1:
            visual = re.sub(rf"\b{re.escape(name.title())}\b", name, visual)
    return Shown(size, visual, tags)


def cut_faults(throughs: Sequence[int], lines: Sequence[Line]) -> Iterator[str]:
    """Numbers that do not rise from the first of these lines, or do not end with the last."""
    first, last = lines[0].number, lines[-1].number
    if not throughs:
        yield "`shots` is empty"
        return
    before = first - 1
    for number, through in enumerate(throughs, start=1):
        if through <= before:
            yield f"shot {number}: through {through} does not come after {before}; the numbers must rise"
        elif through > last:
            yield f"shot {number}: there is no line {through}; the last line is {last}"
        before = max(before, through)
    if throughs[-1] < last:
        yield f"lines {throughs[-1] + 1} to {last} are in no shot; the last `through` must be {last}"


def load_faults(group: Sequence[Line]) -> Iterator[str]:
    """More than a shot can hold."""
    spoken = list(dict.fromkeys(line.unit.id for line in group if line.kind == "speech"))
    if len(spoken) > 1:
        numbers = [str(line.number) for line in group if line.kind == "speech"]
        yield f"lines {', '.join(numbers)} are {len(spoken)} dialogue lines; a shot has at most one"
    if len(group) > 1 and acting(group) > TOO_MUCH:
        yield f"lines {group[0].number} to {group[-1].number} are {acting(group) / 10:.0f} seconds of action; cut them"


def picture_faults(shot: Shown, group: Sequence[Line], context: Context) -> Iterator[str]:
    """What is wrong with the picture of a group of lines."""
    if not camera.find(camera.SIZES, shot.camera):
        yield f"camera {shot.camera!r} names no shot size of the list"
    if not 4 <= len(shot.visual) <= LONGEST_PICTURE:
        yield f"visual has {len(shot.visual)} characters; write 4 to {LONGEST_PICTURE}"
    if len(shot.tags) > LONGEST_TAGS:
        yield f"style_tags has {len(shot.tags)} characters; write at most {LONGEST_TAGS}"
    for field, text in (("visual", shot.visual), ("style_tags", shot.tags), ("camera", shot.camera)):
        yield from word_faults(field, text, context)
    yield from retold(shot.visual, group)
    yield from _who(shot.visual, group, context)


def word_faults(field: str, text: str, context: Context) -> Iterator[str]:
    """Quoted words, marks, the wrong language."""
    for match in QUOTES.finditer(text):
        words = next((part for part in match.groups() if part), "")
        yield f"{field} quotes “{words[:40]}”; write no quotation marks: nothing may be said or read there"
    if SAYS.search(text):
        yield f"{field} lets somebody speak (“{text[max(0, SAYS.search(text).start() - 4) :][:30]}”); dialogue is filled in by the program"  # type: ignore[union-attr]
    if set(text) & set(marks.FORBIDDEN) or "字幕：" in text or "Caption: " in text:
        yield f"{field} holds 【】, [ ] or a caption; captions are filled in by the program"
    han, latin, spoken = han_letters(text), len(re.findall(r"[A-Za-z]", text)), context.known.language
    if latin > max(han, 12) if spoken.does("writing.han") else han:
        yield f"{field} is not written in {spoken.word('writing.name')}"
    if spoken.does("writing.han") and (odd := sorted(set(text) & _TRADITIONAL - context_letters(context))):
        yield f"{field} is written in Traditional characters ({''.join(odd[:5])}); the script is in Simplified"


def han_letters(text: str) -> int:
    """Han characters of a text; digits belong to every language."""
    return len(re.findall(r"[\u3400-\u9fff]", text))


def context_letters(context: Context) -> frozenset[str]:
    """Every character of the scene and its names: what the script writes is never strange."""
    texts = [unit.raw for beat in context.item.beats for unit in beat.units]
    return frozenset("".join([*texts, context.item.scenery.location, *context.known.characters]))


def retold(visual: str, group: Sequence[Line], field: str = "visual") -> Iterator[str]:
    """Words of a line that stand in the picture, where the film model would say them twice."""
    flat = "".join(visual.split())
    for line in group:
        words = "".join(line.text.split())
        if line.kind == "speech" and speech.syllables(words) >= LEAST_QUOTED and words.rstrip("。！？.!?") in flat:
            yield f"{field} repeats line {line.number}; what is said is filled in by the program"


def _who(visual: str, group: Sequence[Line], context: Context) -> Iterator[str]:
    """The people in the picture: the speaker, whom the actions name, nobody who is not there."""
    seen = set(names.found(visual, context.known))
    said = next((line for line in group if line.kind == "speech"), None)
    speaker = in_picture(said, context.cast) if said else ()
    if speaker and seen and not seen & set(speaker):
        yield f"{'、'.join(speaker)} speaks line {said.number if said else 0}, but visual shows {'、'.join(sorted(seen))}"
    acts = "\n".join(item for line in group for item in ((line.text,) if line.kind == "action" else ()))
    acting_people = set(names.found(acts, context.known))
    if acting_people and seen and not speaker and not seen & acting_people:
        yield f"the lines are about {'、'.join(sorted(acting_people))}, but visual shows {'、'.join(sorted(seen))}"
    here = {member.name for member in context.people} | set(speaker) | ({said.unit.speaker} if said else set())
    for name in sorted(seen - here):
        yield f"{name} is not in this scene"


def in_picture(line: Line, cast: Cast) -> tuple[str, ...]:
    """Whose mouth or closed lips the shot must show: nobody's for voices, groups and names of one character."""
    member = cast.get(line.unit.speaker)
    if delivery_of(line, cast) in ("voiceover", "offscreen", "phone") or (member and member.kind in ("voice", "group")):
        return ()
    return tuple(name for name in (*line.unit.members, line.unit.speaker) if len(name) > 1)


def with_speaker(visual: str, group: Sequence[Line], context: Context) -> str:
    """The picture, begun with the speaker where it names nobody: a nameless picture shows nobody in particular."""
    said = next((line for line in group if line.kind == "speech"), None)
    speaker = in_picture(said, context.cast) if said else ()
    if not speaker or names.found(visual, context.known):
        return visual
    return f"{speaker[-1]}{context.known.language.word('writing.colon')}{visual}"


def _scene_faults(data: dict[str, Any], context: Context) -> Iterator[str]:
    """What is wrong with light and weather."""
    for field, limit in (("light", LONGEST_LIGHT), ("weather", LONGEST_WEATHER)):
        text = data.get(field, "")
        if len(text) > limit:
            yield f"{field} has {len(text)} characters; write at most {limit}"
        yield from word_faults(field, text, context)
    if found := names.found(data.get("light", ""), context.known):
        yield f"light names {'、'.join(found)}; it is about the place only"


def light_of(data: dict[str, Any], context: Context) -> str:
    """The light of a scene in one line; empty where it is not usable."""
    return (
        ""
        if list(_scene_faults({"light": data.get("light", "")}, context))
        else " ".join(data.get("light", "").split())
    )


def _sameness(visuals: Sequence[str]) -> list[str]:
    """The same picture three times or more."""
    plain = [" ".join(visual.split()) for visual in visuals]
    again = next((visual for visual in plain if plain.count(visual) > 2), "")
    return (
        [f"{plain.count(again)} shots have the same visual “{again[:30]}”; every shot needs its own"] if again else []
    )
