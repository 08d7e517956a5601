"""What is measured on left-out phrasings is measured on phrasings that were left out."""

from pathlib import Path

from benchmarks.folds import FOLDS, folds
from knowledge.loader import load

GARDEN = load([Path(__file__).parents[1] / "knowledge_small"])


def test_each_phrasing_is_left_out_once_and_of_its_own_fold():
    made = list(folds(GARDEN))
    asked = [(question.id, question.text) for fold in made for question in fold.left_out]
    there = [(item.id, said) for item in GARDEN.items() for said in item.phrasings]

    assert len(made) == FOLDS
    assert sorted(asked) == sorted(there)
    for fold in made:
        kept = {(item.id, said) for item in fold.knowledge.items() for said in item.phrasings}
        left_out = {(question.id, question.text) for question in fold.left_out}
        assert kept == set(there) - left_out


def test_the_sizes_of_folds_are_within_one_of_one_another():
    sizes = [len(fold.left_out) for fold in folds(GARDEN)]
    assert max(sizes) - min(sizes) <= 1
