"""`tpm knowledge …`: the commands of those who keep what the bot knows."""

import re
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.begin import (
    NAMED,
    chosen,
    folders,
    index,
    settings_for_people,
    with_knowledge,
    with_store,
)

if TYPE_CHECKING:
    from adapters.database.store import Store
    from bot.index import Index

_PATH = click.Path(path_type=Path)
_TENANT = re.compile(r"(?:slack|discord):\w+")


@click.group()
def knowledge() -> None:
    """Work on knowledge bases."""


@knowledge.command()
@with_knowledge
@click.argument("folder", metavar="[DIR]", required=False)
@click.pass_context
def check(context: click.Context, folder: str | None) -> None:
    """Validate a knowledge base: every fault with file, line and mend.

    DIR alone is checked by itself; with --knowledge it is laid over those.
    """
    from adapters.terminal.check import check
    from adapters.wiring import knowledge_folders, open_index

    settings = settings_for_people()
    named = knowledge_folders([*context.meta[NAMED], *([folder] if folder else [])], settings)
    if not check(named, lambda: open_index(named, settings)):
        context.exit(1)


_tenant = click.option("--tenant", help="Whose own it is, such as slack:T0123 or discord:42.")


@knowledge.command()
@with_knowledge
@click.argument("target", type=_PATH)
@_tenant
def export(target: Path, tenant: str | None) -> None:
    """Write the knowledge that is loaded into the folder TARGET, as YAML.

    Of files that are there already only lines that differ are changed; comments stay. With --tenant
    it is written as that team has it, with all that it changed in the chat.
    """
    from adapters.terminal.export import export

    settings = settings_for_people()

    async def own(store: "Store") -> dict[str, str]:
        [only] = await chosen(store, tenant)
        return await _own(store, only)

    export(target, folders(settings), None if tenant is None else with_store(settings, own))


@knowledge.command("import")
@with_knowledge
@click.argument("given", nargs=-1, required=True, metavar="FILE…", type=_PATH)
@click.option("--into", metavar="DIR", type=_PATH, help="The folder that it belongs into.")
@_tenant
@click.option("--whole", is_flag=True, help="With --tenant: what is missing is out of use.")
@click.option("--new-team", is_flag=True, help="With --tenant: nobody asked anything there yet.")
@click.option("--write", is_flag=True, help="Write it, where nothing has to be mended first.")
@click.option("--reason", default="", help="With --tenant: why right answers may be lost by it.")
@click.pass_context
def bring(
    context: click.Context,
    given: tuple[Path, ...],
    into: Path | None,
    tenant: str | None,
    whole: bool,
    new_team: bool,
    write: bool,
    reason: str,
) -> None:
    """Show what files or folders say and what of it collides; with --write, take it over.

    Our own YAML, CSV, a FAQ in Markdown, Rasa's YAML, QnABot's JSON. With --into it is held against
    that folder, and with --knowledge against those below it. With --tenant it becomes what that
    team has of its own.
    """
    from adapters.terminal.bring import bring
    from adapters.wiring import knowledge_folders

    if into is not None and tenant is not None:
        raise click.UsageError("Give --into or --tenant.", context)
    if whole and tenant is None:
        raise click.UsageError("--whole goes with --tenant.", context)
    if reason and tenant is None:
        raise click.UsageError("--reason goes with --tenant.", context)
    if new_team and (tenant is None or not _TENANT.fullmatch(tenant)):
        raise click.UsageError("--new-team goes with --tenant slack:… or discord:….", context)
    if write and into is None and tenant is None:
        raise click.UsageError("--write goes with --into DIR or --tenant.", context)
    settings = settings_for_people()
    if tenant is not None:
        below = folders(settings)
        known = cache(partial(index, settings))

        async def take_over(store: "Store") -> None:
            [only] = [tenant] if new_team else await chosen(store, tenant)
            await _take_over(store, only, given, below, whole, write, reason, known)

        with_store(settings, take_over, known)
        return
    named = context.meta[NAMED]
    below = knowledge_folders(named, settings) if named or into is None else ()
    if not bring(given, into, below, write):
        context.exit(1)


async def _own(store: "Store", tenant: str) -> dict[str, str]:
    """The pieces that a tenant has of its own."""
    from adapters.database.connect import WRITE_WITHIN

    _, pieces = await store.overlays.pieces(tenant, WRITE_WITHIN)
    return pieces


async def _take_over(
    store: "Store",
    tenant: str,
    given: Sequence[Path],
    below: Sequence[Path],
    whole: bool,
    write: bool,
    reason: str,
    known: "Callable[[], Index]",
) -> None:
    from adapters.make import attached
    from adapters.rehearse import Over, Rehearsals
    from adapters.terminal.ask import NAME, OPERATOR
    from adapters.terminal.given import number, show
    from adapters.terminal.render import clean
    from adapters.terminal.team import plan
    from adapters.terminal.tried import tried
    from adapters.wiring import golden_questions
    from bot.amend import imported
    from bot.claim import Claimed, claimed
    from bot.history import titles, untried
    from bot.remember import Conflict
    from bot.utterance import Asker
    from knowledge.overlay import together

    there = await _own(store, tenant)
    planned = plan(given, below, there, whole)
    show(planned.lines)
    if planned.after is None:
        raise click.ClickException("nothing was written: something has to be mended first")
    done = imported(there, planned.after, planned.said, uuid.uuid4().hex, time.time())
    count = number(sum(edit.before != edit.after for edit in done.edits), "piece")
    if not done.edits:
        print("Nothing new is to be written.")
        return
    base = known()
    misses = await attached(store.reviews, tenant, base)
    own = together(planned.after)
    rehearsing = Over(Rehearsals(golden_questions(below)), known)
    moves = await rehearsing.moves(tenant, together(there), own, misses)
    trial = tried(moves, titles(base, own))
    show(trial.lines)
    if count_untried := await store.reviews.untold(tenant):
        show((untried(count_untried),))
    if not write:
        print(f"Nothing was written. With --write: {count} of {tenant}")
    elif trial.lost and not reason:
        raise click.ClickException(
            f"nothing was written, since {trial.lost}: change the files, or say why with --reason"
        )
    else:
        try:
            operator = Asker(tenant, OPERATOR, "", name=NAME)
            made = replace(done, by=NAME, reason=reason)
            await store.overlays.change(operator, made, partial(claimed, base))
        except Claimed as claim:
            raise click.ClickException(
                f"nothing was written: {claim.said!r} is claimed by {claim.other.id!r} by now"
            ) from None
        except Conflict as conflict:
            raise click.ClickException(
                f"somebody changed {clean(conflict.edit.key)} meanwhile, so nothing was written: "
                "see what it would do now"
            ) from None
        print(f"Written: {count} of {tenant}")


@knowledge.command()
@click.argument("folder", metavar="DIR", type=_PATH)
def new(folder: Path) -> None:
    """Make a team's folder of a small, complete example, golden questions included."""
    from adapters.terminal.export import new

    new(folder)
