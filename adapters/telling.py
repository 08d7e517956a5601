"""Those who asked in vain, and wanted to know, are told once there is an answer, and curators what
was handed to them: in the background, by whichever process serves their platform."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from adapters.desk import Desk
from bot import hand
from bot.record import news
from bot.remember import NotSaved
from bot.reply import Reply
from bot.respond import show
from bot.waiting import Notice, Wish

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
        if await _told(post, wish.who, reply) is None:
            await _untold(desk, wish)
    for notice in await _handed(desk, platform):
        reached = await _told(post, notice.who, hand.told(notice))
        if reached is None:
            reached = await _again(desk, notice)
        if not reached and notice.giver:
            await _told(post, notice.giver, hand.untold(notice))


async def _told(post: Post, who: str, reply: Reply) -> bool | None:
    """Whether they were told; None where another try is worth it."""
    try:
        await _whole(post(who, reply))
    except Unreachable:
        log.info("Somebody who is to be told something takes no direct messages")
        return False
    except Exception as error:
        log.warning("Somebody could not be told something: %s", type(error).__name__)
        return None
    return True


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
    if wishes is None:
        return ()
    told = []
    try:
        for wish in await wishes.due(platform, desk.clock()):
            reply = await _news(desk, wish)
            if reply is None:
                await wishes.later(wish, desk.clock())
            elif await wishes.take(wish):
                told.append((wish, reply))
    except NotSaved:
        pass
    return tuple(told)


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


async def _handed(desk: Desk, platform: str) -> tuple[Notice, ...]:
    """Those to whom something was handed; they are taken as told."""
    notices = desk.rooms.notices if desk.rooms is not None else None
    try:
        return await notices.due(platform, desk.clock()) if notices is not None else ()
    except NotSaved:
        return ()


async def _again(desk: Desk, notice: Notice) -> bool:
    """Whether there will be another try."""
    notices = desk.rooms.notices if desk.rooms is not None else None
    try:
        return notices is not None and await notices.again(notice, desk.clock())
    except NotSaved:
        return False
