"""What commands begin with: the folders they are given, settings, and a desk."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from adapters.desk import Desk
    from adapters.settings import Settings
    from bot.index import Index

Command = TypeVar("Command", bound=Callable[..., Any])

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


def _keep(context: click.Context, _: click.Parameter, named: tuple[str, ...]) -> None:
    context.meta.setdefault(NAMED, []).extend(named)
