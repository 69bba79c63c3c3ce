"""The lines of a text, cut out on demand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotetrace.store.yaml_text import Lines


@given(st.text(alphabet="ab\n", max_size=20))
def test_lines_are_those_of_the_text(text: str) -> None:
    lines = Lines(text)
    assert list(lines) == text.splitlines()
    for index, character in enumerate(text):
        line, column = lines.locate(index)
        assert (lines[line] + "\n")[column] == character


def test_slices_and_what_is_beyond() -> None:
    lines = Lines("a\nb\nc\n")
    assert (lines[1], lines[-1], lines[1:], len(lines)) == ("b", "c", ["b", "c"], 3)
    assert lines.locate(6) == (3, 0), "the end of the text"
    with pytest.raises(IndexError):
        lines[3]
    assert len(Lines()) == 0
