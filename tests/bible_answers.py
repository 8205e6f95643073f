"""What a language model answered about people, played again: the recorded answers of a script, one for each stretch that was asked about.

`python -m tests.bible_answers EXCHANGES NAME [--out FOLDER]` keeps the answers that a workspace's exchanges hold (`.storyboard/exchanges`) as NAME.answer.json.
"""

import argparse
import asyncio
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from storyboard.errors import BadAnswer
from storyboard.library import SHIPPED
from storyboard.llm.exchanges import records
from storyboard.llm.reading import read_reply
from storyboard.model import Ask, Cast, Judge, Question, Remark, Script
from storyboard.plan.protocols import describe

ASKED = Path(__file__).parent / "gold" / "people" / "asked"
LIBRARY = SHIPPED.choosing({"shots": "v3"})
"""The prompts with which the whole story is asked about once."""


def answer_file(source: str, folder: Path) -> Path:
    """Where the answers about a source of labels lie, were it asked about."""
    return folder / f"{re.split('[:/]', source)[-1].removesuffix('.txt')}.answer.json"


def answering(answers: Sequence[Any]) -> Ask:
    """An `Ask` that gives recorded answers in their order, as the endpoint does when a question was asked as often as may be."""
    waiting = list(answers)

    async def ask(question: Question, judge: Judge) -> Any:
        if not waiting:
            raise BadAnswer(f"{question.about}: nothing is recorded")
        answer = waiting.pop(0)
        faults = [fault for fault in judge(answer) if not isinstance(fault, Remark)]
        if faults:
            raise BadAnswer(f"{question.about}: {'; '.join(faults)}")
        return answer

    return ask


def retold(script: Script, cast: Cast, file: Path) -> tuple[Cast, list[str]]:
    """The cast with what the model answered about its people, and what could not be used of it."""
    answers = json.loads(file.read_text(encoding="utf-8"))
    return asyncio.run(describe(script, cast, Cast(()), answering(answers), None, LIBRARY))


def kept(exchanges: Path) -> list[Any]:
    """The answers that were used, in the order of the script."""
    found = []
    for question, answer in records(exchanges, ("bible",)):
        first = re.search(r"s(\d+)", question.about)
        found.append((int(first[1]) if first else 0, read_reply((answer,), question.schema)))
    return [answer for _, answer in sorted(found, key=lambda one: one[0])]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("exchanges", type=Path)
    options.add_argument("name")
    options.add_argument("--out", type=Path, default=ASKED)
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    text = "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in kept(given.exchanges)) + "\n]\n"
    (given.out / f"{given.name}.answer.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
