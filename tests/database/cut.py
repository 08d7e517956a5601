"""A line to PostgreSQL that can be cut, hung up and mended while somebody speaks on it."""

import asyncio
from pathlib import Path

from sqlalchemy import URL


class Line:
    """Stands between; `url` is the address to speak to."""

    def __init__(self, url: URL, folder: Path) -> None:
        self._real = url
        self._socket = folder / ".s.PGSQL.5432"
        self.url = url.set(host=None, port=None, query={"host": str(folder)})
        self._server: asyncio.AbstractServer | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Task[None]] = set()
        self._flows = asyncio.Event()
        self._flows.set()
        self.trips = 0
        """How often something was sent to the server."""

    async def mend(self) -> None:
        self._flows.set()
        if self._server is None:
            self._server = await asyncio.start_unix_server(self._take, self._socket)

    async def cut(self) -> None:
        """As when the server is gone: connections break, new ones are refused."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._socket.unlink(missing_ok=True)
        for writer in list(self._open):
            writer.transport.abort()
        self._open.clear()
        for task in list(self._passing):
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    def hang(self) -> None:
        """As when packets get lost: connections stay, and nothing comes through."""
        self._flows.clear()

    def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._connect(reader, writer))
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = self._real.host or str(self._real.query["host"])
        port = self._real.port or 5432
        try:
            if host.startswith("/"):
                up, down = await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
            else:
                up, down = await asyncio.open_connection(host, port)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, down}
        await asyncio.gather(self._pass(reader, down, 1), self._pass(up, writer, 0))
        self._open -= {writer, down}

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, trips: int
    ) -> None:
        try:
            while data := await reader.read(65536):
                self.trips += trips
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()
