"""One episode of a script on its way to film: what belongs together, and where it lives on disk."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.cast import edits
from storyboard.cast.file import add, load
from storyboard.cast.gather import gather, with_tempo
from storyboard.config import Settings, find_workspace, load_settings, reached, refuse_links_out
from storyboard.errors import UsageError
from storyboard.languages import Language, heard
from storyboard.library import SHIPPED, Library
from storyboard.model import Cast, Episode, Member, Offer, Script, Story
from storyboard.model.plain import plain
from storyboard.parse.numerals import numeral
from storyboard.plan.bible import windows
from storyboard.plan.faces import as_described, one_face
from storyboard.plan.labels import labelled
from storyboard.production.asking import describe, load_labels, open_mind, with_labels
from storyboard.production.doubt import InDoubt
from storyboard.production.files import Records, digest, read_text, write_whole
from storyboard.production.listeners import look_who_listens, with_listeners
from storyboard.production.planned_with import as_planned
from storyboard.production.reading import in_use
from storyboard.production.readings import load_corrections, look_over, read_script
from storyboard.production.reviewed import Reviews, ShowingClips, renewed, shown_in, told_of
from storyboard.production.stories import keep_story, story_told
from storyboard.production.wishes import load_wishes, with_wishes
from storyboard.production.wording import library_for
from storyboard.profiles import make_offer
from storyboard.records import dataclass

if TYPE_CHECKING:
    from storyboard.llm import Endpoint


BOARD = "storyboard.json"


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for on the command line."""

    out: Path | None = None
    """Folder for the productions; by default `out/` in the workspace."""
    format: str | None = None
    tempo: int | None = None
    force: bool = False
    """Overwrite hand edits."""
    share_scenes: bool = False
    flags: tuple[tuple[str, object], ...] = ()
    """Settings that override storyboard.toml: gateway, model, orientation, hd, lengths, max_cost."""
    protocol: str = ""
    """`cuts` or `board`: how the language model is asked; empty: as [llm] says."""
    silent: bool = False
    """A dry run: nothing is sent to anybody."""
    anyway: bool = False
    """Buy although the reading is in doubt."""
    voices: bool = False
    """The animatic speaks its lines."""
    reread: bool = False
    """Read a script anew whose clips were bought on another reading."""
    renew: bool = False
    """Tell clips with the released prompts, not with those that the production was made with."""
    replan: bool = False
    """Plan with the released prompts, not with those that the board was planned with."""


@dataclass(frozen=True, slots=True)
class Production:
    """One episode, its script and settings, and its folder."""

    script: Script
    episode: Episode
    cast: Cast
    settings: Settings
    offer: Offer
    folder: Path
    options: Options
    records: Records
    mind: "Endpoint | None" = None
    """The language model of `[llm]`; None: the rule planner plans."""
    remarks: tuple[str, ...] = ()
    """What the language model could not do for the cast."""
    library: Library = SHIPPED
    """The prompts that are used."""
    reading: tuple[str, ...] = ()
    """What to say, every time, of the reading in use: that it is an earlier one."""

    @property
    def name(self) -> str:
        return self.folder.name

    def typed(self, clip: str) -> str:
        """What a clip is called in a command that is told to be typed, from where we are: `ep01/001`, or `ep01/001 -w my-drama`."""
        return f"{self.name}/{clip}{reached(self.settings.workspace)}"

    @property
    def title(self) -> str:
        """`退婚宴上的电话`, or the file's name where the episode has no title."""
        return self.episode.title or Path(self.script.path).stem

    @property
    def language(self) -> Language:
        """What the program writes for it is written in; English where the script is in another one."""
        return Language.of(self.script.language)

    @property
    def heard(self) -> Language:
        """What is said of it at the terminal is said in."""
        return heard(self.script.language)


