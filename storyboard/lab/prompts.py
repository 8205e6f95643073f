"""The library of prompts as one works on it: listed, copied to a new version, labelled."""

import re
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from storyboard.errors import UsageError
from storyboard.forms import shipped
from storyboard.lab.diff import DiffPiece, word_diff
from storyboard.library import (
    ASIDE,
    LABELS,
    LANGUAGES,
    STABLE,
    STAGES,
    Library,
    Prompt,
    is_name,
    read_labels,
    reference,
)
from storyboard.production.files import write_whole
from storyboard.records import dataclass

FOLDER = "prompts"
"""Where a workspace keeps prompts of its own."""


@dataclass(frozen=True, slots=True)
class PromptVersion:
    """One version of a stage's prompt, as a list shows it."""

    stage: str
    version: str
    hashes: dict[str, str]
    """Language -> hash, for the languages it has."""
    labels: tuple[str, ...]
    changed: tuple[str, ...]
    """The labels it got before its files were changed."""
    folder: Path
    shipped: bool
    used: bool
    """Whether it is the one that is used: by [prompts] of storyboard.toml, else the stable one."""
    notes: str
    form: str = ""
    """The form in which it is answered, with a star where it is not a shipped one; empty: no language model is asked."""
    broken: str = ""
    """Why it cannot be used; empty where it can."""

    @property
    def id(self) -> str:
        return f"{self.stage}/{self.version}"


@dataclass(frozen=True, slots=True)
class Copied:
    """A new version, and what its maker should know."""

    folder: Path
    source: str
    """What it was copied from: `shots/v1`."""
    partials: tuple[str, ...]
    """What it includes, which was not copied."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A label that was given to a version."""

    path: Path
    version: str
    before: str
    """The version it stood for; empty: it is a new label."""
    hashes: dict[str, str] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    """Languages that the version does not have."""
    chosen: str = ""
    """What [prompts] of storyboard.toml names for the stage, so that the label is not what is used."""


def versions(library: Library) -> Iterator[PromptVersion]:
    """Every version of every stage; one that cannot be read says why."""
    for stage in (*STAGES, *ASIDE):
        for version in library.versions(stage):
            folder = library.folder(stage, version)
            readable, broken = _readable(library, stage, version)
            hashes = {prompt.language: prompt.hash for prompt in readable}
            labels = [label for label in library.labels(stage).values() if label.version == version]
            yield PromptVersion(
                stage,
                version,
                hashes,
                tuple(label.name for label in labels),
                tuple(label.name for label in labels if hashes != {**hashes, **label.hashes}),
                folder,
                folder.parent.parent == library.roots[-1],
                _used(library, stage) == version,
                next((prompt.head["notes"] for prompt in readable if "notes" in prompt.head), ""),
                _form(readable),
                broken,
            )


def _form(readable: list[Prompt]) -> str:
    forms = [f"{each.form.name}{'*' if each.form.text else ''}" for each in readable if each.form]
    return ", ".join(dict.fromkeys(forms))


def _used(library: Library, stage: str) -> str:
    try:
        return library.version(stage)
    except UsageError:
        return ""


def _readable(library: Library, stage: str, version: str) -> tuple[list[Prompt], str]:
    """The prompts of a version, and why one of them cannot be read."""
    good: list[Prompt] = []
    broken = ""
    for language in library.languages(stage, version):
        try:
            good.append(library.prompt(stage, language, version))
        except UsageError as error:
            broken = broken or error.message
    return good, broken


def files(library: Library, stage: str, version: str, language: str = "") -> dict[str, str]:
    """The files that a version is made of, in the order in which they are read: of one language, or of all it has.

    UsageError where it has no such language.
    """
    languages = (language,) if language else library.languages(stage, version)
    read: dict[str, str] = {}
    for each in languages:
        read |= library.prompt(stage, each, version).files
    return read


def forms_of(library: Library, stage: str, version: str, language: str = "") -> dict[str, str]:
    """Language -> the file of the form in which a version is answered; empty where no language model is asked."""
    languages = (language,) if language else library.languages(stage, version)
    prompts = [library.prompt(stage, each, version) for each in languages]
    return {each.language: _told(each.form.path) for each in prompts if each.form}


