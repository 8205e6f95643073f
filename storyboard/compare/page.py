"""The comparison as one HTML file that fetches nothing: data once as JSON, drawn by the script in it."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.compare.choose import Chosen
from storyboard.compare.page_data import page_data
from storyboard.compare.page_words import WORDS
from storyboard.languages import Language
from storyboard.model.plain import plain

if TYPE_CHECKING:
    from jinja2 import Environment


def page(found: Chosen, baseline: str, token: str = "") -> str:
    """The page as HTML; with a token it sends ratings and comments to the server that it came from."""
    first = min(found.results, key=lambda each: (each.run.script, each.run.id))
    language = Language.of(first.run.language)
    # `<` never stands in the data, so nothing in a script can end the element it is in
    data = json.dumps(page_data(found, baseline, language.code, token), ensure_ascii=False, separators=(",", ":"))
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            language=language.code,
            words=WORDS[language.code],
            fonts=language.word("page.fonts"),
            live=bool(token),
            suite=found.suite,
            data=plain(data).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
        )
    )


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
