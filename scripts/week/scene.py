"""What is seen in a chat, moment by moment: what a picture is drawn from."""

from dataclasses import dataclass

from bot.form import Form
from bot.reply import Reply


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody writes something; `chosen`: what somebody chooses on their message, `by` whom."""

    who: str
    at: float
    words: str
    chosen: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The bot says something to somebody; `pressed`: the button of it that is pressed next."""

    to: str
    at: float
    reply: Reply
    pressed: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as somebody sends it."""

    who: str
    at: float
    form: Form


Moment = Said | Shown | Filled


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture."""

    title: str
    moments: tuple[Moment, ...]
