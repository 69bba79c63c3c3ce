"""What a number of a text is: a year, a percentage or just a number."""

from __future__ import annotations

import pytest

from sotetrace.model.numbers import find_quantities


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        pytest.param("vuonna 2030", "year", "2030", id="four digits that stand alone"),
        pytest.param("2030-luvulla", "year", "2030s", id="a decade"),
        pytest.param("laki 2030b", "number", "2030", id="a letter after it"),
        pytest.param("2030 euroa", "number", "2030", id="money"),
        pytest.param("1899", "number", "1899", id="before the years"),
        pytest.param("2030 %", "percentage", "2030 %", id="a percentage"),
    ],
)
def test_four_digits(text: str, kind: str, value: str) -> None:
    assert [(found.kind, found.value) for found in find_quantities(text, "fi")] == [(kind, value)]
