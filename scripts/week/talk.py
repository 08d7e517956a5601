"""Conversations with a real desk, of which scenes are kept."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.beside import Curates
from adapters.desk import Desk
from adapters.settings import Settings
from adapters.telling import due
from adapters.wiring import staff
from bot.encode import decode
from bot.form import Form, FormRefused, prefilled
from bot.index import Index
from bot.plain import plain
from bot.quote import Quote
from bot.reply import Actions, Items, Reply
from bot.utterance import Asker
from scripts.week.scene import Filled, Moment, Said, Scene, Shown

TENANT = "garden:green-lane"
KEY = "of nobody: this memory is gone after a moment"
CURATORS = frozenset({"Ada", "Ben"})

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0


@dataclass(slots=True)
class Talk:
    """What people say and press, at times that only they move on. `drawn`: scenes by the names of
    their pictures."""

    desk: Desk
    at: float
    drawn: dict[str, Scene] = field(default_factory=dict)
    _seen: list[Moment] | None = None
    _last: dict[str, Reply] = field(default_factory=dict)

    @contextmanager
    def scene(self, name: str, title: str) -> Iterator[None]:
        """What is seen meanwhile becomes a picture, or goes on with one."""
        before = self.drawn.get(name, Scene(title, ()))
        self._seen = list(before.moments)
        yield
        self.drawn[name] = Scene(title, tuple(self._seen))
        self._seen = None

    def on(self, day: float, hour: float) -> None:
        """It is this hour of this day (in seconds since the epoch)."""
        self.at = day + hour * HOUR

    async def say(self, who: str, words: str, command: str = "") -> Reply:
        """`command`: what goes before the words where it is seen."""
        self._see(Said(who, self.at, command + words))
        return self._reply(who, await self.desk.ask(words, self._asker(who), self._asks(who)))

    async def ask_about(self, who: str, author: str, words: str) -> Reply:
        """Somebody chooses “Ask TPM about this” on somebody else's message."""
        link = "https://example.org/chat/42"

        async def quoting() -> Quote:
            return Quote(words, link, author)

        self._see(Said(author, self.at, words, "Ask TPM about this", who))
        self.at += HOUR
        reply = await self.desk.about(words, quoting, self._asker(who), self._asks(who))
        return self._reply(who, reply)

    async def press(self, who: str, label: str, **typed: str) -> Reply:
        """A button of the last that was shown to them, its form sent as it opens but for what is
        typed."""
        form = await self.open(who, label)
        return form if isinstance(form, Reply) else await self.send(who, form, **typed)

    async def open(self, who: str, label: str) -> Form | Reply:
        """The form behind a button, or what the button leads to."""
        does = _does(label, self._last[who])
        self._press(who, label)
        act = decode(does)
        assert act is not None, does
        self.at += MINUTE
        form = await self.desk.form(act, self._asker(who), self._asks(who))
        if isinstance(form, Form):
            return form
        if form is None:
            done = await self.desk.act(act, self._asker(who), self._asks(who))
            assert isinstance(done, Reply), done
            form = done
        return self._reply(who, form)

    async def send(self, who: str, form: Form, **typed: str) -> Reply:
        """What comes of a form, which has to be filled in well."""
        filled = prefilled(form, typed)
        act = decode(form.does)
        assert act is not None, form
        self.at += 3 * MINUTE
        self._see(Filled(who, self.at, filled))
        values = {one.name: one.value for one in filled.fields}
        done = await self.desk.act(act, self._asker(who), self._asks(who), values)
        assert not isinstance(done, FormRefused), done
        return self._reply(who, done)

    async def tell(self) -> None:
        """Whoever is to be told of an answer now is told."""
        for wish, reply in await due(self.desk, "garden"):
            self._reply(wish.who.rpartition(":")[2], reply)

    def look(self, who: str, words: str) -> str:
        """The button that leads to what holds these words, in the list that was shown to them."""
        lists = [part for part in self._last[who].parts if isinstance(part, Items)]
        lines = ["".join(span.text for span in line) for one in lists for line in one.items]
        return f"Look at {1 + next(at for at, line in enumerate(lines) if words in line)}"

    def _asker(self, who: str) -> Asker:
        self.desk.clock = lambda: self.at
        return Asker(TENANT, f"{TENANT}:{who}", f"{TENANT}:{who}", name=who)

    def _asks(self, who: str) -> Curates:
        async def curates() -> bool:
            return who in CURATORS

        return curates

    def _reply(self, who: str, reply: Reply) -> Reply:
        self._last[who] = reply
        self._see(Shown(who, self.at, reply))
        return reply

    def _see(self, moment: Moment) -> None:
        if self._seen is not None:
            self._seen.append(moment)

    def _press(self, who: str, label: str) -> None:
        last = self._seen[-1] if self._seen else None
        if self._seen and isinstance(last, Shown) and last.to == who:
            self._seen[-1] = replace(last, pressed=label)


@asynccontextmanager
async def talk(index: Index, at: float) -> AsyncIterator[Talk]:
    """With a desk that remembers in a file which is gone in the end."""
    with TemporaryDirectory() as folder:
        named = {
            "database_url": f"sqlite:///{Path(folder) / 'week.db'}",
            "tpm_people_key": KEY,
            "tpm_days": 90,
            "tpm_curators": "",
            "tpm_guide": "",
        }
        desk, store = staff(index, Settings.model_validate(named))
        store.expiring.clock = lambda: at  # else the week would be over one day, and deleted
        async with store.open():
            yield Talk(desk, at)


def _does(label: str, reply: Reply) -> str:
    offered = [part for part in reply.parts if isinstance(part, Actions)]
    acts = {one.label: one.does for part in offered for one in part.actions}
    assert label in acts, f"“{label}” can't be pressed any more:\n{plain(reply)}"
    return acts[label]
