"""Misses → what waits for a curator: what means much the same together, the most wanted first."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.cluster import cluster
from bot.index import Index
from bot.insight import DAY
from bot.normalise import words
from bot.reviews import Miss
from bot.utterance import Asker

HALF_LIFE = 7 * DAY
"""Seconds after which a miss counts half."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Misses that mean much the same, the one that is said most first."""

    misses: tuple[Miss, ...]

    @property
    def said(self) -> str:
        return self.misses[0].said

    @property
    def ways(self) -> tuple[str, ...]:
        """In which ways it was said."""
        return tuple(dict.fromkeys(miss.said for miss in self.misses))

    @property
    def last(self) -> float:
        return max(miss.at for miss in self.misses)

    @property
    def unhappy(self) -> int:
        return sum(miss.unhappy for miss in self.misses)

    @property
    def handed(self) -> str:
        return next((miss.handed for miss in self.misses if miss.handed), "")

    def is_for(self, asker: Asker) -> bool:
        """Whether it was handed to them."""
        return any(asker.is_meant(miss.handed) for miss in self.misses)

    def wanted(self, now: float) -> float:
        """How much it is wanted: how often, how lately, and how unhappy people were."""
        return sum(_weight(miss, now) for miss in self.misses)


def clusters(misses: Sequence[Miss], index: Index, now: float) -> tuple[Cluster, ...]:
    """The misses in clusters, the most wanted first. What is said in the same words as something
    that is ignored is left out."""
    ignored = {_key(miss.said) for miss in misses if miss.ignored}
    waiting = [miss for miss in misses if miss.said and _key(miss.said) not in ignored]
    if not waiting:
        return ()
    weights: dict[str, float] = {}
    for miss in waiting:
        weights[miss.said] = weights.get(miss.said, 0.0) + _weight(miss, now)
    [groups] = cluster([{said: 1 + int(1e6 * weight) for said, weight in weights.items()}], index)
    said = {text: at for at, group in enumerate(groups) for text in group.texts}
    together: dict[int, list[Miss]] = {}
    for miss in waiting:
        if miss.said in said:  # of very many different ones only the most frequent are grouped
            together.setdefault(said[miss.said], []).append(miss)
    found = [_cluster(own, groups[at].texts) for at, own in together.items()]
    return tuple(sorted(found, key=lambda one: (-one.wanted(now), one.said)))


def seen_by(asker: Asker, found: Iterable[Cluster]) -> tuple[Cluster, ...]:
    """What was handed to them goes before all else, and what was handed to others behind it."""
    return tuple(sorted(found, key=lambda one: 0 if one.is_for(asker) else 1 + bool(one.handed)))


def alike(text: str, misses: Sequence[Miss], index: Index) -> tuple[str, ...]:
    """In which ways something that means much the same as the text was missed."""
    counts = Counter(miss.said for miss in misses if miss.said and not miss.ignored)
    counts[text] += len(misses)  # the first of its group
    [groups] = cluster([counts], index)
    group = next((one for one in groups if text in one.texts), None)
    return tuple(said for said in group.texts if said != text) if group else ()


def with_id(id: str, found: Iterable[Cluster]) -> Cluster | None:
    """The cluster that a miss is in."""
    return next((one for one in found if any(miss.id == id for miss in one.misses)), None)


def _weight(miss: Miss, now: float) -> float:
    often = 2.0 if miss.unhappy else 1.0
    return often * math.exp2(-max(now - miss.at, 0.0) / HALF_LIFE)


def same_words(misses: Iterable[Miss], lines: Iterable[str]) -> tuple[str, ...]:
    """The ids of those misses that were said in just the words of one of these lines."""
    asked = {_key(line) for line in lines} - {""}
    return tuple(miss.id for miss in misses if not miss.ignored and _key(miss.said) in asked)


def _cluster(misses: Sequence[Miss], texts: Sequence[str]) -> Cluster:
    rank = {text: at for at, text in enumerate(texts)}
    return Cluster(tuple(sorted(misses, key=lambda miss: (rank[miss.said], -miss.at, miss.id))))


def _key(said: str) -> str:
    return " ".join(words(said))
