"""The commands of whoever runs the bot: the database, people's data, and what was asked."""

import time
from typing import TYPE_CHECKING

import click

from adapters.begin import chosen, index, settings_for_people, with_knowledge, with_store

if TYPE_CHECKING:
    from adapters.database.store import Store


@click.group()
def db() -> None:
    """Look after the database: DATABASE_URL, or a SQLite file of your own."""


@db.command()
def upgrade() -> None:
    """Bring the schema up to date; a step of each release."""
    from adapters.database.migrate import upgrade
    from adapters.wiring import database_address

    before, after = upgrade(database_address(settings_for_people()))
    print(f"The schema is at {after}" + (f", it was at {before or 'none'}" * (before != after)))


@db.command()
@click.argument("target", metavar="DATABASE_URL")
def copy(target: str) -> None:
    """Copy everything into another, empty database, as when moving from SQLite to PostgreSQL.

    Stop the bot first: what is written meanwhile stays behind. People are told apart by the key:
    “tpm db key --show” prints the one in use, to be set as TPM_PEOPLE_KEY there.
    """
    from adapters.database.address import address
    from adapters.database.copy import copy
    from adapters.wiring import database_address

    for table, rows in copy(database_address(settings_for_people()), address(target)).items():
        print(f"{table}: {rows:,}")


@db.command()
@click.option("--show", is_flag=True, help="Print the one that is in use instead.")
def key(show: bool) -> None:
    """Print a new TPM_PEOPLE_KEY, by which people are recognised without being named."""
    from adapters.database.people import new_key
    from adapters.wiring import people_key

    print(people_key(settings_for_people()) if show else new_key())


_tenant = click.option("--tenant", help="Only there, such as slack:T0123 or discord:42.")
_person = click.argument("person", metavar="PERSON")


@db.command()
@_person
@_tenant
def export(person: str, tenant: str | None) -> None:
    """Print all that is kept of a person, as JSON.

    PERSON is written slack:<team>:<user>, discord:<user>, or terminal.
    """
    from adapters.database import tend

    async def work(store: "Store") -> str:
        return await tend.export(store, person, await chosen(store, tenant))

    print(with_store(settings_for_people(), work))


@db.command()
@_person
@_tenant
def forget(person: str, tenant: str | None) -> None:
    """Delete all that is kept of a person, with what was derived from it.

    PERSON is written slack:<team>:<user>, discord:<user>, or terminal.
    """
    from adapters.database import tend
    from adapters.terminal.ask import OPERATOR
    from adapters.terminal.lines import Lines, history_file

    async def work(store: "Store") -> dict[str, int]:
        return await tend.forget(store, person, await chosen(store, tenant))

    gone = with_store(settings_for_people(), work)
    if person == OPERATOR:
        Lines(history_file()).forget()
    for where, questions in gone.items():
        if questions or tenant:
            print(f"{where}: deleted, {questions:,} questions among it")
    if not any(gone.values()):
        print("No question of theirs was kept; what else there may have been is deleted.")


@db.command()
@click.argument("tenant")
def leave(tenant: str) -> None:
    """Delete all that is kept of a TENANT: a workspace or server that removed the bot."""

    async def work(store: "Store") -> None:
        [leaving] = await chosen(store, tenant)
        await store.records.leave(leaving, time.time())

    with_store(settings_for_people(), work)
    print(f"{tenant}: all of it is deleted")


@click.command()
@with_knowledge
@click.option("--tenant", help="Whose questions, such as slack:T0123 or discord:42.")
@click.option("--json", "for_programs", is_flag=True, help="Print one JSON object.")
@click.option("--csv", "for_sheets", is_flag=True, help="Print a figure a line, as CSV.")
def insights(tenant: str | None, for_programs: bool, for_sheets: bool) -> None:
    """What people asked in the last day, week and month, each compared to the one before."""
    from adapters.database.insights import insights
    from adapters.terminal.insights import as_csv, as_json, as_table

    if for_programs and for_sheets:
        raise click.UsageError("Give --json or --csv.", click.get_current_context())
    settings = settings_for_people()
    knowledge, at = index(settings), time.time()

    async def work(store: "Store") -> str:
        [where] = await chosen(store, tenant) if tenant else [await _only(store)]
        found = await insights(store.database, where, knowledge, at)
        if for_programs:
            return as_json(where, found, at)
        return as_csv(where, found).removesuffix("\n") if for_sheets else as_table(where, found)

    print(with_store(settings, work))


async def _only(store: "Store") -> str:
    """The tenant, where there is one; the terminal where there is none."""
    from adapters.database import tend

    there = await tend.tenants(store) or ["terminal"]
    if len(there) > 1:
        raise click.ClickException(f"whose? Name one with --tenant: {', '.join(there)}")
    return there[0]
