"""A free prompt: a film of a user's own words, without a script. Its form and length are checked, and nothing else."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from storyboard.config import Settings, find_workspace, load_settings, refuse_links_out
from storyboard.errors import UsageError
from storyboard.gateways import open_gateway
from storyboard.gateways.build import kind_of_source
from storyboard.gateways.remote import Remote
from storyboard.ledger import lock, open_ledger
from storyboard.model import Offer, Order, Reference
from storyboard.patterns import deferred
from storyboard.production.addresses import looked_at
from storyboard.production.buying import Request
from storyboard.production.files import read_text
from storyboard.production.prepare import Watch
from storyboard.production.production import Options
from storyboard.profiles import make_offer, remarks
from storyboard.records import dataclass
from storyboard.speech import LONGEST
from storyboard.submit import Buyer, Cart, Progress, Purchase, complain

PRODUCTION = "prompts"
"""The production under which films of free prompts are remembered; they lie in its takes/."""


_SHOT = deferred(r"(?m)\AShot 1:$")
_DURATION = deferred(r"(?m)^duration: (\d+(?:\.\d+)?)sec$")
"""The storyboard form as gateways document it, whichever version of our own prompts is in use."""


@dataclass(frozen=True, slots=True)
class Free:
    """A prompt file, and what goes along with it."""

    path: Path
    seconds: int = 0
    """Length; 0: as its shots say, else the shortest that is sold."""
    references: tuple[Reference, ...] = ()


def buy_free(
    free: Free,
    options: Options,
    watch: Watch,
    *,
    tell: Callable[[Progress], None] = lambda progress: None,
    warn: Callable[[str], None] = lambda text: None,
) -> Purchase:
    """Buys the film of a free prompt, unless it is owned; raises what must be said where it failed."""
    with _quoted(free, options, warn) as (settings, offer, purchase, buyer):
        for remark in remarks(settings, offer, date.today()) if purchase.state != "owned" else ():
            warn(remark.message)
        takes = refuse_links_out(settings.workspace / "out" / PRODUCTION / "takes", settings.workspace)
        cart = Cart((purchase,), takes, PRODUCTION, whole=False)
        for sentence in buyer.confirm([cart], watch.confirm, warn):
            warn(sentence)
        bought = replace(buyer, tell=tell).buy(cart, watch.again)
        complain(bought)
        return bought[0]


def request_of(free: Free, options: Options) -> Request:
    """Exactly what would be sent, without a key and without sending it."""
    with _quoted(free, options, lambda text: None) as (_, _, purchase, buyer):
        gateway = buyer.gateway
        url = gateway.address(purchase.request) if isinstance(gateway, Remote) else purchase.request.path
        request = json.loads(purchase.request.canonical())
        return Request(purchase.name, purchase.state, purchase.price, url, request, purchase.note)


@contextmanager
def _quoted(
    free: Free, options: Options, warn: Callable[[str], None]
) -> Iterator[tuple[Settings, Offer, Purchase, Buyer]]:
    settings = load_settings(find_workspace(free.path), flags=dict(options.flags))
    gateway = open_gateway(settings)
    if gateway.free:
        raise UsageError(
            "the preview gateway draws shots of a script; a free prompt has none", "name a gateway: --gateway NAME"
        )
    offer = make_offer(settings)
    beside = looked_at(free.references, settings.gateway(), settings.workspace, warn)
    order = order_of(replace(free, references=beside), settings, offer)
    with lock(settings.workspace), open_ledger(settings) as ledger:
        buyer = Buyer(gateway, ledger, settings.budget.max_cost)
        yield settings, offer, buyer.quote([order], [free.path.stem])[0], buyer


def order_of(free: Free, settings: Settings, offer: Offer) -> Order:
    """The order of a free prompt; `UsageError` for an empty one, or one whose shots do not make a length that is sold."""
    if not free.path.is_file():
        raise UsageError(f"{free.path}: no such file", "it holds the prompt, as text")
    prompt = read_text(free.path).strip()
    if not prompt:
        raise UsageError(f"{free.path}: the prompt is empty")
    told = [float(each) for each in _DURATION.findall(prompt)] if _SHOT.match(prompt) else []
    seconds = free.seconds or (round(sum(told)) if told else min(offer.lengths))
    if told and (abs(sum(told) - seconds) > 0.05 or max(told) > LONGEST / 10):
        raise UsageError(
            f"{free.path}: its shots last {' + '.join(f'{each:g}' for each in told)} s; they must make {seconds} s, each 10 s at most"
        )
    if seconds not in offer.lengths:
        sold = ", ".join(map(str, offer.lengths))
        raise UsageError(f"{free.path}: {offer.model} is sold in {sold} seconds, not {seconds}", "choose: --seconds N")
    video = settings.video
    order = Order(offer.model, prompt, seconds, offer.size, offer.hd, private=video.private, watermark=video.watermark)
    return replace(order, references=tuple(map(_at_home, free.references)))


def _at_home(each: Reference) -> Reference:
    """A local file by its whole path, so that another run finds it from wherever it is started."""
    if kind_of_source(each.source) != "file":
        return each
    return replace(each, source=str(Path(each.source).absolute()))
