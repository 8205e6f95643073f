"""What the rehearsal knows: jobs, their time, the play account. Thread-safe; nothing here speaks HTTP."""

import hashlib
import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from storyboard.errors import StoryboardError
from storyboard.records import dataclass
from storyboard.rehearsal.pictures import PATHS, PICTURE_PRICE, drawn
from storyboard.rehearsal.reading import Received
from storyboard.rehearsal.scenarios import SCENARIOS, Scenario
from storyboard.rehearsal.script import spread, told

PRICES: dict[str, dict[int, float]] = {
    "sora-2": {10: 1.0, 15: 1.5},
    "sora-2-pro": {10: 3.0, 15: 4.0, 25: 6.0},
    "sora_video2": {10: 1.2, 15: 1.8},
    "omni-fast": {4: 0.5, 8: 0.5, 10: 0.5},
    "veo-3.1-generate-preview": {4: 1.6, 6: 2.4, 8: 3.2},
    "veo-3.1-fast-generate-preview": {4: 0.6, 6: 0.9, 8: 1.2},
    "veo3.1": {8: 2.0},
}
"""Play money. `storyboard rehearse` prints them as settings, so that both sides agree."""

RATES = {
    "doubao-seedance-2-0-260128": 0.18, "wan3.0-video": 0.6, "kling-v3": 0.13, "MiniMax-H3": 0.5, "bytedance/seedance-2.5": 0.15,
    "viduq3-pro": 0.1, "grok-imagine-video-1.5": 0.14,
}  # fmt: skip
"""The same, a second."""

CHARACTER_PRICE = 0.1
REMIX_PRICE = 1.0

MARK = "[[rehearse:"
"""A prompt that holds `[[rehearse:NAME]]` meets that scenario."""


@dataclass
class ShopFilm:
    """A film (or character) the shop was asked for."""

    id: str
    dialect: str
    kind: str
    model: str
    prompt: str
    seconds: int
    size: str
    hd: bool
    scenario: Scenario
    price: float
    born: float
    lasts: float
    request: dict[str, Any]
    polls: int = 0
    downloads: int = 0
    posts: int = 1
    username: str = ""
    mark: str = ""
    """What the buyer called this send, where the gateway takes such a name."""
    path: str = ""
    """Where it was ordered."""
    cancelled: bool = False
    received: tuple[Received, ...] = ()
    """Pictures and films that came with it."""

    def progress(self, now: float) -> float:
        return min(100.0, 100.0 * (now - self.born) / self.lasts) if self.lasts else 100.0


