"""Small builders: documents from few words. Everything is first a plain dict in the shape of the YAML.

plan = vision(
    core_problems=[problem("P1")],
    goals=[goal("G1", stated("P1"))],
    sub_goals=[sub_goal("G1.1", "G1")],
    measures=[measure("M1", layout("G1"), inferred("G1.1", "low"))],
)
coverage_of(plan)
slugs(plan)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sotetrace.checks.context import CheckContext
from sotetrace.checks.run import run_checks
from sotetrace.coverage import evaluate_coverage
from sotetrace.graph import build_graph
from sotetrace.model.document import VisionDocument
from sotetrace.model.expectations import Expectation
from sotetrace.model.settings import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sotetrace.coverage import CoverageResult, ElementCoverage
    from sotetrace.findings import Finding

Raw = dict[str, Any]
"""A piece of a document as the YAML has it."""


# ---- links -------------------------------------------------------------------------------------------------


def stated(to: str, **fields: Any) -> Raw:
    """A link that a sentence of the source states."""
    return {"to": to, "basis": "stated", "quote": f"words about {to}", **_start(fields)}


def layout(to: str, **fields: Any) -> Raw:
    """A link that the layout of the source shows."""
    return {"to": to, "basis": "layout", "where": "slide", **_start(fields)}


def blanket(to: str, **fields: Any) -> Raw:
    """A link of a claim about a whole set; it belongs into a scope."""
    return {"to": to, "basis": "blanket", "where": "slide", "quote": f"all for {to}", **_start(fields)}


def inferred(to: str, confidence: str | None = "high", **fields: Any) -> Raw:
    """A link that somebody reads into the source."""
    evidence = {"confidence": confidence, "by": "project", "rationale": text("because")}
    return {"to": to, "basis": "inferred", **evidence, **_start(fields)}


def _start(fields: Raw) -> Raw:
    """Let tests write `start=` for the key `from`, which Python keeps for itself."""
    return {("from" if key == "start" else key): value for key, value in fields.items()}


# ---- elements ----------------------------------------------------------------------------------------------


def text(words: str) -> Raw:
    """A localized text with the same words in every language."""
    return {"fi": words, "sv": words, "en": words}


def element(identifier: str, **fields: Any) -> Raw:
    """An element of any kind; `parts="ab"` gives it the parts `<id>.a` and `<id>.b`."""
    letters = fields.pop("parts", ())
    raw = {"id": identifier, "title": text(f"title of {identifier}"), **fields}
    if letters:
        raw["parts"] = [part if isinstance(part, dict) else _part(f"{identifier}.{part}") for part in letters]
    return raw


def _part(identifier: str) -> Raw:
    return {"id": identifier, "title": text(f"part {identifier}")}


def level(identifier: str, **fields: Any) -> Raw:
    return element(identifier, **fields)


def problem(identifier: str, **fields: Any) -> Raw:
    return element(identifier, **fields)


def statement(identifier: str, role: str = "promise", **fields: Any) -> Raw:
    return element(identifier, role=role, **fields)


def goal(identifier: str, *answers: Raw, **fields: Any) -> Raw:
    return element(identifier, answers=list(answers), **fields)


def sub_goal(identifier: str, goal: str, **fields: Any) -> Raw:
    return element(identifier, goal=goal, **fields)


def measure(identifier: str, *advances: Raw, **fields: Any) -> Raw:
    return element(identifier, advances=list(advances), **fields)


def indicator(identifier: str, *indicates: Raw, **fields: Any) -> Raw:
    return element(identifier, indicates=list(indicates), **fields)


def scope(identifier: str, members: Any, *advances: Raw, **fields: Any) -> Raw:
    """A blanket claim; `members` is a list of ids or a dict with `kind` and `level`."""
    return {"id": identifier, "members": members, "advances": list(advances), **fields}


def judged(measures: Iterable[str], sub_goals: Iterable[str]) -> Raw:
    return {"measures": list(measures), "sub_goals": list(sub_goals), "by": "reader", "date": "2026-01-01"}


def source_text(identifier: str, *places: Raw | str, language: str = "fi") -> Raw:
    """A source with places; a place given as a word has that word as its id and as its first words."""
    return {
        "id": identifier,
        "title": text(identifier),
        "language": language,
        "places": [
            place if isinstance(place, dict) else {"id": place, "title": text(place), "starts": place}
            for place in places
        ],
    }


# ---- documents and what is made of them --------------------------------------------------------------------


def raw_vision(header: Raw | None = None, **sections: Any) -> Raw:
    """A document as the YAML has it."""
    return {"format": 1, "document": {"id": "plan", "title": text("Plan"), **(header or {})}, **sections}


def vision(header: Raw | None = None, **sections: Any) -> VisionDocument:
    """A document."""
    return VisionDocument.model_validate(raw_vision(header, **sections))


def expectation(identifier: str, of: str, link: str, direction: str, *by: str, **fields: Any) -> Expectation:
    raw = {"id": identifier, "of": of, "link": link, "direction": direction, "by": by, **fields}
    return Expectation.model_validate(raw)


def waiver(rule: str, of: str, **fields: Any) -> Waiver:
    """A waiver that is complete and holds until the end of 2027; a field given as None is left out."""
    whole = {"reason": "later", "owner": "board", "date": "2026-01-01", "until": "2027-12-31"}
    given = {key: value for key, value in {**whole, **fields}.items() if value is not None}
    return Waiver.model_validate({"rule": rule, "element": of, **given})


def coverage_of(document: VisionDocument | Raw, **options: Any) -> CoverageResult:
    """Evaluate a document; options are those of `evaluate_coverage`."""
    whole = VisionDocument.model_validate(document) if isinstance(document, dict) else document
    return evaluate_coverage(build_graph(whole), **options)


def covered(result: CoverageResult, expectation_id: str, identifier: str) -> ElementCoverage:
    """Return the coverage of one element against one expectation; the test fails when there is none."""
    found = result.find_expectation(expectation_id)
    assert found is not None, expectation_id
    return next(element for element in found.elements if element.id == identifier)


def findings_of(document: VisionDocument, **options: Any) -> list[Finding]:
    """Run every check on a document; options are those of `CheckContext`."""
    return run_checks(CheckContext(document, **options))


def slugs(document: VisionDocument, *rules: str, **options: Any) -> list[tuple[str, str | None]]:
    """Return (rule, element) of the findings on a document, of some rules or of all, sorted."""
    found = findings_of(document, **options)
    return sorted((f.rule, f.element) for f in found if not rules or f.rule in rules)
