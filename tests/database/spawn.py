"""How tests start processes: as forks of one that has imported what they need."""

import multiprocessing

spawn = multiprocessing.get_context("forkserver")
# One list: a second one would take the place of the first.
spawn.set_forkserver_preload(
    ["tests.database.desks", "tests.database.presses", "aiosqlite", "alembic.command", "psycopg"]
)
