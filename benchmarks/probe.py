"""Run as a process of its own: open what is named, ask it, print megabytes held now and at most.

Nothing is imported before it is needed, so that an empty interpreter is one.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as typing's, which an empty interpreter has not imported
if TYPE_CHECKING:
    from bot.index import Index

QUESTIONS = 100
ENTRIES = 10_000


def main(what: str) -> None:
    """Do it."""
    held = None
    if what != "empty":
        sys.path[0] = sys.path[0].rpartition("/")[0]  # the project's folder, from this file's
        held = _open_and_ask(what == "large")
    with open("/proc/self/status") as file:
        sizes = dict(line.split(":", 1) for line in file)
    print(*(int(sizes[name].split()[0]) * 1024 / 1e6 for name in ("VmRSS", "VmHWM")))
    del held  # not before: an index that nothing holds takes no memory any more


def _open_and_ask(large: bool) -> Index:
    """The index that was opened, after it was asked."""
    from adapters.models.cache import cache_folder, cached_index
    from adapters.models.static import static_vectors
    from adapters.settings import read_settings
    from adapters.wiring import knowledge_folders, open_index
    from bot.conversation import NEW
    from bot.index import build_index
    from bot.respond import respond
    from bot.utterance import Utterance

    def build() -> Index:
        from benchmarks.generate import english, generate

        vectors = static_vectors()
        return build_index(generate(english(vectors), ENTRIES).knowledge, vectors)

    settings = read_settings()
    if large:
        index = cached_index((), static_vectors(), None, build, cache_folder())
    else:
        index = open_index(knowledge_folders((), settings), settings)
    phrasings = [phrasing for own in index.phrasings for phrasing in own]
    for phrasing in phrasings[:: len(phrasings) // QUESTIONS]:
        respond(Utterance(phrasing + " please now"), NEW, index)
    return index


if __name__ == "__main__":
    main(sys.argv[1])
