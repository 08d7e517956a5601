"""A desk with the store that it remembers in, as people run it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import URL

from adapters.database.store import Store
from adapters.desk import Desk
from adapters.settings import Settings
from adapters.wiring import staff
from bot.index import Index
from tests.servers import KEY


@asynccontextmanager
async def staffed(index: Index, url: URL) -> AsyncIterator[tuple[Desk, Store]]:
    """Over this index, on the database at this address."""
    named = {
        "database_url": url.render_as_string(hide_password=False),
        "tpm_people_key": KEY,
    }
    desk, store = staff(index, Settings.model_validate(named))
    async with store.open():
        yield desk, store
