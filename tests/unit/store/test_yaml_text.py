"""The lines of a text, cut out on demand."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotetrace.store.yaml_text import Lines


@given(st.text(alphabet="ab\n", max_size=20), st.sampled_from([1, 4, 4096]))
def test_lines_are_those_of_the_text(text: str, block: int) -> None:
    with mock.patch("sotetrace.store.yaml_text._BLOCK", block):
        lines = Lines(text)
        assert list(lines) == text.splitlines()
        assert len(lines) == len(text.splitlines())
        for index in range(len(text) + 1):
            line, column = lines.locate(index)
            before = text[:index]
            assert (line, column) == (before.count("\n"), index - before.rfind("\n") - 1)
            assert lines.start(line) == index - column
        with pytest.raises(IndexError):
            lines.start(text.count("\n") + 1)


def test_slices_and_what_is_beyond() -> None:
    lines = Lines("a\nb\nc\n")
    assert (lines[1], lines[-1], lines[1:], len(lines)) == ("b", "c", ["b", "c"], 3)
    assert lines.locate(6) == (3, 0), "the end of the text"
    with pytest.raises(IndexError):
        lines[3]
    assert len(Lines()) == 0
