"""What a person was told is saved is on disk, whenever the process is killed."""

import random
import uuid

from sqlalchemy import select

from adapters.database.tables import signs
from bot.remember import Question
from tests.database.conftest import KEY
from tests.database.presses import press
from tests.database.spawn import spawn
from tests.database.test_store import ADA, NOW

PRESSES, KILLS = 300, 12


async def test_whatever_was_confirmed_outlives_a_kill_and_is_there_once(url, store):
    chance = random.Random(7)
    for _ in range(KILLS):
        asked = Question(uuid.uuid4().hex, ADA, NOW, "answer", ("salary",))
        store.records.asked(asked)
        await store.behind.flush(5)
        after = 1 + int(chance.random() ** 3 * (PRESSES - 25))  # anywhere, and early more often
        told = _killed(url, asked.id, after)
        async with store.database.reading(5) as connection:
            found = await connection.execute(
                select(signs.c.person).where(signs.c.question == asked.id)
            )
            kept = [row.person for row in found]
        confirmed = {store.records.people.of(ADA.tenant, person) for person in told}
        assert confirmed <= set(kept)
        assert len(kept) == len(set(kept))
        assert len(told) < PRESSES


def _killed(url, record: str, after: int) -> list[str]:
    """Whom a process had told when it was killed, right after so many presses."""
    receives, sends = spawn.Pipe(duplex=False)
    people = [f"slack:T1:U{at}" for at in range(PRESSES)]
    address = url.render_as_string(hide_password=False)
    process = spawn.Process(target=press, args=(address, KEY, record, people, sends))
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
