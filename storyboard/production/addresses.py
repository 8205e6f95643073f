"""What lies at signed addresses of pictures and films: looked at once for each signature, kept in the workspace."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from storyboard.config import GatewayEntry, parse_json, unsigned
from storyboard.model import Cast, Member, Place, Prop, Reference
from storyboard.production.files import dump, write_whole

RECORD = Path(".storyboard") / "addresses.json"
"""Address without its signature -> what lies there (sha256), and for which text of the address that was asked."""


def known(reference: Reference, workspace: Path) -> Reference:
    """The reference with what lies at its signed address, as far as that was ever known."""
    plain = unsigned(reference.source)
    if plain == reference.source:
        return reference
    return replace(reference, content=_read(workspace).get(plain, {}).get("sha256", ""))


def learn(sources: Sequence[str], entry: GatewayEntry, workspace: Path) -> tuple[str, ...]:
    """Looks at signed addresses that were never seen with this signature; sentences about those that cannot be looked at.

    Where one was seen before with another signature and cannot be now, what lay there counts on.
    """
    signed = {source: unsigned(source) for source in sources if unsigned(source) != source}
    record = _read(workspace) if signed else {}
    new = [source for source, plain in signed.items() if record.get(plain, {}).get("asked") != _mark(source)]
    if not new:
        return ()
    from storyboard.gateways.addresses import contents

    found = contents(new, entry)
    seen = {source: each.sha256 for source, each in found.items() if each.sha256}
    record |= {signed[source]: {"sha256": content, "asked": _mark(source)} for source, content in seen.items()}
    if seen:
        write_whole(workspace / RECORD, dump(record))
    return tuple(_said(signed[source], found[source].why, record) for source in new if source not in seen)


def looked_at(
    references: Sequence[Reference], entry: GatewayEntry, workspace: Path, warn: Callable[[str], None]
) -> tuple[Reference, ...]:
    """References with what lies at their signed addresses, which are looked at now; `warn` hears of those that cannot be."""
    for sentence in learn([each.source for each in references], entry, workspace):
        warn(sentence)
    return tuple(known(each, workspace) for each in references)


def addresses_of(cast: Cast) -> tuple[str, ...]:
    """Everything that the cast names as going along with an order."""
    shown: tuple[Member | Place | Prop, ...] = (*cast.members, *cast.places, *cast.props)
    sheets = [sheet for each in shown for sheet in each.sheets]
    films = [each.film.partition("#")[0] for each in cast.members]
    return (*sheets, *filter(None, films), *filter(None, (each.voice_sample for each in cast.members)))


def _read(workspace: Path) -> dict[str, dict[str, str]]:
    """The record; empty where there is none, or none that can be read: then it is asked again."""
    try:
        return dict(parse_json((workspace / RECORD).read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def _mark(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def _said(plain: str, why: str, record: dict[str, dict[str, str]]) -> str:
    parts = urlsplit(plain)
    where = f"{parts.hostname}/…/{parts.path.rpartition('/')[2]}"
    if plain in record:
        return f"{where} cannot be looked at ({why}): it counts as the picture that lay there before"
    return f"{where} cannot be looked at ({why}): it is known by its address without the signature, so another picture there is not noticed"
