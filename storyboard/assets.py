"""Where the files that are not Python live: prompts, schemas, dialects, profiles, fonts, page templates."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `prompts` or `schemas`: in a wheel inside the package, in a checkout or editable install beside it."""
    packaged = PACKAGE / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name


@cache
def templates(*roots: Path) -> "Environment":
    """A Jinja environment over the folders, first wins: an undefined name is an error, white space is what one sees."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([str(root) for root in roots]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - plain-text prompts; the page has an environment of its own
    )
    environment.filters["sentence"] = sentence
    return environment


def templates_of(texts: Mapping[str, str], path: Callable[[str], Path | None]) -> "Environment":
    """A Jinja environment over texts by name, under the same rules; `path` tells where one lies, for messages."""
    from jinja2 import FunctionLoader

    def load(name: str) -> tuple[str, str | None, Callable[[], bool]] | None:
        found = path(name)
        return (texts[name], str(found) if found else None, lambda: True) if name in texts else None

    return templates().overlay(loader=FunctionLoader(load))


def sentence(text: str, stop: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.rstrip("”’」』）)\"'").endswith(("。", "！", "？", "…", ".", "!", "?")) else text + stop
