"""An entry that others name may become a boundary in a later folder."""

from knowledge.loader import BUILT_IN, load


def test_an_entry_of_the_built_in_knowledge_may_become_a_boundary(folder):
    ours = folder(
        "boundaries:\n  - id: salary\n    title: Pay\n    says: Ask us.\n    phrasings: [pay]\n"
    )
    loaded = load([BUILT_IN, ours])
    assert "salary" in {boundary.id for boundary in loaded.boundaries}
