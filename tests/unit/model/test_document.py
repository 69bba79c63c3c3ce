"""A document: its shape, what it refuses, and how it is walked."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from sotetrace.model.document import Members, VisionDocument
from sotetrace.model.elements import Element
from sotetrace.model.expectations import DEFAULT_EXPECTATIONS
from sotetrace.model.kinds import KIND_NAMES, KINDS, SECTION_OF, Kind
from sotetrace.model.links import LINK_ROW, LINK_TYPES, LISTED_LINK_TYPES, MUST_CARRY, Basis, Link, LinkType, NamesLink
from sotetrace.model.settings import Settings, WaiverFile
from sotetrace.model.workspace import Workspace
from tests.builders import (
    blanket,
    element,
    goal,
    inferred,
    layout,
    level,
    measure,
    problem,
    raw_vision,
    scope,
    stated,
    sub_goal,
    text,
    vision,
)

if TYPE_CHECKING:
    from tests.builders import Raw


# ---- one table, nothing forgotten --------------------------------------------------------------------------


def test_every_kind_has_a_row_a_section_and_a_class() -> None:
    assert typing.get_args(Kind) == KIND_NAMES
    for row in KINDS:
        (of_section,) = [
            t for t in typing.get_args(VisionDocument.model_fields[row.section].annotation) if t is not ...
        ]
        assert issubclass(of_section, Element)
        assert of_section.kind == row.name
        assert SECTION_OF[row.name] == row.section


def test_every_link_type_has_a_row_and_a_field_on_each_kind_it_starts_from() -> None:
    assert tuple(LINK_ROW) == typing.get_args(LinkType)
    classes = {
        row.name: typing.get_args(VisionDocument.model_fields[row.section].annotation)[0].model_fields for row in KINDS
    }
    for link_row in LINK_TYPES:
        field = link_row.field or link_row.name
        assert {kind for kind, fields in classes.items() if field in fields} == set(link_row.sources), field
    assert tuple(row.name for row in LINK_TYPES if row.name not in ("part_of", "at")) == LISTED_LINK_TYPES


def test_every_basis_must_carry_keys_that_a_link_has() -> None:
    assert tuple(MUST_CARRY) == typing.get_args(Basis)
    assert all(key in Link.model_fields for keys in MUST_CARRY.values() for key in keys)


def test_built_in_expectations_ask_what_their_link_may_join() -> None:
    for each in DEFAULT_EXPECTATIONS:
        row = LINK_ROW[each.link]
        assert each.of in (row.targets if each.direction == "in" else row.sources)
        assert set(each.by) <= set(row.sources if each.direction == "in" else row.targets)


# ---- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        pytest.param({"visions": []}, ("visions",), id="unknown section"),
        pytest.param({"goals": [element("G1", advances=[])]}, ("goals", 0, "advances"), id="a link of another kind"),
        pytest.param({"sub_goals": [element("G1.1")]}, ("sub_goals", 0, "goal"), id="sub-goal without goal"),
        pytest.param({"statements": [element("S1", role="wish")]}, ("statements", 0, "role"), id="unknown role"),
        pytest.param({"actors": [element("A1", level="L1")]}, ("actors", 0, "level"), id="an actor at a level"),
        pytest.param({"goals": [{"id": "G1", "title": {"de": "Ziel"}}]}, ("goals", 0, "title", "de"), id="language"),
        pytest.param({"goals": [{"id": "G1", "title": {"fi": " "}}]}, ("goals", 0, "title", "fi"), id="blank text"),
        pytest.param({"measures": [measure("M1", {"to": "G1"})]}, ("measures", 0, "advances", 0, "basis"), id="basis"),
        pytest.param(
            {"measures": [measure("M1", {"to": "G1", "basis": "derived"})]},
            ("measures", 0, "advances", 0, "basis"),
            id="derived is never stored",
        ),
        pytest.param(
            {"measures": [measure("M1", {**stated("G1"), "start": "M1.a"})]},
            ("measures", 0, "advances", 0, "start"),
            id="from is called from",
        ),
        pytest.param({"scopes": [scope("X1", {"levels": "L1"})]}, ("scopes", 0, "members", "set", "levels"), id="set"),
        pytest.param({"scopes": [scope("X1", ["a b"])]}, ("scopes", 0, "members", "ids", 0), id="member id"),
    ],
)
def test_refused(raw: Raw, path: tuple[str | int, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        VisionDocument.model_validate(raw_vision(**raw))
    assert [error["loc"] for error in caught.value.errors()] == [path]


def test_values_are_frozen() -> None:
    document = vision(goals=[goal("G1")])
    with pytest.raises(ValidationError):
        document.goals[0].id = "G2"  # type: ignore[misc]


def test_settings_and_waivers_have_defaults() -> None:
    assert Settings() == Settings.model_validate({"format": 1, "documents": ["data/vision.yaml"]})
    assert WaiverFile().waivers == ()
    assert Workspace((vision(),)).settings == Settings()
    with pytest.raises(ValidationError):
        Settings.model_validate({"rules": {"SOT303": "fatal"}})


# ---- how it is walked --------------------------------------------------------------------------------------


def test_elements_come_in_the_order_of_the_chain() -> None:
    document = vision(measures=[measure("M2"), measure("M1")], levels=[level("L1")], goals=[goal("G1")])
    assert [found.id for found in document.iter_elements()] == ["L1", "G1", "M2", "M1"]
    assert [found.id for found in document.iter_elements("measure")] == ["M2", "M1"]
    assert [(path, found.id) for path, found in document.iter_places()][2] == (("measures", 0), "M2")


def test_of_elements_with_the_same_id_the_first_is_meant() -> None:
    document = vision(goals=[goal("X"), goal("X", draft=True)], measures=[measure("X")])
    assert document.elements["X"] is document.goals[0]


def test_links_come_with_their_path_holder_and_type() -> None:
    document = vision(
        goals=[goal("G1", layout("P1"), serves=[stated("S1")])],
        measures=[measure("M1", inferred("G1"), needs=[stated("M2")], names=[{**layout("A1"), "role": "partner"}])],
        scopes=[scope("X1", ["M1"], blanket("G1"), serves=[blanket("S1")])],
    )
    assert [(path, holder, kind, link.to) for path, holder, kind, link in document.iter_links()] == [
        (("goals", 0, "answers", 0), "G1", "answers", "P1"),
        (("goals", 0, "serves", 0), "G1", "serves", "S1"),
        (("measures", 0, "advances", 0), "M1", "advances", "G1"),
        (("measures", 0, "names", 0), "M1", "names", "A1"),
        (("measures", 0, "needs", 0), "M1", "needs", "M2"),
        (("scopes", 0, "advances", 0), "X1", "advances", "G1"),
        (("scopes", 0, "serves", 0), "X1", "serves", "S1"),
    ]
    assert isinstance(document.measures[0].names[0], NamesLink)
    assert document.measures[0].advances[0].start is None


def test_every_mention_of_a_place_is_found() -> None:
    anchor: Any = {"where": "slide", "quote": "words"}
    document = vision(
        {"claims": [{"kind": "measure", "count": 1, **anchor}, {"kind": "goal", "count": 0}]},
        measures=[
            measure(
                "M1",
                layout("G1"),
                stated("G1"),
                source=anchor,
                variants=[{"text": "other", "where": "slide"}],
                parts=[
                    {"id": "M1.a", "title": {"fi": "nimi"}, "source": anchor},
                    {"id": "M1.b", "title": {"fi": "nimi"}},
                    {"id": "M1.c", "title": {"fi": "nimi"}, "source": {"quote": "words"}},
                ],
                instruments=[{"kind": "law", **anchor}, {"kind": "data", "quote": "words"}],
            ),
            measure("M2", source={"quote": "words"}),
        ],
    )
    assert [(path, holder) for path, holder, where in document.iter_wheres() if where == "slide"] == [
        (("measures", 0, "advances", 0, "where"), "M1"),
        (("document", "claims", 0, "where"), "plan"),
        (("measures", 0, "source", "where"), "M1"),
        (("measures", 0, "variants", 0, "where"), "M1"),
        (("measures", 0, "parts", 0, "source", "where"), "M1.a"),
        (("measures", 0, "instruments", 0, "where"), "M1"),
    ]


def test_members_are_a_set_or_a_list() -> None:
    document = vision(scopes=[scope("X1", {"kind": "measure"}), scope("X2", ["M1", "M2"]), scope("X3", [])])
    assert [found.members for found in document.scopes] == [Members(kind="measure"), ("M1", "M2"), ()]


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ({}, ("fi",)),
        ({"languages": ["en", "fi"]}, ("fi", "en")),
        ({"original": "sv", "languages": ["fi"]}, ("sv", "fi")),
    ],
)
def test_the_original_language_comes_first(header: Raw, languages: tuple[str, ...]) -> None:
    assert vision(header).languages == languages


def test_text_in_the_first_language_that_has_one() -> None:
    title = vision({"title": {"sv": "plan", "en": "a plan"}}).document.title
    assert title.best("en", "fi") == ("a plan", "en")
    assert title.best("fi") == ("plan", "sv")
    assert title.get("fi") is None
    assert title.items() == (("sv", "plan"), ("en", "a plan"))
    assert vision({"title": {}}).document.title.best("fi") is None


def test_structure_is_a_plain_field() -> None:
    document = vision(sub_goals=[sub_goal("G1.1", "G1", level="L1")], core_problems=[problem("P1", title=text("a"))])
    assert (document.sub_goals[0].goal, document.sub_goals[0].level) == ("G1", "L1")


@pytest.mark.parametrize(
    ("identifier", "at"),
    [
        ("G1", "L1"),
        ("G1.1", "L1"),
        ("G1.2", "L2"),
        ("G9.1", None),
        ("G2.1", None),
        ("M1", None),
        ("A1", None),
        ("X", None),
    ],
)
def test_a_sub_goal_stands_at_the_level_of_its_goal_unless_it_has_one(identifier: str, at: str | None) -> None:
    document = vision(
        goals=[goal("G1", level="L1"), goal("G2")],
        sub_goals=[
            sub_goal("G1.1", "G1"),
            sub_goal("G1.2", "G1", level="L2"),
            sub_goal("G9.1", "G9"),
            sub_goal("G2.1", "G2"),
        ],
        measures=[measure("M1")],
        actors=[element("A1")],
    )
    assert document.level_of(identifier) == at


def test_values_given_the_same_fields_share_the_set_of_their_names() -> None:
    raw = raw_vision(measures=[element("M1"), element("M2")])
    apart, shared = VisionDocument.model_validate(raw), VisionDocument.model_validate(raw, context={})
    first, second = (measure.title for measure in shared.measures)
    assert first.__pydantic_fields_set__ is second.__pydantic_fields_set__
    titles = [measure.title for measure in apart.measures]
    assert titles[0].__pydantic_fields_set__ is not titles[1].__pydantic_fields_set__
    assert first.model_fields_set == apart.measures[0].title.model_fields_set
    assert shared == apart
    assert shared.model_dump() == apart.model_dump()


def test_every_part_names_its_element() -> None:
    plan = vision(goals=[goal("G1", parts="ab"), goal("G2")], sub_goals=[sub_goal("G1.1", "G1", parts="a")])
    assert plan.part_owners == {"G1.a": "G1", "G1.b": "G1", "G1.1.a": "G1.1"}
