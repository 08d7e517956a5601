"""Cards → Discord messages.

A card that fits is an ordinary message, which notifications, search and every client show; only
a longer one is laid out with components, which hold twice as much. No view is kept: buttons are
recognised by their ids (ids.py), and a stopped view is none that discord.py would store.
"""

from io import BytesIO
from typing import Any

import discord

from adapters.discord.limits import CONTENT, width
from adapters.discord.render import Button, Card


async def respond(interaction: discord.Interaction, card: Card, *, private: bool) -> None:
    """Answers a command or a press with a message of its own."""
    if _is_long(card):
        await interaction.response.send_message(view=_layout(card), ephemeral=private)
    else:
        await interaction.response.send_message(
            card.text,
            view=_buttons(card),
            files=_files(card),
            ephemeral=private,
            suppress_embeds=True,
        )


async def turn_over(interaction: discord.Interaction, card: Card) -> None:
    """Replaces the message whose button was pressed."""
    if _stays_laid_out(interaction) or _is_long(card):
        await interaction.response.edit_message(content=None, embeds=[], view=_layout(card))
    else:
        await interaction.response.edit_message(content=card.text, view=_buttons(card))


async def turn_over_later(interaction: discord.Interaction, card: Card) -> None:
    """Replaces the message of a press that was acknowledged before."""
    if _stays_laid_out(interaction) or _is_long(card):
        await interaction.edit_original_response(content=None, embeds=[], view=_layout(card))
    else:
        await interaction.edit_original_response(content=card.text, view=_buttons(card))


async def follow_up(interaction: discord.Interaction, card: Card, *, private: bool) -> bool:
    """A further message for an interaction; whether it turned out private, which Discord decides
    for apps that may not speak in a channel."""
    if _is_long(card):
        sent = await interaction.followup.send(view=_layout(card), ephemeral=private, wait=True)
    else:
        sent = await interaction.followup.send(
            card.text, view=_buttons(card), ephemeral=private, suppress_embeds=True, wait=True
        )
    return sent.flags.ephemeral


async def post(
    channel: discord.abc.Messageable, card: Card, to: discord.Message | None = None
) -> None:
    """A message in a channel, as a reply `to` another where one is given (if that is still
    there)."""
    beside: dict[str, Any] = {"reference": to.to_reference(fail_if_not_exists=False)} if to else {}
    if _is_long(card):
        await channel.send(view=_layout(card), **beside)
    else:
        await channel.send(
            card.text, view=_buttons(card), files=_files(card), suppress_embeds=True, **beside
        )


def _files(card: Card) -> list[discord.File]:
    return [discord.File(BytesIO(_bytes(file.text)), file.name or "file") for file in card.files]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # half a character is none


def _is_long(card: Card) -> bool:
    return width(card.text) > CONTENT


def _stays_laid_out(interaction: discord.Interaction) -> bool:
    """A message that was laid out with components can't become an ordinary one."""
    return interaction.message is not None and interaction.message.flags.components_v2


def _buttons(card: Card) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for index, row in enumerate(card.rows):
        for button in row:
            view.add_item(_button(button, index))
    view.stop()
    return view


def _layout(card: Card) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(card.text))
    for row in card.rows:
        view.add_item(discord.ui.ActionRow(*(_button(button) for button in row)))
    view.stop()
    return view


def _button(button: Button, row: int | None = None) -> discord.ui.Button[discord.ui.View]:
    style = discord.ButtonStyle.primary if button.primary else discord.ButtonStyle.secondary
    return discord.ui.Button(label=button.label, custom_id=button.custom_id, style=style, row=row)
