"""Those who asked in vain, and wanted to know, are told once there is an answer: in the background,
by whichever process serves their platform."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from adapters.desk import Desk
from bot.record import news
from bot.remember import NotSaved, Wish
from bot.reply import Reply
from bot.respond import show

log = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between looks for somebody to tell."""

STOP_WITHIN = 5.0
"""Seconds for a message that is being sent when the process stops."""

Post = Callable[[str, Reply], Awaitable[None]]
"""Tells somebody (`who`, as of an Asker) in a direct message; raises what goes by, and Unreachable
where no other try is worth it."""


class Unreachable(Exception):
    """Somebody can't be told, now or later."""


Telling = Callable[[Post], Awaitable[None]]
"""Tells whoever is to be told, until it is cancelled."""


async def nobody_to_tell(_: Post) -> None:
    """Where nobody waits for an answer."""


async def keep_telling(desk: Desk, platform: str, post: Post) -> None:
    """Never ends by itself, and never raises."""
    while True:
        try:
            await tell(desk, platform, post)
        except Exception:
            log.exception("Whoever wanted to know of an answer could not be told")
        await asyncio.sleep(EVERY)


async def tell(desk: Desk, platform: str, post: Post) -> None:
    """Tell everybody who is to be told now."""
    for wish, reply in await due(desk, platform):
        try:
            await _whole(post(wish.who, reply))
        except Unreachable:
            log.info("Somebody who wanted to know of an answer takes no direct messages")
        except Exception as error:
            log.warning("Somebody could not be told of an answer: %s", type(error).__name__)
            await _untold(desk, wish)


async def _whole(posting: Awaitable[None]) -> None:
    """Once begun it is ended, within a while, though this process stops: else nobody would know
    whether somebody was told."""
    task = asyncio.ensure_future(posting)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task], timeout=STOP_WITHIN)
        raise


async def due(desk: Desk, platform: str) -> tuple[tuple[Wish, Reply], ...]:
    """Who is to be told now that what they asked has an answer, and what they are told; they are
    taken as told. Empty where that can't be known now."""
    wishes = desk.rooms.wishes if desk.rooms is not None else None
    try:
        come_true = await wishes.due(platform, desk.clock()) if wishes is not None else ()
    except NotSaved:
        return ()
    told = [(wish, await _news(desk, wish)) for wish in come_true]
    return tuple((wish, reply) for wish, reply in told if reply is not None)


async def _news(desk: Desk, wish: Wish) -> Reply | None:
    """None where it is no answer: a boundary, or out of use by now."""
    shown = show((wish.item,), await desk.index_of(wish.tenant), desk.clock())
    return news(wish, shown) if shown.outcome == "answer" else None


async def _untold(desk: Desk, wish: Wish) -> None:
    if desk.rooms is not None and desk.rooms.wishes is not None:
        try:
            await desk.rooms.wishes.again(wish, desk.clock())
        except NotSaved:
            log.warning("Nobody will try to tell them again: the database is away")
