"""How long things take, by the wall clock."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Generic, TypeVar

from bot.score import percentile

In = TypeVar("In")
Out = TypeVar("Out")

WARM_UP = 20
"""Calls made beforehand: the first ones are slower than all that follow."""


@dataclass(frozen=True, slots=True)
class Timed(Generic[Out]):
    """What calls returned, and how many milliseconds each took."""

    results: tuple[Out, ...]
    ms: tuple[float, ...]

    def at(self, percent: int) -> float:
        """The time that so many percent of the calls don't exceed."""
        return percentile(self.ms, percent)


def timed(call: Callable[[In], Out], inputs: Sequence[In]) -> Timed[Out]:
    """Call once with each input, one after the other."""
    for one in inputs[:WARM_UP]:
        call(one)
    pairs = [_once(call, one) for one in inputs]
    return Timed(tuple(result for result, _ in pairs), tuple(ms for _, ms in pairs))


def best(runs: Iterable[Timed[Out]], percent: int) -> float:
    """A percentile in the run in which it was lowest: the one least disturbed from outside."""
    return min(run.at(percent) for run in runs)


def seconds(call: Callable[[], Out]) -> tuple[Out, float]:
    """What a call returns, and how long it takes."""
    begun = perf_counter()
    result = call()
    return result, perf_counter() - begun


def _once(call: Callable[[In], Out], given: In) -> tuple[Out, float]:
    begun = perf_counter()
    result = call(given)
    return result, (perf_counter() - begun) * 1000
