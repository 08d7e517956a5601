"""`tpm` as a fork of a process that has imported it: with streams, a folder and an environment of
its own, as one that was started from nothing, without the second that importing takes each time."""

import gc
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from tests.terminal.process import LIMIT, TPM, Ran

ROOT = Path(__file__).parents[2]
IMPORTED = (
    "adapters.main", "adapters.wiring", "adapters.indexes", "adapters.database.store",
    "adapters.database.insights", "adapters.database.copy", "adapters.models.heap", "aiosqlite",
    *(f"adapters.terminal.{file.stem}" for file in (ROOT / "adapters/terminal").glob("*.py")),
)  # fmt: skip
AT_START = ("LANG", "LC_", "PYTHON")
"""Beginnings of variables that Python reads when it starts, so that a fork comes too late."""


class Forks:
    """The process to fork, until it is closed."""

    def __init__(self, home: Path) -> None:
        self._line, theirs = socket.socketpair()
        self._line.settimeout(LIMIT)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.terminal.forks", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"},
            pass_fds=[theirs.fileno()],
        )
        theirs.close()

    def run(self, arguments: Sequence[str], given: bytes, env: Mapping[str, str], cwd: Path) -> Ran:
        """What subprocess.run() makes of it."""
        asked = {"arguments": arguments, "env": dict(env), "cwd": str(cwd)}
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
            with tempfile.TemporaryFile() as typed:
                typed.write(given)
                typed.seek(0)
                streams = [typed.fileno(), said.fileno(), complained.fileno()]
                socket.send_fds(self._line, [json.dumps(asked).encode() + b"\n"], streams)
            code = int(_line(self._line))
            said.seek(0)
            complained.seek(0)
            return Ran([TPM, *arguments], code, said.read(), complained.read())

    def close(self) -> None:
        self._line.close()
        self._process.wait(LIMIT)


def serve(line: socket.socket) -> None:
    """Fork for each request; ends where nobody asks any more, and returns in each fork."""
    for name in IMPORTED:
        import_module(name)
    gc.freeze()  # what is never looked at again is shared with each fork
    while request := _received(line):
        asked, streams = request
        child = os.fork()
        if child == 0:
            line.close()
            _become(asked, streams)
            return
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(child, 0)
        line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(asked: dict, streams: Sequence[int]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = [TPM, *asked["arguments"]]


def _received(line: socket.socket) -> tuple[dict, list[int]] | None:
    data, streams, _, _ = socket.recv_fds(line, 65_536, 3)
    if not data:
        return None
    return json.loads(data if data.endswith(b"\n") else data + _line(line).encode()), streams


def _line(line: socket.socket) -> str:
    data = b""
    while not data.endswith(b"\n"):
        more = line.recv(65_536)
        if not more:
            raise ConnectionError("the process to fork has ended")
        data += more
    return data.decode()


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
    from adapters.main import main

    main()
