"""The files of a production: JSON forms, written whole, and the record that tells a hand edit from our own output."""

import contextlib
import json
import math
import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, Literal

from storyboard.config import parse_json
from storyboard.errors import UsageError
from storyboard.model import Board, Body, Clip, Fault, Offer, Part, Script, ShotTrace, Staging, Trace
from storyboard.patterns import deferred
from storyboard.records import asdict, dataclass

State = Literal["missing", "fresh", "stale", "edited", "overtaken"]
"""`fresh`: ours, inputs unchanged. `stale`: ours, inputs changed. `edited`: changed by a person since. `overtaken`:
changed by a person, and the inputs changed too."""


def digest(*parts: object) -> str:
    """A hash over anything whose `repr` is stable: strings, numbers, tuples and dataclasses of them."""
    text = "\x1f".join(part if isinstance(part, str) else repr(part) for part in parts)
    return _sha256(text.encode())


def _sha256(data: bytes) -> str:
    import hashlib  # what only reads a script hashes nothing, and writes nothing: it has no time for either library

    return hashlib.sha256(data).hexdigest()


def write_whole(path: Path, data: str | bytes) -> None:
    """Writes a file so that a reader sees the old one or the new one, never a part; UsageError where it cannot."""
    import tempfile

    content = data.encode() if isinstance(data, str) else data
    temporary: Path | None = None
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise UsageError(
            f"{path}: cannot be written: {error.strerror or error}",
            "make room or choose another folder with -o, then run again",
        ) from error


LEFT = deferred(r"\..+\.[a-z0-9_]{8}")
"""What `write_whole` calls a file on its way."""


def sweep(folder: Path) -> None:
    """Removes what a killed process left of files on their way; only where nobody else writes, under the workspace's lock."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if LEFT.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)


def file_hash(path: Path) -> str:
    return _sha256(path.read_bytes())


def read_text(path: Path) -> str:
    """A file of ours as text, line ends as we write them; UsageError where it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text", "save it as UTF-8, or delete it to have it made again") from error


_COMING = "coming "
"""What stands before a name whose file is being written."""


