"""`DATABASE_URL` in the spellings that hosts hand out."""

from pathlib import Path

import psycopg
import pytest

from adapters.database.address import address, sqlite_file
from adapters.settings import SettingsRefused

SPELLINGS = [
    "postgres://u:p%40ss@db.example.org:5433/name",
    "postgresql://u:p%40ss@db.example.org:5433/name",
    "postgresql+psycopg://u:p%40ss@db.example.org:5433/name",
    "postgresql+asyncpg://u:p%40ss@db.example.org:5433/name",
    "postgresql+psycopg2://u:p%40ss@db.example.org:5433/name",
    "postgres+psycopg2://u:p%40ss@db.example.org:5433/name",
    "postgresql+pg8000://u:p%40ss@db.example.org:5433/name",
    "POSTGRES://u:p%40ss@db.example.org:5433/name",
    "pgsql://u:p%40ss@db.example.org:5433/name",
    "  postgres://u:p%40ss@db.example.org:5433/name\n",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_postgresql_leads_to_one_driver(spelling):
    url = address(spelling)
    assert url.drivername == "postgresql+psycopg"
    assert (url.username, url.password, url.host, url.port, url.database) == (
        "u", "p@ss", "db.example.org", 5433, "name",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "sslmode"),
    [
        ("sslmode=require", "require"),
        ("sslmode=verify-full&sslrootcert=system", "verify-full"),
        ("ssl=true", "require"),
        ("ssl=require", "require"),
        ("ssl=false", "disable"),
        ("ssl=1", "require"),
        ("ssl=0", "disable"),
        ("ssl=no-verify", "require"),
        ("sslmode=no-verify", "require"),
        ("ssl=true&sslmode=verify-full", "verify-full"),
        ("", None),
    ],
)
def test_what_hosts_say_of_tls_reaches_the_driver_as_it_wants_it(asked, sslmode):
    url = address(f"postgres://u:p@db.example.org/name?{asked}".rstrip("?"))
    assert url.query.get("sslmode") == sslmode
    assert "ssl" not in url.query
    psycopg.conninfo.make_conninfo(**url.query)  # raises for what libpq doesn't know


def test_options_for_libpq_are_kept():
    options = "sslmode=require&channel_binding=require&application_name=x&connect_timeout=5"
    url = address(f"postgresql://u:p@ep-1.example.org/name?{options}")
    assert dict(url.query) == dict(pair.split("=") for pair in options.split("&"))


def test_what_only_other_programs_understand_is_left_out_with_one_warning(caplog):
    foreign = "pgbouncer=true&schema=public&connection_limit=1&supa=x&sslaccept=strict"
    url = address(f"postgres://u:p@h.example.org/n?{foreign}&serverVersion=14&sslmode=require")
    assert dict(url.query) == {"sslmode": "require"}
    [warning] = caplog.records
    for pair in (*foreign.split("&"), "serverVersion=14"):
        assert pair.partition("=")[0] in warning.getMessage()
    assert "strict" not in warning.getMessage()


@pytest.mark.parametrize(
    "spelling",
    ["SQLite:////var/tpm.db", "sqlite:////var/tpm.db", "sqlite+aiosqlite:////var/tpm.db"],
)
def test_a_sqlite_file_is_named_by_its_path(spelling):
    assert sqlite_file(address(spelling)) == Path("/var/tpm.db")


def test_without_an_address_a_file_of_ones_own_is_used(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert sqlite_file(address("")) == tmp_path / "tpm" / "tpm.db"


@pytest.mark.parametrize(
    "spelling",
    [
        "mysql://u:p@h/n",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "postgres:///",
        "://",
        "a:b:c",
    ],
)
def test_what_names_no_database_is_refused_with_what_to_write(spelling):
    with pytest.raises(SettingsRefused, match=r"^DATABASE_URL .*sqlite:////absolute/path"):
        address(spelling)
