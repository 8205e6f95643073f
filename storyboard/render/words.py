"""Spoken words as a prompt holds them."""

import re


def one_line(text: str) -> str:
    """A line as a prompt holds it: a line break inside it becomes a space between Latin letters, nothing elsewhere."""
    return re.sub(r"(?<=[\x21-\x7e])\s*\n\s*(?=[\x21-\x7e])", " ", text.strip()).replace("\n", "")


def bare(delivery: str) -> str:
    return delivery.strip("（）()")
