"""One still a clip, as the frame that it begins with: made from its first shot, used once a person has approved it."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from storyboard import marks, names, telling
from storyboard.config import find_workspace, refuse_links_out
from storyboard.errors import UsageError
from storyboard.ledger import lock, open_ledger
from storyboard.model import Board, Clip, Order, Telling
from storyboard.production.files import read_text, write_whole
from storyboard.production.prepare import Watch, prepare
from storyboard.production.production import Options, Production, productions
from storyboard.production.references import FILE, ReferenceRow, means
from storyboard.production.slots import still_slots
from storyboard.records import dataclass
from storyboard.submit.again import BuyAgain
from storyboard.submit.pictures import size_of, studio, wish_of
from storyboard.submit.purchase import film_of

FOLDER = "frames"
"""Where approved stills lie, beside cast.toml: `frames/ep01/1a2b3c4d.png`."""


@dataclass(frozen=True, slots=True)
class Still:
    """The still of one clip that can be bought."""

    production: Production
    name: str
    """`003`."""
    wish: BuyAgain
    line: str
    """Words that stand in this clip and in no other of its episode; empty where there are none."""

    @property
    def folder(self) -> Path:
        """Where it lies until it is approved, in the workspace."""
        return Path("out") / self.production.name / FOLDER


def stills(path: Path, options: Options, *, gateway: str = "", model: str = "") -> tuple[Still, ...]:
    """The stills of all clips of a script, in order; nothing is bought. Faults of the board are left to `check`."""
    with lock(find_workspace(path)):
        found: list[Still] = []
        for production in productions(path, options):
            ready = prepare(production, None, Watch(), until="pack")
            found += _of(production, ready.planned.board, ready.clips, gateway, model)
        return tuple(found)


def _of(production: Production, board: Board, clips: Sequence[Clip], gateway: str, model: str) -> list[Still]:
    settings = production.settings
    spot, wanted = studio(settings, gateway, model)
    slots = still_slots(production, board, spot.dialect, wanted)
    width, _, height = production.offer.size.partition("x")
    size = size_of(settings, spot, wanted, wide=int(width) > int(height))
    found = []
    for number, clip in enumerate(clips, 1):
        given = slots(Clip(clip.parts[:1], clip.seconds))  # of its first shot, which is what it shows
        order = Order(
            wanted, _prompt(production, board, clip, given.telling), 0, size, kind="picture", references=given.given
        )
        name = f"{number:03d}"
        wish = wish_of(f"the still of clip {name}", order, spot, (f"{production.name} {FOLDER}", f"still {name}"))
        found.append(Still(production, name, wish, _line(board, clips, clip)))
    return found


def _prompt(production: Production, board: Board, clip: Clip, told: Telling) -> str:
    """The words of a still: what is seen in the first shot before anything happens, without a name."""
    part = clip.parts[0]
    shot = board.shots[part.shot]
    naming = names.naming(board.character_setting, production.cast, "", names.language_of(board))
    here = names.dressed(shot, telling.naming_of(board, clip, naming, production.offer, told))
    near = names.people_near(board, here)[part.shot]
    seen: set[str] = set()

    def say(text: str) -> str:
        return names.spaced(names.replaced(text, here, near, seen, names.worn(here)), here)

    look = telling.place_words(told, shot.location, here.language) or say(marks.set_of(shot.visual))
    location = here.language.word("writing.comma").join(filter(None, [names.without(shot.location, here), look]))
    visual = say(marks.without(shot.visual) + telling.changes(shot, here))
    text = production.library.beside(
        "cast",
        here.language.code,
        "frame",
        location=location,
        time=shot.time,
        weather=shot.weather,
        camera=say(shot.camera),
        visual=visual,
        style=say(shot.style_tags),
    )
    return telling.head_of(told, here).rstrip("\n") + ("\n" if told.head else "") + text.strip()


def _line(board: Board, clips: Sequence[Clip], clip: Clip) -> str:
    """The shortest words of a clip, whole as they are spoken, done or seen, that mean it alone."""
    told: list[str] = []
    for part in clip.parts:
        shot = board.shots[part.shot]
        told += [part.text, *((shot.action, marks.without(shot.visual)) if part.first and not part.hold else ())]
    alone = [
        each
        for each in told
        if each.strip() and [c for c in clips if means(ReferenceRow(line=each), board, c)] == [clip]
    ]
    return min(alone, key=len, default="")


def approve(found: Sequence[Still]) -> tuple[tuple[str, str], ...]:
    """Copies the newest stills beside cast.toml and writes them into references.toml as first frames; (clip, path).

    `UsageError` where none of them was made.
    """
    used: list[tuple[str, str]] = []
    for still in found:
        workspace = still.production.settings.workspace
        with lock(workspace), open_ledger(still.production.settings) as ledger:
            made = next(
                (p for take in reversed(ledger.takes(still.wish.job.key)) if (p := film_of(take, ledger))), None
            )
        if made is None or not still.line:
            continue
        data = made.read_bytes()
        place = f"{FOLDER}/{still.production.name}/{hashlib.sha256(data).hexdigest()[:8]}{made.suffix}"
        write_whole(refuse_links_out(workspace / place, workspace), data)
        path = workspace / FILE
        text = read_text(path) if path.is_file() else ""
        write_whole(path, with_first_frame(text, still.production.name, still.line, place))
        used.append((still.name, place))
    if not used:
        raise UsageError("there is no still to approve", "make them: storyboard frames SCRIPT")
    return tuple(used)


def with_first_frame(text: str, episode: str, line: str, frame: str) -> str:
    """The text of a references.toml in which the clip with this line begins with this picture; comments and rows stay."""
    import tomlkit

    document = tomlkit.parse(text)
    rows = document.get("clip")
    row = next((each for each in rows or () if each.get("episode") == episode and each.get("line") == line), None)
    if row is not None:
        row["first_frame"] = frame
        return tomlkit.dumps(document)
    new = tomlkit.table()
    new.update({"episode": episode, "line": line, "first_frame": frame})
    if rows is None:
        rows = tomlkit.aot()
        document.add("clip", rows)
    rows.append(new)
    return tomlkit.dumps(document)
