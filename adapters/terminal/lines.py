"""The lines that were typed by hand, for the arrow-up key: in a file that its owner alone reads."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from prompt_toolkit.history import History


def history_file() -> Path:
    """Where they are kept."""
    return platformdirs.user_data_path("tpm") / "history"


@dataclass(slots=True)
class Lines:
    """`file` need not be there yet."""

    file: Path
    _kept: "History | None" = field(default=None)

    def kept(self) -> "History":
        """All that was typed; of this process alone where no file can be kept."""
        if self._kept is None:
            from prompt_toolkit.history import FileHistory, InMemoryHistory  # slow to import

            self._kept = InMemoryHistory()
            with suppress(OSError):
                self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self.file.touch(mode=0o600)
                self._kept = FileHistory(self.file)
        return self._kept

    def forget(self) -> None:
        """Delete them; those of this process too."""
        self._kept = None
        with suppress(OSError):
            self.file.unlink(missing_ok=True)
