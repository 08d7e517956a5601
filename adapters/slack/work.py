"""What was acknowledged and is still being answered, so that a stop can wait for it."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)


class Work:
    """Tasks under way. Slack is acknowledged first and answered by one of these, so no listener
    can raise and take its acknowledgement with it."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()

    def start(self, doing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do this from now on; it must handle its own exceptions."""
        task = asyncio.create_task(doing)
        self._watch(task)
        return task

    def include_current(self) -> None:
        """Count the running task too until it ends."""
        task = asyncio.current_task()
        if task is not None:
            self._watch(task)

    async def finish(self, within: float) -> None:
        """Wait until nothing is left to do; what takes longer than `within` seconds is dropped."""
        deadline = asyncio.get_running_loop().time() + within
        while self._under_way:
            left = deadline - asyncio.get_running_loop().time()
            _, late = await asyncio.wait(set(self._under_way), timeout=max(left, 0))
            if late:
                await self._drop(late)

    async def _drop(self, late: set[asyncio.Task[Any]]) -> None:
        log.warning("Stopping with %d replies unsent", len(late))
        for task in late:
            task.cancel()
        await asyncio.wait(late)

    def _watch(self, task: asyncio.Task[Any]) -> None:
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