class Records:
    """What we wrote, and from what: `.storyboard/records/<production>.json`."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.folder = path, folder
        self._entries: dict[str, dict[str, str]] = {}
        self._unwritten: dict[str, dict[str, str]] = {}
        """What a person wrote and a run that was broken off had not yet put into its new file, as it was to come."""
        self._script = ""
        with contextlib.suppress(OSError, ValueError):
            known = parse_json(path.read_text(encoding="utf-8"))
            self._entries = self._arrived(known) if isinstance(known, dict) else {}

    def claim(self, script: Path, workspace: Path) -> None:
        """Takes the folder for a script; UsageError where it belongs to another script that is still there."""
        full, root = script.resolve(), workspace.resolve()
        name = full.relative_to(root).as_posix() if full.is_relative_to(root) else str(full)
        owner = self._entries.get("", {}).get("script", "")
        if owner not in ("", name) and (root / owner).exists():
            raise UsageError(
                f"{self.folder} belongs to {owner}, another script of the same name", "give this one its own: -o FOLDER"
            )
        if owner != name and self._entries:
            self._entries[""] = {"script": name}
        self._script = name

    def state(self, name: str, inputs: str) -> State:
        """How the file `name` of the production stands to its record, if it were made from `inputs` now."""
        path, entry = self.folder / name, self._entries.get(name)
        if not path.is_file():
            return "missing"
        if entry is None:
            return "edited"
        same = entry["inputs"] == inputs
        if self.ours(name):
            return "fresh" if same else "stale"
        return "edited" if same else "overtaken"

    def ours(self, name: str) -> bool:
        """Whether the file is as we wrote it, or not there: nobody's work is lost with it."""
        path, entry = self.folder / name, self._entries.get(name)
        return not path.is_file() or (entry is not None and file_hash(path) == entry["output"])

    def inputs(self, name: str) -> str:
        """What our last version of a file was made from; empty if we made none."""
        return self._entries.get(name, {}).get("inputs", "")

    def output(self, name: str) -> str:
        """Hash of our last version of a file; empty if we made none."""
        return self._entries.get(name, {}).get("output", "")

    def write(self, name: str, data: str | bytes, inputs: str = "") -> None:
        """Writes a file of the production and records it."""
        content = data.encode() if isinstance(data, str) else data
        path = self.folder / name
        if not path.is_file() or path.read_bytes() != content:
            write_whole(path, content)
        self.note(name, inputs, _sha256(content))

    def note(self, name: str, inputs: str, output: str) -> None:
        """Records a file that is on disk already, or that ours would be `output` where a person's lies there instead."""
        entry = {"inputs": inputs, "output": output}
        if self._entries.get(name) != entry:
            self._entries[name] = entry
            self._save(self._entries)

    @contextlib.contextmanager
    def noting(self, rows: Mapping[str, tuple[str, str, str]]) -> Iterator[None]:
        """Records many files that are written within: name -> (inputs, output, what will lie there).

        What is to come is recorded before any of them is written: wherever it is broken off, each is known for ours, and what
        a person wrote, which one of them may overwrite before its new file is there, is in `unwritten`.
        """
        entries = {name: {"inputs": inputs, "output": output} for name, (inputs, output, _) in rows.items()}
        new = {name: entry for name, entry in entries.items() if self._entries.get(name) != entry}
        moved = {name for name, (_, output, text) in rows.items() if digest(text) != output and name in new}
        broken, self._unwritten = self._unwritten, {}
        if new or broken:
            coming = {f"{_COMING}{name}": {**entry, "file": digest(rows[name][2])} for name, entry in new.items()}
            for name in moved:
                coming[f"{_COMING}{name}"]["text"] = rows[name][2]
            self._save({**self._entries, **broken, **coming})
        yield
        if new or broken:
            self._entries |= new
            self._save(self._entries)

    def unwritten(self) -> dict[str, tuple[str, str]]:
        """What a person's version was made from -> (its new file, its words), where a run was broken off before it had written that."""
        return {each["inputs"]: (name.removeprefix(_COMING), each["text"]) for name, each in self._unwritten.items()}

    def _save(self, entries: dict[str, dict[str, str]]) -> None:
        entries[""] = {"script": self._script}
        write_whole(self.path, json.dumps({**self._unwritten, **entries}, indent=1, sort_keys=True))

    def _arrived(self, known: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        """The entries as they are where the last run was broken off: new for the files that it has written."""
        found = {name: entry for name, entry in known.items() if not name.startswith(_COMING)}
        for name, entry in known.items():
            path = self.folder / name.removeprefix(_COMING)
            if name.startswith(_COMING) and path.is_file() and file_hash(path) == entry["file"]:
                found[name.removeprefix(_COMING)] = {"inputs": entry["inputs"], "output": entry["output"]}
            elif name.startswith(_COMING) and "text" in entry:
                self._unwritten[name] = entry
        return found

    def set_aside(self, name: str) -> tuple[str, ...]:
        """Keeps a person's version under a free name before ours takes its place; a sentence about it, or nothing."""
        return () if self.ours(name) else self.keep_copy(name)

    def keep_copy(self, name: str, text: str | None = None) -> tuple[str, ...]:
        """Keeps a copy of a file, or a `text` that was to lie there, under a free name; a sentence about it."""
        path = self.folder / name
        number = 1
        while (kept := path.with_name(f"{path.stem}.edited-{number}{path.suffix}")).exists():
            number += 1
        write_whole(kept, path.read_bytes() if text is None else text)
        return (
            f"your edited {name} is kept as {kept.relative_to(self.folder).as_posix()}: what it was made from changed",
        )


def dump(data: Any) -> str:  # noqa: ANN401 - JSON
    """What the library writes with two blanks a level, which it does piece by piece: that was a tenth of a season's planning."""
    try:
        return _json(data, "\n") + "\n"
    except TypeError:
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


_SPELLED: dict[Any, str] = {None: "null", True: "true", False: "false"}


def _json(data: Any, lead: str) -> str:  # noqa: ANN401 - JSON
    """Data as JSON behind a line end and its blanks; TypeError for what is rare in it: keys that are no words, numbers without a figure."""
    kind = data.__class__
    if kind is str:
        return encode_basestring(data)
    if kind is bool or data is None:
        return _SPELLED[data]
    if kind is int or (kind is float and math.isfinite(data)):
        return repr(data)
    inner = lead + "  "
    if kind is dict:
        rows = [f"{encode_basestring(key)}: {_json(value, inner)}" for key, value in data.items()]
        return f"{{{inner}{f',{inner}'.join(rows)}{lead}}}" if rows else "{}"
    if kind is list or kind is tuple:
        rows = [_json(value, inner) for value in data]
        return f"[{inner}{f',{inner}'.join(rows)}{lead}]" if rows else "[]"
    raise TypeError(kind.__name__)


def dump_board(board: Board) -> str:
    """The mandated JSON, keys in their order, whole seconds without a fraction."""
    data = asdict(board)
    for shot in data["shots"]:
        shot["duration"] = int(shot["duration"]) if shot["duration"] == int(shot["duration"]) else shot["duration"]
    return dump(data)


def dump_trace(trace: Trace) -> str:
    """trace.json; where no model was asked for a shot, nothing is said of question and answer."""
    data = asdict(trace)
    for shot in data["shots"]:
        if not shot["question"]:
            del shot["question"], shot["answered"]
        if not shot["to"]:
            del shot["to"]
        for key in ("opens", "held"):
            if not shot[key]:
                del shot[key]
        if not shot["staging"]:
            del shot["staging"], shot["pictured"]
        else:
            shot["staging"] = _told(shot["staging"])
    return dump(data)


def _told(staging: dict[str, Any]) -> dict[str, Any]:
    """A staging without what it does not say."""
    said = {key: value for key, value in staging.items() if value}
    if staging["bodies"]:
        said["bodies"] = [{key: value for key, value in body.items() if value} for body in staging["bodies"]]
    return said


def trace_of(data: dict[str, Any]) -> Trace:
    """A trace from its JSON, also from one that knows nothing of questions or of stagings."""
    shots = tuple(_shot_trace(shot) for shot in data["shots"])
    members = {name: tuple(people) for name, people in data["members"].items()}
    return Trace(data["script"], shots, dict(data["kinds"]), members, tuple(data["assumed"]))


def _shot_trace(shot: dict[str, Any]) -> ShotTrace:
    staged = None
    if said := shot.get("staging"):
        bodies = tuple(Body(**body) for body in said.get("bodies", ()))
        moved = {key: tuple(said.get(key, ())) for key in ("enters", "exits")}
        staged = Staging(**{**said, "bodies": bodies, **moved})
    lists = {"units": tuple(shot["units"]), "to": tuple(shot.get("to", ())), "staging": staged}
    return ShotTrace(**{**shot, **lists})


def dump_script(script: Script) -> str:
    """script.json: the parsed script without the source's own text repeated in one piece; wishes only where it has any.

    The same script is written beside every episode of its file: it is put into words once.
    """
    return _dumped(_Identical(script))


class _Identical:
    """A script as a cache key by identity: to compare thousands of units would cost more than what is cached."""

    __slots__ = ("script",)

    def __init__(self, script: Script) -> None:
        self.script = script

    def __hash__(self) -> int:
        return id(self.script)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identical) and self.script is other.script


