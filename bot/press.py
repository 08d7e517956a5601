"""Acts → what can be pressed."""

from bot.act import Act
from bot.encode import encode
from bot.reply import Action, Actions


def presses(*doing: tuple[Act, str]) -> Actions:
    """Acts with the labels that they are pressed by."""
    return Actions(tuple(Action(encode(act), label) for act, label in doing))
