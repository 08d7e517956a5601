"""`tpm knowledge import --tenant` from several processes on one database: whoever comes second gets
a conflict, and nothing is lost."""

import asyncio
import os
import sys
from pathlib import Path

import psycopg
import pytest

from adapters.database.turn import turn
from tests.database.conftest import KEY
from tests.database.own import KEY_OF_BEES, bees, change
from tests.database.test_store import ADA

GARDEN = Path(__file__).parent.parent / "knowledge_small"
TPM = str(Path(sys.executable).with_name("tpm"))
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
CONFLICT = "tpm: somebody changed entry/wasps meanwhile, so nothing was written: "


@pytest.fixture
def start(tmp_path, url):
    """Starts an import of an entry with this answer."""

    async def start(answer: str) -> asyncio.subprocess.Process:
        file = tmp_path / f"{answer}.yaml"
        file.write_text(
            f"entries: [{{id: wasps, title: Wasps, answer: {answer}, phrasings: [the wasps]}}]\n"
        )
        return await asyncio.create_subprocess_exec(
            TPM, "knowledge", "import", str(file), "--tenant", ADA.tenant, "--write",
            env={
                "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8",
                "TPM_KNOWLEDGE": str(GARDEN), "TPM_PEOPLE_KEY": KEY, "TPM_ENCODER": "off",
                "DATABASE_URL": url.render_as_string(hide_password=False),
            },
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip

    return start


async def _ended(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_of_two_imports_at_once_one_wins_and_the_other_gets_a_conflict(url, store, start):
    """Both have read when one of them writes: we have the team's turn until both wait for it. They
    wait for two seconds at most, which one may need to start on a busy machine: then once more."""
    await store.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
    for _ in range(10):
        one, other = await _at_once(url, start)
        if "can't be reached" not in one[2] + other[2]:
            break
        assert list((await store.overlays.pieces(ADA.tenant, 5))[1]) == [KEY_OF_BEES]
    won, lost = sorted((one, other), key=lambda ended: abs(ended[0]))
    assert (won[0], lost[0]) == (0, 1)
    assert won[1].endswith(f"Written: 1 piece of {ADA.tenant}\n")
    assert lost[2].startswith(CONFLICT)
    assert lost[2].count("\n") == 1
    last, _ = await store.overlays.history(ADA.tenant, 10)
    assert last.said.startswith("Imported 1 entry from ")
    kept = await store.overlays.overlay(ADA.tenant)
    assert {entry.id for entry in kept.entries} == {"bees", "wasps"}
    winner = next(entry for entry in kept.entries if entry.id == "wasps")
    assert last.said.endswith(f"{winner.answer}.yaml")


async def _at_once(url, start):
    server = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(server) as holding:
        holding.execute("SELECT pg_advisory_xact_lock(%s)", [turn(ADA.tenant)])
        processes = await asyncio.gather(start("East"), start("West"))
        ended = [asyncio.create_task(_ended(process)) for process in processes]
        with psycopg.connect(server, autocommit=True) as looking:
            while not any(one.done() for one in ended):
                [count] = looking.execute(WAITING).fetchone()
                if count == 2:
                    break
                await asyncio.sleep(0.01)
            else:
                for process in processes:
                    if process.returncode is None:
                        process.kill()
    return await asyncio.gather(*ended)