def open_script(path: Path, options: Options, known: Cast | None = None) -> Script:
    """The parsed script of a file, everybody under one name; UsageError where there is nothing in it that could be filmed.

    `known`: whom the workspace knows, if not those of its cast.toml.
    """
    workspace = find_workspace(path)
    read_so = labelled(read_script(path, options.format), load_labels(workspace))
    script = with_listeners(one_face(read_so, load(workspace / "cast.toml") if known is None else known), path)
    if not any(unit.kind in ("speech", "action", "caption") for unit in script.units):
        raise UsageError(f"{path}: nothing to film: no speech, no action", "see what was read: storyboard lint FILE")
    return script


def productions(path: Path, options: Options, *, add_people: bool = True, buying: bool = False) -> Iterator[Production]:
    """The productions of a script file, one an episode, in its order. Writes new people into cast.toml.

    `buying`: something will be bought for them, so a reading in doubt for which nothing was made yet is `InDoubt`.
    """
    workspace = find_workspace(path)
    settings = load_settings(workspace, flags=dict(options.flags))
    mind, library = open_mind(settings, silent=options.silent), library_of(settings)
    script, reread, unread = opened(path, options, mind, library)
    library = library_for_script(library, settings, path, script, options)
    if buying and unmade_in_doubt(path, script, options):
        raise InDoubt(script)
    script, unlabelled = with_labels(script, workspace, mind, library)
    script = one_face(script, load(workspace / "cast.toml"))
    unheard: tuple[str, ...] = ()
    if not reread and not unread and not bought_on(path, script, options):
        unheard = look_who_listens(path, script, mind, library)
        script = with_listeners(script, path)
    new = not any((folder / BOARD).exists() for folder in folders_of(path, script, options))
    cast, remarks = described(script, workspace, mind, library=library, write=add_people, silent=new)
    script = as_described(script, cast)
    remarks = (*unread, *unlabelled, *unheard, *remarks)
    common = Common(with_tempo(cast, options.tempo), settings, make_offer(settings), options, mind, library)
    skipped = tuple(f"episode {number}: nothing in it to film, skipped" for number in empty_episodes(script))
    for episode, name in zip(script.episodes, folder_names(path, script), strict=True):
        if not told(script, episode):
            continue
        made = production_of(path, script, episode, name, common, (*remarks, *skipped))
        yield replace(made, reading=reread)
        reread = remarks = skipped = ()


def opened(
    path: Path, options: Options, mind: "Endpoint | None", library: Library
) -> tuple[Script, tuple[str, ...], tuple[str, ...]]:
    """The reading in use, what to say of it, and what the model could not do when it looked the script over.

    A reading that clips were bought on is not looked over.
    """
    script, reread = settled(path, open_script(path, options), options)
    if not library.reads_over or reread or bought_on(path, script, options):
        return script, reread, ()
    before = load_corrections(path)
    unread = look_over(path, options.format, mind, library)
    if load_corrections(path) != before:
        script, reread = settled(path, open_script(path, options), options)
    return script, reread, unread


def bought_on(path: Path, script: Script, options: Options) -> bool:
    """Whether there are takes of a production of the script."""
    return any((folder / "takes").is_dir() for folder in folders_of(path, script, options))


def settled(path: Path, script: Script, options: Options) -> tuple[Script, tuple[str, ...]]:
    """The reading in use: the one that clips were bought on, until somebody asks for another; and what to say of it."""
    if options.format or options.reread or options.force:
        return script, ()
    workspace = find_workspace(path)
    out = options.out or workspace / "out"
    folders = [out / name for name in folder_names(path, script)]
    if not any((folder / "takes").is_dir() for folder in folders):
        return script, ()
    return in_use(
        script, folders, make_offer(load_settings(workspace, flags=dict(options.flags))), load(workspace / "cast.toml")
    )


