"""Where the parts are put together: folders of knowledge and settings → an index → a desk."""

from collections.abc import Sequence
from pathlib import Path

from adapters.database.memory import MemoryConversations, MemoryDeliveries
from adapters.desk import Desk
from adapters.models.static import static_vectors
from adapters.settings import Settings
from bot.index import Index, build_index
from bot.level import Meaning
from knowledge.loader import BUILT_IN, load

BUILT_IN_NAME = "tpm"
"""Stands for the built-in knowledge base where a folder is named."""

NO_ENCODER = "off"


def knowledge_folders(named: Sequence[str], settings: Settings) -> tuple[Path, ...]:
    """The folders on the command line, else those of `TPM_KNOWLEDGE`, else the built-in one."""
    names = named or tuple(filter(None, settings.tpm_knowledge.split(":"))) or (BUILT_IN_NAME,)
    return tuple(BUILT_IN if name == BUILT_IN_NAME else Path(name) for name in names)


def open_index(folders: Sequence[Path], settings: Settings) -> Index:
    """The index of the folders' knowledge; raises KnowledgeFaults and EncoderRefused."""
    return build_index(load(folders), static_vectors(), _encoder(settings.tpm_encoder))


def open_desk(folders: Sequence[Path], settings: Settings) -> Desk:
    """A desk over the folders' knowledge that remembers within this process."""
    return Desk(open_index(folders, settings), MemoryConversations(), MemoryDeliveries())


def _encoder(setting: str) -> Meaning | None:
    if setting == NO_ENCODER:
        return None
    from adapters.models.encoder import (
        SentenceEncoder,
        find_model,
    )  # heavy, and may be switched off

    model = find_model(setting)
    return SentenceEncoder(model) if model is not None else None
