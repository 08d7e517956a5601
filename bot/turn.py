"""All that waits → a page of it: without what came before, whatever was done or moved meanwhile."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.mark import handle, stamp
from bot.queue import Cluster
from bot.reviews import Suggestion
from knowledge.schema import Boundary, Entry

SHOWN = 5
"""Misses on one page; of suggestions and of what is due as many."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, each kind in the order in which one person sees it: misses, suggestions, and what
    is due for a check."""

    clusters: Sequence[Cluster]
    suggestions: Sequence[Suggestion]
    stale: Sequence[Entry | Boundary]

    def __len__(self) -> int:
        return len(self.clusters) + len(self.suggestions) + len(self.stale)

    def page(self) -> "Waiting":
        """The first of each kind."""
        return Waiting(self.clusters[:SHOWN], self.suggestions[:SHOWN], self.stale[:SHOWN])

    def without(self, seen: Collection[str]) -> "Waiting":
        """Without what came before, by its `keys`. A miss that was said in another way since did
        not."""
        return replace(
            self,
            clusters=[one for one in self.clusters if not _ways(one).issubset(seen)],
            suggestions=[one for one in self.suggestions if one.id not in seen],
            stale=[one for one in self.stale if handle(one.id) not in seen],
        )

    @property
    def keys(self) -> frozenset[str]:
        """What all of it is known by, however it is moved."""
        ways = frozenset[str]().union(*map(_ways, self.clusters))
        others = (*(one.id for one in self.suggestions), *(handle(one.id) for one in self.stale))
        return ways.union(others)


def _ways(cluster: Cluster) -> frozenset[str]:
    return frozenset(stamp([said]) for said in cluster.ways)
