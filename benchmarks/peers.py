"""This matcher and others on the same questions in one run: how often right, how fast, how sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.banking import FILE, Banking, Labelled, read_banking
from benchmarks.generate import SEED
from benchmarks.methods import LEAN, METHODS, Method
from benchmarks.table import table
from benchmarks.timing import seconds, timed
from bot.score import calibration_error

HEAD = (
    "BANKING77", "10 phrasings", "with typos", "5 phrasings", "fit s", "p50 ms", "times lean",
    "calibration error",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares that were right, times, and the calibration error (None without confidences)."""

    clean: float
    typos: float
    few: float
    fit_s: float
    p50_ms: float
    ece: float | None


@dataclass(frozen=True, slots=True)
class Run:
    right: float
    p50_ms: float
    ece: float | None


def peers(folder: Path) -> list[str]:
    """The table of all methods, or why there is none."""
    banking = read_banking(folder)
    if banking is None:
        return [f"BANKING77 is left out: there is no {FILE} in {folder}."]
    rows, lean = [], 0.0
    for method in METHODS:
        measured = _measure(method, banking) if method.installed() else None
        if method is LEAN and measured:
            lean = measured.p50_ms
        rows.append(_row(method, measured, lean))
    title = (
        "Accuracy and latency on BANKING77, each question by itself; calibration at 10 phrasings"
    )
    return table(title, HEAD, rows) + _notes()


def ask_all(method: Method, train: Labelled, *tests: Labelled) -> tuple[float, list[Run]]:
    """Fit once and ask every question of each test: seconds of the fit, and the runs."""
    ask, fit_s = seconds(lambda: method.fit(train))
    runs = []
    for test in tests:
        asked = timed(ask, [text for text, _ in test])
        right = [
            guess.label == label for guess, (_, label) in zip(asked.results, test, strict=True)
        ]
        sure = [guess.confidence for guess in asked.results]
        pairs = [(one, yes) for one, yes in zip(sure, right, strict=True) if one is not None]
        ece = calibration_error(pairs) if pairs else None
        runs.append(Run(sum(right) / len(right), asked.at(50), ece))
    return fit_s, runs


def _measure(method: Method, data: Banking) -> Measured:
    clean, typos = (_sample(test, method.sample) for test in (data.test, data.test_typo))
    fit_s, (on_clean, on_typos) = ask_all(method, data.train_10, clean, typos)
    _, (on_few,) = ask_all(method, data.train_5, clean)
    return Measured(
        on_clean.right, on_typos.right, on_few.right, fit_s, on_clean.p50_ms, on_clean.ece
    )


def _sample(test: Labelled, count: int) -> Labelled:
    return tuple(Random(SEED).sample(test, count)) if count else test


def _row(method: Method, measured: Measured | None, lean: float) -> Sequence[str]:
    if measured is None:
        return method.name, *["-"] * (len(HEAD) - 1)
    shares = (f"{share:.1%}" for share in (measured.clean, measured.typos, measured.few))
    times = f"{measured.fit_s:.1f}", f"{measured.p50_ms:.2f}", f"{measured.p50_ms / lean:.1f}"
    return method.name, *shares, *times, "-" if measured.ece is None else f"{measured.ece:.3f}"


def _notes() -> list[str]:
    missing = [
        f"{method.name}: not installed: pip install {method.package}"
        for method in METHODS
        if not method.installed()
    ]
    return missing + [f"{method.name}: {method.note}" for method in METHODS if method.note]
