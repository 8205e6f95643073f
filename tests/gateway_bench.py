"""Buying on the rehearsal gateway: the pieces that the gateway tests share."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from storyboard.config import GatewayEntry, Rate, Settings, Video
from storyboard.gateways import open_gateway
from storyboard.ledger import Ledger
from storyboard.model import Order
from storyboard.profiles import load_dialect, profile_for
from storyboard.rehearsal import PRICES, Rehearsal, Shop
from storyboard.rehearsal.shop import RATES
from storyboard.submit import Buyer, Cart, Purchase, quote
from tests import films

KEY = "sk-play-0123456789"
MODELS = {
    "openai-videos": "sora-2",
    "lconai": "sora-2",
    "veo-on-videos": "veo-3.1-generate-preview",
    "omni-fast": "omni-fast",
    "unified-v2": "sora-2-pro",
    "native-sora": "sora-2",
    "chat-video": "sora_video2",
    "ark-tasks": "doubao-seedance-2-0-260128",
    "kling": "kling-v3",
    "dashscope": "wan3.0-video",
    "minimax-v2": "MiniMax-H3",
    "openrouter-video": "bytedance/seedance-2.5",
    "vidu": "viduq3-pro",
    "xai": "grok-imagine-video-1.5",
}


def shop(**changes) -> Shop:
    return Shop(
        **{"draw": lambda seconds, size, prompt: films.film(seconds, size), "speed": 0.0, "key": KEY, **changes}
    )


def order(dialect: str, scenario: str = "ok", **changes) -> Order:
    """The longest plain clip that the dialect sells."""
    model = changes.get("model", MODELS[dialect])
    row = load_dialect(dialect).model(model)
    prompt = f"Shot 1:\nduration: 5.0sec\nScene: 她说：“你来了。” [[rehearse:{scenario}]]\n"
    seconds = max(longest(row, model))
    return Order(**{"model": model, "prompt": prompt, "seconds": seconds, "size": row.sizes["portrait"], **changes})


def longest(row, model):
    return row.lengths_for("portrait", hd=False) or profile_for(model).lengths


def buy(purchases, gateway, ledger, takes, *, budget=None, on_event=None, production="", scale=1.0):
    """The purchases through the one Buyer, as they stand afterwards."""
    tell = on_event or (lambda progress: None)
    return Buyer(gateway, ledger, budget, tell, scale).buy(Cart(tuple(purchases), takes, production))


@dataclass
class Bench:
    """A workspace, a rehearsal and a dialect."""

    folder: Path
    rehearsal: Rehearsal
    dialect: str
    entry: Mapping[str, object] = ()  # type: ignore[assignment]

    def __post_init__(self):
        os.environ["REHEARSAL_KEY"] = KEY
        self.ledger_path = self.folder / ".storyboard" / "ledger.sqlite3"
        entry = GatewayEntry(
            dialect=self.dialect,
            name="rehearsal",
            base_url=self.rehearsal.url(self.dialect),
            api_key_env="REHEARSAL_KEY",
            prices=PRICES,
            rates={model: Rate(second) for model, second in RATES.items()},
            other_prices={"character": 0.1, "remix": 1.0},
            parallel=16,
            request_timeout=20.0,
        )
        entry = replace(entry, **dict(self.entry))
        video = Video(gateway="rehearsal", model=MODELS[self.dialect])
        self.settings = Settings(workspace=self.folder, video=video, gateways={"rehearsal": entry})
        self.gateway = open_gateway(self.settings)

    def buy(self, *orders: Order, budget: float | None = None, **more) -> tuple[Purchase, ...]:
        with Ledger(self.ledger_path) as ledger:
            quoted = quote(orders, self.gateway, ledger)
            options = {"scale": 0.01, "production": "ep01", **more}
            return buy(quoted, self.gateway, ledger, self.folder / "takes", budget=budget, **options)

    def posts(self, order: Order) -> int:
        return self.rehearsal.shop.posts[order.prompt]