@lru_cache(maxsize=2)
def _dumped(one: _Identical) -> str:
    data = asdict(one.script)
    for unit in data["units"]:
        if unit["wish"] is None:
            del unit["wish"]
        for key in ("asked", "to"):
            if not unit[key]:
                del unit[key]
    return dump(data)


def dump_faults(faults: tuple[Fault, ...], counts: dict[str, int]) -> str:
    entries = {level: [asdict(fault) for fault in faults if fault.level == level] for level in ("fault", "warning")}
    return dump({"faults": entries["fault"], "warnings": entries["warning"], "checked": counts})


@dataclass(frozen=True, slots=True)
class PackingBill:
    """What the packing costs, and what the greedy rule would have cost."""

    seconds: int
    money: float | None
    greedy_seconds: int
    greedy_money: float | None


def dump_clips(clips: tuple[Clip, ...], offer: Offer, bill: PackingBill, prompts: str = "v1") -> str:
    """clips.json: seconds with one decimal, shots numbered from 1; the version of the render prompts where it is not the first."""
    return dump(
        {
            **({"prompts": prompts} if prompts != "v1" else {}),
            "offer": {
                "gateway": offer.gateway,
                "model": offer.model,
                "size": offer.size,
                "hd": offer.hd,
                "lengths": list(offer.lengths),
            },
            "clips": [
                {
                    "name": f"{number:03d}",
                    "seconds": clip.seconds,
                    "kept": clip.kept / 10,
                    "parts": [
                        {
                            "shot": part.shot + 1,
                            "text": part.text,
                            "natural": part.natural / 10,
                            "duration": part.duration / 10,
                            "tail": part.tail / 10,
                            "hold": part.hold,
                            "first": part.first,
                        }
                        for part in clip.parts
                    ],
                }
                for number, clip in enumerate(clips, start=1)
            ],
            "paid": {"seconds": bill.seconds, "money": bill.money},
            "greedy": {"seconds": bill.greedy_seconds, "money": bill.greedy_money},
        }
    )


