"""A model that knows the story, for tests: what it answers to a question about the bible and to one about shots."""

import json
import re

from tests.fake_llm import CAMERAS, Reply, cast_answer, good, kind_of, language_of, lines_of, people_of

SPOTS = {"zh": (("左前", "右"), ("右", "左")), "en": (("left front", "right"), ("right", "left"))}


def asked(body: dict) -> str:
    """`bible`, `story`, `continuity`, `proof`, or what else a question is."""
    user = body["messages"][1]["content"]
    if re.search(r"^(提示词：|The prompts:)$", user, re.MULTILINE):
        return "proof"
    if "要定的场次：" in user or "Scenes to describe: " in user:
        return "bible"
    if re.search(r"^(分镜：|The shots:|提示词，一段一段|The prompts, clip by clip)", user, re.MULTILINE):
        return "continuity"
    return "story" if re.search(r"^（到第 \d+ 行|^\(the scene ends with", user, re.MULTILINE) else kind_of(body)


def bible_of(body: dict) -> dict:
    """Looks for everybody, and every scene in the present."""
    user, language = body["messages"][1]["content"], language_of(body)
    scenes = re.split(r"要定的场次：|Scenes to describe: ", user)[-1].strip()
    told = cast_answer(user.replace("要定的场次：", "\n\n").replace("Scenes to describe: ", "\n\n"), language)
    people = [{**entry, "versions": []} for entry in told["people"]]
    for entry in people:
        del entry["outfits"]
    zh = language == "zh"
    return {
        "story": "有人要走，有人不让" if zh else "somebody wants to leave, somebody holds them",
        "film": "",
        "people": people,
        "again": [],
        "others": [],
        "places": [
            {**place, "anchors": [{"what": "木门" if zh else "wooden door", "at": "右后" if zh else "right rear"}]}
            for place in told["places"]
            if place["name"] != scenes
        ],
        "sets": [],
        "props": [],
        "facts": [],
        "scenes": [
            {
                "id": scene,
                "layer": "现实" if zh else "present",
                "continues": "",
                "time": "夜里" if zh else "night",
                "weather": "雾" if zh else "fog",
                "light": "冷蓝的窗光从左侧来" if zh else "cold window light from the left",
                "colours": ["冷蓝", "深灰"] if zh else ["cold blue", "dark grey"],
                "film": "",
                "place": "",
                "side": "",
                "job": "僵持" if zh else "a standoff",
                "line": 0,
                "quote": "",
            }
            for scene in re.split("[、,] ?", scenes)
        ],
    }


def shots_of(body: dict) -> dict:
    """One shot a line, or two where a short action leads into a line; everybody keeps a side."""
    user, language = body["messages"][1]["content"], language_of(body)
    ends = {
        int(number)
        for number in re.findall(r"^（到第 (\d+) 行|^\(the scene ends with line (\d+)", user, re.M)
        for number in number
        if number
    }
    head = re.split(
        r"人物（名字照写[^）]*）：|People \(names as written[^)]*\):",
        user,
    )[1]
    people = re.findall(r"^- (.+?)(?:：|: )", head.split("\n\n")[0], re.MULTILINE)
    lines, shots = lines_of(user), []
    for at, (number, kind, text) in enumerate(lines):
        picture = any(word in kind for word in ("台词", "动作", "dialogue", "action"))
        quiet = "动作" in kind or kind == "action"
        follows = at + 1 < len(lines) and ("台词" in lines[at + 1][1] or "dialogue" in lines[at + 1][1])
        if number not in ends and (not picture or (quiet and len(text) < 12 and follows)):
            continue
        shots.append(shot_of(number, kind, text, people, language))
        if quiet and shots[-1]["frame"] and not at % 3:
            shots.append(own_shot(number, re.split("[，,]", shots[-1]["frame"][0])[0], language))
    return {"plan": "", "shots": shots, "clips": [shot["through"] for shot in shots[3:-1:4]], "ends": ""}


