"""The table of rules as a page: docs/checks.md."""

import re

from storyboard.model import Rule
from storyboard.rules import FAMILIES, GUARDS

HEAD = """# The rules of `check`

Written from the table in `storyboard/rules/`; a test holds the two together. `storyboard check --rules` lists the same, with
`--json` for programs.

A **fault** stops before money is spent (exit code 1), a **warning** does not. A rule can be switched off by its name in
storyboard.toml, unless it guards something: the script's words, money, or the form that a board must have.

```toml
[check]
off = ["alike", "place"]   # rules that are not wanted
language = "zh"            # findings in Chinese; "en" is the default
```

What a rule needs: `script`, `board` (storyboard.json), `cast` (cast.toml), `clips` (clips.json), `prompts`, `cues` (subtitles),
`offer` (what the video model sells), `order` (one request to a gateway), `settings` (storyboard.toml). `storyboard lint` always
tells everything that its reader doubted.
"""


def needs(rule: Rule) -> str:
    """`script + board, or script + prompts`."""
    return ", or ".join(" + ".join(way.split()) for way in rule.needs)


def switch(rule: Rule) -> str:
    """`can be switched off`, or what it guards."""
    return f"guards {rule.guards}" if rule.guards else "can be switched off"


def sentences(rule: Rule, language: str) -> list[str]:
    """How its findings read, gaps as `‹text›`."""
    texts = [wording.text(language) for wording in rule.wordings.values()]
    return list(dict.fromkeys(re.sub(r"\{(\w+)[^{}]*\}", r"‹\1›", text) for text in texts))


def page() -> str:
    """docs/checks.md, whole."""
    parts = [HEAD, *(f"`guards {name}`: {words.en}; {words.zh}。\n" for name, words in GUARDS.items())]
    for family in FAMILIES:
        parts.append(f"\n## {family.title.en} · {family.title.zh}\n")
        parts.append("| rule | weight | needs | | its findings |\n|---|---|---|---|---|")
        for rule in family.rules:
            told = "<br>".join(_cell(text) for text in dict.fromkeys([*sentences(rule, "en"), *sentences(rule, "zh")]))
            parts.append(f"| `{rule.name}` | {rule.level} | {needs(rule)} | {switch(rule)} | {told} |")
        parts.append("")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
