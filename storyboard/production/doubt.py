"""Where a reading is in doubt, nothing new is bought on it unasked; what was sent is fetched, what was bought stays usable."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.errors import UsageError
from storyboard.languages import heard
from storyboard.model import Fault, Script
from storyboard.parse import FORMATS, sentence

if TYPE_CHECKING:
    from storyboard.submit import Buyer, Purchase


class InDoubt(UsageError):
    """The script was read in a way that is not to be trusted; nothing new was bought."""

    def __init__(self, script: Script) -> None:
        language = heard(script.language)
        message, hint = language.word("reading.doubt"), language.word("reading.doubt_hint")
        rows = "\n".join(f"  {sentence(doubt, language.code)}" for doubt in script.doubts)
        formats = ", ".join(row.name for row in FORMATS if row.name != script.format)
        super().__init__(message.format(path=script.path, doubts=rows), hint.format(path=script.path, formats=formats))


def doubts_of(script: Script) -> tuple[Fault, ...]:
    """The doubts of a reading as warnings, for commands that only repeat them."""
    language = heard(script.language).code
    return tuple(
        Fault(doubt.rule, sentence(doubt, language), next(iter(doubt.lines), 0), path=script.path)
        for doubt in script.doubts
    )


def held(script: Script, folder: Path, purchases: Sequence["Purchase"], *, anyway: bool) -> bool:
    """Whether nothing new may be bought: the reading is in doubt, nobody said --anyway, and there is no take yet."""
    if anyway or not script.doubts:
        return False
    takes = folder / "takes"
    has_takes = takes.is_dir() and any(each.suffix not in ("", ".part") for each in takes.iterdir())
    return not has_takes and not any(purchase.state == "owned" for purchase in purchases)


def fetch_sent(folder: Path, purchases: Sequence["Purchase"], buyer: "Buyer") -> None:
    """What runs already is waited for and its films are kept; nothing new is sent."""
    from storyboard.submit import Cart

    sent = tuple(purchase for purchase in purchases if purchase.state == "running")
    if sent:
        buyer.buy(Cart(sent, folder / "takes"))
