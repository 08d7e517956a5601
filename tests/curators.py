"""Curators at a desk: what they see and press, and what has come through."""

import asyncio
from dataclasses import replace

from adapters.database.store import Store
from adapters.desk import Desk
from bot.act import Act, Improve, Look
from bot.encode import decode
from bot.form import Form
from bot.plain import plain
from bot.reply import Actions, Reply
from bot.utterance import Asker

ADA = Asker("slack:T1", "slack:T1:U1", "slack:T1:D1", name="Ada")
BEN = Asker("slack:T1", "slack:T1:U2", "slack:T1:D2", name="Ben")
CLEO = Asker("slack:T1", "slack:T1:U3", "slack:T1:D3", name="Cleo")
ELSEWHERE = Asker("slack:T2", "slack:T2:U1", "slack:T2:D1", name="Eve")


async def curates() -> bool:
    return True


def acts(reply: Reply) -> list[Act]:
    shown = [part for part in reply.parts if isinstance(part, Actions)]
    return [decode(action.does) for part in shown for action in part.actions]


def act(kind: type, reply: Reply) -> Act:
    """The first of this kind that can be pressed."""
    return next(one for one in acts(reply) if isinstance(one, kind))


async def until(desk: Desk, question: str, words: str) -> Reply:
    """The reply once a change has come through, which takes 2 s at most."""
    for _ in range(300):
        reply = await desk.ask(question, CLEO)
        if words in plain(reply):
            return reply
        await asyncio.sleep(0.01)
    raise AssertionError(plain(reply))


async def press(desk: Desk, pressed: Act, asker: Asker = ADA, **typed: str) -> Reply:
    """What comes of it, its form sent as it opens but for what is typed."""
    form = await desk.form(pressed, asker, curates)
    if isinstance(form, Form):
        pressed = decode(form.does)
        typed = {one.name: one.value for one in form.fields} | typed
    elif form is not None:
        return form
    return await desk.act(pressed, asker, curates, typed)


async def gone(desk: Desk, question: str, words: str) -> Reply:
    """The reply once it no longer says this."""
    for _ in range(300):
        reply = await desk.ask(question, CLEO)
        if words not in plain(reply):
            return reply
        await asyncio.sleep(0.01)
    raise AssertionError(plain(reply))


async def queue(desk: Desk, asker: Asker = ADA) -> Reply:
    return await desk.ask("review", asker, curates)


async def missed(desk: Desk) -> Reply:
    """The card of what was missed most."""
    return await press(desk, act(Look, await queue(desk)))


async def improving(desk: Desk, asker: Asker = ADA, question: str = "where is the tap") -> Reply:
    """What a curator can do to the answer to a question."""
    reply = await desk.ask(question, asker)
    return await desk.form(act(Improve, reply), asker, curates)


async def misses(desk: Desk, store: Store) -> Desk:
    """The desk, which keeps text, where two of three asked for the wifi in vain."""
    await store.records.keep(
        ADA.tenant, replace(await store.records.keeping(ADA.tenant), text=True)
    )
    await desk.ask("wifi password please", BEN)
    await desk.ask("what is the wifi password", CLEO)
    await desk.ask("is there a toilet", CLEO)
    return desk
