"""Nothing is forgotten: whatever field of whatever class of the model differs, and nothing else, is reported.

The classes and fields are those of the model itself. Who adds a field there and none to the sample here sees a test
fail; who adds one and the comparison overlooks it, too.
"""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import types
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from sotetrace.model.document import VisionDocument
from sotetrace.model.limits import Limits
from sotetrace.model.settings import Settings, WaiverFile
from tests.sides import changes_of, diff_of, reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.diff import DiffResult
    from tests.builders import Raw

ANCHOR = {"where": "p1", "quote": "sanat", "prefix": "ennen", "suffix": "perässä", "occurrence": 2}
REVIEW = {"by": "reader", "date": "2026-01-01", "verdict": "accepted"}


def words(text: str) -> Raw:
    return {"fi": text, "sv": f"{text} sv", "en": f"{text} en"}


def link(to: str, **fields: Any) -> Raw:
    return {
        "to": to,
        "from": "X1.a",
        "basis": "inferred",
        "confidence": "high",
        "sign": "unclear",
        "by": "project",
        "rationale": words("koska"),
        "reviewed": REVIEW,
        **ANCHOR,
        **fields,
    }


def whole(identifier: str, **fields: Any) -> Raw:
    """An element with every field that all kinds share."""
    sic = [{"text": "virje", "note": words("virhe")}]
    return {
        "id": identifier,
        "order": 3,
        "number": "3",
        "title": words(identifier),
        "title_from": "project",
        "title_official": ["sv"],
        "summary": words("lyhyesti"),
        "note": words("huom"),
        "source": ANCHOR,
        "variants": [
            {"text": "toisin", "lang": "fi", "note": words("huom"), "sic": sic}
            | {key: ANCHOR[key] for key in ANCHOR if key != "quote"}
        ],
        "sic": sic,
        "formerly": ["X0"],
        "draft": True,
        "parts": [{"id": f"{identifier}.a", "title": words("osa"), "source": ANCHOR, "sic": sic}],
        **fields,
    }


EXPECTATION = {
    "id": "e",
    "of": "sub_goal",
    "link": "advances",
    "direction": "in",
    "by": ["measure"],
    "at_least": 2,
    "roles": ["promise"],
    "facet": "level",
    "values": ["L1"],
}
HEADER = {
    "id": "plan",
    "title": words("Suunnitelma"),
    "original": "fi",
    "languages": ["fi", "sv"],
    "translations": {"sv": "own", "en": "official"},
    "standing": "proposal",
    "issuer": words("STM"),
    "licence": "CC BY 4.0",
    "summary": words("lyhyesti"),
    "note": words("huom"),
    "claims": [{"kind": "measure", "level": "L1", "count": 1, **ANCHOR}],
}
DOCUMENT: Raw = {
    "format": 1,
    "document": HEADER,
    "sources": [
        {"id": "s", "title": words("lähde"), "language": "fi", "note": words("huom")}
        | {"places": [{"id": "p1", "title": words("sivu"), "starts": "Alku", "occurrence": 2}]}
    ],
    "statements": [whole("S1", level="L1", role="promise")],
    "trends": [whole("T1", level="L1", drives=[link("P1")])],
    "levels": [whole("L1"), whole("L2")],
    "core_problems": [whole("P1", level="L1")],
    "goals": [whole("G1", level="L1", answers=[link("P1")], serves=[link("S1")])],
    "sub_goals": [whole("G1.1", level="L1", goal="G1", answers=[link("P1")])],
    "measures": [
        whole(
            "M1",
            level="L1",
            instruments=[{"kind": "law", **ANCHOR}],
            names=[link("A1", role="partner")],
            **{name: [link("G1.1")] for name in ("advances", "hinders")},
            serves=[link("S1")],
            needs=[link("M2")],
        ),
        whole("M2", level="L1"),
    ],
    "indicators": [
        whole("I1", level="L1", baseline="1", target="2", unit="%", year=2030, indicates=[link("G1.1")])
        | {"data_source": words("THL")}
    ],
    "actors": [whole("A1")],
    "milestones": [whole("R1", level="L1", date="2027-01-01", delivers=[link("M1")])],
    "scopes": [
        {"id": "set", "title": words("joukko"), "note": words("huom"), "members": {"kind": "measure", "level": "L1"}}
        | {"advances": [link("G1")], "serves": [link("S1")]},
        {"id": "listed", "members": ["M1"], "serves": [link("S1", basis="blanket")]},
    ],
    "judged": [
        {"measures": ["M1"], "sub_goals": ["G1.1"], "by": "reader", "date": "2026-01-01", "note": words("huom")}
    ],
    "retired": [{"id": "M9", "title": words("entinen"), "replaced_by": ["M1"]}],
    "expectations": [EXPECTATION],
}
SETTINGS: Raw = {
    "format": 1,
    "documents": ["a.yaml"],
    "waivers": "waivers.yaml",
    "crosswalks": ["plan--other.sssom.tsv"],
    "texts": {"s": "s.txt"},
    "rules": {"orphan": "error"},
    "expectations": [EXPECTATION],
    "limits": dict.fromkeys(Limits.model_fields, 50),
}
ACCEPTED = {"reason": "myöhemmin", "owner": "board", "date": "2026-01-01", "until": "2027-01-01"}
WAIVERS: Raw = {
    "format": 1,
    "waivers": [{"rule": "uncovered-sub-goal", "element": "G1.1", **ACCEPTED}],
    "changes": [{"fingerprint": "f" * 16, "rule": "element-removed", "elements": ["M1"], **ACCEPTED}],
}


