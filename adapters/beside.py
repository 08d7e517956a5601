"""What a platform brings along with what is said or pressed there."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.reply import Reply

if TYPE_CHECKING:
    from bot.quote import Quote

Curates = Callable[[], Awaitable[bool]]
"""Whether a platform calls whoever is there a curator."""

Quoting = Callable[[], Awaitable["Quote"]]
"""What somebody wrote elsewhere, looked up only where it is wanted."""

Meanwhile = Callable[[Reply], Awaitable[None]]
"""Tells somebody who waits for a reply something before it."""


async def nobody() -> bool:
    """Where a platform calls nobody a curator."""
    return False


async def silence(_: Reply) -> None:
    """Where nobody can be told anything before the reply."""
