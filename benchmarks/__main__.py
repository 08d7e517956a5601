"""`python -m benchmarks`: the sections that are named, or all but `split`."""

import argparse
import os
import tempfile
from pathlib import Path

# Before numpy is imported: on few cores its threads wait for one another more than they work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SECTIONS = ("peers", "speed", "memory", "store", "tenants", "replay", "bases", "split")
USUAL = SECTIONS[:7]
BANKING = Path(__file__).parents[2] / "shared" / "benchmarks"


def main() -> None:
    """Run sections one after the other and print what each found."""
    given = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder  # what sections leave behind goes with it
        for section in given.sections or USUAL:
            for line in _lines(section, given):
                print(line, flush=True)
            print(flush=True)


def _lines(section: str, given: argparse.Namespace) -> list[str]:
    match section:
        case "peers":
            from benchmarks.peers import peers

            return peers(given.banking)
        case "speed":
            from benchmarks.speed import speed

            return speed()
        case "memory":
            from benchmarks.memory import memory

            return memory()
        case "store":
            from benchmarks.store import store

            return store(given.database)
        case "tenants":
            from benchmarks.tenants import tenants

            return tenants()
        case "replay":
            from benchmarks.replay import rehearsing

            return rehearsing()
        case "bases":
            from benchmarks.bases import bases

            return bases()
        case _:
            from benchmarks.split import split

            return split(given.questions)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description=main.__doc__)
    parser.add_argument("sections", nargs="*", help=f"of {', '.join(SECTIONS)}")
    parser.add_argument("--banking", type=Path, default=BANKING, help="folder of banking77.json")
    parser.add_argument(
        "--questions", type=Path, action="append", default=[], help="labelled, for split"
    )
    parser.add_argument("--database", help="address of an empty PostgreSQL, for store")
    given = parser.parse_args()
    unknown = [section for section in given.sections if section not in SECTIONS]
    if unknown:
        parser.error(f"no section {unknown[0]!r}: choose from {', '.join(SECTIONS)}")
    return given


if __name__ == "__main__":
    main()
