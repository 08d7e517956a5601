"""What a curator changes in one process is answered in the others, without a restart."""

import asyncio
import random
from contextlib import ExitStack, asynccontextmanager, contextmanager

import psycopg

from adapters.database import connect
from adapters.database.store import open_store
from adapters.database.tables import pieces
from adapters.settings import Settings
from adapters.wiring import staff
from bot.plain import plain
from tests.database import desks
from tests.database.conftest import KEY, eventually
from tests.database.cut import Line
from tests.database.own import KEY_OF_BEES, bees, change, fold
from tests.database.spawn import spawn
from tests.database.test_store import ADA, ELSEWHERE, NOW, rows

ASKED = "where do the bees live"
WITHIN = 2.0
"""Seconds."""


class Seat:
    """A process with a desk."""

    def __init__(self, url, **more: str) -> None:
        self._ours, theirs = spawn.Pipe()
        address = url.render_as_string(hide_password=False)
        sitting = {"target": desks.sit, "args": (address, KEY, theirs), "kwargs": more}
        self.process = spawn.Process(**sitting)
        self.process.start()
        theirs.close()

    def answer(self, asker, what) -> str:
        self._ours.send((asker, what))
        return str(self._ours.recv())

    def does(self, name: str, of, asker, **more):
        """What one of the desk's methods comes to."""
        self.begin(name, of, asker, **more)
        return self.told()

    def begin(self, name: str, of, asker, **more) -> None:
        self._ours.send((asker, desks.Call(name, (of,), more)))

    def told(self):
        return self._ours.recv()

    def opened(self) -> None:
        assert self._ours.recv() == "open"

    def end(self) -> None:
        self._ours.close()
        self.process.join()
        assert self.process.exitcode == 0


@contextmanager
def seats(url, number: int, **more: str):
    """So many processes on one database."""
    with ExitStack() as ending:
        opened = [Seat(url, **more) for _ in range(number)]
        for one in opened:
            ending.callback(one.end)
            one.opened()
        yield opened


async def test_a_change_in_one_process_is_answered_in_the_others_within_two_seconds(url):
    shady = bees("By the gate, in the shade.")
    with seats(url, 2) as (one, other):

        async def is_told() -> bool:
            return _told(await asyncio.to_thread(other.answer, ADA, ASKED)) == wanted

        for before, after, wanted in (
            ("", bees(), "west wall"),
            (bees(), shady, "in the shade"),
            (shady, "", ""),
        ):
            assert one.answer(ADA, change((KEY_OF_BEES, before, after))) == "done"
            await eventually(is_told, WITHIN)
            assert _told(one.answer(ADA, ASKED)) == wanted
            assert _told(other.answer(ELSEWHERE, ASKED)) == ""


def _told(reply: str) -> str:
    """Which of the answers that there may be is in a reply."""
    return next((said for said in ("west wall", "in the shade") if said in reply), "")


async def test_whatever_was_confirmed_outlives_a_kill_and_nothing_is_there_in_part(url, store):
    chance = random.Random(5)
    for _ in range(8):
        told = _killed(url, 1 + int(chance.random() ** 2 * 60))
        history = await store.overlays.history(ADA.tenant, 10_000)
        assert set(told) <= {one.id for one in history}
        kept = {row["key"]: row["piece"] for row in await rows(store, pieces)}
        assert kept == fold(reversed(history))
        assert len({piece.split()[1] for piece in kept.values()}) == 1


def _killed(url, after: int) -> list[str]:
    """The changes that a process had confirmed when it was killed, right after so many."""
    receives, sends = spawn.Pipe(duplex=False)
    address = url.render_as_string(hide_password=False)
    process = spawn.Process(target=desks.change_on_and_on, args=(address, KEY, ADA, sends))
    process.start()
    sends.close()
    told = [receives.recv() for _ in range(after)]
    process.kill()
    try:
        while True:
            told.append(receives.recv())
    except EOFError:
        pass
    process.join()
    assert process.exitcode == -9
    return told


@asynccontextmanager
async def office(url, garden):
    """A desk and its store, open; changes to it come from elsewhere."""
    named = {"database_url": url.render_as_string(hide_password=False), "tpm_people_key": KEY}
    desk, store = await asyncio.to_thread(staff, garden, Settings.model_validate(named))
    async with store.open():
        yield desk, store


async def test_looking_is_enough_where_nobody_tells(url, garden, open_one, monkeypatch):
    async def deaf(*_) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("adapters.database.revisions.listen", deaf)
    async with office(url, garden) as (desk, _):
        assert not await _says(desk, "west wall")
        await open_one().overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
        await eventually(lambda: _says(desk, "west wall"), WITHIN)


async def test_postgresql_tells_before_anybody_looks(postgresql_url, garden, monkeypatch):
    monkeypatch.setattr("adapters.database.revisions.EVERY", 3_600.0)
    elsewhere = open_store(postgresql_url, KEY, 90, str)
    async with office(postgresql_url, garden) as (desk, _):
        await eventually(lambda: _is_listening(postgresql_url))
        await elsewhere.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
        await eventually(lambda: _says(desk, "west wall"), WITHIN)
    await elsewhere.close()


async def _is_listening(url) -> bool:
    plain_url = url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(plain_url) as line:
        asked = "SELECT 1 FROM pg_stat_activity WHERE starts_with(query, 'LISTEN') AND datname = %s"
        return bool(await (await line.execute(asked, [url.database])).fetchone())


async def test_a_tenant_that_left_is_answered_from_the_shared_knowledge_alone(
    url, garden, open_one
):
    elsewhere = open_one()
    async with office(url, garden) as (desk, _):
        await elsewhere.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
        await eventually(lambda: _says(desk, "west wall"), WITHIN)
        await elsewhere.records.leave(ADA.tenant, NOW)

        async def forgotten() -> bool:
            return not await _says(desk, "west wall")

        await eventually(forgotten, WITHIN)


async def _says(desk, words: str) -> bool:
    return words in plain(await desk.ask(ASKED, ADA))


async def test_what_changed_while_the_database_was_away_is_noticed_when_it_is_back(
    postgresql_url, tmp_path, garden, monkeypatch
):
    monkeypatch.setattr(connect, "RETRY_AFTER", 0.05)
    line = Line(postgresql_url, tmp_path)
    await line.mend()
    elsewhere = open_store(postgresql_url, KEY, 90, str)
    async with office(line.url, garden) as (desk, store):
        await elsewhere.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
        await eventually(lambda: _says(desk, "west wall"), WITHIN)
        await line.cut()
        await eventually(lambda: store.database.away)
        await elsewhere.overlays.change(ADA, change((KEY_OF_BEES, bees(), bees("East."))))
        assert await _says(desk, "west wall")  # the last that is known
        await line.mend()
        await eventually(lambda: not store.database.away)
        await eventually(lambda: _says(desk, "East"), WITHIN)
    await elsewhere.close()
    await line.cut()
