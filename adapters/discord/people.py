"""Users of Discord, as of an Asker (`who`), and back."""

import re

_PERSON = re.compile(r"discord:(\d{1,20})")


def who(user: int | str) -> str:
    """What stands for a user.

    >>> who(42)
    'discord:42'
    """
    return f"discord:{user}"


def user_of(who: str) -> str:
    """The user that this stands for; empty where it is nobody of Discord's.

    >>> user_of("discord:42"), user_of("Ben")
    ('42', '')
    """
    found = _PERSON.fullmatch(who)
    return found[1] if found else ""
