"""The picture of the data model is the schema's."""

from scripts.draw_schema import FILE, drawing


def test_the_picture_was_drawn_from_the_schema_as_it_is():
    assert FILE.read_text() == drawing(), "run: .venv/bin/python -m scripts.draw_schema"
