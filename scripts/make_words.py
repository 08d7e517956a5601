"""Make adapters/models/words.npz: which words are English ones, however rare.

    python -m venv /tmp/make
    /tmp/make/bin/pip install numpy symspellpy==6.10.1
    /tmp/make/bin/python scripts/make_words.py

The words are the most frequent ones of the frequency dictionary that SymSpell carries (MIT; words
of SCOWL, counted in Google Books). Of each is kept but its CRC-32: that is enough to say whether a
word is among them, wrongly of one in a hundred thousand others.
"""

from importlib.resources import files
from pathlib import Path
from zlib import crc32

import numpy as np

MOST = 60_000
LEAST_LETTERS = 3
OUT = Path(__file__).parents[1] / "adapters" / "models" / "words.npz"


def main() -> None:
    lines = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    counted = [line.split() for line in lines.splitlines()]
    counted.sort(key=lambda pair: -int(pair[1]))
    words = [word for word, _ in counted[:MOST] if len(word) >= LEAST_LETTERS]
    hashes = np.unique(np.array([crc32(word.encode()) for word in words], np.uint32))
    np.savez_compressed(OUT, real=hashes)
    print(f"{len(hashes)} words, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
