"""Buying on purpose what is there already, or something like it: retakes, remixes, casting films, characters."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from storyboard.cast.looks import write_appearance, write_voice
from storyboard.cast.sitters import language_of
from storyboard.config import Settings, refuse_links_out
from storyboard.errors import UsageError
from storyboard.gateways import Gateway, key_of
from storyboard.gateways.build import TASK
from storyboard.languages import Language
from storyboard.ledger import Attempt, Job, Ledger
from storyboard.library import Library
from storyboard.model import Dialogue, Member, Order, Prop, Reference, Shot
from storyboard.profiles import load_dialect, make_offer
from storyboard.records import dataclass
from storyboard.submit.settle import NamedJob, used_take

__all__ = ["TASK", "BuyAgain", "casting_source", "character", "finished", "references", "remix", "retake", "shoot",
           "takes_folder", "username_of"]  # fmt: skip

CAST = "cast"
"""The production under which casting films and characters are remembered."""

ROLES = ("first_frame", "last_frame", "image", "video", "character", "voice", "element")

LINES = {"zh": "今天天气真不错，我们出去玩吧。", "en": "What a lovely day, let us go out and play."}


@dataclass(frozen=True, slots=True)
class BuyAgain:
    """Something to buy now, whatever is owned."""

    name: str
    job: Job
    price: float | None
    count: int = 1
    place: tuple[str, str] = ("", "")
    """(production, name) under which it is remembered; empty: as another take of `original`."""
    original: str = ""
    known: tuple[str, ...] = ()
    """Keys under which the same may have been bought before."""

    @property
    def cost(self) -> float | None:
        return None if self.price is None else self.price * self.count


def retake(
    named: NamedJob,
    settings: Settings,
    gateway: Gateway,
    *,
    model: str = "",
    count: int = 1,
    references: Sequence[Reference] = (),
) -> BuyAgain:
    """One more take (or `count`) of a clip: of the same request, through another model, or with pictures beside it."""
    if gateway.free:
        raise UsageError("the preview gateway draws a clip the same way every time: a retake would be the same film")
    order = replace(named.job.order, references=(*named.job.order.references, *references))
    if model and model != order.model:
        order = _through(order, model, settings)
    return _wish(str(named), order, gateway, original=named.job.key, count=count)


def references(texts: Sequence[str]) -> tuple[Reference, ...]:
    """`first_frame=a.png`, `character=https://…/hero.mp4#1,3` as references; `UsageError` for anything else."""
    found = []
    for text in texts:
        role, _, source = text.partition("=")
        if role not in ROLES or not source:
            raise UsageError(f"--with {text!r}: it looks like ROLE=SOURCE", f"roles: {', '.join(ROLES)}")
        span = ""
        if role == "character":
            source, _, span = source.partition("#")
        found.append(Reference(role, source, span))  # type: ignore[arg-type]
    return tuple(found)


def remix(named: NamedJob, change: str, gateway: Gateway, ledger: Ledger, seconds: int = 0) -> BuyAgain:
    """The film in use, changed by a sentence, where the dialect can; `seconds` long, 0 = as long as the film."""
    take = used_take(ledger, named.job)
    if take is None or not take.remote or take.account not in ledger.accounts(gateway.account):
        raise UsageError(f"clip {named} has no film that {gateway.name} made: there is nothing to remix")
    if take.remote.startswith("link:"):
        raise UsageError(f"clip {named}: {gateway.name} gave a film but no id, so it cannot be remixed")
    base = ledger.job(take.job)
    assert base is not None
    source = Reference("video", TASK + take.remote)
    same = replace(base.order, kind="remix", prompt=change, references=(source,))
    order = replace(same, seconds=seconds or same.seconds)
    wish = _wish(str(named), order, gateway, original=named.job.key)
    if order != same and gateway.build(order) == gateway.build(same):
        raise UsageError(f"{gateway.name} makes a remix as long as its film: there is no way to say {seconds} s")
    return wish


def shoot(member: Member | Prop, settings: Settings, gateway: Gateway, library: Library, line: str = "") -> BuyAgain:
    """The casting film of a person: frontal, alone, audible, talking to the camera; of a thing: alone, turning, with a voice.

    Gateways want sound. No background is described.

    Bought in the cheapest length, in HD only where `[video] hd = true` says so; UsageError where it would be of no use.
    """
    if isinstance(member, Member) and member.kind != "person":
        raise UsageError(f"{member.name} is a {member.kind}, and no character is made of that")
    if isinstance(member, Prop) and not member.look:
        raise UsageError(f"nothing says what {member.name} looks like", f'write a `look` into [props."{member.name}"]')
    _refuse_useless(settings, gateway)
    video = settings.video
    offer = make_offer(replace(settings, video=replace(video, hd=video.hd is True, lengths=())))
    spoken = Language.of(language_of(member.look)) if isinstance(member, Prop) else Language.of_sex(member.looks.sex)
    language = spoken.code
    line = line or LINES[language]
    seconds = min(offer.lengths, key=lambda each: (price if (price := offer.price(each)) is not None else each, each))
    prompt = _casting(member, library, language, line=line, seconds=seconds)
    shot = Shot(
        "",
        spoken.word("casting.camera"),
        Dialogue(member.name, line),
        float(seconds),
        "",
        "",
        spoken.word("casting.time"),
        "",
        spoken.word("casting.weather"),
    )
    order = Order(offer.model, prompt, seconds, offer.size, offer.hd, shots=(shot,), kind="casting",
                  private=video.private, watermark=video.watermark, sound=video.sound)  # fmt: skip
    return _wish(f"the casting film of {member.name}", order, gateway, place=(CAST, member.name))


def _casting(member: Member | Prop, library: Library, language: str, **told: object) -> str:
    """The prompt of a casting film."""
    if isinstance(member, Prop):
        return library.beside("cast", language, "thing", look=member.look, **told)
    looks = write_appearance(member.looks, language)
    voice = write_voice(member.voice, member.looks.age, language)
    return library.beside("cast", language, "casting", appearance=looks, voice=voice, **told)


def _refuse_useless(settings: Settings, gateway: Gateway) -> None:
    """UsageError where the gateway makes no character of a film."""
    dialect = load_dialect(settings.gateway(gateway.name).dialect, settings.workspace)
    if gateway.free or (dialect.characters and dialect.characters.path):
        return
    by_url = dialect.characters and {"url", "list"} & set(dialect.characters.use)
    hint = "it takes a film by its URL with a clip: `storyboard retake CLIP --with character=URL#1,3`"
    raise UsageError(
        f"{gateway.name} makes no characters (dialect {dialect.name}): a casting film bought there would be of no use",
        hint if by_url else "shoot at a gateway that makes them: --gateway NAME",
    )


def character(name: str, source: str, span: str, gateway: Gateway) -> BuyAgain:
    """The character itself, from a job (`task:ID`) or a URL."""
    order = Order("", "", 0, "", kind="character", references=(Reference("character", source, span),))
    return _wish(f"the character {name}", order, gateway, place=(CAST, f"{name} (character)"))


def casting_source(ledger: Ledger, name: str, gateway: Gateway) -> str:
    """`task:ID` of the finished casting film of `name` at this gateway; `UsageError` where there is none."""
    for production, called, key in ledger.places():
        if (production, called) != (CAST, name):
            continue
        for take in reversed(ledger.takes(key)):
            if take.account in ledger.accounts(gateway.account) and take.remote and not take.remote.startswith("link:"):
                return TASK + take.remote
    raise UsageError(
        f"there is no finished casting film of {name} at {gateway.name}",
        f"make one: `storyboard cast shoot {name}`; or give a film: `storyboard cast create {name} --url URL`",
    )


def finished(wish: BuyAgain, ledger: Ledger) -> Attempt | None:
    """A finished attempt at exactly this request, which need not be bought again."""
    keys = dict.fromkeys((wish.job.key, *wish.known))
    done = [attempt for key in keys for attempt in ledger.attempts(key) if attempt.state == "done"]
    return done[-1] if done else None


def username_of(attempt: Attempt) -> str:
    """The username in the result of a character's attempt; empty where the reply named none that we could read."""
    return str(json.loads(attempt.result or "{}").get("username", ""))


