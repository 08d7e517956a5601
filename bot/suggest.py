"""Entries for a search box, while someone types."""

import numpy as np

from bot.index import Index
from bot.normalise import words
from bot.reply import Choice


def suggest(typed: str, index: Index, limit: int) -> tuple[Choice, ...]:
    """Up to `limit` entries: those whose title or phrasings hold every typed word (the last one
    may be unfinished) first, by how much of the title that is; all entries where nothing is
    typed."""
    wanted = words(typed)
    if not wanted:
        return tuple(Choice(entry.id, entry.title) for entry in index.knowledge.entries[:limit])
    fits = index.holders.of(wanted[-1], unfinished=True)
    for word in wanted[:-1]:
        fits &= index.holders.of(word)
    fits[index.starts[index.kinship.entries] :] = False
    fitting = np.flatnonzero(fits)
    entries, firsts, counts = np.unique(
        index.labels[fitting], return_index=True, return_counts=True
    )
    if not len(entries):
        return ()
    titled = fitting[firsts] == index.starts[entries]
    lengths = index.holders.lengths
    shortest = np.minimum.reduceat(lengths[fitting], firsts) - counts
    rank = np.where(titled, lengths[index.starts[entries]], shortest)
    best = entries[np.lexsort((entries, rank, ~titled))[:limit]]
    return tuple(Choice(index.items[at].id, index.items[at].title) for at in best)
