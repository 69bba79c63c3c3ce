"""The reading of Sote2040: its own sentences agree with the data, and what it quotes are words of the source."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.project import Project
from tests.docs.pages import ROOT, prose_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AND = {"fi": "ja", "en": "and"}


@cache
def sote2040() -> Project:
    return Project.open(ROOT / "data/vision.yaml")


def prose(language: str) -> str:
    text = (ROOT / f"docs/explanation/reading.{language}.md").read_text(encoding="utf-8")
    return " ".join(prose_of(text).split())


def listed(identifiers: Iterable[str], language: str) -> str:
    *rest, last = identifiers
    return f"{', '.join(rest)} {AND[language]} {last}"


def strings_in(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from strings_in(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from strings_in(value)
    elif isinstance(data, str):
        yield data


@pytest.mark.parametrize("language", AND)
def test_measures_that_it_names_are_those_of_robustness(language: str) -> None:
    found, page = sote2040().robustness(), prose(language)
    assert listed(found.droppable, language) in page
    assert found.smallest.is_exact
    assert listed(found.smallest.measures, language) in page
    rest = [m.id for m in sote2040().document.measures if m.id not in found.smallest.measures]
    assert f"$ sotetrace impact {' '.join(rest)}\n" in (ROOT / f"docs/explanation/reading.{language}.md").read_text(
        encoding="utf-8"
    )


def test_what_it_says_of_them_holds() -> None:
    project = sote2040()
    found = project.robustness()
    assert [(one.id, one.carrier) for one in found.single_carriers] == [
        ("G1.2.a", "M10"),
        ("G1.3.a", "M8"),
        ("G1.3.b", "M1"),
    ]
    assert not project.impact(*found.droppable).losses
    rest = [measure.id for measure in project.document.measures if measure.id not in found.smallest.measures]
    assert {loss.id for loss in project.impact(*rest).losses if loss.type == "last_carrier"} == {"S3", "S14"}


def test_what_it_says_of_m8_holds() -> None:
    project = sote2040()
    assert {(loss.id, loss.type) for loss in project.impact("M8").losses} == {
        ("G1.3.a", "last_part_carrier"),
        ("G1.3", "one_carrier"),
        ("S11", "weaker"),
    }
    assert len(project.paths("M8", "P3").chains) == 5
    inequality = [measure.id for measure in project.document.measures if "eriarvo" in str(measure.title.fi).casefold()]
    assert inequality == []


def test_what_it_says_of_staff_holds() -> None:
    assert [(x.id, x.before, x.after) for x in sote2040().impact("M5").losses] == [("G2.3", "medium", "low")]


@pytest.mark.parametrize("language", AND)
def test_quotes_are_words_of_the_data(language: str) -> None:
    """The data is held to the source; so what stands in it stands there."""
    words = " ".join(" ".join(strings_in(sote2040().document.model_dump(exclude_none=True))).split()).casefold()
    quotes = re.findall("”([^”]+)”", prose(language))
    assert quotes
    assert [quote for quote in quotes if quote.casefold() not in words] == []
