"""storyboard jobs"""

import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storyboard.cli.buying import workspace_flag, yes_flag
from storyboard.cli.options import agree, columns, data, json_flag, production_flags, say, show, tell
from storyboard.cli.tongue import language, told
from storyboard.languages import Language
from storyboard.model.money import add_up, amount

DRAWN = "preview-"
"""How the ids of what the preview gateway drew begin."""

if TYPE_CHECKING:
    from storyboard.config import Settings
    from storyboard.ledger import Ledger
    from storyboard.production.production import Options
    from storyboard.submit.settle import NamedJob


@click.group()
def command() -> None:
    """What was bought, what runs, what is unknown. Free; `resend` lets the next run pay once more."""


@command.command("list")
@workspace_flag
@json_flag
def list_jobs(workspace: Path, as_json: bool) -> None:
    """Every attempt of the workspace: clip, state, price, the gateway's id."""
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.production.verdicts import heard_in

    settings = open_workspace(workspace)
    with open_ledger(settings) as ledger:
        names = {key: f"{production}/{name}" for production, name, key in ledger.places()}
        rows = [_row(attempt, names.get(attempt.job, attempt.job[:12])) for attempt in ledger.all_attempts()]
        heard = heard_in((settings.workspace / row["path"] for row in rows), Language.of(language()))
        rows = [{**row, "heard": each} for row, each in zip(rows, heard, strict=True)]
        spent, (films, charged, estimated) = ledger.committed(), ledger.charged()
    if as_json:
        data(rows)
        return
    rows = [
        row for row in rows if "/" in row["clip"] or not row["id"].startswith(DRAWN)
    ]  # no drawing that no clip uses now
    table = [
        (
            row["clip"],
            told(row["state"]),
            _money(row["price"]) + (told(f" (charged {row['charged']})") if row["charged"] else ""),
            row["id"],
            "  ".join(filter(None, (told(row["note"]), row["heard"]))),
        )
        for row in rows
    ]
    for line in columns(table) if table else ():
        click.echo(line)
    more = f"; charged {amount(charged)} for {films} films estimated at {amount(estimated)}" if films else ""
    say(f"{len(rows)} attempts, {amount(spent)} spent or reserved{more}")


@command.command("show")
@click.argument("clip")
@workspace_flag
@json_flag
def show_job(clip: str, workspace: Path, as_json: bool) -> None:
    """All that is known about a clip: its request, every attempt, every change of state."""
    from storyboard.gateways.replies import redact
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.submit.settle import find_job

    settings = open_workspace(workspace)
    with open_ledger(settings) as ledger:
        named = find_job(ledger, clip)
        attempts = [each for key in ledger.family(named.job.key) for each in ledger.attempts(key)]
        events = [event for attempt in attempts for event in ledger.events(attempt.id)]
    if as_json:
        data(
            {
                "clip": str(named),
                "key": named.job.key,
                "request": named.job.request,
                "attempts": [_row(each, str(named)) for each in attempts],
                "events": [{**asdict(event), "note": redact(event.note)} for event in events],
            }
        )
        return
    click.echo(f"{named}  {named.job.key}  {named.job.gateway} {named.job.order.model} {named.job.order.seconds} s")
    for event in events:
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(event.at))
        status = f" HTTP {event.status}" if event.status else ""
        click.echo(
            f"{when}  {told('take ' + event.attempt.rsplit('-', 1)[1])}  {told(event.old or '-')} -> {told(event.new)}{status}  {told(redact(event.note))}"
        )


@command.command()
@click.argument("clip")
@click.argument("task_id")
@workspace_flag
def adopt(clip: str, task_id: str, workspace: Path) -> None:
    """The gateway's console shows a job for CLIP, unknown or called failed here: its id is TASK_ID. The next run fetches it.

    Also for one that runs under another id (which its events keep), one that was set aside, and one taken for failed; also while a season runs: the ledger takes one change at a time.
    """
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.submit.settle import adopt as adopt_it
    from storyboard.submit.settle import find_job

    with open_ledger(open_workspace(workspace)) as ledger:
        named = find_job(ledger, clip)
        adopt_it(ledger, named, task_id)
    say(
        f"{named}: running as {task_id}; the next `storyboard make`, or a running season, waits for it and pays nothing"
    )