@dataclass
class Shop:
    """The play gateway behind the counter."""

    draw: Callable[[int, str, str], bytes]
    """Seconds, size, prompt -> the bytes of a film."""
    speed: float = 1.0
    """60: an hour passes in a minute. 0: films are ready at once."""
    key: str = ""
    """The only key that is let in; empty: any."""
    rates: Mapping[str, float] = field(default_factory=dict)
    """Scenario -> share of the creates that meet it."""
    seed: int = 0
    links_last: float = 0.0
    """Seconds of the gateway's time for which a film's address is good; each poll gives a new one. 0: for ever."""
    secret: str = ""
    """What tokens must be signed with, where the dialect has tokens; empty: the key itself is shown."""
    speak: Callable[[bytes, int, str, str], bytes] | None = None
    """Film, seconds, prompt, how its words go wrong -> the film with its lines; None: films are silent."""
    mute: list[str] = field(default_factory=list)
    """Why films stayed silent that should speak."""
    jobs: dict[str, ShopFilm] = field(default_factory=dict)
    posts: Counter[str] = field(default_factory=Counter)
    """Creates that arrived, by prompt."""
    lodged: dict[str, bytes] = field(default_factory=dict)
    """Files that came before a create names them."""
    foreign_credentials: list[str] = field(default_factory=list)
    """Headers that reached the other machine and should not have."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    drawn: dict[tuple[int, str, str, str], bytes] = field(default_factory=dict)

    def scenario_for(self, prompt: str) -> Scenario:
        """By the mark in the prompt, else by chance (the same for the same seed and number of creates)."""
        if MARK in prompt:
            return SCENARIOS.get(prompt.split(MARK, 1)[1].split("]]", 1)[0], SCENARIOS["ok"])
        dice = random.Random(f"{self.seed}:{sum(self.posts.values())}")  # noqa: S311 - a rehearsal
        roll = dice.random()
        for name, share in self.rates.items():
            if roll < share:
                return SCENARIOS[name]
            roll -= share
        return SCENARIOS["ok"]

    def take(self, dialect: str, wanted: Mapping[str, Any], scenario: Scenario) -> ShopFilm:
        """A new job, charged."""
        kind = wanted.get("kind", "clip")
        model, seconds = str(wanted.get("model", "")), int(wanted.get("seconds", 0))
        prices = {"character": CHARACTER_PRICE, "remix": REMIX_PRICE, "picture": PICTURE_PRICE}
        by_second = round(RATES.get(model, 0.1) * seconds, 4)
        price = prices.get(kind) or PRICES.get(model, {}).get(seconds, by_second if model in RATES else 1.0)
        name = f"{'task' if dialect in ('unified-v2', 'native-sora') else 'video'}_{secrets.token_hex(12)}"
        hd = bool(wanted.get("hd"))
        with self.lock:
            job = ShopFilm(
                name,
                dialect,
                kind,
                model,
                str(wanted.get("prompt", "")),
                seconds,
                str(wanted.get("size", "")),
                hd,
                scenario,
                price,
                time.time(),
                self._lasting(seconds, hd=hd),
                dict(wanted.get("request", {})),
                received=tuple(wanted.get("received", ())),
            )
            job.mark, job.path = str(wanted.get("mark", "")), str(wanted.get("path", ""))
            if kind == "character":
                job.username = f"{secrets.token_hex(4)}.actor"
            self.jobs[name] = job
            return job

    def _lasting(self, seconds: int, *, hd: bool) -> float:
        """Real gateways: 1-3 minutes for 10 s, two more for 15 s, eight more for HD, by a gateway's own document."""
        real = 120.0 + (120.0 if seconds > 10 else 0.0) + (240.0 if seconds > 15 else 0.0) + (480.0 if hd else 0.0)
        return real / self.speed if self.speed else 0.0

    def state(self, job: ShopFilm) -> tuple[str, float]:
        """(queued | running | succeeded | failed, progress)."""
        progress = job.progress(time.time())
        if job.cancelled:
            return "failed", progress
        if job.scenario.poll in ("fail", "moderated") and progress >= 95:
            return "failed", 95.0
        return ("succeeded" if progress >= 100 else "queued" if progress < 5 else "running"), progress

    def charged(self) -> float:
        """The account: failed films cost nothing."""
        with self.lock:
            return round(sum(job.price for job in self.jobs.values() if self.state(job)[0] != "failed"), 4)

    def signature(self) -> str:
        """What a film's address carries: good for ever, or until a unix time."""
        if not (self.links_last and self.speed):
            return "signed"
        return f"signed-{time.time() + self.links_last / self.speed:.3f}"

    def admits(self, signature: str) -> bool:
        """Whether an address is (still) good."""
        kind, _, until = signature.partition("-")
        late = bool(until) and float(until) < time.time()
        return kind == "signed" and not late

    def film(self, job: ShopFilm) -> bytes:
        """The film, drawn once for all jobs that look the same; of a job for a picture that."""
        if job.kind == "picture":
            return drawn(job.size, job.prompt)
        look = hashlib.sha256(job.prompt.encode()).hexdigest()
        key = (job.seconds or 10, job.size or "720x1280", look, job.scenario.speech)
        with self.lock:
            if key not in self.drawn:
                self.drawn[key] = self._spoken(self.draw(key[0], key[1], job.prompt), key[0], job)
            return self.drawn[key]

    def _spoken(self, film: bytes, seconds: int, job: ShopFilm) -> bytes:
        """The film with its lines; silent, and the reason kept, where whoever speaks cannot."""
        if self.speak is None:
            return film
        try:
            return self.speak(film, seconds, job.prompt, job.scenario.speech)
        except StoryboardError as error:
            self.mute.append(f"{job.id}: {error}")
            return film

    def console(self) -> dict[str, Any]:
        """What a gateway's web console would show."""
        with self.lock:
            jobs = [
                {
                    "id": job.id,
                    "dialect": job.dialect,
                    "kind": job.kind,
                    "model": job.model,
                    "prompt": job.prompt,
                    "seconds": job.seconds,
                    "price": job.price,
                    "state": self.state(job)[0],
                    "created": job.born,
                    "received": [
                        {
                            "field": each.field,
                            "form": each.form,
                            "kind": each.kind,
                            "bytes": len(each.data),
                            "see": each.url or f"/console/received/{job.id}/{n}",
                        }
                        for n, each in enumerate(job.received)
                    ],
                }
                for job in self.jobs.values()
            ]
        return {"charged": self.charged(), "creates": sum(self.posts.values()), "jobs": jobs}