def shot_of(number: int, kind: str, text: str, people: list[str], language: str) -> dict:
    """A shot of whoever speaks, else of whom the line names."""
    hidden = any(word in kind for word in ("不在画面", "not in the picture"))
    speaker = re.sub(r"^(?:台词|dialogue|动作|action)\s*", "", kind)
    speaker = re.sub(r"\s*[（(].*", "", speaker).strip()
    shown = [speaker] if speaker and not hidden else [name for name in people if name in text][:2]
    comma, still = ("，", "双手停在身前") if language == "zh" else (", ", "stands still, hands at rest")
    seen = dict(zip(shown, SPOTS[language], strict=False))
    told = comma.join(f"{name}{'' if language == 'zh' else ' '}{still}" for name in seen)
    return {
        "through": number,
        "own": 0,
        "camera": CAMERAS[language][number % 4],
        "frame": [comma.join((name, at, faces)) for name, (at, faces) in seen.items()],
        "picture": told or ("空无一人的地方" if language == "zh" else "the place with nobody in it"),
        "enters": [],
        "exits": [],
        "now": [],
    }


def film_of(body: dict) -> dict:
    """The same shots written whole: with place, hour, weather, who is seen and how, picture and action."""
    told, zh = shots_of(body), language_of(body) == "zh"
    comma = "，" if zh else ", "
    rows = []
    for shot in told["shots"]:
        seen = [comma.join((*entry.split(comma)[:2], "a")) for entry in shot["frame"]]
        rows.append({
            "through": shot["through"],
            "seconds": shot["own"] or 3,
            "location": "",
            "time": "深夜" if zh else "late night",
            "weather": "雪" if zh else "snow",
            "camera": shot["camera"],
            "seen": seen,
            "visual": shot["picture"],
            "action": "门外的光一点点暗下去" if zh else "the light outside fades",
            "style_tags": "暖黄灯光" if zh else "warm lamplight",
        })  # fmt: skip
    if '"sound"' in json.dumps(body["response_format"]):
        rows = [{**row, "sound": ""} for row in rows]
    return {**told, "shots": rows}


def own_shot(number: int, who: str, language: str, seconds: float = 1.2) -> dict:
    """A silent shot of its own behind a line: somebody's face."""
    zh = language == "zh"
    return {
        **shot_of(number, "", "", [], language),
        "own": seconds,
        "camera": "特写，平视，固定" if zh else "close-up, eye level, static",
        "frame": [f"{who}，左，右" if zh else f"{who}, left, right"],
        "picture": f"{who}的眼睛慢慢抬起" if zh else f"{who} slowly raises their eyes",
    }


def nothing_wrong(body: dict) -> dict:
    """A second look that finds nothing."""
    found = {"walk": "", "shots": [], "doubts": []}
    return found if writes_whole(body) else found | {"turns": []}


def clean(body: dict) -> dict:
    """Proofs in which nothing is wrong."""
    return {"book": "", "corrections": []}


def writes_whole(body: dict) -> bool:
    """Whether a question about shots, or about a board of them, wants them whole, in the mandated form."""
    return "style_tags" in body["messages"][0]["content"]


def undisputed(remarks: list[str]) -> list[str]:
    """The remarks without those on people whom the script tells otherwise: this model's looks are made up."""
    return [one for one in remarks if not one.endswith(" stands")]


def tells(body: dict, number: int) -> Reply:
    """The answer of a model that knows the story, and writes its shots whole where that is asked."""
    story = film_of if writes_whole(body) else shots_of
    made = {"bible": bible_of, "story": story, "continuity": nothing_wrong, "proof": clean}.get(asked(body))
    return Reply(json.dumps(made(body), ensure_ascii=False)) if made else good(body, number)


__all__ = [
    "asked",
    "bible_of",
    "clean",
    "film_of",
    "nothing_wrong",
    "own_shot",
    "people_of",
    "shot_of",
    "shots_of",
    "tells",
    "undisputed",
]