def takes_folder(named: NamedJob, ledger: Ledger) -> Path:
    """Where the takes of a clip lie: beside those it has, else in its production's folder."""
    workspace = ledger.path.parent.parent
    paths = [take.path for take in ledger.takes(named.job.key) if take.path]
    folder = (workspace / paths[-1]).parent if paths else workspace / "out" / named.production / "takes"
    return refuse_links_out(folder, workspace)


def _through(order: Order, model: str, settings: Settings) -> Order:
    """The same clip through another model, if that makes its length."""
    offer = make_offer(replace(settings, video=replace(settings.video, model=model, lengths=())))
    if order.seconds not in offer.lengths:
        raise UsageError(
            f"{model} makes no film of {order.seconds} s; it makes {', '.join(map(str, offer.lengths))}",
            f"pack the episode for it instead: storyboard make SCRIPT --model {model}",
        )
    return replace(order, model=model, size=offer.size, hd=offer.hd)


def _wish(
    name: str, order: Order, gateway: Gateway, *, place: tuple[str, str] = ("", ""), original: str = "", count: int = 1
) -> BuyAgain:
    wrong: Sequence[str] = [fault.message for fault in gateway.check(order)]
    if wrong:
        raise UsageError("\n".join(f"{name}: {each}" for each in wrong))
    request = gateway.build(order)
    key = key_of(gateway.account, request, 0)
    job = Job(key, order.kind, gateway.name, gateway.account, request.canonical(), order)
    known = tuple(key_of(gateway.account, way, 0) for way in request.ways())
    return BuyAgain(name, job, gateway.price(order), count, place, original, known)
