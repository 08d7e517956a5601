"""Forms as Discord's modals, and what was typed into one that is sent."""

from typing import Any

import discord

from adapters.discord.escape import one_line
from adapters.discord.limits import FORM_HINT, FORM_LABEL, FORM_TITLE, clip
from adapters.discord.people import user_of, who
from bot.form import GUIDE, Field, Form, Typed

USER = discord.SelectDefaultValueType.user
STYLES = {"one": discord.TextStyle.short, "many": discord.TextStyle.paragraph}


async def open_form(interaction: discord.Interaction, form: Form, custom_id: str) -> None:
    """Answers a press with a form; what is sent of it comes back with the custom id."""
    await interaction.response.send_modal(modal(form, custom_id))


def modal(form: Form, custom_id: str) -> discord.ui.Modal:
    """The form within Discord's limits."""
    asked = discord.ui.Modal(
        title=_brief(form.title, FORM_TITLE), custom_id=custom_id, timeout=None
    )
    for field in form.fields:
        asked.add_item(_labelled(field))
    if form.guide:
        asked.add_item(discord.ui.TextDisplay(f"[{GUIDE}]({form.guide})"))
    asked.stop()  # like a view: recognised by its id, and kept by nobody
    return asked


def typed(interaction: discord.Interaction) -> Typed:
    """What was written into a form, by the fields' names; whatever was sent."""
    data: Any = interaction.data
    rows = data.get("components") or ()
    held = [row.get("component") or row for row in rows]
    fields = [field for row in held for field in row.get("components") or (row,)]
    return {str(field.get("custom_id")): _typed(field) for field in fields}


def _typed(field: Any) -> str:
    """What was written, or who was chosen."""
    chosen = field.get("values") or ()
    return who(str(chosen[0])) if chosen else str(field.get("value") or "")


def _labelled(field: Field) -> discord.ui.Label[discord.ui.Modal]:
    entered = _choosing(field) if field.person else _writing(field)
    hint = clip(one_line(field.hint), FORM_HINT) or None
    return discord.ui.Label(
        text=_brief(field.label, FORM_LABEL), description=hint, component=entered
    )


def _choosing(field: Field) -> discord.ui.UserSelect[discord.ui.Modal]:
    user = user_of(field.value)
    stands = [discord.SelectDefaultValue(id=int(user), type=USER)] if user else []
    return discord.ui.UserSelect(
        custom_id=field.name, required=not field.optional, default_values=stands
    )


def _writing(field: Field) -> discord.ui.TextInput[discord.ui.Modal]:
    return discord.ui.TextInput(
        style=STYLES[field.lines],
        custom_id=field.name,
        required=not field.optional,
        default=field.value or None,
        max_length=field.most,
    )


def _brief(words: str, room: int) -> str:
    return clip(one_line(words), room) or "…"
