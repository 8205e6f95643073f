"""Spoken words as a prompt holds them."""

import re

from storyboard.languages import Language
from storyboard.speech import han


def one_line(text: str) -> str:
    """A line as a prompt holds it: a line break inside it becomes a space between Latin letters, nothing elsewhere."""
    return re.sub(r"(?<=[\x21-\x7e])\s*\n\s*(?=[\x21-\x7e])", " ", text.strip()).replace("\n", "")


def bare(delivery: str) -> str:
    return delivery.strip("（）()")


def written_size(prompt: str, language: str) -> float:
    """The same without the marks between characters, as a maker counts Chinese: 500 characters."""
    return size_of(prompt, language) if Language.of(language).does("writing.words") else han(prompt)


def size_of(prompt: str, language: str) -> float:
    """How long a prompt is as makers count: characters of Chinese, two thirds of the words of a language with words."""
    return len(prompt.split()) * 2 / 3 if Language.of(language).does("writing.words") else len(prompt)
