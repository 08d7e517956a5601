"""Golden conversations through the core; Slack and Discord have to say the same
(`tests/slack/test_transcripts.py`, `tests/discord/test_transcripts.py`).

To write down what the core says now, run `WRITE_TRANSCRIPTS=1 pytest tests/test_transcripts.py`
and read the difference as you would read code.
"""

import os
from dataclasses import dataclass, field

from adapters.desk import Desk
from bot.conversation import NEW, Conversation
from bot.plain import NONE_OF_THESE, plain
from bot.reply import Choices, Offer, Reply
from bot.respond import decline, pick, respond
from bot.utterance import Utterance
from tests.transcript import TRANSCRIPTS, each_transcript, held, turns

WRITE = bool(os.environ.get("WRITE_TRANSCRIPTS"))


@dataclass
class Core:
    """Someone in a conversation with the core itself, by a desk's index and clock."""

    desk: Desk
    conversation: Conversation = NEW
    labels: dict[str, str] = field(default_factory=dict)

    async def say(self, words: str) -> str:
        said = Utterance(words, at=self.desk.clock())
        return self._take(*respond(said, self.conversation, self.desk.index))

    async def press(self, label: str) -> str:
        now, index = self.desk.clock(), self.desk.index
        if label == NONE_OF_THESE:
            return self._take(*decline(self.conversation, index, now))
        return self._take(*pick(self.labels[label], self.conversation, index, now))

    def _take(self, reply: Reply, after: Conversation) -> str:
        self.conversation = after
        offers = [part for part in reply.parts if isinstance(part, Choices | Offer)]
        self.labels = {option.title: option.id for part in offers for option in part.options}
        return plain(reply)


@each_transcript
async def test_the_core_says_what_is_written(transcript, desk):
    written = turns(transcript)
    spoken = await held(written, Core(desk), desk)
    if WRITE:
        remark = transcript.read_text().split("\n>", 1)[0]
        transcript.write_text("\n".join([remark, *map(str, spoken)]))
    assert spoken == turns(transcript)


def test_there_is_enough_to_tell():
    assert len(TRANSCRIPTS) >= 8
    told = [turn for path in TRANSCRIPTS for turn in turns(path)]
    assert {turn.does for turn in told} == {"say", "press", "wait"}
    assert all(turn.reply for turn in told if turn.does != "wait")
