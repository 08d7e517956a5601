"""How much memory processes hold above an empty interpreter, as Linux counts resident pages."""

import subprocess
import sys
from pathlib import Path

from adapters.models.encoder import find_model
from benchmarks.starts import FULL, LEAN, surroundings
from benchmarks.table import LIMITS, Figure, table

EMPTY, BUILT_IN, LARGE = "empty", "built-in", "large"
PROBES = (
    (BUILT_IN, LEAN, ("built-in, lean", 100), None),
    (BUILT_IN, FULL, ("built-in, full", 260), None),
    (LARGE, LEAN, ("100,000 phrasings, lean", 600), "100,000 phrasings, lean, peak"),
)
"""What is opened, with which variables; name and limit (MB) of loading it, and name of building it,
which happens once."""


def memory() -> list[str]:
    """The table of all sizes: of a process that loaded its index from the cache and answered, and
    the peak of one that built it."""
    if not Path("/proc/self/status").exists():
        return ["Memory is left out: it is read from /proc, which this system lacks."]
    rows = [figure.row() for figure in _figures()]
    return table("Memory above an empty interpreter (RSS; peak: high-water mark)", LIMITS, rows)


def _figures() -> list[Figure]:
    figures = []
    for what, variables, loaded, built in PROBES:
        if variables is FULL and find_model("") is None:
            continue
        with surroundings(variables) as environment:
            empty, _ = _probe(EMPTY, environment)
            _, peak = _probe(what, environment)
            kept = _kept(environment)
            resident, _ = _probe(what, environment)
            if _kept(environment) != kept:
                raise SystemExit(
                    "The code changed meanwhile, so that nothing was loaded: run again."
                )
        name, limit = loaded
        figures.append(Figure(f"loaded, {name}", resident - empty, limit, "MB"))
        if built:
            figures.append(Figure(f"building, {built}", peak - empty, None, "MB"))
    return figures


def _probe(what: str, environment: dict[str, str]) -> tuple[float, float]:
    """Megabytes that a process of its own held at its end, and at most."""
    file = Path(__file__).with_name("probe.py")
    command = [sys.executable, str(file), what]
    printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    resident, peak = map(float, printed.stdout.split())
    return resident, peak


def _kept(environment: dict[str, str]) -> set[str]:
    """The names of the files in the cache: a process that loads adds none."""
    return {path.name for path in Path(environment["XDG_CACHE_HOME"]).rglob("*.*")}
