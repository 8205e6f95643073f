"""storyboard cast"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storyboard.cli.buying import teller, workspace_flag, yes_flag
from storyboard.cli.options import agree, data, json_flag, say, show
from storyboard.cli.tongue import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from storyboard.model import Member, Prop
    from storyboard.production.casting import Recast

REAL_PEOPLE = {
    "never": "this gateway refuses films that show real people: use drawn or clearly artificial ones",
    "from_task": "real people work only from a job of this gateway (--from-task), not from a URL",
}

HEARD = "heard only"
"""Somebody who is a voice; a `voice` among what is assumed is somebody's own."""


@click.group()
def command() -> None:
    """The cast of the production: list and edit it; pictures, casting films and characters (these cost money)."""


@command.command("list")
@workspace_flag
@json_flag
def list_cast(workspace: Path, as_json: bool) -> None:
    """Everybody in cast.toml, with looks and the usernames they have at gateways."""
    from dataclasses import asdict

    from storyboard.cast.file import load
    from storyboard.cast.looks import write_appearance
    from storyboard.languages import Language
    from storyboard.production.buying import open_workspace

    path = open_workspace(workspace).workspace / "cast.toml"
    members = load(path).members
    if as_json:
        data([asdict(member) for member in members])
        return
    for member in members:
        language = Language.of_sex(member.voice.sex).code
        names = " ".join(f"{gateway}:@{name}" for gateway, name in member.usernames)
        assumed = f"  (assumed: {', '.join(member.assumed)})" if member.assumed else ""
        click.echo(
            f"{member.name}  {told(HEARD if member.kind == 'voice' else member.kind)}  {write_appearance(member.looks, language)}  {names}{told(assumed)}"
        )
    say(f"{len(members)} in {show(path)}")


def _place(workspace: Path, script: Path | None) -> Path:
    """The folder whose cast is meant: what -w says, else that of a script that was named, else the one we are in."""
    from storyboard.config import find_workspace

    return find_workspace(script if script and workspace == Path() else workspace)


def _somebody(place: Path) -> "tuple[Member, ...]":
    """The people of a workspace; `UsageError` with where they were looked for, before anything is written there."""
    from storyboard.cast.file import load
    from storyboard.errors import UsageError

    members = load(place / "cast.toml").members
    if not members:
        raise UsageError(
            f"nobody is there yet: looked in {place / 'cast.toml'}",
            "`storyboard make SCRIPT` writes who is in it; made elsewhere: name the script, or its folder: -w FOLDER",
        )
    return members


@command.command()
@click.argument("script", required=False, type=click.Path(path_type=Path, exists=True))
@workspace_flag
def edit(script: Path | None, workspace: Path) -> None:
    """Open cast.toml in $EDITOR, and check it afterwards; that of SCRIPT's folder, where one is named."""
    from storyboard.cast.file import load

    place = _place(workspace, script)
    path = place / "cast.toml"
    if not path.exists():
        _somebody(place)
    click.edit(filename=str(path))
    say(f"{show(path)}: {len(load(path).members)} people, nothing wrong")


