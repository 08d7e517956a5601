"""`tpm`: the one place where everything is wired, and its commands.

What a command needs is imported where it runs: `tpm ask` neither waits for Slack's library nor
needs it to be installed.
"""

import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

import click

from adapters.begin import desk_alone, desk_for_one, folders, settings_for_people, with_knowledge
from adapters.curate import knowledge
from adapters.operate import db, insights

if TYPE_CHECKING:
    from adapters.database.store import Store
    from adapters.desk import Desk
    from adapters.processes import Service
    from adapters.settings import Settings

log = logging.getLogger(__name__)


def main() -> NoReturn:
    """The console script: ends with 0 for success, 1 where what was asked failed, 2 for wrong
    usage, and any error as one line."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")  # a character that the terminal lacks is no failure
    code = _run(sys.argv[1:])
    gc.freeze()  # what ends need not be searched for garbage: that took a tenth of `tpm ask`
    sys.exit(code)


def _run(arguments: Sequence[str]) -> int:
    try:
        result = tpm.main(arguments, "tpm", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        return 1
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "tpm"
        return _complain(f"{path}: {error.format_message()} See “{path} --help”.", error.exit_code)
    except click.ClickException as error:
        return _complain(f"tpm: {error.format_message()}", error.exit_code)
    except Exception as error:
        return _explain(error)


def _explain(error: Exception) -> int:
    from adapters.settings import SettingsRefused
    from adapters.terminal.save import SaveRefused
    from knowledge.loader import KnowledgeFaults

    match error:
        case SettingsRefused() | SaveRefused():
            return _complain(f"tpm: {error}")
        case KnowledgeFaults():  # a fault a line, each with its file
            click.echo(str(error), err=True)
            return 1
        case _:
            log.debug("This is where it went wrong", exc_info=error)
            what = f"{type(error).__name__}: {error}"
            return _complain(f"tpm: something went wrong ({what}); LOG_LEVEL=DEBUG shows where")


def _complain(words: str, code: int = 1) -> int:
    click.echo(" ".join(words.split()), err=True)
    return code


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@with_knowledge
@click.version_option(package_name="tpm-bot")
@click.pass_context
def tpm(context: click.Context) -> None:
    """Answers questions from knowledge that people curated, with its source."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@tpm.command()
@with_knowledge
@click.option("--explain", is_flag=True, help="After each answer, say what it rests on.")
def chat(explain: bool) -> None:
    """Converse in the terminal. Choices are picked by number; “exit” leaves."""
    from adapters.terminal.chat import chat
    from adapters.terminal.lines import history_file
    from adapters.terminal.screen import Screen

    settings = settings_for_people()
    desk, close = desk_for_one(settings)
    chat(desk, Screen(settings.plain_output()), history_file(), explain, close)


@tpm.command()
@with_knowledge
@click.argument("words", nargs=-1)
@click.option("--json", "for_programs", is_flag=True, help="Answer as one line of JSON.")
@click.option(
    "--batch", metavar="FILE", help="A question a line, a JSON answer a line; “-”: stdin."
)
@click.option("--conversation", is_flag=True, help="With --batch: an empty line begins a new one.")
@click.option("--explain", is_flag=True, help="Say what the answer rests on.")
def ask(
    words: tuple[str, ...], for_programs: bool, batch: str | None, conversation: bool, explain: bool
) -> None:
    """Ask one question, or with --batch many."""
    if (batch is None) == (not words):
        raise click.UsageError("Give either a question or --batch.", click.get_current_context())
    if explain and batch is not None:
        raise click.UsageError("--explain goes with one question: --batch prints the candidates.")
    if conversation and batch is None:
        raise click.UsageError("--conversation goes with --batch.")
    from adapters.terminal import ask as asking
    from adapters.terminal.screen import Screen

    settings = settings_for_people()
    if batch is not None:
        with _opened(batch) as file:
            for line in asking.ask_batch(desk_alone(settings), asking.lines_of(file), conversation):
                print(line, flush=True)
        return
    question = asking.readable(os.fsencode(" ".join(words)))
    if for_programs:
        print(asking.ask_for_programs(desk_alone(settings), question, explain))
    else:
        asking.ask_once(desk_alone(settings), question, Screen(settings.plain_output()), explain)


@tpm.command("eval")
@with_knowledge
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--json", "for_programs", is_flag=True, help="Print the scores as one JSON object.")
@click.option("--misses", is_flag=True, help="First print what did not go as labelled.")
def evaluate(files: tuple[Path, ...], for_programs: bool, misses: bool) -> None:
    """Ask labelled questions and print the scores."""
    from adapters.terminal import evaluate as evaluating
    from adapters.terminal.labels import read_labels

    if for_programs and misses:
        raise click.UsageError("--misses is for people: leave out --json.")
    settings = settings_for_people()
    talks = read_labels(files)
    asked = evaluating.evaluate(desk_alone(settings), talks)
    if misses:
        for line in evaluating.misses(asked):
            print(line)
        print()
    print(evaluating.as_json(asked) if for_programs else evaluating.as_table(asked))


tpm.add_command(db)
tpm.add_command(insights)
tpm.add_command(knowledge)


@tpm.command()
@with_knowledge
def slack() -> None:
    """Serve Slack over Socket Mode: SLACK_BOT_TOKEN and SLACK_APP_TOKEN."""
    from adapters.processes import SLACK_SOCKET

    _start(lambda _: (SLACK_SOCKET,))


@tpm.group(invoke_without_command=True)
@with_knowledge
@click.pass_context
def discord(context: click.Context) -> None:
    """Serve Discord over its gateway: DISCORD_TOKEN."""
    if context.invoked_subcommand is None:
        from adapters.processes import DISCORD

        _start(lambda _: (DISCORD,))


@discord.command()
def sync() -> None:
    """Register the Discord commands; a step of each release.

    Without DISCORD_TOKEN that is an error, except where Slack's tokens are set: then there is no
    Discord to register anything with.
    """
    from adapters.processes import register_discord_commands

    settings = settings_for_people()
    if not settings.has("DISCORD_TOKEN") and settings.has("SLACK_BOT_TOKEN"):
        log.warning("DISCORD_TOKEN is not set: Slack alone is served, and nothing registered")
        return
    print(f"Registered on Discord: {', '.join(register_discord_commands(settings))}")


@tpm.command()
@with_knowledge
def web() -> None:
    """Serve Slack over HTTP on PORT: SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET."""
    from adapters.processes import SLACK_HTTP

    _start(lambda _: (SLACK_HTTP,))


@tpm.command()
@with_knowledge
def run() -> None:
    """Serve everything that has its tokens, in one process.

    Slack over Socket Mode where SLACK_APP_TOKEN is set, else over HTTP where SLACK_SIGNING_SECRET
    and PORT are; Discord where DISCORD_TOKEN is.
    """
    from adapters.processes import with_tokens

    _start(with_tokens)


def _start(choose: "Callable[[Settings], Sequence[Service]]") -> None:
    from adapters.logs import log_as_json
    from adapters.processes import start
    from adapters.settings import read_settings

    settings = read_settings()
    log_as_json(settings)
    named = folders(settings)

    def open_office() -> "tuple[Desk, Store]":
        from adapters.wiring import open_office

        return open_office(named, settings)

    start(choose(settings), settings, open_office)


def _opened(path: str) -> BinaryIO:
    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise click.FileError(path, error.strerror) from None
