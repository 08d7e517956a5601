"""The schema: made, brought up to date with what is in it, and refused where it is not ours."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, MetaData, insert, select, text

from adapters.database.address import address, is_sqlite
from adapters.database.copy import copy
from adapters.database.migrate import (
    MIGRATIONS,
    connected,
    needed_revision,
    ready,
    revision,
    upgrade,
)
from adapters.database.store import open_store
from adapters.database.tables import metadata
from adapters.settings import SettingsRefused
from bot.conversation import Conversation
from tests.database.conftest import KEY
from tests.database.own import KEY_OF_BEES, bees, change
from tests.database.test_store import ADA, BEN, ELSEWHERE, NOW, question, rows

REVISIONS = [
    script.revision for script in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))
]

"""Columns that hold lists, some in one revision as JSON and in another as a text."""


def test_the_migrations_make_the_tables_that_the_program_knows(url):
    with connected(url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("earlier", REVISIONS[:-1])
def test_what_is_stored_outlives_an_upgrade_from_any_earlier_revision(empty_url, earlier):
    upgrade(empty_url, earlier)
    filled = _fill(empty_url)
    before, after = upgrade(empty_url)
    assert (before, after) == (earlier, needed_revision())
    for table, stored in filled.items():
        with connected(empty_url) as connection:
            ordered = select(metadata.tables[table]).order_by("tenant")
            found = connection.execute(ordered).mappings().all()
        assert [{name: row[name] for name in stored[0]} for row in found] == stored
    ready(empty_url)


JSONS = {
    "edits": [["entry:bees", "", "{}"]],
    "entries": ["salary", "skills"],
    "candidates": [["salary", 0.9], ["skills", 0.05]],
    "draft": {"quote": {"text": "by the gaté", "link": "", "author": ""}},
    "state": {"about": ["salary"], "offered": [], "asked": ["what é"], "at": 1.5, "record": "x"},
}
"""What columns of JSON hold, and those that hold it as a text."""


def _fill(url) -> dict[str, list[dict]]:
    """Some rows in every table that there is at this revision."""
    filled = {}
    with connected(url) as connection:
        there = MetaData()
        there.reflect(connection)
        connection.rollback()
        for table in there.sorted_tables:
            if table.name == "alembic_version":
                continue
            stored = [{c.name: _sample(c, number) for c in table.columns} for number in range(3)]
            written = [{c.name: _written(c, row[c.name]) for c in table.columns} for row in stored]
            connection.execute(insert(table), written)
            filled[table.name] = stored
        connection.commit()
    return filled


def _sample(column, number):
    if column.name in JSONS:
        return JSONS[column.name]
    kind = column.type.python_type
    return {str: f"é{number}", int: number, bool: number == 1}.get(kind, number + 0.5)


def _written(column, value):
    """As it is written at this revision."""
    is_text = column.name in JSONS and not isinstance(column.type, JSON)
    return json.dumps(value) if is_text else value


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(url):
    assert upgrade(url) == (needed_revision(), needed_revision())


def test_processes_that_upgrade_at_once_wait_for_one_another(empty_url):
    with ThreadPoolExecutor(4) as pool:
        ends = {after for _, after in pool.map(lambda _: upgrade(empty_url), range(4))}
    assert ends == {needed_revision()}


def test_sqlite_upgrades_itself_and_postgresql_says_what_to_run(empty_url):
    if is_sqlite(empty_url):
        ready(empty_url)
        assert revision(empty_url) == needed_revision()
        return
    with pytest.raises(SettingsRefused, match=r"older than this program .*“tpm db upgrade”"):
        ready(empty_url)
    assert revision(empty_url) is None


def test_a_schema_from_the_future_is_refused_and_left_alone(url):
    with connected(url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    for does in (ready, upgrade):
        with pytest.raises(SettingsRefused, match="newer than this program"):
            does(url)
    assert revision(url) == "9999"


def test_a_copy_from_the_future_is_refused_as_such(url, tmp_path):
    with connected(url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    with pytest.raises(SettingsRefused, match="newer than this program"):
        copy(url, address(f"sqlite:///{tmp_path}/copy.db"))


@pytest.mark.parametrize("earlier", REVISIONS[:-1])
def test_a_copy_from_an_earlier_revision_upgrades_sqlite_and_says_what_to_run_else(
    empty_url, earlier, tmp_path
):
    target = address(f"sqlite:///{tmp_path}/copy.db")
    upgrade(empty_url, earlier)
    if is_sqlite(empty_url):
        filled = _fill(empty_url)
        assert {table for table, rows in copy(empty_url, target).items() if rows} == set(filled)
        return
    with pytest.raises(SettingsRefused, match=r"older than this program .*“tpm db upgrade”"):
        copy(empty_url, target)


def test_a_copy_of_nothing_at_all_is_refused(empty_url, tmp_path):
    with pytest.raises(SettingsRefused, match="to copy from is empty"):
        copy(empty_url, address(f"sqlite:///{tmp_path}/copy.db"))


def test_a_file_that_is_no_database_is_refused_in_a_line(tmp_path):
    file = tmp_path / "tpm.db"
    file.write_bytes(b"something else " * 100)
    with pytest.raises(SettingsRefused, match=r"^DATABASE_URL can't be used"):
        ready(address(f"sqlite:///{file}"))
    assert file.read_bytes().startswith(b"something else")


@pytest.mark.parametrize("way", [("sqlite", "postgresql"), ("postgresql", "sqlite")])
async def test_everything_moves_from_one_kind_of_database_to_the_other(way, request, tmp_path):
    source, target = (request.getfixturevalue(f"{kind}_url") for kind in way)
    store = open_store(source, KEY, 90, str)
    asked = [question(ADA), question(BEN), question(ELSEWHERE)]
    for one in asked:
        store.records.asked(one)
    await store.records.rate(BEN, asked[0].id, "helpful", "no", NOW)
    await store.conversations.save(ADA, Conversation(("a",), ("a", "b"), (), NOW))
    await store.deliveries.first(ADA.tenant, "event:1", NOW)
    await store.overlays.change(ADA, change((KEY_OF_BEES, "", bees())))
    everything = {table.name: await rows(store, table) for table in metadata.sorted_tables}
    await store.close()
    copied = copy(source, target)
    assert copied == {name: len(found) for name, found in everything.items()}
    there = open_store(target, KEY, 90, str)
    for table in metadata.sorted_tables:
        found = await rows(there, table)
        assert sorted(map(str, found)) == sorted(map(str, everything[table.name]))
    await there.close()
    with pytest.raises(SettingsRefused, match="already: name an empty one"):
        copy(source, target)
