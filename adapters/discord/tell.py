"""Replies to interactions: private by default, and an excuse where something failed."""

import logging
from collections.abc import Awaitable, Callable

import discord

from adapters.discord import send
from adapters.discord.render import render
from bot.reply import Reply

log = logging.getLogger(__name__)

Tell = Callable[[Reply], Awaitable[None]]


async def tell(interaction: discord.Interaction, reply: Reply) -> None:
    """Answers an interaction with a message of its own."""
    private = is_private(interaction)
    card = render(reply, share=private)
    if interaction.response.is_done():
        await send.follow_up(interaction, card, private=private)
    else:
        await send.respond(interaction, card, private=private)


def is_private(interaction: discord.Interaction) -> bool:
    """Whether replies are for one person's eyes: everywhere but in direct messages with the bot,
    where nobody else is."""
    return not interaction.context.dm_channel


async def excuse(reply: Reply, tell: Tell) -> None:
    """Tells someone of a failure, if Discord lets us; the log has it in any case."""
    try:
        await tell(reply)
    except discord.HTTPException as error:
        log.warning("Discord took no excuse either (status %s)", error.status)
