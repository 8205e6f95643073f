"""Verdicts and looks as findings of `check`, each with its line of the script and its shot."""

from collections.abc import Iterator

from storyboard.languages import Language
from storyboard.model import Clip, Fault, LineHeard, TakeHeard, Trace
from storyboard.rules import finding

RULES = {
    "missing": "take-missing-line",
    "changed": "take-changed-line",
    "cut": "take-cut-line",
    "misplaced": "take-misplaced-line",
    "added": "take-added-speech",
}
"""Verdict -> the rule that tells it."""
SHOWN = 4
"""Changes of one line that are spelled out."""


def findings_heard(number: int, clip: Clip, heard: TakeHeard, trace: Trace | None, language: str) -> Iterator[Fault]:
    """What was heard in a clip (1-based) that its lines do not say."""
    for line in heard.lines:
        if line.verdict == "said":
            continue
        told = {
            "role": line.due.role,
            "text": line.due.text,
            "changes": told_changes(line, language),
            "start": line.start,
        }
        yield _finding(RULES[line.verdict], "", number, clip, line.due.shot, trace, language, told)
    for extra in heard.extras:
        told = {"text": extra.text, "start": extra.start}
        yield _finding(
            RULES["added"], "silent" if extra.silent else "", number, clip, extra.shot, trace, language, told
        )


def told_changes(line: LineHeard, language: str) -> str:
    """`晚上→早上，-我`: what was said for what, `-` for what is missing, `+` for what was added."""
    said = []
    for change in [each for each in line.changes if each.kind != "name"][:SHOWN]:
        due, heard = change.due.removeprefix("#"), change.heard.removeprefix("#")
        said.append({"wrong": f"{due}→{heard}", "missing": f"-{due}", "added": f"+{heard}"}[change.kind])
    more = "…" if line.counted > SHOWN else ""
    return Language.of(language).word("writing.comma").join(said) + more


def _finding(
    rule: str,
    case: str,
    number: int,
    clip: Clip,
    shot: int,
    trace: Trace | None,
    language: str,
    told: dict[str, object],
) -> Fault:
    place = clip.parts[shot - 1].shot if shot else clip.parts[0].shot
    line = trace.shots[place].line if trace and place < len(trace.shots) else 0
    return finding(rule, case, line=line, shot=place + 1, language=language, clip=f"{number:03d}", **told)
