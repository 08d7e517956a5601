"""`tpm knowledge …`: the commands of those who keep what the bot knows."""

from pathlib import Path

import click

from adapters.begin import NAMED, folders, settings_for_people, with_knowledge

_PATH = click.Path(path_type=Path)


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


@knowledge.command()
@with_knowledge
@click.argument("target", type=_PATH)
def export(target: Path) -> None:
    """Write the knowledge that is loaded into the folder TARGET, as YAML.

    Of files that are there already only lines that differ are changed; comments stay.
    """
    from adapters.terminal.export import export

    export(target, folders(settings_for_people()))


@knowledge.command("import")
@with_knowledge
@click.argument("given", nargs=-1, required=True, metavar="FILE…", type=_PATH)
@click.option("--into", metavar="DIR", type=_PATH, help="The folder that it belongs into.")
@click.option("--write", is_flag=True, help="Write it, where nothing has to be mended first.")
@click.pass_context
def bring(context: click.Context, given: tuple[Path, ...], into: Path | None, write: bool) -> None:
    """Show what files or folders say and what of it collides; with --write, take it over.

    Our own YAML, CSV, a FAQ in Markdown, Rasa's YAML, QnABot's JSON. With --into it is held against
    that folder, and with --knowledge against those below it.
    """
    from adapters.terminal.bring import bring
    from adapters.wiring import knowledge_folders

    if write and into is None:
        raise click.UsageError("--write goes with --into DIR.", context)
    settings = settings_for_people()
    named = context.meta[NAMED]
    below = knowledge_folders(named, settings) if named or into is None else ()
    if not bring(given, into, below, write):
        context.exit(1)


@knowledge.command()
@click.argument("folder", metavar="DIR", type=_PATH)
def new(folder: Path) -> None:
    """Make a team's folder of a small, complete example, golden questions included."""
    from adapters.terminal.export import new

    new(folder)