@command.command()
@click.argument("clip", required=False, default="")
@click.option(
    "--all", "every", is_flag=True, help="All whose outcome is unknown: looked up first, listed with their price."
)
@click.option(
    "--paid/--unpaid",
    default=None,
    help="Whether the first one was charged, so that it stays counted [default: of pictures that come in the answer itself].",
)
@yes_flag
@workspace_flag
def resend(clip: str, workspace: Path, every: bool, paid: bool | None, yes: bool) -> None:
    """The gateway has no job for CLIP, whose outcome was unknown: the next run sends it again, and pays for it.

    A picture that comes in the answer itself is kept by nobody: where the answer was lost it was paid for all the same.
    """
    from storyboard.errors import UsageError
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.submit.purchase import price_now
    from storyboard.submit.settle import answers_at_once, find_job
    from storyboard.submit.settle import resend as resend_it

    if bool(clip) == every:
        raise UsageError("jobs resend: name one clip, or say --all", "storyboard jobs list shows which are unknown")
    settings = open_workspace(workspace)
    with open_ledger(settings) as ledger:
        if every:
            _resend_all(settings, ledger, paid=paid, yes=yes)
            return
        named = find_job(ledger, clip)
        lost = answers_at_once(named, settings) if paid is None else paid
        attempt = resend_it(ledger, named, price_now(settings, named.job), paid=lost)
    say(f"{named}: the next `storyboard make`, or a running season, sends it again, price {_money(attempt.price)}")


def _resend_all(settings: "Settings", ledger: "Ledger", *, paid: bool | None, yes: bool) -> None:
    """Looks up what can be, lists the rest with its price, asks, and lets the next run send it."""
    import asyncio

    from storyboard.gateways import open_gateway
    from storyboard.submit.purchase import price_now
    from storyboard.submit.settle import answers_at_once, look_again, resend_attempt, unknown

    found = unknown(ledger)
    for name in sorted({named.job.gateway for named, _ in found}):
        known = asyncio.run(look_again(open_gateway(settings, name), ledger, found))
        if known:
            say(f"{name} knows {len(known)} of them: the next run waits for their films and pays nothing")
    found = unknown(ledger)
    if not found:
        say("nothing is unknown")
        return
    priced = [(named, attempt, price_now(settings, named.job)) for named, attempt in found]
    priced = [(named, attempt, attempt.price if now is None else now) for named, attempt, now in priced]
    for named, attempt, price in priced:
        click.echo(f"{named!s:<20} {amount(price):>8}  {told(attempt.note)}")
    say("each may be running at the gateway and be paid for: look in its console first")
    cost = add_up(price for _, _, price in priced)
    agree(f"{len(found)} clips sent once more", cost, (), yes=yes)  # the key was just used to look them up
    for named, attempt, price in priced:
        lost = answers_at_once(named, settings) if paid is None else paid
        resend_attempt(ledger, named, attempt, price, paid=lost)
    say(f"{len(found)} clips: the next `storyboard make`, or a running season, sends them again")