def unmade_in_doubt(path: Path, script: Script, options: Options) -> bool:
    """Whether the reading is in doubt and no production of the script was begun: not even planning is paid for then."""
    out = options.out or find_workspace(path) / "out"
    begun = any((out / name / "storyboard.json").exists() for name in folder_names(path, script))
    return not options.anyway and not begun and bool(script.doubts)


@dataclass(frozen=True, slots=True)
class Common:
    """What all episodes of a script, or of a season, share."""

    cast: Cast
    settings: Settings
    offer: Offer
    options: Options
    mind: "Endpoint | None" = None
    library: Library = SHIPPED


def library_of(settings: Settings) -> Library:
    """The prompts of the workspace and the shipped ones, in the versions that `[prompts]` names."""
    return Library((settings.workspace / "prompts",), settings.prompts)


def library_for_script(library: Library, settings: Settings, path: Path, script: Script, options: Options) -> Library:
    """The prompts that a script is planned with: those that episodes of it were planned with, as `as_planned` says."""
    places = [(records_path(settings.workspace, each), each) for each in folders_of(path, script, options)]
    return _as_planned(library, settings, places, options)


def _as_planned(library: Library, settings: Settings, places: list[tuple[Path, Path]], options: Options) -> Library:
    return as_planned(library, settings, places, protocol=options.protocol, replan=options.replan)


def production_of(
    path: Path, script: Script, episode: Episode, name: str, common: Common, remarks: tuple[str, ...] = ()
) -> Production:
    """One episode in its folder, which it takes for itself, with the record of what was written there."""
    workspace = common.settings.workspace
    folder = refuse_links_out((common.options.out or workspace / "out") / name, workspace)
    records = Records(records_path(workspace, folder), folder)
    records.claim(path, workspace)
    library = _as_planned(common.library, common.settings, [(records.path, folder)], common.options)
    library = library_for(library, common.settings, records, folder, renew=common.options.renew)
    return Production(
        with_wishes(script, load_wishes(folder)),
        episode,
        common.cast,
        common.settings,
        common.offer,
        folder,
        common.options,
        records,
        common.mind,
        remarks,
        library,
    )


def told(script: Script, episode: Episode) -> bool:
    """Whether an episode has anything that can be filmed."""
    scenes = {scene.id for scene in script.scenes if scene.episode == episode.id}
    return any(unit.scene in scenes and unit.kind in ("speech", "action", "caption") for unit in script.units)


def empty_episodes(script: Script) -> list[str]:
    """Numbers of the episodes that have a heading and nothing else."""
    return [episode.number or episode.id for episode in script.episodes if not told(script, episode)]


def cast_of(script: Script, workspace: Path, tempo: int | None = None, *, write: bool = True) -> Cast:
    """The cast of the workspace with everyone new of this script; new people are added to cast.toml, nobody changed."""
    return described(script, workspace, None, tempo, write=write)[0]


def described(
    script: Script,
    workspace: Path,
    mind: "Endpoint | None",
    tempo: int | None = None,
    *,
    library: Library = SHIPPED,
    write: bool = True,
    silent: bool = True,
) -> tuple[Cast, tuple[str, ...]]:
    """The cast of the workspace, new people and places described by the language model where there is one; remarks.

    `silent`: whether people who only act are added, as `gather` says.
    """
    path, reviews = workspace / "cast.toml", Reviews(workspace)
    known = load(path)
    settings = load_settings(workspace)
    shown = shown_in(settings)
    story = story_told(workspace, script, library)
    more = renewed(script, known, reviews, shown, silent=silent, versions=story is None)
    anew = {member.name: member for member in more.changed}
    known = reviews.with_facts(replace(known, members=tuple(anew.get(one.name, one) for one in known.members)))
    cast = gather(script, known, tempo, silent=silent)
    remarks: list[str] = [*more.proposals]
    by_rules, answered = {member.name: member for member in cast.members}, False
    asked = _unasked(known, reviews, shown, anew) if mind else set()
    rest = replace(known, members=tuple(one for one in known.members if one.name not in asked))
    if story and not windows(script, cast, known):
        cast = replace(cast, story=story)
    if mind:
        before = cast.story
        cast, told = describe(script, cast, rest, mind, tempo, library, silent=silent)
        remarks += told
        if cast.story not in (None, Story(), before):
            keep_story(workspace, script, library, cast.story)
        answered = bool(mind.key)
    if write:
        failed = {name for name in by_rules if any(name in remark for remark in remarks)}
        made = {name for name, one in by_rules.items() if cast.get(name) != one or (answered and name not in failed)}
        made |= {one.name for one in cast.members if one.name not in by_rules}  # whom an answer alone saw
        told_by = {name: told_of(one) for name, one in by_rules.items() if known.get(name) is None}
        told_by.update(more.told)
        _write_cast(path, script, known, cast, reviews, made, told_by)
    return cast, tuple(remarks)


