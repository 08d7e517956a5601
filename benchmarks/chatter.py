"""ChatterBot: the label as the response to each phrasing."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.guess import Guess


def fit_chatterbot(train: tuple[tuple[str, str], ...]) -> Callable[[str], Guess]:
    """A ChatterBot as it comes, in a database of its own, that learns nothing while it is asked.

    Its index is the lowercase one that it carries: the usual one needs a spaCy model, which no
    package index has. Which phrasing is nearest is decided by the same comparison with either.
    """
    from chatterbot import ChatBot
    from chatterbot.tagging import LowercaseTagger
    from chatterbot.trainers import ListTrainer

    folder = Path(tempfile.mkdtemp(prefix="chatterbot-"))
    bot = ChatBot(
        "bench",
        database_uri=f"sqlite:///{folder / 'bench.sqlite3'}",
        tagger=LowercaseTagger,
        read_only=True,
    )
    trainer = ListTrainer(bot, show_training_progress=False)
    for text, label in train:
        trainer.train([text, label])

    def ask(text: str) -> Guess:
        response = bot.get_response(text)
        return Guess(response.text, float(response.confidence))

    return ask
