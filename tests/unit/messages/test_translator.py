"""The translator fills slots and knows the words of arguments."""

from __future__ import annotations

import pytest

from sotetrace.messages import Translator


def test_fills_slots() -> None:
    assert Translator("en")("list.count", count=3) == "3 in all"
    assert Translator("fi").language == "fi"


def test_slots_are_filled_once() -> None:
    """Text of a model that looks like a slot stays text."""
    assert Translator("en")("coverage.title", title="{count} {0}") == "Coverage: {count} {0}"


def test_missing_key_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Translator("en")("no.such.key")


@pytest.mark.parametrize(
    ("value", "shown"), [("@date", "a date such as 2026-01-31"), ("@home", "@home"), ("date", "date")]
)
def test_slot_words(value: str, shown: str) -> None:
    assert Translator("en").slot(value) == shown
