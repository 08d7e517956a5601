"""A folder of YAML files becomes a knowledge base, or faults, and nothing else."""

from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.loader import KnowledgeFaults, load, load_with_places
from knowledge.parse import Fault
from knowledge.schema import (
    About,
    Boundary,
    Entry,
    Fact,
    KnowledgeFile,
    Money,
    Source,
    Topic,
)
from tests.knowledge.texts import MOLES, ROSES


def test_the_least_knowledge_base_that_is_valid_is_loaded(folder):
    [entry] = load([folder(ROSES)]).entries
    assert entry == Entry(
        id="roses",
        title="Roses",
        answer="Cut them in March.",
        phrasings=("when do i cut roses",),
    )


def test_the_order_is_that_of_the_files_names_subfolders_too(folder):
    names = ["b/a.yaml", "c.yaml", "a.yaml", "b/z/a.yaml"]
    files = {name: ROSES.replace("roses", f"id{n}") for n, name in enumerate(names)}
    loaded = load([folder(files)])
    assert [entry.id for entry in loaded.entries] == ["id2", "id0", "id3", "id1"]


def test_other_files_and_empty_ones_are_passed_over(folder):
    files = {"all.yaml": ROSES, "empty.yaml": "", "remark.yaml": "# later\n", "README.md": "- ["}
    assert len(load([folder(files)]).entries) == 1


def test_where_everything_stands_is_known(folder):
    where = folder({"a.yaml": ROSES, "b.yaml": "\n" + MOLES})
    places = load_with_places([where]).places
    assert str(places["moles"].fault("it digs", "stop it", "says")) == (
        f"{where}/b.yaml:5: it digs: stop it"
    )


FORMS = (KnowledgeFile, About, Topic, Source, Entry, Boundary, Fact, Money)
KEYS = st.sampled_from(sorted({key for form in FORMS for key in form.model_fields} | {"other"}))
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(max_size=8),
    st.sampled_from(["1e999", "nan", "inf", "9" * 30, "-1", "2024-13-01", "roses", "https://x"]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
BASES = st.dictionaries(KEYS, st.lists(st.dictionaries(KEYS, VALUES)) | VALUES, max_size=4)


@given(st.one_of(BASES.map(yaml.safe_dump), st.text(max_size=40), st.binary(max_size=40)))
def test_no_knowledge_whatsoever_raises_anything_but_its_faults(tmp_path_factory, content):
    where: Path = tmp_path_factory.getbasetemp() / "any"
    where.mkdir(exist_ok=True)
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    (where / "any.yaml").write_bytes(raw)
    faults = _faults([where])
    assert all(fault.what and fault.mend and fault.line >= 1 for fault in faults)


def _faults(folders: list[Path]) -> tuple[Fault, ...]:
    try:
        load(folders)
    except KnowledgeFaults as found:
        return found.faults
    return ()
