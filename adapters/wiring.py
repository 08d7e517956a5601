"""Where the parts are put together: folders of knowledge and settings → an index → a desk."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.database.memory import MemoryConversations, MemoryDeliveries
from adapters.desk import Desk
from adapters.models.cache import cache_folder, cached_index, cached_vectors
from adapters.models.encoder import SHA256, EncoderRefused, SentenceEncoder, find_model
from adapters.models.heap import settle
from adapters.models.memo import SHIPPED, Memo
from adapters.settings import Settings, SettingsRefused
from bot.embed import PieceVectors
from bot.index import Index, build_index
from knowledge.loader import BUILT_IN, load

if TYPE_CHECKING:
    from sqlalchemy import URL

    from adapters.database.store import Store
    from bot.stand import Golden

log = logging.getLogger(__name__)

BUILT_IN_NAME = "tpm"
"""Stands for the built-in knowledge base where a folder is named."""

Progress = Callable[[float], None]
"""Is told the part (0 to 1) of something slow that is done."""

NO_ENCODER = "off"


def knowledge_folders(named: Sequence[str], settings: Settings) -> tuple[Path, ...]:
    """The folders on the command line, else those of `TPM_KNOWLEDGE`, else the built-in one."""
    names = named or tuple(filter(None, settings.tpm_knowledge.split(":"))) or (BUILT_IN_NAME,)
    return tuple(BUILT_IN if name == BUILT_IN_NAME else Path(name) for name in names)


def open_index(
    folders: Sequence[Path], settings: Settings, progress: Progress = lambda _: None
) -> Index:
    """The index of the folders' knowledge, kept from an earlier start or built (`progress` is told
    the part that is done); raises KnowledgeFaults and SettingsRefused."""
    vectors = cached_vectors(cache_folder())
    encoder = _encoder(settings.tpm_encoder, vectors)

    def build() -> Index:
        return build_index(load(folders), vectors, encoder, progress)

    index = cached_index(folders, vectors, encoder, build, cache_folder())
    if encoder is not None:
        encoder.settle()
    settle()
    return index


def open_desk(index: Index) -> Desk:
    """A desk that remembers within this process, and no question."""
    return Desk(index, MemoryConversations(), MemoryDeliveries())


def open_office(folders: Sequence[Path], settings: Settings) -> "tuple[Desk, Store]":
    """A desk over the folders' knowledge with the store that it remembers in. Raises
    KnowledgeFaults and SettingsRefused."""
    return staff(open_index(folders, settings), settings, golden_questions(folders))


def golden_questions(folders: Sequence[Path]) -> "tuple[Golden, ...]":
    """What the folders' knowledge has to go on answering; raises KnowledgeFaults."""
    from bot.stand import Golden
    from knowledge.golden import golden

    asked = golden(folders)
    return tuple(Golden(one.text, frozenset().union(*one.expect)) for one in asked)


def open_desk_for_one(
    index: Index, settings: Settings, golden: "Sequence[Golden]" = ()
) -> tuple[Desk, Callable[[], Awaitable[None]]]:
    """A desk for whoever sits at this terminal, and what closes it: it does without a store where
    nobody named a database and a file of one's own can't be kept. Raises SettingsRefused."""
    from adapters.database.address import FileRefused

    try:
        desk, store = staff(index, settings, golden)
    except FileRefused as refused:
        if settings.database_url.get_secret_value():
            raise
        log.warning("Nothing will be remembered: %s", refused)
        return open_desk(index), _nothing
    return desk, partial(store.close, tidy=True)


async def _nothing() -> None:
    """Nothing has to be closed."""


def staff(
    index: Index, settings: Settings, golden: "Sequence[Golden]" = ()
) -> "tuple[Desk, Store]":
    """A desk with the store that it remembers in; changes are tried before they are made, `golden`
    questions too. Raises SettingsRefused."""
    from adapters.curating import Curators  # here, as `tpm ask` works without all of these
    from adapters.database.insights import reporter
    from adapters.indexes import Indexes
    from adapters.make import Maker
    from adapters.rehearse import Over, Rehearsals
    from adapters.rooms import Rooms

    store = open_memory(settings, index.lexicon.known, index.position.__contains__)
    desk = Desk(index, store.conversations, store.deliveries, indexes=Indexes(store.overlays))
    report = reporter(store.database, store.behind, desk.index_of)
    rehearsing = Over(Rehearsals(golden), lambda: desk.index)
    maker = Maker(store.overlays, store.reviews, store.drafts, rehearsing, lambda: desk.index)
    curators = Curators(
        store.overlays, store.reviews, store.records, store.drafts, maker, settings.tpm_guide,
        shared=lambda: desk.index.knowledge,
    )  # fmt: skip
    desk.rooms = Rooms(
        store.records,
        report,
        store.drafts,
        settings.curators(),
        curators,
        store.wishes,
        store.notices,
    )
    return desk, store


def open_memory(
    settings: Settings,
    known: Callable[[str], str] = str,
    shared: Callable[[str], bool] = lambda _: False,
) -> "Store":
    """The store that the settings name; raises SettingsRefused. `known`: a text → those of its
    words that the knowledge base has, needed where questions are taken; `shared`: whether it has an
    entry or boundary of an id, needed where knowledge is changed."""
    from adapters.database.store import open_store

    return open_store(
        database_address(settings),
        settings.tpm_people_key.get_secret_value(),
        settings.tpm_days,
        known,
        shared,
    )


def database_address(settings: Settings) -> "URL":
    """Where the database is; raises SettingsRefused."""
    from adapters.database.address import address

    return address(settings.database_url.get_secret_value())


def people_key(settings: Settings) -> str:
    """The key by which people are recognised; raises SettingsRefused."""
    from adapters.database.address import sqlite_file
    from adapters.database.people import pseudonyms

    key = settings.tpm_people_key.get_secret_value()
    return pseudonyms(key, sqlite_file(database_address(settings))).key.decode()


def _encoder(setting: str, vectors: PieceVectors) -> Memo | None:
    """The sentence encoder, where it is installed and not switched off; raises SettingsRefused."""
    if setting == NO_ENCODER:
        return None
    try:
        model = find_model(setting)
    except EncoderRefused as refused:
        raise SettingsRefused(f"TPM_ENCODER: {refused}") from None
    if model is None:
        return None
    kept = cache_folder() / f"vectors-{SHA256[:12]}.npz"
    return Memo(lambda: SentenceEncoder(model, vectors), (SHIPPED, kept))
