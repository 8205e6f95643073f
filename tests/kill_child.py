"""A production of clips on the rehearsal gateway, as a process that is meant to be killed: python -m tests.kill_child FOLDER URL CLIPS [POLL_LIMIT]."""

import sys
from pathlib import Path

from storyboard.config import GatewayEntry, Rate, Settings
from storyboard.gateways import open_gateway
from storyboard.ledger import Ledger
from storyboard.rehearsal import PRICES
from storyboard.rehearsal.shop import RATES
from storyboard.submit import quote
from tests.gateway_bench import buy, order


def production(folder: Path, url: str, poll_limit: float = 0.0):
    entry = GatewayEntry(
        dialect=dialect_of(url),
        base_url=url,
        api_key_env="REHEARSAL_KEY",
        prices=PRICES,
        rates={model: Rate(second) for model, second in RATES.items()},
        parallel=8,
        request_timeout=10.0,
        poll_limit=poll_limit,
    )
    return open_gateway(Settings(workspace=folder, gateways={"rehearsal": entry}), "rehearsal")


def dialect_of(url: str) -> str:
    """The rehearsal has each dialect below its own name."""
    return url.rstrip("/").rsplit("/", 1)[-1]


def orders(clips: int, dialect: str = "unified-v2"):
    return [order(dialect, prompt=f"Shot 1:\nduration: 10.0sec\nScene: {n}\n", seconds=10) for n in range(clips)]


if __name__ == "__main__":
    folder, url, clips = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    gateway = production(folder, url, float(sys.argv[4]) if len(sys.argv) > 4 else 0.0)
    with Ledger(folder / ".storyboard" / "ledger.sqlite3") as ledger:
        quoted = quote(orders(clips, dialect_of(url)), gateway, ledger)
        buy(quoted, gateway, ledger, folder / "takes", production="ep01", scale=0.02)
