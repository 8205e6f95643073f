"""Paragraphs of prose, also where its lines are broken at a fixed width."""

import re
from itertools import pairwise


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of paragraphs and of the blank lines between; lines broken at a fixed width belong together."""
    spans: list[tuple[int, int]] = []
    wrapped = _wrapped(text)
    start = at = 0
    blank = True
    for line in text.splitlines(keepends=True) if "\v" not in text else re.findall(r"[^\n]*\n|[^\n]+$", text):
        empty = not line.strip()
        begins = empty != blank or (
            not empty and (not wrapped or line[:2] == "　　" or line[:1] == "\t" or line[:2] == "  ")
        )
        if begins and at > start:
            spans.append((start, at))
            start = at
        blank = empty
        at += len(line)
    if at > start:
        spans.append((start, at))
    return spans


def _wrapped(text: str) -> bool:
    """Whether lines are broken within sentences: most lines that are not the last of a paragraph end in mid-sentence."""
    lines = text[:20_000].split("\n")
    inner = [line.rstrip() for line, below in pairwise(lines) if line.strip() and below.strip()]
    cut = sum(1 for line in inner if line[-1:] not in '。！？”」』…：—.!?"’')
    return len(inner) > 4 and cut * 3 > len(inner)


def joined(text: str) -> str:
    """The lines of a piece without outer white space, parted by line feeds."""
    bare = text.strip()
    return bare if bare.isprintable() else "\n".join(line.strip() for line in bare.splitlines())
