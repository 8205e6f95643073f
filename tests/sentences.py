"""The sentences that the program can say, as its source has them: what reaches a user is written in English where it arises."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "storyboard"
WORDS = re.compile(r"(?:[A-Za-z][A-Za-z'’-]*(?:[ ,;:]+|\. +)){2,}[A-Za-z][A-Za-z'’-]*")
"""Three words in a row: a sentence, wherever it stands."""
PHRASE = re.compile(r"[A-Za-z]{3,}[^a-z]* .*[A-Za-z{]|[A-Za-z{].* [^a-z]*[A-Za-z]{3,}")
"""A word and something beside it: said, where it stands in a call that says things."""
SAYING = re.compile(
    r"^(?:echo|say|_say|tell|_tell|confirm|remark|option|argument|BadParameter|\w+(?:Error|Wrong|Needed|Refused|Failed))$"
)
"""Calls whose words are said, however few they are."""
GRAMMAR = re.compile(
    r"\(\?|\\[bdswW]|\[\^|\]\*|\]\+|\.\*|\{\d|\w\|[^|]*\w\||PRAGMA |SELECT |INSERT |UPDATE |CREATE |DELETE |<[A-Za-z]+[ :/>]|</|\[Script Info\]|urn:"
)
"""Patterns, queries, and the markup of files."""
LIST = re.compile(r"^[^{}.,;:!?]*[\u3400-\u9fff][^{}.,;:!?]*$")
"""Words of several languages, one after another."""
ELSEWHERE = {
    "rules/": "rows in both languages",
    "compare/page_words.py": "rows in both languages",
    "mcp/": "said to a client of the Model Context Protocol, in English",
    "rehearsal/": "what a gateway answers, and reads in prompts; its scenarios are asked for by name",
    "staging/": "words of pictures, written and read back",
    "animatic/": "words that are drawn, and read in prompts",
    "transitions.py": "wordings of scripts and their examples",
    "records.py": "said to who writes the program",
    "camera.py": "words of framing, in prompts and scripts",
    "travelling.py": "words of a camera that moves, in prompts",
    "viewpoints.py": "words of where a camera stands, in prompts",
    "parse/witnesses.py": "rows in both languages",
    "parse/slots.py": "rows in both languages",
    "parse/doubts.py": "rows in both languages",
    "parse/words.py": "labels of scripts in both languages",
    "parse/headings.py": "names of forms of headings, for tests",
    "parse/supers.py": "names of forms of captions and their examples, for tests",
    "export/formats.py": "what a format can carry, by name",
    "render/": "prompts",
    "export/edl.py": "lines of an edit decision list",
}
"""Rooms and files whose words do not reach the terminal, or have their rows elsewhere."""
NO_SENTENCES = (
    "Storyboard board of one script",  # title of a schema
    "python -m pip install", "createdb {}", "export {}=", "does not exist",  # what is typed, what a server says
    "This answer was not accepted:", "Answer with one JSON object", "The word that a director says", "a question to try the endpoint",  # to a model
    "the last attempt returns or raises", "the last format fits everything",  # what cannot be
    "{}name = {}\ntitle = {}", "# HOST VARIABLE",  # of files that are written
    "End of Act",  # a type of paragraph
    "ant me to", "ould you like", "et me know", "I can also", "At rise of curtain",  # of scripts and of what stands around them
    "names.voices.", "init.",  # keys of words
)  # fmt: skip
"""How literals begin that are no sentences to a user."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that can be said."""

    file: str
    line: int
    text: str
    """With `{}` for what is put in."""


def sentences() -> Iterator[Sentence]:
    """Every sentence of the source."""
    for path in sorted(SOURCE.rglob("*.py")):
        file = str(path.relative_to(SOURCE))
        if not file.startswith(tuple(ELSEWHERE)):
            yield from _of_file(file, path.read_text(encoding="utf-8"))


def _of_file(file: str, source: str) -> Iterator[Sentence]:
    nodes = list(ast.walk(ast.parse(source)))
    aside, said = _aside(nodes), _said(nodes)
    for node in nodes:
        if (
            id(node) in aside
            or (text := _text(node)) is None
            or GRAMMAR.search(text)
            or LIST.search(text)
            or text.startswith(NO_SENTENCES)
        ):
            continue
        if WORDS.search(text) or (id(node) in said and PHRASE.search(text)):
            yield Sentence(file, getattr(node, "lineno", 0), text)


def _text(node: ast.AST) -> str | None:
    """The words of a literal, with `{}` for what is put in."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def _aside(nodes: Sequence[ast.AST]) -> set[int]:
    """Docstrings, the pieces of an f-string, lists of words, and what is told in two languages side by side."""
    found: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            found |= {id(part) for part in node.values}
            found |= {
                id(each)
                for part in node.values
                if isinstance(part, ast.FormattedValue) and part.format_spec
                for each in ast.walk(part.format_spec)
            }
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "split":
            found |= {id(each) for each in ast.walk(node.func)}
        elif isinstance(node, ast.Dict) and {"zh", "en"} <= {getattr(key, "value", None) for key in node.keys}:
            found |= {id(each) for value in node.values for each in ast.walk(value)}
    return found


def _said(nodes: Sequence[ast.AST]) -> set[int]:
    """The literals that are arguments of something that says them, or parts of such an argument."""
    found: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.Call) and SAYING.match(getattr(node.func, "attr", getattr(node.func, "id", ""))):
            for value in [
                *_places(node),
                *(each.value for each in node.keywords if each.arg in ("help", "hint", "message", "why")),
            ]:
                found |= {id(each) for each in _parts(value)}
    return found


def _places(call: ast.Call) -> list[ast.expr]:
    """The arguments that are words; of an option or argument only its help, which has a name."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return [] if name in ("option", "argument") else call.args


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """A literal, or those it is chosen or joined from; not what is asked on the way."""
    yield node
    if isinstance(node, ast.IfExp):
        yield from _parts(node.body)
        yield from _parts(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from _parts(node.left)
        yield from _parts(node.right)
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _parts(part.value)
