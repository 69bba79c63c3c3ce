"""What a document and a workspace are taken apart into: names that survive moving, places, and plain fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.diff.entities import (
    canonical,
    iter_around,
    iter_elements,
    iter_links_on,
    iter_of_workspace,
    iter_within,
    plain,
)
from sotetrace.model.document import VisionDocument
from sotetrace.model.limits import DEFAULT_LIMITS
from sotetrace.model.links import Link
from sotetrace.model.settings import Acceptance, Settings
from sotetrace.model.workspace import Workspace
from tests.builders import (
    expectation,
    goal,
    judged,
    layout,
    level,
    measure,
    raw_vision,
    scope,
    source_text,
    stated,
    sub_goal,
    text,
    vision,
    waiver,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sotetrace.diff.entities import Entity
    from tests.builders import Raw

PLAN = vision(
    {"claims": [{"kind": "goal", "count": 2}, {"kind": "measure", "level": "L1", "count": 3}]},
    sources=[source_text("s", "p1", "p2"), source_text("t", "p3")],
    levels=[level("L1")],
    goals=[goal("G1"), goal("G2")],
    sub_goals=[sub_goal("G1.1", "G1")],
    measures=[
        measure("M1", stated("G1.1"), stated("G1", start="M1.b"), parts="ab", serves=[stated("S1")]),
        measure("M2", needs=[stated("M1")]),
    ],
    scopes=[scope("all", {"kind": "measure"}), scope("some", ["M1"], layout("G1"), serves=[layout("S1")])],
    judged=[judged(["M2"], ["G1.1"]), {**judged(["M1"], ["G1.1"]), "by": "B"}, {**judged(["M1"], []), "by": "A"}],
    retired=[{"id": "M8", "title": text("a")}, {"id": "M9", "title": text("b")}],
    expectations=[
        {"id": name, "of": "goal", "link": "advances", "direction": "in", "by": ["measure"]} for name in "ef"
    ],
)


def listed(entities: Iterable[Entity]) -> list[tuple[str, str, str]]:
    """Return (type, id, holder) of entities."""
    return [(entity.type, entity.id, entity.holder) for entity in entities]


def value_at(top: Any, path: Iterable[str | int]) -> Any:
    """Return what stands at a path of keys and positions, of the value at the top."""
    for key in path:
        top = top[key] if isinstance(key, int) else getattr(top, key)
    return top


# ---- what there is ---------------------------------------------------------------------------------------------------


def test_beside_the_elements_stands_all_that_has_a_name_of_its_own() -> None:
    assert listed(iter_around(PLAN)) == [
        ("document", "plan", "plan"),
        ("claim", "goal", "plan"),
        ("claim", "measure L1", "plan"),
        ("source", "s", "s"),
        ("place", "p1", "s"),
        ("place", "p2", "s"),
        ("source", "t", "t"),
        ("place", "p3", "t"),
        ("scope", "all", "all"),
        ("scope", "some", "some"),
        ("link", "some:G1", "some"),
        ("link", "some:serves:S1", "some"),
        ("judged", "reader 2026-01-01", "plan"),
        ("judged", "B 2026-01-01", "plan"),
        ("judged", "A 2026-01-01", "plan"),
        ("retired", "M8", "M8"),
        ("retired", "M9", "M9"),
        ("expectation", "e", "plan"),
        ("expectation", "f", "plan"),
    ]


def test_elements_come_with_their_kind() -> None:
    found = list(iter_elements(PLAN))
    assert listed(found) == [("element", name, name) for name in ("L1", "G1", "G2", "G1.1", "M1", "M2")]
    assert [entity.kind for entity in found] == ["level", "goal", "goal", "sub_goal", "measure", "measure"]


def test_of_elements_with_one_id_only_the_first_counts() -> None:
    twice = vision(goals=[goal("G1")], measures=[measure("G1"), measure("M1"), measure("M1"), measure("M2")])
    assert [entity.path for entity in iter_elements(twice)] == [("goals", 0), ("measures", 1), ("measures", 3)]


def test_on_an_element_stand_its_parts_of_its_kind_and_its_links_of_their_types() -> None:
    found = list(iter_within(("measures", 0), PLAN.measures[0]))
    assert listed(found) == [
        ("part", "M1.a", "M1"),
        ("part", "M1.b", "M1"),
        ("link", "M1:G1.1", "M1"),
        ("link", "M1.b:G1", "M1"),
        ("link", "M1:serves:S1", "M1"),
    ]
    assert [entity.kind for entity in found] == ["measure", "measure", None, None, None]
    assert [entity.link_type for entity in found] == [None, None, "advances", "advances", "serves"]


def test_what_can_have_no_links_has_none() -> None:
    assert list(iter_links_on(("levels", 0), "L1", PLAN.levels[0])) == []


def test_everything_is_what_stands_at_its_path() -> None:
    elements = list(iter_elements(PLAN))
    within = [inner for path, element in PLAN.iter_places() for inner in iter_within(path, element)]
    for entity in (*iter_around(PLAN), *elements, *within):
        assert value_at(PLAN, entity.path) is entity.value


def test_a_workspace_has_settings_with_expectations_and_accepts_gaps_and_changes() -> None:
    expectations = [expectation(name, "goal", "advances", "in", "measure").model_dump() for name in "ef"]
    settings = Settings.model_validate({"expectations": expectations})
    waivers = (waiver("uncovered-goal", "G1"), waiver("orphan", "soste:M1"))
    acceptances = tuple(
        Acceptance.model_validate(raw)
        for raw in ({"fingerprint": "abc", "elements": ["M1", "M2"]}, {"fingerprint": "def"})
    )
    found = list(iter_of_workspace(Workspace((PLAN,), settings, waivers, acceptances)))
    assert listed(found) == [
        ("settings", "settings", "settings"),
        ("expectation", "e", "settings"),
        ("expectation", "f", "settings"),
        ("waiver", "uncovered-goal:G1", "G1"),
        ("waiver", "orphan:soste:M1", "soste:M1"),
        ("acceptance", "abc", "M1"),
        ("acceptance", "def", "def"),
    ]
    assert [entity.path for entity in found] == [
        (),
        ("expectations", 0),
        ("expectations", 1),
        ("waivers", 0),
        ("waivers", 1),
        ("changes", 0),
        ("changes", 1),
    ]
    assert [entity.value for entity in found] == [settings, *settings.expectations, *waivers, *acceptances]


# ---- the fields ------------------------------------------------------------------------------------------------------


def fields_of(entities: Iterable[Entity], identifier: str) -> dict[str, object]:
    """Return the fields of the entity of an id."""
    return dict(next(entity for entity in entities if entity.id == identifier).fields)


def test_texts_and_anchors_fall_into_their_keys_and_what_is_empty_is_no_field() -> None:
    source = {"where": "p1", "quote": "sanat"}
    one = measure("M1", stated("G1"), title={"fi": "a", "en": "b"}, source=source, parts="a", summary={}, number="1")
    assert fields_of(iter_elements(vision(measures=[one])), "M1") == {
        "id": "M1",
        "number": "1",
        "title.fi": "a",
        "title.en": "b",
        "title_from": "source",
        "source.where": "p1",
        "source.quote": "sanat",
        "draft": False,
    }


def test_a_list_is_its_items_by_what_they_hold_in_one_order() -> None:
    instruments = [{"kind": "law", "quote": "x"}, {"kind": "data"}, {"kind": "funding"}]
    for order in (instruments, instruments[::-1]):
        (found,) = iter_elements(vision(measures=[measure("M1", instruments=order)]))
        items = found.fields["instruments"]
        assert isinstance(items, dict)
        assert list(items.items()) == [
            ('{"kind":"data"}', {"kind": "data"}),
            ('{"kind":"funding"}', {"kind": "funding"}),
            ('{"kind":"law","quote":"x"}', {"kind": "law", "quote": "x"}),
        ]


def test_a_review_is_one_field_and_the_start_of_a_link_has_its_name_in_the_file() -> None:
    review = {"by": "reader", "date": "2026-01-01"}
    holder = measure("M1", stated("G1", start="M1.a", reviewed=review, rationale={"sv": "ty"}))
    (link,) = iter_within(("measures", 0), vision(measures=[holder]).measures[0])
    assert dict(link.fields) == {
        "to": "G1",
        "from": "M1.a",
        "basis": "stated",
        "quote": "words about G1",
        "sign": "positive",
        "rationale.sv": "ty",
        "reviewed": {"by": "reader", "date": "2026-01-01", "verdict": "accepted"},
    }


@pytest.mark.parametrize(
    ("identifier", "fields"),
    [
        ("plan", {"id": "plan", "title.fi": "a", "original": "fi", "translations.sv": "own", "standing": "adopted"}),
        ("s", {"id": "s", "title.fi": "b", "language": "fi"}),
        ("all", {"id": "all", "members.kind": "measure"}),
        ("some", {"id": "some", "members": {'"M1"': "M1", '"M2"': "M2"}}),
    ],
)
def test_what_holds_others_has_the_fields_that_are_its_own(identifier: str, fields: Raw) -> None:
    holding = vision(
        {
            "title": {"fi": "a"},
            "translations": {"sv": "own"},
            "standing": "adopted",
            "claims": [{"kind": "goal", "count": 0}],
        },
        sources=[{**source_text("s", "p1"), "title": {"fi": "b"}}],
        scopes=[scope("all", {"kind": "measure"}, layout("G1")), scope("some", ["M2", "M1"], serves=[layout("S1")])],
    )
    assert fields_of(iter_around(holding), identifier) == fields


def test_nothing_counted_is_a_count() -> None:
    header = {"claims": [{"kind": "goal", "count": 0}]}
    assert fields_of(iter_around(vision(header)), "goal") == {"kind": "goal", "count": 0}


def test_settings_have_a_field_for_each_rule_text_and_limit_and_none_for_their_expectations() -> None:
    raw = {
        "texts": {"s": "s.txt"},
        "rules": {"orphan": "error", "SOT101": "off"},
        "expectations": [expectation("e", "goal", "advances", "in", "measure").model_dump()],
    }
    (settings, _) = iter_of_workspace(Workspace((PLAN,), Settings.model_validate(raw)))
    limits = {f"limits.{name}": value for name, value in DEFAULT_LIMITS.model_dump().items()}
    assert dict(settings.fields) == {
        "format": 1,
        "documents": {'"data/vision.yaml"': "data/vision.yaml"},
        "texts.s": "s.txt",
        "rules.orphan": "error",
        "rules.SOT101": "off",
        **limits,
    }


# ---- plain values ----------------------------------------------------------------------------------------------------


def test_a_value_of_the_model_is_what_its_file_would_say_with_lists_in_one_order() -> None:
    record = VisionDocument.model_validate(
        raw_vision(judged=[{**judged(["M2", "M10"], []), "note": {"fi": "ä"}}])
    ).judged[0]
    assert plain(record) == {"measures": ["M10", "M2"], "by": "reader", "date": "2026-01-01", "note": {"fi": "ä"}}
    assert plain(Link.model_validate(stated("G1", start="M1.a"))) == {
        "to": "G1",
        "from": "M1.a",
        "basis": "stated",
        "quote": "words about G1",
        "sign": "positive",
    }


def test_items_without_an_order_of_their_own_stand_in_the_order_of_what_they_say() -> None:
    items = [{"b": 1}, {"a": 2}, {"a": 1}]
    assert plain(items) == [{"a": 1}, {"a": 2}, {"b": 1}]


@pytest.mark.parametrize("value", ["a", 0, 1.5, False, None])
def test_what_json_knows_stays_as_it_is(value: object) -> None:
    assert plain(value) is value


def test_the_canonical_text_has_sorted_keys_no_spaces_and_letters_as_they_are() -> None:
    assert canonical({"b": ["ä", None], "a": {"d": 1, "c": True}}) == '{"a":{"c":true,"d":1},"b":["ä",null]}'
