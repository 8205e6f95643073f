"""Profile, dialect and the user's prices together: what plan and pack may ask for."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from storyboard.config import Settings
from storyboard.errors import UsageError
from storyboard.model import Fault, Offer
from storyboard.profiles.dialect import Model, Shape, load_dialect, load_dialects
from storyboard.profiles.pricing import price_of
from storyboard.profiles.profile import Profile, load_profile, load_profiles, profile_for

PLAIN = "plain"
"""The profile of a model that no profile knows."""


def make_offer(settings: Settings) -> Offer:
    """What `[video]` says is to be bought, as lengths, size and prices; `UsageError` where it cannot be had."""
    video, entry = settings.video, settings.gateway()
    row = load_dialect(entry.dialect, settings.workspace).model(video.model)
    profile = _profile(settings)
    hd = _hd(settings, row, profile)
    shape = video.orientation
    lengths = _restricted(settings, _lengths(row, profile, shape, hd=hd), row, hd=hd)
    sizes = _sizes(settings, row, profile, hd=hd)
    if shape not in sizes:
        raise UsageError(
            f"{video.model} at {entry.name} makes no {shape} film", f"it makes: {', '.join(sizes) or 'none'}"
        )
    return replace(
        _told(profile, video.model, lengths, sizes[shape]),
        gateway=entry.name,
        hd=hd,
        prices=_prices(settings, row, lengths, sizes[shape], hd=hd),
        characters=profile.characters,
        looks=video.looks,
        titles=video.titles == "picture",
        style=video.style.strip(),
    )


def offer_of(name: str, workspace: Path | None, orientation: str) -> Offer:
    """What the model of a profile can do, without a gateway, prices and created characters; `UsageError` where no profile with lengths has that name."""
    known = load_profiles(workspace)
    if name not in known or not known[name].lengths:
        usable = sorted(each for each, profile in known.items() if profile.lengths)
        raise UsageError(f"no profile called {name}", f"there are: {', '.join(usable)}")
    profile = known[name]
    sizes = {str(shape): size for shape, size in profile.sizes.items()}
    return _told(profile, name, tuple(sorted(profile.lengths)), sizes.get(orientation, "720x1280"))


def _told(profile: Profile, model: str, lengths: tuple[int, ...], size: str) -> Offer:
    """What a profile alone says of a model, sold by nobody yet."""
    return Offer(
        gateway="",
        model=model,
        lengths=lengths,
        size=size,
        prompt_limit=profile.prompt_limit,
        shot_limit=profile.shot_limit or profile.packed_shots,
        profile=profile.name,
        template=profile.template,
        template_before=profile.template_before,
        advised=profile.advised_shots,
        advised_size=profile.advised,
        levels=profile.levels,
        shot_size=profile.shot_advised,
        few=profile.looks == "few",
        traits=profile.traits,
        again=profile.again == "phrase",
        plain=profile.camera == "plain",
        leads=profile.opens == "subject",
        least_spoken=round(profile.least_spoken * 10),
        instructions=profile.instructions,
        draws_text=profile.draws_text,
    )


def remarks(settings: Settings, offer: Offer, today: date) -> tuple[Fault, ...]:
    """What the user should know before paying: a model that its maker switched off, HD without effect."""
    said = []
    profile = load_profile(offer.profile, settings.workspace)
    if profile and profile.is_retired(today) and offer.gateway != "preview":
        known = load_profiles(settings.workspace)
        living = sorted(p.name for p in known.values() if not p.is_retired(today) and p.name not in (PLAIN, "preview"))
        said.append(
            Fault(
                "retired-model",
                f"{offer.model} was switched off by its maker on {profile.retired}; a gateway may serve it on. "
                f"Living models with a profile: {', '.join(living)}",
            )
        )
    row = load_dialect(settings.gateway().dialect, settings.workspace).model(offer.model)
    ignored = [seconds for seconds in offer.lengths if offer.hd and seconds in row.hd_ignored]
    if ignored:
        said.append(
            Fault("hd-ignored", f"HD has no effect at {ignored[0]} s here: those clips come in standard quality")
        )
    return tuple(said)


def _profile(settings: Settings) -> Profile:
    found = profile_for(settings.video.model, settings.workspace) or load_profile(PLAIN, settings.workspace)
    assert found is not None
    return found


def _lengths(row: Model, profile: Profile, shape: Shape, *, hd: bool) -> tuple[int, ...]:
    lengths = profile.lengths if row.yields and profile.lengths else row.lengths_for(shape, hd=hd)
    if lengths or row.variants or hd:
        return lengths
    return profile.lengths


def _sizes(settings: Settings, row: Model, profile: Profile, *, hd: bool) -> dict[Shape, str]:
    """The sizes of the resolution that is wanted; `UsageError` where the model is not sold in it."""
    wanted = settings.video.resolution
    if not wanted or settings.gateway().dialect == "preview":
        return (row.hd_sizes if hd else row.sizes) or row.sizes or profile.sizes
    if wanted in row.resolutions:
        return row.resolutions[wanted]
    raise UsageError(
        f"{settings.video.model} at {settings.gateway().name} is not sold in {wanted}",
        f"it is sold in {', '.join(row.resolutions) or 'one resolution'}; leave [video] resolution out for the standard",
    )


def _hd(settings: Settings, row: Model, profile: Profile) -> bool:
    wanted = settings.video.hd
    if settings.gateway().dialect == "preview" or settings.video.resolution:
        return False
    if wanted == "auto":
        return profile.hd and row.has_hd
    if wanted and not row.has_hd:
        having = sorted(
            dialect.name
            for dialect in load_dialects(settings.workspace).values()
            if any(model.has_hd and settings.video.model in model.names for model in dialect.models)
        )
        raise UsageError(
            f"{settings.video.model} has no HD in the dialect {settings.gateway().dialect}",
            f"dialects with HD for it: {', '.join(having) or 'none'}; or set hd = false",
        )
    return bool(wanted)


def _restricted(settings: Settings, sold: tuple[int, ...], row: Model, *, hd: bool) -> tuple[int, ...]:
    wanted = settings.video.lengths
    lengths = tuple(sorted(set(wanted) & {*sold, *(row.hd_ignored if hd else ())})) if wanted else tuple(sorted(sold))
    if not lengths:
        what = f"{settings.video.model}{' in HD' if hd else ''} ({settings.video.orientation}) at {settings.gateway().name}"
        raise UsageError(
            f"{what} is sold in {', '.join(map(str, sorted(sold))) or 'no'} seconds; none of {list(wanted)}"
            if wanted
            else f"no lengths are known for {what}",
            "change [video] lengths, or give the model its lengths in a profile or dialect of your own",
        )
    return lengths


def _prices(
    settings: Settings, row: Model, lengths: tuple[int, ...], size: str, *, hd: bool
) -> tuple[tuple[int, float], ...]:
    entry, video = settings.gateway(), settings.video
    if entry.dialect == "preview":
        return ()  # free: then the fewest seconds are wanted, as on any other model whose price is not known
    costs = ((n, price_of(entry, row, video.model, n, size, hd=hd, sound=video.sound)) for n in lengths)
    return tuple((seconds, price) for seconds, price in costs if price is not None)
