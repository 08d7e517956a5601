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
    found = [finder.find(wanted, shown & index.kinship.entry) for finder, shown in index.finders]
    entries, titled, rank = (np.concatenate(parts) for parts in zip(*found, strict=True))
    best = entries[np.lexsort((entries, rank, ~titled))[:limit]]
    return tuple(Choice(index.items[at].id, index.items[at].title) for at in best)