@command.command()
@click.argument("scripts", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-o", "--out", type=click.Path(path_type=Path), default=None, help="The page [default: out/cast.html].")
@workspace_flag
def sheet(scripts: tuple[Path, ...], out: Path | None, workspace: Path) -> None:
    """One page to review: portraits, each fact with its script line, what is assumed, conflicts first. Free.

    SCRIPTS: whose lines are shown, and whose folder has the cast; by default all that were made here.
    """
    from storyboard.config import reached
    from storyboard.production.files import write_whole
    from storyboard.production.sheet import sheet

    place = _place(workspace, scripts[0] if scripts else None)
    _somebody(place)
    path = out or place / "out" / "cast.html"
    write_whole(path, sheet(place, scripts))
    click.echo(show(path))
    where = reached(place)
    say(f"right as it is: storyboard cast approve{where} [NAME…]; else: storyboard cast edit{where}")


@command.command()
@click.argument("names", nargs=-1)
@workspace_flag
def approve(names: tuple[str, ...], workspace: Path) -> None:
    """NAMES (default: everybody) are right as they are: nothing of them is assumed, and the program leaves them alone.

    A script among them says in whose folder they are.
    """
    from storyboard.cast.edits import approve
    from storyboard.ledger import lock
    from storyboard.production.files import read_text, write_whole
    from storyboard.production.reviewed import Reviews

    scripts = [name for name in names if Path(name).is_file()]
    place = _place(workspace, Path(scripts[0]) if scripts else None)
    chosen = tuple(name for name in names if name not in scripts) or tuple(each.name for each in _somebody(place))
    path = place / "cast.toml"
    with lock(place):
        write_whole(path, approve(read_text(path), chosen))
        Reviews(place).forget(chosen)
    say(f"{show(path)}: approved: {', '.join(chosen)}")


again_flag = click.option("--buy-again", is_flag=True, help="Even where bought clips have to be bought again.")


@command.command()
@click.argument("name")
@click.argument("others", nargs=-1, required=True)
@again_flag
@workspace_flag
def merge(name: str, others: tuple[str, ...], buy_again: bool, workspace: Path) -> None:
    """OTHERS are NAME: one entry, on every board. Bought clips stay as they are; free."""
    from storyboard.production.casting import merge

    for other in others:
        _recast(merge, workspace, name, other, f"{other} is {name} now", buy_again=buy_again)


@command.command()
@click.argument("name")
@click.argument("alias")
@again_flag
@workspace_flag
def split(name: str, alias: str, buy_again: bool, workspace: Path) -> None:
    """ALIAS, another name of NAME, is a person of its own, with the same looks until you change them; free."""
    from storyboard.production.casting import split

    _recast(split, workspace, name, alias, f"{alias} is not {name} any more", buy_again=buy_again)


@command.command()
@click.argument("old")
@click.argument("new")
@again_flag
@workspace_flag
def rename(old: str, new: str, buy_again: bool, workspace: Path) -> None:
    """OLD is called NEW from now on; the script may call them as it likes. Prompts know no names, so nothing is bought."""
    from storyboard.production.casting import rename

    _recast(rename, workspace, old, new, f"{old} is called {new} now", buy_again=buy_again)


def _recast(
    change: "Callable[..., Recast]", workspace: Path, one: str, other: str, told: str, *, buy_again: bool
) -> None:
    """Makes a change of names and says what it did."""
    from storyboard.config import find_workspace
    from storyboard.ledger import lock

    place = find_workspace(workspace)
    _somebody(place)
    with lock(place):
        done = change(place, one, other, buy_again=buy_again)
    boards = f"boards: {', '.join(done.boards)}" if done.boards else "no board has them"
    say(f"{told} ({boards}{f'; {done.marked} bought shots marked with the looks they show' if done.marked else ''})")
    if done.again:
        say(f"{done.again} bought clips are told otherwise now: the next `storyboard make` asks for their price")


@command.command()
@click.argument("name")
@click.option(
    "--view",
    "views",
    multiple=True,
    type=click.Choice(["sheet", "front", "profile", "close"]),
    help="Of a person: front, side and face on one sheet, or one of them [default: sheet].",
)
@click.option("--approve", is_flag=True, help="Use what was made: into `sheets` of cast.toml. Free.")
@click.option("--again", is_flag=True, help="Another one, although one is there.")
@click.option("--gateway", default="", help="A gateway that makes pictures [default: that of [pictures]].")
@click.option("--model", default="", help="Its model [default: that of [pictures]].")
@yes_flag
@workspace_flag
def picture(
    name: str, views: tuple[Any, ...], approve: bool, again: bool, gateway: str, model: str, yes: bool, workspace: Path
) -> None:
    """Make a picture of NAME, a person, place or thing of cast.toml, from its looks. Costs money; asks once.

    Nothing uses it before you looked at it and said --approve; your own pictures go straight into `sheets`.
    """
    from storyboard.config import find_workspace, load_settings, reached
    from storyboard.production import pictures

    settings = load_settings(find_workspace(workspace))
    if approve:
        for sheet in pictures.approve(settings, name, views):
            click.echo(sheet)
        say(
            f"{name}: used in every clip that shows them, where the model takes pictures; bought clips become new films"
        )
        return

    def ask(count: int, cost: float | None, keys: "Iterable[str]") -> None:
        agree(f"{count} pictures of {name}", cost, keys, yes=yes)

    wishes = pictures.portraits(settings, name, views, gateway=gateway, model=model)
    for bought in pictures.buy(settings, wishes, ask, anew=again, tell=teller()):
        click.echo(show(bought.path))
        if bought.was_there:
            say(f"{bought.name}: made before, nothing was bought; another one: --again")
    say(f"look at it, then: storyboard cast picture {name} --approve{reached(settings.workspace)}")


@command.command()
@click.argument("name")
@click.option("--line", default="", help="What they say to the camera [default: 今天天气真不错，我们出去玩吧。].")
@click.option("--gateway", default=None, help="Name of a gateway of storyboard.toml.")
@click.option("--model", default=None, help="Video model.")
@yes_flag
@workspace_flag
def shoot(name: str, line: str, gateway: str | None, model: str | None, yes: bool, workspace: Path) -> None:
    """Order the casting film of NAME, a person or a thing of [props]: frontal, alone, with sound. Costs money; asks once.

    It is ordered in the cheapest length and without HD (unless hd = true), with the looks and voice of cast.toml and no
    background; your own prompts/cast/v1/casting.zh.jinja (or .en) is used where there is one.
    """
    from storyboard.config import find_workspace, load_settings, reached, refuse_links_out
    from storyboard.gateways import open_gateway
    from storyboard.ledger import lock, open_ledger
    from storyboard.production.production import library_of
    from storyboard.submit import Buyer, again
    from storyboard.submit.purchase import complain_of

    settings = load_settings(find_workspace(workspace), flags={"gateway": gateway, "model": model})
    member = _member(settings.workspace, name)
    spot = open_gateway(settings)
    with lock(settings.workspace), open_ledger(settings) as ledger:
        wish = again.shoot(member, settings, spot, library_of(settings), line)
        what = f"a casting film of {name} ({wish.job.order.model}, {wish.job.order.seconds} s)"
        folder = refuse_links_out(settings.workspace / "out" / "cast" / "takes", settings.workspace)
        buyer = Buyer(spot, ledger, settings.budget.max_cost, teller())
        attempts = buyer.buy_again(wish, folder, partial(agree, what, yes=yes, free=spot.free))
    complain_of(f"cast/{name}", attempts)
    click.echo(show(settings.workspace / attempts[-1].path))
    say(f"look at it, then: storyboard cast create {name}{reached(settings.workspace)}")


@command.command()
@click.argument("name")
@click.option(
    "--from-task", default="", help="Id of a finished job, as the gateway gave it [default: the casting film]."
)
@click.option("--url", default="", help="Public URL of a film with sound and this one character.")
@click.option("--span", default="1,3", show_default=True, help="Seconds START,END of the film; 1 to 3 seconds long.")
@click.option("--gateway", default=None, help="Name of a gateway of storyboard.toml.")
@yes_flag
@workspace_flag
def create(name: str, from_task: str, url: str, span: str, gateway: str | None, yes: bool, workspace: Path) -> None:
    """Make the character NAME from its casting film. Costs money (billed apart from films); asks once.

    Its username lands in cast.toml; from then on prompts for this gateway say @username instead of the looks.
    """
    from storyboard.config import find_workspace, load_settings
    from storyboard.errors import UsageError
    from storyboard.gateways import open_gateway
    from storyboard.ledger import lock, open_ledger
    from storyboard.profiles import load_dialect
    from storyboard.submit import Buyer, again
    from storyboard.submit.purchase import complain_of

    if from_task and url:
        raise UsageError("--from-task and --url: gateways take one of the two")
    settings = load_settings(find_workspace(workspace), flags={"gateway": gateway})
    _member(settings.workspace, name)
    spot = open_gateway(settings)
    people = load_dialect(settings.gateway().dialect, settings.workspace).characters
    say(f"note: {REAL_PEOPLE[people.real_people if people else 'never']}")
    with lock(settings.workspace), open_ledger(settings) as ledger:
        source = url or (again.TASK + from_task if from_task else again.casting_source(ledger, name, spot))
        wish = again.character(name, source, span, spot)
        done = again.finished(wish, ledger)
        if done is None:
            buyer = Buyer(spot, ledger, settings.budget.max_cost)
            ask = partial(agree, f"the character {name}", yes=yes)
            done = buyer.buy_again(wish, settings.workspace / "out" / "cast", ask)[-1]
    complain_of(f"cast/{name} (character)", [done])
    username = again.username_of(done)
    if not username:
        raise UsageError(
            f"the character {name} exists at {spot.name}, but its reply names no username that could be read",
            f'see `storyboard jobs show "cast/{name} (character)" --json`, and write it into cast.toml: '
            f'usernames = {{ {spot.name} = "…" }}',
        )
    _write_username(settings.workspace, name, spot.name, username)
    click.echo(f"@{username}")


def _member(workspace: Path, name: str) -> "Member | Prop":
    """The person or thing of that name."""
    from storyboard.cast.file import load
    from storyboard.errors import UsageError

    cast = load(workspace / "cast.toml")
    every: tuple[Member | Prop, ...] = (*cast.members, *cast.props)
    members = {member.name: member for member in every}
    if name not in members:
        raise UsageError(f"cast.toml has nobody called {name!r}", f"there are: {', '.join(members) or 'none'}")
    return members[name]


def _write_username(workspace: Path, name: str, gateway: str, username: str) -> None:
    from storyboard.cast.usernames import with_username
    from storyboard.production.files import write_whole

    path = workspace / "cast.toml"
    write_whole(path, with_username(path.read_text("utf-8"), name, gateway, username))
