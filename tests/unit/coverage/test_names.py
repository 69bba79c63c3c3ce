"""The room lends its names when they are first used, and says so when it has none of a name."""

from __future__ import annotations

import inspect

import pytest

from sotetrace import coverage


@pytest.mark.parametrize("name", coverage.__all__)
def test_every_name_is_lent_by_the_module_it_lives_in(name: str) -> None:
    found = coverage.__getattr__(name)
    assert getattr(coverage, name) is found
    if inspect.isclass(found) or inspect.isfunction(found):
        assert found.__name__ == name
        assert found.__module__.startswith("sotetrace.coverage.")


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match=r"module 'sotetrace\.coverage' has no attribute 'nothing'"):
        coverage.__getattr__("nothing")