def load_clips(text: str, path: Path, board: Board) -> tuple[Clip, ...]:
    """Clips from clips.json; UsageError with the clip where they do not fit the board or do not add up."""
    try:
        data = parse_json(text)
        clips = tuple(
            Clip(tuple(_part(part) for part in clip["parts"]), int(clip["seconds"])) for clip in data["clips"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: not a clips.json: {error}", "delete it to have it packed again") from error
    for number, clip in enumerate(clips, start=1):
        if sum(part.duration for part in clip.parts) != clip.seconds * 10:
            raise UsageError(f"{path}: clip {number:03d}: its parts do not sum to {clip.seconds} s")
        if not clip.parts or any(not 0 <= part.shot < len(board.shots) for part in clip.parts):
            raise UsageError(f"{path}: clip {number:03d}: names a shot that the board does not have")
        wrong = _wrong_parts(clip)
        if wrong:
            raise UsageError(
                f"{path}: clip {number:03d}: {wrong}", "mend it, or delete the file to have it packed again"
            )
    told = [(part.shot, part.text) for clip in clips for part in clip.parts if not part.hold]
    if [shot for shot, _ in told] != sorted(shot for shot, _ in told) or _joined(told) != _lines(board):
        raise UsageError(
            f"{path}: does not tell every shot of the board once, in order, with its whole line",
            "delete it to have it packed again",
        )
    return clips


def _wrong_parts(clip: Clip) -> str:
    """What is wrong with the parts of a clip; empty if nothing."""
    holds = [part.hold for part in clip.parts]
    if holds != sorted(holds) or all(holds):
        return "a hold may only stand at the end"
    if any(not 1 <= part.duration <= 100 or not 0 <= part.tail <= part.duration for part in clip.parts):
        return "a part lasts 0.1 to 10 s, its tail no longer than itself"
    return (
        "only the last part before the holds may have a tail"
        if any(part.tail for part in clip.parts[: holds.count(False) - 1])
        else ""
    )


def _joined(told: list[tuple[int, str]]) -> dict[int, str]:
    found: dict[int, str] = {}
    for shot, text in told:
        found[shot] = found.get(shot, "") + text
    return found


def _lines(board: Board) -> dict[int, str]:
    return {at: shot.dialogue.text for at, shot in enumerate(board.shots)}


def _part(part: dict[str, Any]) -> Part:
    natural, duration, tail = (round(part[key] * 10) for key in ("natural", "duration", "tail"))
    return Part(part["shot"] - 1, part["text"], natural, duration, tail, bool(part["hold"]), bool(part["first"]))
