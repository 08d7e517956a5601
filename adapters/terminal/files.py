"""Files and folders → texts, with bounds."""

from pathlib import Path

import knowledge
from knowledge.exchange.edit import MARK
from knowledge.loader import MAX_FILES, KnowledgeFaults, files
from knowledge.parse import Fault, Refused, read_text

_PACKAGE = Path(knowledge.__file__).parent


def example() -> Path:
    """The small team's folder that the project carries."""
    installed = _PACKAGE / "example"
    return installed if installed.is_dir() else _PACKAGE.parent / "examples" / "team"


def text_of(path: Path) -> str:
    """A file's text with its first mark, if it has one; raises KnowledgeFaults."""
    try:
        text = read_text(path)
        with path.open("rb") as file:
            return MARK * (file.read(3) == MARK.encode()) + text
    except Refused as refused:
        fault = Fault(str(path), refused.line, refused.what, refused.mend)
        raise KnowledgeFaults([fault]) from None


def knowledge_texts(folder: Path) -> dict[str, str]:
    """The texts of a folder's knowledge files by their names in it; raises KnowledgeFaults."""
    found = files(folder)
    if len(found) > MAX_FILES:
        fault = Fault(str(folder), 1, f"more than {MAX_FILES:,} files", "join some of them")
        raise KnowledgeFaults([fault])
    return {path.relative_to(folder).as_posix(): text_of(path) for path in found}
