"""A team's own knowledge in a database of a test's own, and `tpm knowledge` on it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.database.address import address
from adapters.database.store import Store, open_store
from bot.remember import Change
from bot.utterance import Asker
from tests.database.own import KEY_OF_BEES, bees, change
from tests.servers import KEY

TEAM = "slack:T0123"
ADA = Asker(TEAM, "slack:T0123:U1", "C1")
OWN = {
    "amended/rent": '{"owner": "Ada", "words": "A plot costs **$70** a year."}',
    KEY_OF_BEES: bees(),
    "phrasings/watering": '["rain barrel", "is the tap: open # today"]',
    "retired/tools": "true",
    "source/letter": '{"id": "letter", "title": "A letter to all"}',
    "synonyms/tap": '["tap", "faucet"]',
}


class Team:
    """What a team has of its own, in a database of the test's own."""

    def __init__(self, url: str) -> None:
        self.url = url

    def _do(self, work):
        async def done():
            store: Store = open_store(address(self.url), KEY, 90, str)
            try:
                return await work(store.overlays)
            finally:
                await store.close()

        return asyncio.run(done())

    def change(self, done: Change) -> None:
        self._do(lambda overlays: overlays.change(ADA, done))

    def pieces(self) -> dict[str, str]:
        return dict(self._do(lambda overlays: overlays.pieces(TEAM, 5))[1])

    def history(self) -> tuple[Change, ...]:
        return tuple(self._do(lambda overlays: overlays.history(TEAM, 10)))


@pytest.fixture
def team(tmp_path: Path, environment: dict[str, str]) -> Team:
    (tmp_path / "db").mkdir()
    url = f"sqlite:///{tmp_path}/db/own.db"
    environment |= {"DATABASE_URL": url, "TPM_PEOPLE_KEY": KEY}
    made = Team(url)
    made.change(change(*((key, "", piece) for key, piece in OWN.items())))
    return made


@pytest.fixture
def printed(run) -> Callable[..., list[str]]:
    """The lines of a command that succeeds."""

    def printed(*arguments: str) -> list[str]:
        ran = run("knowledge", *arguments)
        assert (ran.returncode, ran.stderr) == (0, b"")
        return list(ran.stdout.decode().splitlines())

    return printed


@pytest.fixture
def mended_first(run, team) -> Callable[..., str]:
    """What is printed by an import that has to be mended first; nothing was written."""

    def mended_first(*arguments: str) -> str:
        before = team.pieces(), len(team.history())
        ran = run("knowledge", "import", *arguments, "--tenant", TEAM, "--write")
        assert ran.returncode == 1
        assert ran.stderr == b"tpm: nothing was written: something has to be mended first\n"
        assert (team.pieces(), len(team.history())) == before
        return str(ran.stdout.decode())

    return mended_first
