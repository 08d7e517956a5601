"""A process with a desk of its own over the garden: it answers, and makes changes, as told."""

import asyncio
import os
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from adapters.models.static import static_vectors
from adapters.settings import Settings
from adapters.wiring import staff
from bot.index import build_index
from bot.plain import plain
from bot.remember import Change
from bot.utterance import Asker
from knowledge.loader import load
from tests.conftest import GARDEN


@dataclass(frozen=True)
class Call:
    """A call of one of the desk's methods, the asker after `of`."""

    name: str
    of: tuple[Any, ...]
    more: dict[str, Any]


def sit(database_url: str, key: str, told: Connection, **more: str) -> None:
    """Until `told` is closed: a question is answered, a change made, or one of the desk's methods
    called; says "open" first."""
    index = build_index(load([GARDEN]), static_vectors())
    named = {"database_url": database_url, "tpm_people_key": key, **more}
    asyncio.run(_sit(*staff(index, Settings.model_validate(named)), told))


async def _sit(desk, store, told: Connection) -> None:
    async with store.open():
        told.send("open")
        while (asked := await asyncio.to_thread(_next, told)) is not None:
            asker, what = asked
            if isinstance(what, Change):
                await store.overlays.change(asker, what)
                told.send("done")
            elif isinstance(what, Call):
                told.send(await getattr(desk, what.name)(*what.of, asker, **what.more))
            else:
                told.send(plain(await desk.ask(what, asker)))


def _next(told: Connection) -> "tuple[Asker, str | Change | Call] | None":
    try:
        return told.recv()
    except EOFError:
        return None


def change_on_and_on(database_url: str, key: str, asker: Asker, told: Connection) -> None:
    """Makes changes of several pieces as fast as it can, and says each as soon as it is done."""
    asyncio.run(_change(database_url, key, asker, told))
    os._exit(0)


async def _change(database_url: str, key: str, asker: Asker, told: Connection) -> None:
    from adapters.database.address import address
    from adapters.database.store import open_store
    from tests.database.own import change

    overlays = open_store(address(database_url), key, 90, str).overlays
    before = [""] * 5
    if last := await overlays.history(asker.tenant, 1):
        before = [edit.after for edit in last[0].edits]
    for turn in range(1_000):
        after = [f'["way {turn} of {number}"]' for number in range(5)]
        keys = [f"phrasings/entry-{number}" for number in range(5)]
        one = change(*zip(keys, before, after, strict=True))
        await overlays.change(asker, one)
        told.send(one.id)
        before = after
