"""The library of prompts: files by stage and version, the user's before the shipped, labels that move, identity by content.

A prompt is a folder `prompts/<stage>/<version>/`. Its identity is the hash of what it is made of, partials included, one
language at a time; a label (`stable`) names a version and keeps its hashes, so that a released version that was changed is noticed.
"""

import contextlib
import hashlib
import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import field, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyboard import assets
from storyboard.config import parse_toml
from storyboard.errors import UsageError
from storyboard.forms import OWN, AnswerForm, form_of
from storyboard.languages import CODES
from storyboard.model import Manner, Offer
from storyboard.model.plain import plain
from storyboard.patterns import deferred
from storyboard.records import dataclass

if TYPE_CHECKING:
    from jinja2 import Environment

STAGES = ("reading", "labels", "listeners", "bible", "cast", "shots", "continuity", "slots", "board", "render", "proof")
"""What prompts are for, in the order in which they are used; `render` tells clips to a video model, the others ask a chat model."""
WISHED = ("reading", "listeners", "continuity", "proof")
"""The stages that a run can do without: the first two are asked only where `[prompts]` names a version of them, the others as `looks_again` and `reads_proofs` say."""
OFF = "none"
"""What `[prompts]` says of a stage of `WISHED` that is not to be asked."""
ASIDE = ("judge", "english")
"""Prompts that no run depends on: the judge sees two runs that are done; boards are put into English for some video models only."""
STORY, FILM = "story", "film"
"""The `protocol` of a `shots` prompt that is asked about a whole story, of which the bible was asked before: it points at lines and stages,
or it writes the shots whole, in the mandated form."""
BY_SCENE = "v2"
"""The last `shots` prompt that is asked scene by scene: what was released until stories were, so boards that name no version were planned with it."""
LANGUAGES = CODES
STABLE = "stable"
LABELS = "labels.toml"
_HEAD = deferred(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_NAMES_FILES = deferred(r"\b(?:include|import|extends)\b")
"""Without one of these words a template names no other file, and need not be parsed to know it."""
_NAME = deferred(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of a stage's prompt in one language."""

    stage: str
    version: str
    language: str
    folder: Path
    head: dict[str, str]
    """The front matter, which is not sent: id, stage, version, models, inputs, schema, notes."""
    files: dict[str, str]
    """Name -> text of everything it is made of, partials and a form of answers of its own included."""
    form: AnswerForm | None = None
    """In which form it is answered; None for `render`, which asks no language model."""
    hash: str = field(init=False, default="")
    """Twelve hex digits over names and texts of its files: a changed byte is another prompt."""

    def __post_init__(self) -> None:
        parts = [f"{name}\x1f{text}" for name, text in sorted(self.files.items())]
        object.__setattr__(self, "hash", hashlib.sha256("\x1e".join(parts).encode()).hexdigest()[:12])

    @property
    def id(self) -> str:
        """`shots/v1`."""
        return f"{self.stage}/{self.version}"


@dataclass(frozen=True, slots=True)
class PromptLabel:
    """A name that moves from version to version, with the hashes that the version had when it was given."""

    name: str
    version: str
    hashes: dict[str, str]
    """Language -> hash."""


_PROMPTS: dict[tuple[str, str, str], Prompt] = {}
_FIXED: dict[tuple[Path, str], str] = {}
_READINGS: dict[str, dict[str, Any]] = {}
_ENVIRONMENTS: dict[tuple[str, str, str], Any] = {}
"""What is shipped, read and compiled once for all runs of a process that have no prompts of their own."""


class Library:
    """Prompts of one run: where they lie, and which version of each stage is used. Each file is read once."""

    def __init__(self, roots: tuple[Path, ...] = (), chosen: Mapping[str, str] | None = None) -> None:
        """`roots` before the shipped folder, first wins; `chosen`: stage -> version or label, `stable` where it is silent."""
        shipped = assets.folder("prompts")
        self.roots = (*(root for root in roots if root.resolve() != shipped.resolve() and root.is_dir()), shipped)
        self.chosen = dict(chosen or {})
        ours = len(self.roots) == 1
        self._prompts: dict[tuple[str, str, str], Prompt] = _PROMPTS if ours else {}
        self._environments: dict[tuple[str, str, str], Environment] = _ENVIRONMENTS if ours else {}
        self._found: dict[tuple[str, str, str], Prompt] = {}
        self._readings: dict[str, dict[str, Any]] = _READINGS if ours else {}
        self._fixed: dict[tuple[Path, str], str] = _FIXED if ours else {}
        for stage in self.chosen:
            if stage not in STAGES + ASIDE:
                raise UsageError(f"[prompts]: no stage {stage!r}", f"there are: {', '.join(STAGES + ASIDE)}")
        self.off = frozenset(stage for stage in WISHED if self.chosen.get(stage) == OFF)
        """The stages that are not to be asked."""
        self.chosen = {stage: name for stage, name in self.chosen.items() if stage not in self.off}

    def __getstate__(self) -> dict[str, Any]:
        """Without the templates: another process compiles its own, from the texts that were read here."""
        return {**self.__dict__, "_environments": {}}

    def choosing(self, chosen: Mapping[str, str]) -> "Library":
        """The same folders with other versions of some stages."""
        return Library(self.roots[:-1], dict.fromkeys(self.off, OFF) | self.chosen | dict(chosen))

    def for_boards(self) -> "Library":
        """The same where a model writes whole boards, scene by scene: people are asked about as for shots by the scene."""
        return self if "shots" in self.chosen else self.choosing({"shots": BY_SCENE})

    def version(self, stage: str) -> str:
        """The version that is used for a stage; UsageError where a label has no version."""
        return self.resolved(stage, self.chosen.get(stage, STABLE))

    def resolved(self, stage: str, name: str) -> str:
        """The version that a version's name or a label stands for."""
        if _NAME.fullmatch(name) and any((root / stage / name).is_dir() for root in self.roots):
            return name
        label = self.labels(stage).get(name)
        if label is None or not any((root / stage / label.version).is_dir() for root in self.roots):
            known = [*self.versions(stage), *(each for each in self.labels(stage) if label is None)]
            raise UsageError(
                f"no prompt {stage}/{label.version if label else name}{f', which is labelled {name}' if label else ''}",
                f"there are: {', '.join(f'{stage}/{each}' for each in known)}",
            )
        return label.version

    def versions(self, stage: str) -> list[str]:
        """All versions of a stage, in the order of their names, numbers as numbers."""
        found = {path.name for root in self.roots for path in (root / stage).glob("*") if path.is_dir()}
        return sorted(
            found,
            key=lambda name: [
                (0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|\D+", name)
            ],
        )

    def folder(self, stage: str, version: str) -> Path:
        """Where a version lies: the first folder that has it."""
        return next(root / stage / version for root in self.roots if (root / stage / version).is_dir())

    def languages(self, stage: str, version: str) -> tuple[str, ...]:
        """The languages that a version has files in."""
        folder = self.folder(stage, version)
        return tuple(language for language in LANGUAGES if any(folder.glob(f"*.{language}.*")))

    def labels(self, stage: str) -> dict[str, PromptLabel]:
        """The labels of a stage; those of a user's folder win over the shipped ones."""
        found: dict[str, PromptLabel] = {}
        for root in reversed(self.roots):
            for name, entry in read_labels(root).get(stage, {}).items():
                found[name] = PromptLabel(
                    name, str(entry["version"]), {key: entry[key] for key in LANGUAGES if key in entry}
                )
        return found

    def labels_of_users(self, stage: str) -> bool:
        """Whether a folder of the user's says which version of a stage is released."""
        return any(STABLE in read_labels(root).get(stage, {}) for root in self.roots[:-1])

    def prompt(self, stage: str, language: str, version: str = "") -> Prompt:
        """A prompt; by default the version in use, which must be as it was when its label was given. Looked for once a run."""
        asked = (stage, language, version)
        if asked not in self._found:
            self._found[asked] = self._looked_up(stage, language, version or self.chosen.get(stage, STABLE))
        return self._found[asked]

    def _looked_up(self, stage: str, language: str, name: str) -> Prompt:
        resolved = self.resolved(stage, name)
        key = (stage, resolved, language)
        if key not in self._prompts:
            self._prompts[key] = self._read(stage, resolved, language)
        found = self._prompts[key]
        label = self.labels(stage).get(name) if name != resolved else None
        if label and label.hashes.get(language, found.hash) != found.hash:
            raise UsageError(
                f"{found.folder} was changed after it was released as {stage}/{name}; released versions never change",
                f"`storyboard prompt new {stage}/NAME --from {found.id}` keeps your change as a version of its own, "
                f"or release it again: `storyboard prompt label {found.id} {name}`",
            )
        return found

    def fixed(self, stage: str, language: str) -> str:
        """The fixed part of a question: `system.<language>.md` with its partials, without the front matter."""
        prompt = self.prompt(stage, language)
        name = f"system.{language}.md"
        text = without_head(prompt.files[name])
        if (prompt.folder, text) not in self._fixed:
            with _told(prompt.folder / name, prompt.files[name].count("\n") - text.count("\n")):
                told = plain(self._environment(prompt).from_string(text).render()).strip() + "\n"
            self._fixed[prompt.folder, text] = told
        return self._fixed[prompt.folder, text]

    def filled(self, stage: str, language: str, name: str, **values: Any) -> str:  # noqa: ANN401 - for the template
        """A template of a prompt, `user` or a clip's, filled in; an undefined name is an error."""
        prompt = self.prompt(stage, language)
        path = f"{name}.{language}.jinja"
        if path not in prompt.files:
            known = sorted(each.split(".")[0] for each in prompt.files if each.endswith(f".{language}.jinja"))
            raise UsageError(f"no prompt template {prompt.id}/{path}", f"there are: {', '.join(known)}")
        with _told(prompt.folder / path):
            return plain(self._environment(prompt).get_template(path).render(**values))

    def beside(self, stage: str, language: str, name: str, **values: Any) -> str:  # noqa: ANN401 - for the template
        """A template that lies beside a stage's prompts and asks no language model, filled in.

        That of the version in use, else of the first version that has it; a user's before the shipped.
        """
        wanted = f"{name}.{language}.jinja"
        for version in dict.fromkeys((self.version(stage), *self.versions(stage))):
            for root in self.roots:
                folder = root / stage / version
                path = self._path(folder, wanted) if folder.is_dir() else None
                if path is not None:
                    texts = {wanted: without_head(_text(path, f"prompt {stage}/{version}"))}
                    with _told(path):
                        # The names are bound now: the loop ends with them.
                        filled = assets.templates_of(texts, lambda part, at=folder: self._path(at, part))  # type: ignore[misc]
                        return filled.get_template(wanted).render(**values)
        raise UsageError(f"no prompt template {stage}/{wanted}", f"put it at {self.roots[0] / stage / 'v1' / wanted}")

    def protocol(self, stage: str, language: str) -> str:
        """How the prompt in use of a stage wants to be asked: `cuts`, scene by scene, or what its front matter says."""
        return self.prompt(stage, language).head.get("protocol", "cuts")

    def pace(self, stage: str, language: str, usual: float) -> float:
        """Seconds of a shot, on average, that the prompt in use of a stage asks for; `usual` where its front matter has no `pace`."""
        return float(self.prompt(stage, language).head.get("pace", usual))

    def knows_story(self, language: str) -> bool:
        """Whether the shots prompt in use is asked about a whole story; `language`: a code."""
        return self.protocol("shots", language) in (STORY, FILM)

    def looks_again(self, language: str) -> bool:
        """Whether the finished board is to be read once more by the model: where a version is named, else where the released one reads the shots in use."""
        if "continuity" in self.chosen or "continuity" in self.off:
            return "continuity" in self.chosen
        return self.protocol("shots", language) == self.protocol("continuity", language) == FILM

    def reads_proofs(self, language: str) -> bool:
        """Whether the model is to read the prompts of what it directed before they are paid: where a version is named, else where one is released for the shots in use."""
        if "proof" in self.chosen or "proof" in self.off:
            return "proof" in self.chosen
        return self.protocol("shots", language) == FILM and STABLE in self.labels("proof")

    @property
    def reads_over(self) -> bool:
        """Whether the model is to look over how a script was read, before anything is built on it."""
        return "reading" in self.chosen

    def tells(self, stage: str, language: str, field: str) -> bool:
        """Whether the question of a stage tells a field: what none tells need not be found out."""
        return field in self.prompt(stage, language).files.get(f"user.{language}.jinja", "")

    @property
    def asks_listeners(self) -> bool:
        """Whether the model is asked who is spoken to."""
        return "listeners" in self.chosen

    def telling(self, language: str) -> str:
        """What the render prompts in use tell people and rules once in: `clip`, or each `shot` as versions did that do not say."""
        return str(self._reading(self.prompt("render", language)).get("telling", "shot"))

    def form(self, language: str, offer: Offer) -> str:
        """The template for what is bought: its own, or where the render prompts in use have none of that name, the one before."""
        known = self.prompt("render", language).files
        former = offer.template_before
        return former if former and f"{offer.template}.{language}.jinja" not in known else offer.template

    def asks(self, language: str, form: str, field: str) -> bool:
        """Whether the template of a form tells a field: what none tells need not be found out."""
        return field in self.prompt("render", language).files.get(f"{form}.{language}.jinja", "")

    def manner(self, language: str) -> Manner:
        """How the render prompts in use tell what they tell; UsageError for a word that `[manner]` does not know."""
        prompt = self.prompt("render", language)
        table = self._reading(prompt).get("manner", {})
        known = {each.name for each in fields(Manner)}
        if not isinstance(table, dict) or not all(key in known and isinstance(on, bool) for key, on in table.items()):
            raise UsageError(
                f"{prompt.folder}: reading.toml: [manner] is not as it should be",
                f"true or false for each of {', '.join(sorted(known))}",
            )
        return Manner(**table)

    def tables(self, language: str) -> dict[str, Any]:
        """How the render prompts in use are read again: the tables of their `reading.toml`, not to be changed."""
        return self._reading(self.prompt("render", language))

    def _reading(self, prompt: Prompt) -> dict[str, Any]:
        """The tables of a version's `reading.toml`, each text read once."""
        text = prompt.files["reading.toml"]
        if text not in self._readings:
            self._readings[text] = parse_toml(text)
        return self._readings[text]

    def answer_form(self, stage: str, language: str) -> dict[str, Any]:
        """The JSON Schema of the answers to a stage's prompt; a stage that asks no language model has none."""
        form = self.prompt(stage, language).form
        assert form is not None, stage
        return form.schema

    def _environment(self, prompt: Prompt) -> "Environment":
        """The templates of a prompt as they were read: what is sent is what its hash says, whatever happens to the files."""
        key = (prompt.stage, prompt.version, prompt.language)
        if key not in self._environments:
            texts = tuple((name, without_head(text)) for name, text in sorted(prompt.files.items()))
            self._environments[key] = _templates(texts, tuple(self._path(prompt.folder, name) for name, _ in texts))
        return self._environments[key]

    def _path(self, folder: Path, name: str) -> Path | None:
        """Where a file of a prompt lies: in its folder, or in the first folder that has it; never outside of these."""
        places = ((root.resolve(), root / name) for root in (folder, *self.roots) if "\0" not in name)
        return next((path for root, path in places if path.resolve().is_relative_to(root) and path.is_file()), None)

    def _read(self, stage: str, version: str, language: str) -> Prompt:
        folder = self.folder(stage, version)
        wanted = [f"system.{language}.md", f"user.{language}.jinja"]
        if stage == "render":
            wanted = [*sorted(path.name for path in folder.glob(f"*.{language}.jinja")), "reading.toml"]
        files: dict[str, str] = {}
        for name in wanted:
            if self._path(folder, name) is None and (folder / name).is_symlink():
                raise UsageError(
                    f"{folder / name}: a link that leads out of the prompts' folder", "copy the file there"
                )
            files[name] = _text(folder / name, f"prompt {stage}/{version}")
            files |= self._partials(folder, folder / name, files[name])
        head = head_of(files[wanted[0]])
        if stage == "render":
            return Prompt(stage, version, language, folder, head, files)
        named = head.get("schema", stage)
        own = (folder, *(root / OWN for root in self.roots))
        form = form_of(named, stage, own, f"{folder / wanted[0]}, line {_line_of('schema', files[wanted[0]])}")
        if form.text:
            shared = form.path.parent != folder
            files[f"{OWN}/{form.path.name}" if shared else form.path.name] = form.text.replace("\r\n", "\n")
        return Prompt(stage, version, language, folder, head, files, form)

    def _partials(self, folder: Path, path: Path, text: str) -> dict[str, str]:
        """What a template includes, and what that includes."""
        own = without_head(text)
        if not _NAMES_FILES.search(own):
            return {}
        found: dict[str, str] = {}
        with _told(path, text.count("\n") - own.count("\n")):
            waiting = _included(own)
        for name in waiting:
            if name is None:
                raise UsageError(f"{path}: includes a file by a computed name", "name it: what is included is hashed")
            part = self._path(folder, name)
            if part is None:
                raise UsageError(f"{path}: includes {name!r}, which is not there", f"put it at {self.roots[0] / name}")
            found[name] = _text(part, name)
            found |= {
                key: value for key, value in self._partials(folder, part, found[name]).items() if key not in found
            }
        return found


@lru_cache(maxsize=64)
def _templates(texts: tuple[tuple[str, str], ...], places: tuple[Path | None, ...]) -> "Environment":
    """The templates of the same texts in the same places, compiled once for all runs of a process."""
    lie = {name: place for (name, _), place in zip(texts, places, strict=True)}
    return assets.templates_of(dict(texts), lie.get)


@lru_cache(maxsize=256)
def _included(text: str) -> tuple[str | None, ...]:
    """The names of the files that a template includes, in order; None for a computed one."""
    from jinja2 import meta

    return tuple(meta.find_referenced_templates(assets.templates_of({}, lambda name: None).parse(text)))


@contextlib.contextmanager
def _told(path: Path, skipped: int = 0) -> Iterator[None]:
    """What is wrong in a template as one message with its file and line; `skipped`: lines of front matter before it."""
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        yield
    except TemplateSyntaxError as error:
        file, line = (Path(error.filename), error.lineno) if error.filename else (path, error.lineno + skipped)
        raise UsageError(
            f"{file}, line {line}: {error.message}", "prompts are Jinja templates: prompts/README.md"
        ) from error
    except RecursionError as error:
        raise UsageError(f"{path}: nested too deep, or a macro that calls itself", "make it flatter") from error
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        SyntaxError,
        MemoryError,
    ) as error:
        file, line = path, 0
        for frame, number in traceback.walk_tb(error.__traceback__):
            name = frame.f_code.co_filename
            if name == "<template>" or name.endswith((".jinja", ".md")):
                file, line = (path, number + skipped) if name == "<template>" else (Path(name), number)
        raise UsageError(
            f"{file}, line {line}: {error}", "what a template may use stands in prompts/README.md"
        ) from error


SHIPPED = Library()
"""The prompts that come with the program, as they are labelled."""


def read_labels(root: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Stage -> label -> version and hashes, of one folder; empty where it has no `labels.toml`."""
    path = root / LABELS
    try:
        stat = path.stat()
    except OSError:
        return {}
    return _labels(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=16)
def _labels(path: Path, _changed: int, _size: int) -> dict[str, dict[str, dict[str, str]]]:
    """The labels of a file as it was at that time: it is asked for at every prompt of a season."""
    try:
        data: dict[str, dict[str, dict[str, str]]] = parse_toml(path.read_text(encoding="utf-8"))
        if all("version" in entry for stage in data.values() for entry in stage.values()):
            return data
    except (ValueError, TypeError, AttributeError):
        pass
    raise UsageError(
        f"{path}: not our labels",
        'a label looks like: [shots.stable] version = "v1"; or delete the file and label again',
    )


def reference(text: str) -> tuple[str, str]:
    """`shots/v2` or `shots/stable` as (stage, version or label); UsageError otherwise."""
    stage, _, name = text.partition("/")
    if stage not in STAGES + ASIDE or not is_name(name):
        raise UsageError(f"{text!r} names no prompt", f"like shots/v1; stages: {', '.join(STAGES + ASIDE)}")
    return stage, name


def head_of(text: str) -> dict[str, str]:
    """The front matter of a prompt file, `key: value` lines between two lines of `---`; empty where there is none."""
    head = _HEAD.match(text)
    lines = head[1].splitlines() if head else []
    return {key.strip(): value.strip() for key, colon, value in (line.partition(":") for line in lines) if colon}


def _line_of(key: str, text: str) -> int:
    """1-based line of a key of the front matter; 1 where it is not there."""
    head = _HEAD.match(text)
    lines = head[0].splitlines() if head else []
    return next((number for number, line in enumerate(lines, 1) if line.partition(":")[0].strip() == key), 1)


def without_head(text: str) -> str:
    """A prompt file without its front matter."""
    return _HEAD.sub("", text, count=1)


def is_name(text: str) -> bool:
    """Whether a text may name a version or a label."""
    return bool(_NAME.fullmatch(text))


def prompts_of(library: Library) -> Iterator[Prompt]:
    """Every version of every stage, in every language it has."""
    for stage in STAGES + ASIDE:
        for version in library.versions(stage):
            for language in library.languages(stage, version):
                yield library.prompt(stage, language, version)


def _text(path: Path, what: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise UsageError(f"{what} has no {path.name}", f"it should lie in {path.parent}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text", "save it as UTF-8") from error