@command.command()
@click.argument("clip")
@workspace_flag
def cancel(clip: str, workspace: Path) -> None:
    """Give up on CLIP, where it is not sent or unknown; stop it or set it aside, where it runs.

    A gateway that can be told to stop is told (Ark and MiniMax stop what is still queued). Else it is set aside: it stays paid
    for and counted, takes no place among the jobs that run, and its id is kept.
    """
    import asyncio

    from storyboard.gateways.replies import redact
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.submit.settle import cancel as cancel_it
    from storyboard.submit.settle import find_job, gateway_of, stop

    settings = open_workspace(workspace)
    with open_ledger(settings) as ledger:
        named = find_job(ledger, clip)
        stopped = (
            asyncio.run(stop(gateway_of(named, settings, ledger), ledger, named)) if _runs(ledger, named) else None
        )
        attempt = stopped or cancel_it(ledger, named)
    again = f"`storyboard retake {named}` would buy it once more"
    if stopped:
        say(f"{named}: stopped at the gateway; {again}")
    elif attempt.state == "aside":
        kept = f"`storyboard jobs adopt {named} {redact(attempt.remote)}` fetches it after all"
        say(f"{named}: set aside; its price {_money(attempt.price)} stays counted; {kept}, {again}")
    else:
        say(f"{named}: given up; {again}")


def _runs(ledger: "Ledger", named: "NamedJob") -> bool:
    return any(each.state == "running" for each in ledger.attempts(named.job.key))


@command.command("import")
@click.argument("scripts", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@production_flags
def take_in(scripts: tuple[Path, ...], options: "Options") -> None:
    """Films of SCRIPTS that lie on disk, but that the ledger does not know, become takes: bought, not to be bought again.

    For a workspace whose .storyboard did not come along, or was lost.
    """
    from storyboard.production.buying import take_in as take_in_films

    found = take_in_films(scripts, options)
    for clip, film in found:
        click.echo(f"{clip}  {show(film)}")
    say(f"{len(found)} films taken in; nothing was sent")


@command.command()
@workspace_flag
@json_flag
def accounts(workspace: Path, as_json: bool) -> None:
    """Who paid here: every gateway by name, address and variable of its key, with what it has on record."""
    from storyboard.production.buying import open_ledger, open_workspace

    with open_ledger(open_workspace(workspace)) as ledger:
        known = [(each, ledger.accounts(each.name)[1:]) for each in ledger.all_accounts()]
    if as_json:
        data([{**asdict(each), "states": dict(each.states), "same": list(same)} for each, same in known])
        return
    for each, same in known:
        states = ", ".join(f"{count} {state}" for state, count in each.states)
        tell(
            f"{each.name}: {states}, {each.price:g} spent or reserved"
            + (f"; same as {', '.join(same)}" if same else "")
        )


@command.command()
@click.argument("account")
@click.option("--gateway", default="", help="The entry of storyboard.toml that it is now [default: that of [video]].")
@click.option("--apart", is_flag=True, help="They are two: what ACCOUNT bought, this one may buy again.")
@workspace_flag
def alias(account: str, gateway: str, apart: bool, workspace: Path) -> None:
    """ACCOUNT (as `jobs accounts` lists it, or a part of that) is the gateway's account of now, renamed or moved.

    What it bought is owned. Keys of jobs stay as they are; a later word stands over an earlier one. Free.
    """
    from storyboard.gateways import open_gateway
    from storyboard.ledger import lock
    from storyboard.production.buying import open_ledger, open_workspace
    from storyboard.submit.settle import find_account

    settings = open_workspace(workspace)
    now = open_gateway(settings, gateway).account
    with lock(settings.workspace), open_ledger(settings) as ledger:
        old = find_account(ledger, account, now)
        ledger.say_same(now, old.name, same=not apart)
    if apart:
        say(f"two accounts: what «{old.name}» bought, «{now}» may buy again")
    else:
        say(
            f"one account: what «{old.name}» bought ({old.paid} clips) is owned by «{now}»; nothing of it is bought again"
        )


def _row(attempt: object, clip: str) -> dict[str, Any]:
    from storyboard.gateways.replies import redact

    facts = {name: getattr(attempt, name) for name in ("state", "price", "charge", "charged", "fault", "path")}
    return {
        "clip": clip,
        **facts,
        "id": redact(getattr(attempt, "remote", "")),
        "note": redact(getattr(attempt, "note", "")),
    }


def _money(price: float | None) -> str:
    return amount(price)
