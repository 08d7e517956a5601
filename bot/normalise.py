"""Text → comparable words."""

import re
import unicodedata
from functools import lru_cache

MAX_CHARACTERS = 2_000
"""What lies beyond is not read: no question is that long, and a wall of text costs time."""

MAX_LETTERS = 40
"""What a word has beyond is not read."""

OWNS = "'s"
"""How a possessive ends."""

CONTRACTED = frozenset(
    ["what's", "that's", "it's", "there's", "here's", "who's", "where's", "how's", "why's",
     "when's", "he's", "she's", "let's", "everything's", "something's", "nothing's"]
)  # fmt: skip
"""Words with an "is" in them, which own nothing."""

_SHORTENED = ("n't", "'re", "'ve", "'ll", "'m", "'d")
"""How words end that were drawn together with an auxiliary."""

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})
_CONTROLS = dict.fromkeys((*range(32), 127), " ")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[^\W_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@.]+\.\S+")
_IN_ADDRESSES = ("@", "://", "www.")
_REPEATED = re.compile(r"([a-z])\1{2,}")


def clean(text: str) -> str:
    """Readable text in one line of lower-case letters: compatibility forms folded, marks and
    invisible characters dropped, addresses left out.

    >>> clean("  What’s   the PAY?\\u200b ")
    "what's the pay?"
    """
    text = text[:MAX_CHARACTERS].translate(_APOSTROPHES)
    if not text.isascii():
        text = _folded(text)
    elif not text.isprintable():
        text = text.translate(_CONTROLS)
    folded = text.casefold()[:MAX_CHARACTERS]
    if any(mark in folded for mark in _IN_ADDRESSES):  # looking for a whole one takes long
        folded = _ADDRESS.sub(" ", folded)
    return " ".join(folded.split())


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)[: 2 * MAX_CHARACTERS]
    return "".join(
        " " if c.isspace() or unicodedata.category(c) == "Cc" else c
        for c in decomposed
        if unicodedata.category(c) not in ("Mn", "Me", "Cf")
    )


@lru_cache(maxsize=64)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, in order.

    Letters drawn out beyond two are shortened: "sooo" is read as "soo", which typo repair knows.

    >>> words("What's the pay for a TPM??")
    ("what's", 'the', 'pay', 'for', 'a', 'tpm')
    """
    said = clean(text)
    if _REPEATED.search(said):  # as hardly ever; replacing takes long even so
        said = _REPEATED.sub(r"\1\1", said)
    found = _WORD.findall(said)
    return tuple([word[:MAX_LETTERS] for word in found])


def owner(word: str) -> str:
    """Whom a possessive says to own what follows; empty where it is none.

    >>> owner("nurse's"), owner("what's")
    ('nurse', '')
    """
    return word.removesuffix(OWNS) if word.endswith(OWNS) and word not in CONTRACTED else ""


def contracted(word: str) -> bool:
    """Whether an auxiliary is in it, as in "what's", "isn't" and "we're"."""
    return "'" in word and (word in CONTRACTED or word.endswith(_SHORTENED))


def number(said: str) -> str:
    """The digits, where nothing else was said; else empty.

    >>> number(" 2. "), number("2 plots")
    ('2', '')
    """
    digits = said.strip().rstrip(".")
    return digits if digits.isascii() and digits.isdigit() else ""
