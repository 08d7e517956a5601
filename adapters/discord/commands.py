"""The commands that Discord shows: `/tpm` and "Ask TPM about this" in a message's menu."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

Ask = Callable[[discord.Interaction, str], Awaitable[None]]
About = Callable[[discord.Interaction, discord.Message], Awaitable[None]]
Suggest = Callable[[discord.Interaction, str], Awaitable[list[app_commands.Choice[str]]]]

EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
BOTH = app_commands.AppInstallationType(guild=True, user=True)


def add_commands(tree: app_commands.CommandTree, ask: Ask, about: About, suggest: Suggest) -> None:
    """Adds both commands, for servers and personal installs, usable in every kind of channel."""

    # The one option is not required, so that a bare `/tpm` gives help. Being the only one, it still
    # takes what is typed after the command: Discord's clients move on to it by themselves.
    @app_commands.describe(question="What you want to know, in your own words")
    async def tpm(interaction: discord.Interaction, question: str = "") -> None:
        await ask(interaction, question)

    async def complete(
        interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await suggest(interaction, typed)

    async def about_this(interaction: discord.Interaction, message: discord.Message) -> None:
        await about(interaction, message)

    command: app_commands.Command[Any, ..., None] = app_commands.Command(
        name="tpm", description="Ask a question about the job", callback=tpm
    )
    command.autocomplete("question")(complete)
    tree.add_command(command)
    tree.add_command(app_commands.ContextMenu(name="Ask TPM about this", callback=about_this))
