"""Sharing a private answer with its channel, naming who shared it.

Where the bot is a member of the server it posts like a member; elsewhere, installed by one
person alone, the interaction itself may speak. Where neither is allowed, that person is told how
to invite it.
"""

import discord

from adapters.discord import send
from adapters.discord.escape import literal, one_line
from adapters.discord.limits import clip
from adapters.discord.render import render
from bot.reply import Reply

NAME = 80
"""Characters of a display name that are shown."""

SHARED = "-# Shared in this channel."
NOBODY = 0
"""Owns the buttons of what was shared: a press answers whoever pressed, and leaves it as it is."""

PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
"""What the bot needs as a member: docs/set-up-discord.md asks for the same."""


async def share(interaction: discord.Interaction, reply: Reply) -> None:
    """Posts the reply for all to see, and says beneath the private answer what became of it."""
    await interaction.response.defer()  # posting may have to wait for Discord's pace
    if reply.outcome != "answer":  # the knowledge has changed: there is nothing to show any more
        await send.turn_over_later(interaction, render(reply))
    elif await _post(interaction, reply):
        await send.turn_over_later(interaction, render(reply, below=SHARED))
    else:
        await send.turn_over_later(
            interaction, render(reply, share=True, below=_invite(interaction))
        )


async def _post(interaction: discord.Interaction, reply: Reply) -> bool:
    card = render(reply, owner=NOBODY, above=_shared_by(interaction.user))
    channel = interaction.channel
    try:
        if isinstance(channel, discord.abc.Messageable) and _may_post(interaction):
            await send.post(channel, card)
            return True
    except (discord.Forbidden, discord.NotFound):
        pass  # a permission that changed meanwhile, or a channel hidden from us
    try:
        return not await send.follow_up(interaction, card, private=False)
    except (discord.Forbidden, discord.NotFound):
        return False


def _may_post(interaction: discord.Interaction) -> bool:
    """Whether the bot is a member here that may write; asking in vain counts against us."""
    if interaction.guild_id is None or interaction.client.get_guild(interaction.guild_id) is None:
        return False
    may = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    writes = may.send_messages_in_threads if in_thread else may.send_messages
    return may.administrator or (may.view_channel and writes)


def _shared_by(user: discord.User | discord.Member) -> str:
    """The name for clients that can't resolve the mention, the mention because names repeat; it
    notifies nobody."""
    name = literal(clip(one_line(user.display_name), NAME))
    return f"**{name}** ({user.mention}) shared this:"


def _invite(interaction: discord.Interaction) -> str:
    address = discord.utils.oauth_url(interaction.application_id, permissions=PERMISSIONS)
    return (
        "-# I couldn't share this: I am not allowed to post here. Someone who manages this server "
        f"can [invite me](<{address}>); then press Share again."
    )
