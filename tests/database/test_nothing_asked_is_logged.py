"""Logs never hold what somebody asked, whatever fails and whatever LOG_LEVEL is."""

import io
import logging
from collections.abc import Callable, Iterator

import pytest

from adapters.database.migrate import upgrade
from adapters.database.store import open_store
from adapters.logs import LOUD, LOUDER, log_as_json
from adapters.settings import Settings
from bot.conversation import Conversation
from bot.remember import Keeping
from tests.database.conftest import KEY
from tests.database.test_store import ADA, NOW, question, rows

ASKED = "where is the marmalade"


@pytest.fixture
def logged(monkeypatch) -> Iterator[Callable[[], str]]:
    """All that a process logs that runs for long with LOG_LEVEL=DEBUG."""
    loggers = [logging.getLogger(), *map(logging.getLogger, (*LOUD, *LOUDER))]
    levels, handlers = [one.level for one in loggers], loggers[0].handlers[:]
    monkeypatch.setattr("sys.stdout", io.StringIO())
    log_as_json(Settings.model_validate({"log_level": "DEBUG"}))
    [ours] = loggers[0].handlers
    yield lambda: ours.stream.getvalue()
    logging.captureWarnings(False)
    loggers[0].handlers[:] = handlers
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


async def test_a_write_that_fails_is_logged_without_what_it_was_to_write(logged, store):
    await store.records.keep(ADA.tenant, Keeping(text=True))
    store.records.asked(question(text=ASKED, took=None))
    await store.behind.flush(5)
    assert await rows(store) == []
    told = logged()
    assert "Something could not be remembered (" in told
    assert "marmalade" not in told


async def test_debug_shows_nothing_of_what_is_written(logged, empty_url):
    upgrade(empty_url)
    store = open_store(empty_url, KEY, 90, str)
    await store.records.keep(ADA.tenant, Keeping(text=True))
    asked = question(text=ASKED)
    store.records.asked(asked)
    await store.conversations.save(ADA, Conversation((), ("a", "b"), (ASKED,), NOW, asked.id))
    await store.records.rate(ADA, asked.id, "missing", "the marmalade of Ada", NOW)
    [kept] = await rows(store)
    await store.close()
    assert kept["text"] == ASKED
    told = logged()
    assert "marmalade" not in told
    assert "alembic" not in told
    assert "tpm.db" not in told
