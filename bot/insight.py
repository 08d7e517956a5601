"""What people asked in a period, as figures, beside those of the period before."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

Period = Literal["day", "week", "month"]

DAY = 86_400.0
SECONDS: Mapping[Period, float] = {"day": DAY, "week": 7 * DAY, "month": 30 * DAY}

AGES = tuple(sorted({length * times for length in SECONDS.values() for times in (1, 2)}))
"""Ages in seconds at which the periods, and those before them, begin."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One period's. `outcomes`: typed questions by outcome; `signs`: how many by kind and value;
    `entries`: how often each was answered, typed or picked; `boundaries`: how often each was hit;
    `unknowns`: what was said most of what was not known, with how often, and nothing for a period
    before; `took`: how many questions took so many tenths of a millisecond."""

    outcomes: Mapping[str, int] = field(default_factory=dict)
    signs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    entries: Mapping[str, int] = field(default_factory=dict)
    boundaries: Mapping[str, int] = field(default_factory=dict)
    unknowns: Mapping[str, int] = field(default_factory=dict)
    took: Mapping[int, int] = field(default_factory=dict)

    @property
    def questions(self) -> int:
        return sum(self.outcomes.values())

    @property
    def answer_rate(self) -> float | None:
        """The share of typed questions that were answered; None where there were none."""
        return _share(self.outcomes.get("answer", 0), self.questions)

    @property
    def helpful_rate(self) -> float | None:
        """The share of ratings that were "helpful"; None where there were none."""
        yes = self.signs.get(("helpful", "yes"), 0)
        return _share(yes, yes + self.signs.get(("helpful", "no"), 0))

    @property
    def missing(self) -> Mapping[str, int]:
        """What people said was missing, with how often, as far as that is kept."""
        told = {value: n for (kind, value), n in self.signs.items() if kind == "missing"}
        return {value: count for value, count in told.items() if value}

    def signed(self, sign: str) -> int:
        return sum(count for (kind, _), count in self.signs.items() if kind == sign)

    def latency(self, share: float) -> float | None:
        """Milliseconds within which this share of the questions was matched."""
        left = share * sum(self.took.values())
        for tenths, count in sorted(self.took.items()):
            left -= count
            if left <= 0:
                return (tenths + 1) / 10
        return None


def compare(period: Period, since: Mapping[float, Figures]) -> tuple[Figures, Figures]:
    """A period's figures and those of the one before, of all that is younger than each of AGES."""
    now, both = since[SECONDS[period]], since[2 * SECONDS[period]]
    return now, _less(both, now)


def _less(whole: Figures, part: Figures) -> Figures:
    left = {
        one.name: dict(Counter(getattr(whole, one.name)) - Counter(getattr(part, one.name)))
        for one in fields(Figures)
    }
    return Figures(**left)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that mean much the same: in which ways they were put, the most frequent first, and
    how often in all."""

    texts: tuple[str, ...]
    count: int

    @property
    def named(self) -> str:
        return self.texts[0]

    @property
    def ways(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class Insight:
    """A tenant's period and the one before; `unknowns` and `missing`: what was not known, and what
    was said to be missing; `never`: titles of entries that nobody was given; `titles`: of entries
    and boundaries, by id."""

    tenant: str
    period: Period
    now: Figures
    before: Figures
    unknowns: tuple[Group, ...]
    missing: tuple[Group, ...]
    never: tuple[str, ...]
    titles: Mapping[str, str]

    def title(self, item: str) -> str:
        """An entry's that is gone is its id."""
        return self.titles.get(item, item)


def most(counts: Mapping[str, int], number: int) -> list[tuple[str, int]]:
    """The most frequent, of equal ones the first by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:number]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
