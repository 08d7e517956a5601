"""The message that a command was chosen for, as a quote."""

import re

import discord

from bot.quote import Quote

_MENTION = re.compile(r"<@[!&]?\d+>")
_EMOJI = re.compile(r"<a?(:\w+:)\d+>")


def quote(message: discord.Message) -> Quote:
    """Its words without mentions of people, which nobody outside of Discord could read."""
    return Quote(plain(message.content), message.jump_url, message.author.display_name)


def plain(content: str) -> str:
    """As it can be read elsewhere.

    >>> plain("<@12> ask <@&3> at the gate <:rose:45>")
    'ask at the gate :rose:'
    """
    said = _MENTION.sub("", _EMOJI.sub(r"\1", content))
    return re.sub(r"(?<=\S) {2,}", " ", said).strip()
