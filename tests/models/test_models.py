"""The models and what is kept of them between starts."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from adapters.models.arrays import read_arrays, write_arrays
from adapters.models.cache import KEPT, cached_index, cached_vectors
from adapters.models.encoder import EncoderRefused, find_model
from adapters.models.memo import MANY, SHIPPED, Memo, read
from adapters.models.sealed import Broken, write_sealed
from adapters.models.static import FILE, static_vectors
from bot.index import Index, build_index
from bot.match import match
from knowledge.loader import load

GARDEN = Path(__file__).parents[1] / "knowledge_small"
QUESTIONS = ("how much is a plot", "can i bring my dog", "when may i watter", "rakes", "so what")


def opened(place: Path, builds: list[int], folder: Path = GARDEN) -> Index:
    def build() -> Index:
        builds.append(1)
        return build_index(load([folder]), static_vectors())

    return cached_index([folder], static_vectors(), None, build, place)


def test_an_index_is_built_once_and_answers_the_same_from_its_cache(tmp_path):
    builds: list[int] = []
    first, second = opened(tmp_path, builds), opened(tmp_path, builds)
    assert len(builds) == 1
    for question in QUESTIONS:
        assert match(question, first) == match(question, second)


def test_an_index_knows_the_same_words_from_its_cache(tmp_path):
    first, second = opened(tmp_path, []), opened(tmp_path, [])
    for known in (
        lambda index: index.own,
        lambda index: index.deeds,
        lambda index: dict(index.exact),
        lambda index: list(index.lexicon.repair.counts.items()),
        lambda index: list(index.lexicon.repair.english),
        lambda index: index.lexicon.repair.shorthand,
        lambda index: index.words.weights,
        lambda index: index.static.space.words.columns,
        lambda index: list(index.static.space.words.idf),
        lambda index: index.static.space.letters.columns,
        lambda index: index.static.space.known,
        lambda index: index.phrasebook,
        lambda index: index.knowledge,
    ):
        assert known(first) == known(second)


@pytest.mark.parametrize("damage", [b"", b"no zip at all", 0.0, 0.001, 0.2, 0.5, 0.9, 0.999])
def test_a_damaged_cache_is_built_anew(tmp_path, damage):
    """A file of something else, or one bit of it the other way."""
    builds: list[int] = []
    opened(tmp_path, builds)
    [file] = tmp_path.glob("index-*")
    content = bytearray(file.read_bytes())
    if isinstance(damage, float):
        content[int(damage * len(content))] ^= 1
        damage = bytes(content)
    file.write_bytes(damage)
    assert match("how much is a plot", opened(tmp_path, builds)).entry.id == "rent"
    assert len(builds) == 2
    opened(tmp_path, builds)
    assert len(builds) == 2


def test_a_cache_that_can_only_be_read_is_used(tmp_path, monkeypatch):
    builds: list[int] = []
    opened(tmp_path, builds)

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", refused)
    opened(tmp_path, builds)
    assert len(builds) == 1


def test_a_cache_that_was_made_from_other_knowledge_is_built_anew(tmp_path):
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "one.yaml").write_text(
        "entries:\n  - {id: pay, title: Pay, answer: Enough., phrasings: [how much is a plot]}\n"
    )
    builds: list[int] = []
    opened(tmp_path / "a", builds, ours)
    opened(tmp_path / "b", builds)
    [[theirs], [here]] = [list((tmp_path / name).glob("index-*")) for name in ("a", "b")]
    here.write_bytes(theirs.read_bytes())
    assert match("how much is a plot", opened(tmp_path / "b", builds)).entry.id == "rent"
    assert len(builds) == 3


def test_what_a_killed_write_left_goes_as_the_oldest_caches_do(tmp_path):
    class Killed(BaseException):
        pass

    def dies(*_: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("adapters.models.sealed.os.replace", dies)
        patch.setattr("adapters.models.sealed.Path.unlink", lambda *_, **__: None)
        with pytest.raises(Killed):
            write_sealed(tmp_path / "index-1.sealed", [b"half"])
    [left] = tmp_path.iterdir()
    os.utime(left, (0, 0))
    for number in range(KEPT):
        write_sealed(tmp_path / f"index-{number}.sealed", [b"whole"])
    opened(tmp_path, [])
    assert not left.exists()
    assert len(list(tmp_path.iterdir())) == KEPT


def test_changed_knowledge_is_built_anew(tmp_path):
    ours = tmp_path / "ours"
    ours.mkdir()
    text = (GARDEN / "garden.yaml").read_text()
    (ours / "garden.yaml").write_text(text)
    builds: list[int] = []
    opened(tmp_path / "cache", builds, ours)
    (ours / "garden.yaml").write_text(text.replace("yearly fee", "annual fee"))
    opened(tmp_path / "cache", builds, ours)
    assert len(builds) == 2


@pytest.mark.parametrize("damage", [b"", b"no vectors at all"])
def test_static_vectors_are_the_same_from_their_cache(tmp_path, damage):
    def kept() -> Path:
        vectors = cached_vectors(tmp_path)
        assert vectors.pieces == static_vectors().pieces
        assert np.array_equal(vectors.vectors.numbers, static_vectors().vectors.numbers)
        assert np.array_equal(vectors.vectors.scales, static_vectors().vectors.scales)
        [file] = tmp_path.glob("static-*")
        return file

    file = kept()
    written = file.read_bytes()
    assert kept().read_bytes() == written
    file.write_bytes(damage)
    assert kept().read_bytes() == written


def test_where_nothing_can_be_kept_questions_are_answered_all_the_same(tmp_path):
    (tmp_path / "file").write_text("in the way")
    builds: list[int] = []
    assert match("rakes", opened(tmp_path / "file", builds)).entry.id == "rakes"


def test_a_cache_holds_nothing_to_execute(tmp_path):
    opened(tmp_path, [])
    [file] = tmp_path.glob("index-*")
    assert not any(array.dtype.hasobject for array in read_arrays(file).values())


def test_arrays_are_read_as_they_were_written(tmp_path):
    written = {
        "numbers": np.arange(6, dtype=np.int8).reshape(2, 3),
        "turned": np.arange(6, dtype=np.float32).reshape(2, 3).T,
        "none": np.zeros((0, 4)),
        "flags": np.array([True, False]),
    }
    write_arrays(tmp_path / "kept", written)
    found = read_arrays(tmp_path / "kept")
    assert found.keys() == written.keys()
    for name, array in written.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)


def test_arrays_of_objects_are_refused(tmp_path):
    write_sealed(tmp_path / "kept", (b'[["name", "|O", [1]]]\n', bytes(8)))
    with pytest.raises(Broken):
        read_arrays(tmp_path / "kept")


@pytest.mark.parametrize("more", [b"", bytes(9)])
def test_arrays_of_another_length_are_refused(tmp_path, more):
    write_sealed(tmp_path / "kept", (b'[["name", "<i8", [1]]]\n', more))
    with pytest.raises(Broken):
        read_arrays(tmp_path / "kept")


def test_what_a_start_made_is_not_searched_for_garbage(tmp_path):
    program = (
        "import gc, sys\n"
        "from pathlib import Path\n"
        "from adapters.settings import Settings\n"
        "from adapters.wiring import open_index\n"
        "index = open_index([Path(sys.argv[1])], Settings(tpm_encoder='off'))\n"
        "assert gc.get_freeze_count() > len(index.lexicon.repair.counts)\n"
        "assert gc.get_threshold()[0] < 200_000"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", program, str(GARDEN)]
    subprocess.run(command, env=environment, check=True, timeout=60)


class Counting:
    """An encoder that counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def sentences(self, tokens):
        self.asked += [tuple(words) for words in tokens]
        vectors = np.array([[len(" ".join(words)), 1.0] for words in tokens], np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_a_phrasing_is_encoded_once_even_after_a_restart(tmp_path):
    sentences = [("phrasing", str(number)) for number in range(MANY)]
    first, second = Counting(), Counting()
    before = Memo(lambda: first, [tmp_path / "kept.npz"]).sentences(sentences)
    after = Memo(lambda: second, [tmp_path / "kept.npz"]).sentences([*sentences[:-1], ("new",)])
    assert len(first.asked) == MANY
    assert second.asked == [("new",)]
    assert np.allclose(before[:-1], after[:-1], atol=0.02)


def test_what_teams_have_of_their_own_is_encoded_once_and_written_nowhere(tmp_path, monkeypatch):
    monkeypatch.setattr("adapters.models.memo.RECENT", 2 * MANY)
    base, *teams = ([(f"team {team}", str(number)) for number in range(MANY)] for team in range(4))
    asked = Counting()
    memo = Memo(lambda: asked, [tmp_path / "kept.npz"])
    memo.sentences(base)
    written = read(tmp_path / "kept.npz")
    memo.settle()
    for team in (teams[0], teams[0], base, teams[1], teams[0], teams[2]):
        memo.sentences(team)
    assert asked.asked == [*base, *teams[0], *teams[1], *teams[2]]
    memo.sentences(teams[1])  # the one not asked for longest was given up
    assert len(asked.asked) == 5 * MANY
    assert read(tmp_path / "kept.npz").keys() == written.keys()


def test_a_damaged_memory_is_no_memory(tmp_path):
    (tmp_path / "kept.npz").write_bytes(b"torn")
    assert read(tmp_path / "kept.npz") == {}


def test_all_vectors_that_the_built_in_index_is_made_of_are_shipped(tmp_path):
    asked = Counting()
    memo = Memo(lambda: asked, [SHIPPED, tmp_path / "kept.npz"])
    build_index(load(), static_vectors(), memo)
    most = 0.02 * len(read(SHIPPED))
    assert len(asked.asked) <= most, "run `make vectors` after changing phrasings"


def test_the_static_vectors_are_at_most_seven_megabytes():
    assert FILE.stat().st_size <= 7_000_000


def test_a_model_that_is_not_the_pinned_one_is_refused(tmp_path):
    with pytest.raises(EncoderRefused, match="can't be read"):
        find_model(str(tmp_path))
    (tmp_path / "model.onnx").write_bytes(b"something else")
    with pytest.raises(EncoderRefused, match="is not the model that is pinned"):
        find_model(str(tmp_path))


def test_the_encoder_leaves_no_trace_and_tells_alike_from_unlike(tmp_path):
    program = (
        "from adapters.models.encoder import SentenceEncoder, find_model\n"
        "from adapters.models.static import static_vectors\n"
        "v = SentenceEncoder(find_model(''), static_vectors()).sentences([s.split() for s in"
        " ('how much do they earn', 'what is the salary', 'is it raining today')])\n"
        "assert v[0] @ v[1] > v[0] @ v[2] + 0.2"
    )
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"} | home
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, timeout=60)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
