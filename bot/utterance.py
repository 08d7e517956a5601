"""What was said: a value without platform types, made by an adapter."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message to the bot.

    `who` and `where` are opaque keys (equal means the same person, the same thread or direct
    message); `at` is seconds since the epoch by the adapter's clock; `language` a BCP 47 tag.
    """

    text: str
    who: str = ""
    where: str = ""
    at: float = 0.0
    language: str = "en"
