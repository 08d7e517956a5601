"""What commands begin with: the folders they are given, settings, a desk, and a store."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from adapters.database.store import Store
    from adapters.desk import Desk
    from adapters.settings import Settings
    from bot.index import Index

Command = TypeVar("Command", bound=Callable[..., Any])
Done = TypeVar("Done")

NAMED = f"{__name__}.knowledge"
"""Where click keeps the folders named before and after the subcommand."""


def with_knowledge(command: Command) -> Command:
    """Gives a command the option that names folders of knowledge."""
    return click.option(
        "--knowledge",
        multiple=True,
        metavar="DIR",
        expose_value=False,
        callback=_keep,
        help="A knowledge base in place of the built-in one; repeat it to lay later ones over "
        "earlier ones. “tpm” names the built-in one. TPM_KNOWLEDGE says the same.",
    )(command)


def settings_for_people() -> "Settings":
    """The settings, with a log for a person who waits; raises SettingsRefused."""
    from adapters.logs import log_for_people
    from adapters.settings import read_settings

    settings = read_settings()
    log_for_people(settings)
    return settings


def folders(settings: "Settings") -> tuple[Path, ...]:
    """Where the knowledge is that the running command was given."""
    from adapters.wiring import knowledge_folders

    return knowledge_folders(click.get_current_context().meta.get(NAMED, ()), settings)


def desk_alone(settings: "Settings") -> "Desk":
    """A desk that remembers nothing beyond this process, with a bar while its index is built."""
    from adapters.wiring import open_desk

    return open_desk(index(settings))


def desk_for_one(settings: "Settings") -> "tuple[Desk, Callable[[], Awaitable[None]]]":
    """A desk for whoever sits here, with what closes it; one that remembers where it can."""
    from adapters.wiring import golden_questions, open_desk_for_one

    golden = golden_questions(folders(settings))
    return open_desk_for_one(index(settings), settings, golden)


def index(settings: "Settings") -> "Index":
    """The index of the running command's knowledge, with a bar while it is built."""
    from adapters.terminal.progress import progress
    from adapters.wiring import open_index

    with progress() as told:
        return open_index(folders(settings), settings, told)


async def chosen(store: "Store", tenant: str | None) -> list[str]:
    """The tenant that is named, or all."""
    from adapters.database import tend

    there = await tend.tenants(store)
    if tenant is None:
        return there
    if tenant not in there:
        raise click.ClickException(
            f"nothing is kept of {tenant}; there is: {', '.join(there) or 'nobody'}"
        )
    return [tenant]


def with_store(
    settings: "Settings",
    doing: "Callable[[Store], Awaitable[Done]]",
    known: "Callable[[], Index] | None" = None,
) -> Done:
    """What is done with the store that the settings name, which is closed then. `known`: the shared
    knowledge, which is looked at where some is changed."""
    from adapters.wiring import open_memory
    from bot.remember import NotSaved

    store = open_memory(settings, shared=lambda id: known is not None and id in known().position)

    async def work() -> Done:
        try:
            return await doing(store)
        except NotSaved:
            raise click.ClickException(
                "the database can't be reached: try again when it can"
            ) from None
        finally:
            await store.close()

    return asyncio.run(work())


def _keep(context: click.Context, _: click.Parameter, named: tuple[str, ...]) -> None:
    context.meta.setdefault(NAMED, []).extend(named)