# ---- every field of every class --------------------------------------------------------------------------------------

Place = tuple[str | int, ...]
_UNSEEN = {("WaiverFile", "format")}
"""What a workspace does not keep: the file of waivers has one format only."""


def model_in(annotation: Any) -> list[type[BaseModel]]:
    """Return the classes of values that a field may hold, inside of lists and unions too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in model_in(part)]


def iter_models(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """Yield a class and every class that its fields may hold."""
    if model not in seen:
        seen.add(model)
        yield model
        for info in model.model_fields.values():
            for inner in model_in(info.annotation):
                yield from iter_models(inner, seen)


def iter_places(model: type[BaseModel], raw: Any, at: Place = ()) -> Iterator[tuple[type[BaseModel], str, Any, Place]]:
    """Yield (class, key, annotation, place) for every field of every value in a sample, filled or not."""
    for name, info in model.model_fields.items():
        key = info.alias or name
        yield model, key, info.annotation, (*at, key)
        value, inner = raw.get(key), model_in(info.annotation)
        if inner and isinstance(value, dict):
            yield from iter_places(inner[0], value, (*at, key))
        elif inner and isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    yield from iter_places(inner[0], item, (*at, key, index))


def others(annotation: Any, value: Any) -> Iterator[Any]:
    """Yield values that a field may have instead of one; None stands for the absence of the key."""
    if isinstance(value, dict):
        if not model_in(annotation):  # the fields of a value of its own are tried each by itself
            first, *_ = value
            yield {key: item for key, item in value.items() if key != first}
            yield from ({**value, first: other} for other in others(annotation, value[first]) if other is not None)
    elif isinstance(value, list):
        yield value[1:]
        yield from ([*value, other] for other in _other_items(annotation, value[-1]) if other not in value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    else:
        literals = [word for word in _literals(annotation) if word != value]
        yield from literals[-1:] or (["2026-02-02"] if _is_day(value) else [f"{value}x"])
    yield None


def _other_items(annotation: Any, item: Any) -> Iterator[Any]:
    """Yield items to add to a list: of a list of values, one of another name."""
    if not isinstance(item, dict):
        yield from (other for other in others(annotation, item) if other is not None)
    else:
        key = next(key for key in ("id", "to", "text", "quote", "fingerprint", "element", "by") if key in item)
        yield {**item, key: f"{item[key]}x"}


def _literals(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    is_nested = get_origin(annotation) in (tuple, dict, Union, types.UnionType)
    return [word for part in get_args(annotation) for word in _literals(part)] if is_nested else []


def _is_day(value: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


def with_other(raw: Any, place: Place, value: Any) -> Any:
    """Return a value of which one field within is another, or is not there; what it shares with the first stays."""
    key, *rest = place
    new = copy.copy(raw)
    if rest:
        new[key] = with_other(raw[key], tuple(rest), value)
    elif value is None:
        new.pop(key, None)
    else:
        new[key] = value
    return new


def value_at(raw: Raw, place: Place) -> Any:
    at: Any = raw
    for key in place:
        if isinstance(at, dict) and key not in at:
            return None
        at = at[key]
    return at


SAMPLES: dict[type[BaseModel], Raw] = {VisionDocument: DOCUMENT, Settings: SETTINGS, WaiverFile: WAIVERS}


@cache
def cases(model: type[BaseModel]) -> dict[Place, list[Raw]]:
    """Return, by place, the documents that differ in one field and are still read."""
    raw = SAMPLES[model]
    found: dict[Place, list[Raw]] = {}
    base = model.model_validate(raw)
    for owner, key, annotation, place in iter_places(model, raw):
        value = value_at(raw, place)
        if (owner.__name__, key) in _UNSEEN or value is None:
            continue
        found[place] = []
        for new in (with_other(raw, place, other) for other in others(annotation, value)):
            with contextlib.suppress(ValueError):
                found[place] += [new] if model.model_validate(new) != base else []
    return found


def named(model: type[BaseModel]) -> list[Any]:
    """Return the cases with their names, and whether each is the first of its field in its class."""
    fields = {place: (owner, key) for owner, key, _, place in iter_places(model, SAMPLES[model])}
    first = {field: place for place, field in reversed(fields.items())}
    found = {place: news for place, news in cases(model).items() if news}
    return [pytest.param(at, new, first[fields[at]] == at, id=".".join(map(str, at))) for at, new in found.items()]


@pytest.mark.parametrize("model", SAMPLES, ids=lambda model: model.__name__)
def test_the_samples_have_every_field_of_every_class(model: type[BaseModel]) -> None:
    """And of each that has no fields of its own, a case is made."""
    raw = SAMPLES[model]
    filled = {(owner, key) for owner, key, _, place in iter_places(model, raw) if value_at(raw, place) is not None}
    declared = {
        (inner, info.alias or name) for inner in iter_models(model, set()) for name, info in inner.model_fields.items()
    }
    assert {(owner.__name__, key) for owner, key in declared - filled} == set()
    untried = {place for place, news in cases(model).items() if not news}
    assert {place for place in untried if not isinstance(value_at(raw, place), dict)} == set()


def assert_told(there: DiffResult, back: DiffResult, place: Place) -> None:
    """A difference is told in every language, of the place where it is, and both ways."""
    for result in (there, back):
        assert result.changes
        for change in result.changes:
            for language in ("fi", "sv", "en"):
                assert "{" not in change.finding.message(language)
    roots = [change for result in (there, back) for change in result.roots]
    about = {change.finding.place.path[:2] for change in roots}
    assert any(path[: len(place)] == place[: len(path)] for path in about), (about, place)


@pytest.mark.parametrize(("place", "news", "is_first"), named(VisionDocument))
def test_a_document_that_differs_in_one_field_differs(place: Place, news: list[Raw], is_first: bool) -> None:
    for new in news:
        there, back = changes_of(DOCUMENT, new), changes_of(new, DOCUMENT)
        assert there
        assert len(there) == len(back)
        if is_first:
            assert_told(diff_of(DOCUMENT, new), diff_of(new, DOCUMENT), place)


@pytest.mark.parametrize(("place", "news", "_"), named(Settings))
def test_settings_that_differ_in_one_field_differ(place: Place, news: list[Raw], _: bool) -> None:
    for new in news:
        old_side, new_side = (reading_of(DOCUMENT, settings=settings) for settings in (SETTINGS, new))
        assert_told(diff_of(old_side, new_side), diff_of(new_side, old_side), place)


@pytest.mark.parametrize(("place", "news", "_"), named(WaiverFile))
def test_waivers_that_differ_in_one_field_differ(place: Place, news: list[Raw], _: bool) -> None:
    for new in news:
        files = [WaiverFile.model_validate(raw) for raw in (WAIVERS, new)]
        sides = [reading_of(DOCUMENT, waivers=file.waivers, acceptances=file.changes) for file in files]
        assert_told(diff_of(sides[0], sides[1]), diff_of(sides[1], sides[0]), place)
