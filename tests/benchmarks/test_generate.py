"""Generated knowledge and questions: the same each time, and never a phrasing as it stands."""

from adapters.models.static import static_vectors
from benchmarks.generate import english, generate, varied

WORDS = english(static_vectors())


def test_the_same_is_generated_each_time():
    assert generate(WORDS, 5, held_out=2) == generate(WORDS, 5, held_out=2)


def test_held_out_questions_are_no_phrasings():
    made = generate(WORDS, 20, held_out=5)
    known = {said for entry in made.knowledge.entries for said in entry.phrasings}
    assert len(made.held_out) == 100
    assert not known & {question.text for question in made.held_out}


def test_varied_questions_are_near_a_phrasing_and_never_one():
    knowledge = generate(WORDS, 5).knowledge
    said = {entry.id: entry.phrasings for entry in knowledge.entries}
    for question in varied(knowledge, WORDS, 50, seed=3):
        kept = [set(text.split()) & set(question.text.split()) for text in said[question.id]]
        assert question.text not in said[question.id]
        assert max(map(len, kept)) >= 5
