"""Golden conversations with forms, at the desk; the platforms have to say the same
(`test_form_transcripts.py` in `tests/slack`, `tests/discord` and `tests/terminal`).

Written down as the other transcripts are (tests/test_transcripts.py).
"""

import os
from dataclasses import dataclass, field, replace

from adapters.desk import Desk
from adapters.telling import due
from bot.act import Act
from bot.encode import decode
from bot.form import Form, FormRefused
from bot.plain import plain
from bot.quote import Quote
from bot.reply import Actions, Reply
from bot.utterance import Asker
from tests.transcript import FORMS, MESSAGE, each_form, form_as_read, held, turns, typed

WRITE = bool(os.environ.get("WRITE_TRANSCRIPTS"))
ADA = Asker("garden:1", "garden:1:ada", "garden:1:ada")


async def curates() -> bool:
    return True


@dataclass
class AtTheDesk:
    """A curator in a conversation with the desk itself."""

    desk: Desk
    acts: dict[str, Act | None] = field(default_factory=dict)
    form: Form | None = None

    async def say(self, words: str) -> str:
        return self._take(await self.desk.ask(words, ADA, curates))

    async def about(self, words: str) -> str:
        async def quoting() -> Quote:
            return Quote(words, MESSAGE, "Bob")

        return self._take(await self.desk.about(words, quoting, ADA, curates))

    async def press(self, label: str) -> str:
        act = self.acts[label]
        assert act is not None
        form = await self.desk.form(act, ADA, curates)
        if isinstance(form, Form):
            self.form = form
            fields = [(one.label, one.hint, one.value) for one in form.fields]
            return form_as_read(form.title, fields)
        return self._take(form or await self._act(act, {}))

    async def send(self, words: str) -> str:
        assert self.form is not None
        act = decode(self.form.does)
        assert act is not None
        stood = {one.name: one.value for one in self.form.fields}
        return self._take(await self._act(act, stood | typed(words)))

    async def told(self, _: str) -> str:
        [(wish, reply)] = await due(self.desk, "garden")
        assert wish.who == ADA.who
        return self._take(reply)

    async def _act(self, act: Act, filled: dict[str, str]) -> Reply:
        reply = await self.desk.act(act, ADA, curates, filled)
        if isinstance(reply, FormRefused):
            again = await self.desk.again(act, ADA, filled, reply)
            await self.press(self._labels(again)[0])
            return again
        return reply

    def _take(self, reply: Reply) -> str:
        self._labels(reply)
        shown = tuple(part for part in reply.parts if not isinstance(part, Actions))
        return plain(replace(reply, parts=shown))

    def _labels(self, reply: Reply) -> list[str]:
        offered = [part for part in reply.parts if isinstance(part, Actions)]
        shown = {one.label: decode(one.does) for part in offered for one in part.actions}
        self.acts |= shown
        return list(shown)


@each_form
async def test_the_desk_says_what_is_written(transcript, office):
    desk, _ = office
    written = turns(transcript)
    spoken = await held(written, AtTheDesk(desk), desk)
    if WRITE:
        remark = transcript.read_text().split("\n>", 1)[0].split("\n[", 1)[0]
        transcript.write_text("\n".join([remark, *map(str, spoken)]))
    assert spoken == turns(transcript)


def test_every_kind_of_turn_is_told():
    told = [turn for path in FORMS for turn in turns(path)]
    assert {turn.does for turn in told} == {"say", "press", "about", "send", "wait", "told"}
    assert all(turn.reply or turn.does == "wait" for turn in told)