def drawn_by_preview(seconds: int, size: str, prompt: str) -> bytes:
    """An animatic whose one card per shot shows the prompt's own words, as long as it tells."""
    import tempfile

    from storyboard.animatic import animatic
    from storyboard.model import Dialogue, Order, Shot

    nobody = Dialogue("", "")
    shots = tuple(
        Shot("", "", nobody, shot.seconds, "", "", "", shot.text[:120] or "…", "")
        for shot in spread(told(prompt), seconds)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        animatic(Order("rehearsal", prompt, seconds, _drawable(size), shots=shots), path)
        return path.read_bytes()


def _drawable(size: str) -> str:
    """The size that was ordered, up to that of HD; of a larger one its shape."""
    width, height = map(int, size.split("x"))
    if max(width, height) <= LARGEST and not width % 2 and not height % 2:
        return size
    return "1280x720" if width > height else "720x1280"


LARGEST = 1920
"""Pixels of a side that is still drawn."""
STILL = ("take-frozen", "take-cut", "take-no-cut")
"""What would be seen in every film of a rehearsal."""


def settings_for(base: str, speed: float) -> str:
    """`storyboard.toml` for a production that rehearses: a gateway a dialect, with the shop's prices."""
    every = max(0.2, round(10.0 / speed, 2)) if speed else 0.2
    models = {
        "openai-videos": ("sora-2", "sora-2-pro"), "lconai": ("sora-2", "sora-2-pro"), "unified-v2": ("sora-2", "sora-2-pro"),
        "native-sora": ("sora-2", "sora-2-pro"), "omni-fast": ("omni-fast",), "chat-video": ("sora_video2",),
        "veo-on-videos": ("veo-3.1-generate-preview", "veo-3.1-fast-generate-preview"),
    }  # fmt: skip
    blocks = ['[video]\ngateway = "openai-videos"\nmodel = "sora-2-pro"\n']
    for dialect, names in models.items():
        prices = ", ".join(
            f'"{name}" = {{ {", ".join(f"{seconds} = {price}" for seconds, price in PRICES[name].items())} }}'
            for name in names
        )
        blocks.append(
            f'[gateways.{dialect}]\ndialect = "{dialect}"\nbase_url = "{base}/{dialect}"\napi_key_env = "REHEARSAL_KEY"\n'
            f"poll_every = {every}\nprices = {{ {prices} }}\n"
            f"other_prices = {{ character = {CHARACTER_PRICE}, remix = {REMIX_PRICE} }}\n"
        )
    living = {"ark-tasks": "doubao-seedance-2-0-260128", "dashscope": "wan3.0-video", "kling": "kling-v3",
              "minimax-v2": "MiniMax-H3", "openrouter-video": "bytedance/seedance-2.5", "vidu": "viduq3-pro", "xai": "grok-imagine-video-1.5"}  # fmt: skip
    blocks += [
        f'[gateways.{dialect}]\ndialect = "{dialect}"\nbase_url = "{base}/{dialect}"\napi_key_env = "REHEARSAL_KEY"\n'
        f'poll_every = {every}\nrates = {{ "{name}" = {{ second = {RATES[name]} }} }}\n'
        for dialect, name in living.items()
    ]
    blocks += [
        f'[gateways.{dialect}]\ndialect = "{dialect}"\nbase_url = "{base}/{dialect}"\napi_key_env = "REHEARSAL_KEY"\n'
        f"poll_every = {every}\nother_prices = {{ picture = {PICTURE_PRICE} }}\n"
        for dialect in PATHS
    ]
    blocks.append('[pictures]\ngateway = "openai-images"\nmodel = "gpt-image-2"\n')
    still = ", ".join(f'"{rule}"' for rule in STILL)
    blocks.append(
        f"[check]\n# films of a rehearsal are drawn: they stand still, and their cuts are soft\noff = [{still}]\n"
    )
    return "\n".join(blocks)
