"""Indexes that take seconds to build: built by one worker, read by all from the bot's own cache."""

import fcntl
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from adapters.models.cache import cached_index
from adapters.models.static import static_vectors
from benchmarks.own import shipped_encoder
from bot.embed import Meaning
from bot.index import Index, build_index
from knowledge.loader import BUILT_IN, load
from knowledge.schema import KnowledgeBase


@dataclass(frozen=True)
class Indexes:
    """`place`: a folder of one run of the tests."""

    place: Path

    def built_in(self) -> Index:
        """Of the built-in knowledge base."""
        return self._kept("built-in", BUILT_IN, lambda: build_index(load(), static_vectors()))

    def with_encoder(self) -> Index:
        """The same with the level that asks the sentence encoder."""
        encoder = shipped_encoder()
        assert encoder is not None, "the environment for development brings it"
        return self._kept(
            "full", BUILT_IN, lambda: build_index(load(), static_vectors(), encoder), encoder
        )

    def unseen(self, rest: KnowledgeBase) -> Index:
        """Of what `parted` leaves of it, asked for with just that each time."""
        folder = self.place / "unseen"
        folder.mkdir(exist_ok=True)  # stands for what is in no folder
        return self._kept("unseen", folder, lambda: build_index(rest, static_vectors()))

    def give(self, cache: Path) -> None:
        """Put what is built of the built-in knowledge where `tpm` looks for it."""
        self.built_in()
        shutil.copytree(self.place / "indexes-built-in", cache)

    def _kept(
        self, name: str, folder: Path, build: Callable[[], Index], encoder: Meaning | None = None
    ) -> Index:
        with (self.place / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return cached_index(
                [folder], static_vectors(), encoder, build, self.place / f"indexes-{name}"
            )
