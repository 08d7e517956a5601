"""The installed `tpm`, as a process of its own."""

import contextlib
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

GARDEN = Path(__file__).parent.parent / "knowledge_small"
TPM = str(Path(sys.executable).with_name("tpm"))
LIMIT = 30
"""Seconds after which a process is taken to hang."""

Ran = subprocess.CompletedProcess[bytes]


class Terminal:
    """A process in a terminal of its own: what it shows, and a keyboard."""

    def __init__(self, process: subprocess.Popen[bytes], end: int) -> None:
        self.process = process
        self.shown = ""
        self._end = end
        self._waited_for = 0

    def type(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    def wait_for(self, words: str) -> None:
        """Until this is shown after all that was waited for before."""
        deadline = time.monotonic() + LIMIT
        while words not in self.shown[self._waited_for :]:
            assert time.monotonic() < deadline, self.shown
            assert self._read(), self.shown
        self._waited_for = self.shown.index(words, self._waited_for) + len(words)

    def left(self) -> int:
        """The exit code, once it has ended and all it showed is read."""
        while self._read():
            pass
        return self.process.wait(LIMIT)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._end], [], [], LIMIT)
        assert ready, self.shown
        try:
            data = os.read(self._end, 65536)
        except OSError:  # how Linux says that nobody holds the other end any more
            return False
        self.shown += data.decode("utf-8", "replace")
        return bool(data)


@contextlib.contextmanager
def terminal(*arguments: str, environment: dict[str, str], folder: Path) -> Iterator[Terminal]:
    """`tpm` with a terminal for stdin, stdout and stderr."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [TPM, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        cwd=folder,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
