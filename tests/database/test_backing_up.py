"""What docs/operate.md tells operators to do: its own commands, run as they stand there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from adapters.database.address import address
from adapters.database.people import pseudonyms
from adapters.database.store import open_store
from tests.database.conftest import KEY
from tests.database.test_store import ADA, BEN, NOW, question, rows

PAGE = (Path(__file__).parents[2] / "docs" / "operate.md").read_text()
TPM = Path(sys.executable).parent


def commands(heading: str) -> list[str]:
    """The indented lines below a heading."""
    [section] = re.findall(rf"^### {heading}\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
    return re.findall(r"^ {4,}(\S.*)$", section, re.MULTILINE)


def run(command: str, folder: Path, **variables: str) -> None:
    path = f"{TPM}{os.pathsep}{variables.pop('PATH', '')}{os.pathsep}{os.environ['PATH']}"
    command = command.replace("/var/backups", str(folder))
    done = subprocess.run(
        ["sh", "-c", command],
        env={"HOME": str(folder), **variables, "PATH": path},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


async def filled(url, key: str) -> list[dict]:
    """Two questions of two people, one of them rated."""
    store = open_store(url, key, 90, str)
    asked = [question(ADA), question(BEN)]
    for one in asked:
        store.records.asked(one)
    await store.records.rate(BEN, asked[0].id, "helpful", "no", 1.0)
    kept = await everything(store)
    await store.close()
    return kept


async def everything(store) -> list[dict]:
    return sorted(map(dict, await rows(store)), key=lambda row: row["id"])


async def test_a_sqlite_file_is_backed_up_while_in_use_and_restored(tmp_path):
    live, backups = tmp_path / "live", tmp_path / "backups"
    for folder in (live, backups):
        folder.mkdir()
    url = address(f"sqlite:///{live}/tpm.db")
    kept = await filled(url, "")
    in_use = open_store(url, "", 90, str)
    copy, key = [c for c in commands("Back up and restore") if c.startswith("tpm")]
    for command in (copy, key):
        run(command, backups, DATABASE_URL=f"sqlite:///{live}/tpm.db")
    in_use.records.asked(question(ADA))
    await in_use.close()

    shutil.rmtree(live)
    live.mkdir()
    for name in ("tpm.db", "tpm.db.key"):
        shutil.copy(backups / name, live / name)
    restored = open_store(url, "", 90, str)
    assert await everything(restored) == kept
    assert await restored.records.forget(ADA, NOW) == 1  # still recognised
    await restored.close()


async def test_postgresql_is_backed_up_and_restored_with_its_own_tools(postgresql_url, tmp_path):
    kept = await filled(postgresql_url, KEY)
    plain = postgresql_url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        row = connection.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchone()
    tools = Path(row[0]) if row else tmp_path
    if not (tools / "pg_dump").exists():
        pytest.skip("the tools of the server that is named are not on this machine")
    dump, restore = [c for c in commands("Back up and restore") if c.startswith("pg_")]
    run(dump, tmp_path, PATH=str(tools), DATABASE_URL=plain)
    store = open_store(postgresql_url, KEY, 90, str)
    await store.records.leave(ADA.tenant, NOW)
    await store.close()
    run(restore, tmp_path, PATH=str(tools), DATABASE_URL=plain)
    restored = open_store(postgresql_url, KEY, 90, str)
    assert await everything(restored) == kept
    await restored.close()


async def test_sqlite_moves_to_postgresql_and_people_are_recognised(postgresql_url, tmp_path):
    old = f"sqlite:///{tmp_path}/tpm.db"
    kept = await filled(address(old), "")
    key = pseudonyms("", tmp_path / "tpm.db").key.decode()
    plain = postgresql_url.set(drivername="postgresql").render_as_string(hide_password=False)
    [copy] = [c for c in commands("Move from SQLite to PostgreSQL") if c.startswith("tpm db copy")]
    run(re.sub(r"postgresql://\S+", f"'{plain}'", copy), tmp_path, DATABASE_URL=old)
    moved = open_store(postgresql_url, key, 90, str)
    assert await everything(moved) == kept
    assert await moved.records.forget(BEN, NOW) == 1
    await moved.close()