def _told(path: Path) -> str:
    """`schemas/wire/shots.json` for a shipped form; else where it lies."""
    return f"schemas/wire/{path.name}" if path.parent == shipped() else str(path)


def found(library: Library, text: str) -> tuple[str, str]:
    """The stage and version that `shots/v2`, `shots/stable` or `shots` (the one that is used) stands for."""
    if text in (*STAGES, *ASIDE):
        return text, library.version(text)
    stage, name = reference(text)
    return stage, library.resolved(stage, name)


def differences(library: Library, old: str, new: str, language: str = "") -> dict[str, tuple[DiffPiece, ...]]:
    """File -> word diff of two prompts; a file that only one of them has is old or new as a whole."""
    before, after = (files(library, *found(library, name), language) for name in (old, new))
    return {name: word_diff(before.get(name, ""), after.get(name, "")) for name in {**before, **after}}


def copied(library: Library, workspace: Path, name: str, source: str, language: str = "") -> Copied:
    """A version copied into the workspace's folder under a new name, its front matter with it; all files, or one language's."""
    (stage, version), (from_stage, old) = reference(name), found(library, source)
    if stage != from_stage:
        raise UsageError(f"{source} is no prompt of the stage {stage}", f"--from {stage}/{STABLE}")
    if version in library.versions(stage):
        raise UsageError(
            f"{name} is there already: {library.folder(stage, version)}", "choose another name; nothing was written"
        )
    if version in library.labels(stage):
        raise UsageError(f"{version} is a label, not a version", f"choose a name like {_next(library, stage)}")
    languages = (language,) if language else library.languages(stage, old)
    for each in languages:
        library.prompt(stage, each, old)
    folder = workspace / FOLDER / stage / version
    left = {f".{each}." for each in LANGUAGES if each not in languages}
    for path in sorted(library.folder(stage, old).iterdir()):
        if path.is_file() and not any(mark in path.name for mark in left):
            _copy(path, folder / path.name, stage, version)
    shared = {part for each in languages for part in library.prompt(stage, each, old).files if "/" in part}
    return Copied(folder, f"{stage}/{old}", tuple(sorted(shared)))


def _copy(path: Path, to: Path, stage: str, version: str) -> None:
    """Copies a file, `id` and `version` of its front matter renamed."""
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    if text.startswith("---\n") and "\n---\n" in text:
        head, rest = text[: text.index("\n---\n")], text[text.index("\n---\n") :]
        head = re.sub(r"(?m)^id:.*$", f"id: {stage}/{version}", head)
        write_whole(to, re.sub(r"(?m)^version:.*$", f"version: {version}", head) + rest)
    else:
        write_whole(to, path.read_bytes())


def _next(library: Library, stage: str) -> str:
    numbers = [int(name[1:]) for name in library.versions(stage) if re.fullmatch(r"v\d+", name)]
    return f"v{max(numbers, default=0) + 1}"


def label(library: Library, workspace: Path, name: str, label_name: str) -> Moved:
    """Gives a label to a version in the workspace's labels.toml, with the hashes that it has now; comments there survive."""
    import tomlkit

    stage, version = found(library, name)
    if not is_name(label_name) or label_name in library.versions(stage):
        raise UsageError(
            f"{label_name!r} cannot be a label of {stage}", "a name that no version has, like stable or trial"
        )
    languages = library.languages(stage, version)
    hashes = {language: library.prompt(stage, language, version).hash for language in languages}
    path = workspace / FOLDER / LABELS
    read_labels(path.parent)  # says what is wrong with a file that is not ours
    document = tomlkit.parse(path.read_text(encoding="utf-8") if path.is_file() else "")
    before = library.labels(stage).get(label_name)
    entry = tomlkit.table()
    entry.update({"version": version} | hashes)
    if stage not in document:
        document[stage] = tomlkit.table(is_super_table=True)
    known = document[stage].get(label_name)
    if known is None:
        document[stage][label_name] = entry
    else:
        for key in set(known) - {"version", *hashes}:
            del known[key]
        known.update(entry.unwrap())
    write_whole(path, tomlkit.dumps(document))
    lacking = tuple(language for language in LANGUAGES if language not in languages)
    chosen = library.chosen.get(stage, "")
    return Moved(
        path, version, before.version if before else "", hashes, lacking, chosen if chosen != label_name else ""
    )