def _unasked(known: Cast, reviews: Reviews, shown: Mapping[str, ShowingClips], anew: Mapping[str, Member]) -> set[str]:
    """Entries that rules made, nobody touched and no bought clip shows: the language model has not been asked about them."""
    return {
        one.name
        for one in known.members
        if ((written := reviews.untouched(one)) and written.by == "rules") or one.name in anew
        if not {one.name, *one.aliases} & {*shown}
    }


def _write_cast(
    path: Path,
    script: Script,
    known: Cast,
    cast: Cast,
    reviews: Reviews,
    by_model: set[str],
    told: Mapping[str, dict[str, str]],
) -> None:
    """Writes what is new in cast.toml and what became of entries of ours; the record of them first tells both from a person's."""
    old = {member.name: member for member in known.members}
    new, places = cast.members[len(known.members) :], cast.places[len(known.places) :]
    changed = [one for one in cast.members if one.name in old and (one != old[one.name] or one.name in told)]
    asked = [one for one in cast.members if one.name in by_model and reviews.untouched(one)]
    if new or places or changed:
        text = read_text(path) if path.exists() else ""
        write_whole(path, add(edits.rewrite(text, changed), new, script.language, places))
    reviews.note([one for one in (*changed, *new) if one.name not in by_model], "rules", Path(script.path).name, told)
    reviews.note(
        [one for one in (*changed, *new, *asked) if one.name in by_model], "model", Path(script.path).name, told
    )


def folder_names(path: Path, script: Script) -> list[str]:
    """`ep01` for a file with one episode, `drama-ep01`, `drama-ep02` … for several; repeated numbers get a suffix.

    A file called `..txt` gets `_`: its stem is a dot, which as a folder is the one above.
    """
    stem = plain(path.stem)
    stem = stem if stem.strip(". ") else "_" * max(1, len(stem))
    if len(script.episodes) == 1:
        return [stem]
    names: list[str] = []
    for position, episode in enumerate(script.episodes, start=1):
        name = f"{stem}-ep{number_of(episode.number) or position:02d}"
        while name in names:
            name += "b"
        names.append(name)
    return names


def folders_of(path: Path, script: Script, options: Options) -> list[Path]:
    """Where the productions of a script lie, one an episode, made or not."""
    out = options.out or find_workspace(path) / "out"
    return [out / name for name in folder_names(path, script)]


def number_of(text: str) -> int:
    """The number of an episode, in digits, words or Chinese numerals (三十二 -> 32); 0 where there is none."""
    digits = re.search(r"\d+", text)
    return int(digits[0]) if digits else numeral(text) or 0


def records_path(workspace: Path, folder: Path) -> Path:
    """Records are kept by where the folder lies in the workspace, so that a moved workspace keeps them."""
    full, root = folder.resolve(), workspace.resolve()
    place = full.relative_to(root).as_posix() if full.is_relative_to(root) else str(full)
    return workspace / ".storyboard" / "records" / f"{folder.name}-{digest(place)[:8]}.json"
