"""What each change is found to be, and what it weighs: one small edit at a time, both ways."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from sotetrace.diff import compare
from sotetrace.diff.judgement import Judgement
from sotetrace.findings import Place
from sotetrace.model.document import VisionDocument
from tests.builders import (
    blanket,
    element,
    goal,
    indicator,
    inferred,
    judged,
    level,
    measure,
    problem,
    raw_vision,
    scope,
    source_text,
    stated,
    statement,
    sub_goal,
    text,
)
from tests.sides import add, changes_of, diff_of, drop, edited, put, reading_of, renamed, the_one, told

if TYPE_CHECKING:
    from sotetrace.diff import ChangeFinding
    from tests.builders import Raw
    from tests.sides import Edit

MARK = {"breaking": "!", "substantive": "~", "editorial": "·"}
QUOTED = {"where": "p1", "quote": "Palvelut turvataan"}
PLAN = raw_vision(
    {"languages": ["fi", "sv", "en"], "claims": [{"kind": "measure", "count": 2}]},
    sources=[source_text("s", "p1", "p2")],
    levels=[level("L1"), level("L2")],
    statements=[statement("S1")],
    core_problems=[problem("P1", level="L1")],
    goals=[goal("G1", stated("P1"), level="L1"), goal("G2")],
    sub_goals=[
        sub_goal("G1.1", "G1", parts="ab", answers=[stated("P1")], source=QUOTED),
        sub_goal("G1.2", "G1"),
    ],
    measures=[
        measure("M1", inferred("G1.1.a", start="M1.a"), inferred("G1.2"), parts="ab", level="L1", number="1")
        | {"serves": [stated("S1")], "instruments": [{"kind": "law", "quote": "lailla"}]},
        measure("M2", inferred("G1.1"), number="2", needs=[stated("M1")], hinders=[stated("G1.2")])
        | {"names": [stated("A1", role="partner")]},
    ],
    indicators=[indicator("I1", stated("G1.1"))],
    actors=[element("A1")],
    milestones=[element("R1", delivers=[stated("M1")])],
    scopes=[scope("set", ["M1", "M2"], blanket("G1"))],
    judged=[judged(["M1", "M2"], ["G1.1", "G1.2"])],
    retired=[{"id": "M9", "title": text("old"), "replaced_by": ["M1"]}],
)


def weighed(old: Raw, new: Raw) -> list[str]:
    """Return "mark rule subject" of every change, what a change brought about set in below it."""
    result = diff_of(old, new)

    def depth(change: object) -> int:
        parent = result.parent_of(change)  # type: ignore[arg-type]
        return 0 if parent is None else 1 + depth(parent)

    return [f"{'  ' * depth(one)}{MARK[one.change_class]} {one.rule} {one.subject}" for one in result.changes]


DECOMPOSABLE = edited(PLAN, put("measures.0.title", {"fi": "Ääni", "sv": "röst", "en": "voice"}))

CASES: dict[str, tuple[tuple[Edit, ...], list[str]]] = {
    "measure removed": (
        (drop("measures.1"),),
        [
            "! element-removed M2",
            "  ! coverage-lost G1.1.b",
            "  ~ link-removed M2:G1.1",
            "  ~ link-removed M2:hinders:G1.2",
            "  ~ link-removed M2:names:A1",
            "  ~ link-removed M2:needs:M1",
            "  ~ coverage-thinned G1.1",
        ],
    ),
    "measure retired": (
        (
            drop("measures.1"),
            add("retired", {"id": "M2", "title": text("x"), "replaced_by": ["M1"]}),
            put("judged.0.measures", ["M1"]),
            put("scopes.0.members", ["M1"]),
            put("document.claims.0.count", 1),
        ),
        [
            "~ element-retired M2",
            "  ! coverage-lost G1.1.b",
            "  ~ link-removed M2:G1.1",
            "  ~ link-removed M2:hinders:G1.2",
            "  ~ link-removed M2:names:A1",
            "  ~ link-removed M2:needs:M1",
            "  ~ coverage-thinned G1.1",
            "  ~ scope-changed set",
            "  ~ judging-changed reader 2026-01-01",
            "  ~ claim-changed measure",
        ],
    ),
    "last measure removed": (
        (drop("measures.0"),),
        [
            "! element-removed M1",
            "  ! coverage-lost G1.2",
            "  ! coverage-lost L1",
            "  ! coverage-lost S1",
            "  ! part-removed M1.a",
            "  ! part-removed M1.b",
            "  ~ link-removed M1.a:G1.1.a",
            "  ~ link-removed M1:G1.2",
            "  ~ link-removed M1:serves:S1",
            "  ~ coverage-thinned G1.1",
        ],
    ),
    "goal removed": (
        (drop("goals.0"),),
        [
            "! element-removed G1",
            "  ! chain-broken P1",
            "  ~ link-removed G1:answers:P1",
            "  ~ coverage-thinned G1.1",
            "  ~ coverage-thinned G1.2",
            "  ~ coverage-thinned M1",
            "  ~ coverage-thinned M2",
            "  ~ coverage-thinned P1",
        ],
    ),
    "measure added": (
        (add("measures", measure("M3", inferred("G1.2", "low"))),),
        ["~ element-added M3", "  ~ link-added M3:G1.2", "  ~ coverage-strengthened G1.2"],
    ),
    "measure added bare": ((add("measures", measure("M3")),), ["~ element-added M3", "  ~ uncovered-on-arrival M3"]),
    "id reused": ((add("measures", measure("M9")),), ["! id-reused M9", "  ~ uncovered-on-arrival M9"]),
    "other kind": (
        (
            drop("goals.1"),
            add("measures", measure("G2")),
        ),
        ["! kind-changed G2", "  ~ uncovered-on-arrival G2"],
    ),
    "other level": (
        (put("measures.0.level", "L2"),),
        ["~ level-changed M1", "  ! coverage-lost L1", "  ~ coverage-gained L2"],
    ),
    "other parent": (
        (put("sub_goals.1.goal", "G2"),),
        ["~ parent-changed G1.2", "  ~ coverage-thinned G1.2", "  ~ coverage-gained G2"],
    ),
    "other number": ((put("measures.0.number", "7"),), ["~ number-changed M1"]),
    "other order": ((put("measures.0.order", 7),), ["· order-changed M1"]),
    "title reworded": (
        (put("measures.0.title.fi", "muuta"),),
        ["~ title-changed M1", "  ~ link-suspect M1", "  ~ translation-stale M1", "  ~ translation-stale M1"],
    ),
    "title touched": ((put("measures.0.title.fi", "Title of  M1."),), ["· text-touched M1"]),
    "title decomposed": (
        (put("measures.0.title", {"fi": unicodedata.normalize("NFD", "Ääni"), "sv": "röst", "en": "voice"}),),
        ["· text-touched M1"],
    ),
    "translation changed": ((put("measures.0.title.sv", "annat"),), ["· translation-changed M1"]),
    "title in every language": (
        (put("measures.0.title", text("muuta")),),
        ["~ title-changed M1", "  ~ link-suspect M1", "  · translation-changed M1", "  · translation-changed M1"],
    ),
    "translation lost": ((drop("measures.0.title.sv"),), ["! required-language-lost M1"]),
    "original lost": ((drop("measures.0.title.fi"),), ["! required-language-lost M1"]),
    "summary added": (
        (put("measures.0.summary", text("x")),),
        ["~ detail-changed M1", "  · translation-changed M1", "  · translation-changed M1"],
    ),
    "part reworded": (
        (put("sub_goals.0.parts.0.title.fi", "muuta"),),
        [
            "~ text-reworded G1.1.a",
            "  ~ link-suspect G1.1.a",
            "  ~ translation-stale G1.1.a",
            "  ~ translation-stale G1.1.a",
        ],
    ),
    "part added": ((add("sub_goals.0.parts", {"id": "G1.1.c", "title": text("c")}),), ["~ part-added G1.1.c"]),
    "part removed": ((drop("sub_goals.0.parts.1"),), ["! part-removed G1.1.b"]),
    "linked part removed": (
        (drop("sub_goals.0.parts.0"),),
        ["! part-removed G1.1.a", "  ~ coverage-thinned G1.1", "  ~ coverage-thinned M1"],
    ),
    "link added": (
        (add("measures.1.advances", inferred("G1.2")),),
        ["~ link-added M2:G1.2", "  ~ coverage-strengthened G1.2", "  ~ coverage-strengthened M2"],
    ),
    "link removed": (
        (drop("measures.1.advances.0"),),
        ["~ link-removed M2:G1.1", "  ! coverage-lost G1.1.b", "  ~ coverage-thinned G1.1", "  ~ measure-orphaned M2"],
    ),
    "link retargeted": (
        (put("measures.1.advances.0.to", "G1.2"),),
        [
            "~ link-retargeted M2:G1.2",
            "  ! coverage-lost G1.1.b",
            "  ~ coverage-thinned G1.1",
            "  ~ coverage-strengthened G1.2",
        ],
    ),
    "link of other basis": (
        (put("measures.1.advances.0", stated("G1.1")),),
        [
            "~ link-changed M2:G1.1",
            "  ~ source-repointed M2:G1.1",
            "  ~ coverage-strengthened G1.1",
            "  ~ coverage-strengthened M2",
        ],
    ),
    "link less sure": (
        (put("measures.1.advances.0.confidence", "low"),),
        ["~ link-changed M2:G1.1", "  ~ coverage-thinned G1.1", "  ~ coverage-thinned M2"],
    ),
    "rationale reworded": (
        (put("measures.1.advances.0.rationale.fi", "siksi"),),
        ["~ link-rationale-changed M2:G1.1", "  ~ translation-stale M2:G1.1", "  ~ translation-stale M2:G1.1"],
    ),
    "sign unclear": (
        (put("measures.1.advances.0.sign", "unclear"),),
        ["~ link-changed M2:G1.1", "  ! coverage-lost G1.1.b", "  ~ coverage-thinned G1.1", "  ~ measure-orphaned M2"],
    ),
    "verdict given": (
        (put("measures.1.advances.0.reviewed", {"by": "reader", "date": "2026-01-01"}),),
        ["~ review-changed M2:G1.1"],
    ),
    "verdict against": (
        (put("measures.1.advances.0.reviewed", {"by": "reader", "date": "2026-01-01", "verdict": "rejected"}),),
        [
            "~ review-changed M2:G1.1",
            "  ! coverage-lost G1.1.b",
            "  ~ coverage-thinned G1.1",
            "  ~ measure-orphaned M2",
        ],
    ),
    "read by another": ((put("measures.1.advances.0.by", "other"),), ["~ link-changed M2:G1.1"]),
    "other role": ((put("measures.1.names.0.role", "responsible"),), ["~ link-changed M2:names:A1"]),
    "link quotes otherwise": ((put("measures.0.serves.0.quote", "muut sanat"),), ["~ source-repointed M1:serves:S1"]),
    "source lost": ((drop("sub_goals.0.source"),), ["~ source-lost G1.1"]),
    "source elsewhere": ((put("sub_goals.0.source.where", "p2"),), ["~ source-repointed G1.1"]),
    "source reworded": (
        (put("sub_goals.0.source.quote", "Palvelut luvataan"),),
        ["~ source-repointed G1.1", "  ~ link-suspect G1.1"],
    ),
    "source touched": ((put("sub_goals.0.source.quote", "palvelut turvataan."),), ["· source-locator-touched G1.1"]),
    "source prefixed": ((put("sub_goals.0.source.prefix", "Ennen"),), ["· source-locator-touched G1.1"]),
    "source gained": ((put("sub_goals.1.source", QUOTED),), ["~ source-repointed G1.2"]),
    "drafted": (
        (put("measures.1.draft", True),),
        ["! status-regressed M2", "  ! coverage-lost G1.1.b", "  ~ coverage-thinned G1.1"],
    ),
    "adopted": ((put("document.standing", "adopted"),), ["~ status-advanced plan"]),
    "scope of fewer": ((put("scopes.0.members", ["M1"]),), ["~ scope-changed set", "  ~ coverage-thinned M2"]),
    "scope removed": (
        (drop("scopes.0"),),
        [
            "~ scope-changed set",
            "  ! chain-broken P1",
            "  ~ link-removed set:G1",
            "  ~ coverage-thinned G1.1",
            "  ~ coverage-thinned G1.2",
            "  ~ coverage-thinned M1",
            "  ~ coverage-thinned M2",
        ],
    ),
    "instrument lost": ((drop("measures.0.instruments"),), ["~ detail-changed M1"]),
    "tombstone lost": ((drop("retired.0"),), ["~ tombstone-changed M9"]),
    "tombstone points elsewhere": ((put("retired.0.replaced_by", ["M2"]),), ["~ tombstone-changed M9"]),
    "claim counts otherwise": ((put("document.claims.0.count", 3),), ["~ claim-changed measure"]),
    "claim dropped": ((drop("document.claims.0"),), ["~ claim-changed measure"]),
    "languages dropped": ((put("document.languages", ["fi"]),), ["~ document-changed plan"]),
    "document renamed": (
        (put("document.title.fi", "muu"),),
        ["~ title-changed plan", "  ~ translation-stale plan", "  ~ translation-stale plan"],
    ),
    "place dropped": ((drop("sources.0.places.1"),), ["~ source-text-changed p2"]),
    "place reworded": (
        (put("sources.0.places.1.title.fi", "sivu"),),
        ["~ text-reworded p2", "  ~ translation-stale p2", "  ~ translation-stale p2"],
    ),
    "format": ((put("format", 2),), ["~ schema-version-changed plan"]),
    "fewer judged": ((put("judged.0.measures", ["M1"]),), ["~ judging-changed reader 2026-01-01"]),
}
"""The edits of a case, and what comes of them: what a change brought about is set in below it."""


def base_of(name: str) -> Raw:
    return DECOMPOSABLE if name == "title decomposed" else PLAN


@pytest.mark.parametrize("name", CASES)
def test_an_edit_is_found_for_what_it_is(name: str) -> None:
    edits, expected = CASES[name]
    assert weighed(base_of(name), edited(base_of(name), *edits)) == expected


@pytest.mark.parametrize("name", CASES)
def test_an_edit_taken_back_mirrors_it(name: str) -> None:
    old = base_of(name)
    new = edited(old, *CASES[name][0])
    mirror = {"added": "removed", "removed": "added"}
    there = sorted((mirror.get(one.type, one.type), one.entity_type, one.field) for one in changes_of(old, new))
    assert there == sorted((one.type, one.entity_type, one.field) for one in changes_of(new, old))


def the(case: str, name: str) -> ChangeFinding:
    """Return the one change "rule subject" of a case."""
    old = base_of(case)
    return named(old, edited(old, *CASES[case][0]), name)


def named(old: Raw, new: Raw, name: str) -> ChangeFinding:
    """Return the one change "rule subject" between two documents."""
    found = [one for one in diff_of(old, new).changes if f"{one.rule} {one.subject}" == name]
    assert len(found) == 1, told(old, new)
    return found[0]


# ---- where it stands -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "name", "side", "path"),
    [
        ("measure removed", "element-removed M2", "old", ("measures", 1, "id")),
        ("measure removed", "link-removed M2:G1.1", "old", ("measures", 1, "advances", 0, "to")),
        ("measure added", "element-added M3", "new", ("measures", 2, "id")),
        ("linked part removed", "part-removed G1.1.a", "old", ("sub_goals", 0, "parts", 0, "id")),
        ("place dropped", "source-text-changed p2", "old", ("sources", 0, "places", 1, "id")),
        ("scope removed", "scope-changed set", "old", ("scopes", 0)),
        ("claim dropped", "claim-changed measure", "old", ("document", "claims", 0)),
        ("other kind", "kind-changed G2", "new", ("measures", 2, "id")),
        ("link retargeted", "link-retargeted M2:G1.2", "new", ("measures", 1, "advances", 0, "to")),
        ("title touched", "text-touched M1", "new", ("measures", 0, "title", "fi")),
        ("source elsewhere", "source-repointed G1.1", "new", ("sub_goals", 0, "source", "where")),
        ("source lost", "source-lost G1.1", "new", ("sub_goals", 0, "id")),
        ("tombstone points elsewhere", "tombstone-changed M9", "new", ("retired", 0, "replaced_by")),
        ("adopted", "status-advanced plan", "new", ("document", "standing")),
        ("format", "schema-version-changed plan", "new", ("format",)),
    ],
)
def test_it_stands_at_its_field_or_at_the_key_by_which_it_is_known(
    case: str, name: str, side: str, path: tuple[str | int, ...]
) -> None:
    found = the(case, name)
    assert (found.side, found.finding.place) == (side, Place("plan", path))


def test_a_source_that_went_stands_at_its_id() -> None:
    old = edited(PLAN, add("sources", source_text("t")))
    assert named(old, PLAN, "source-text-changed t").finding.place == Place("plan", ("sources", 1, "id"))


def test_each_side_of_a_document_with_another_id_is_named_by_its_own() -> None:
    new = edited(PLAN, put("document.id", "later"), drop("measures.1"))
    lost, removed = (named(PLAN, new, name) for name in ("coverage-lost G1.1.b", "element-removed M2"))
    assert [(one.document, one.finding.place.document) for one in (lost, removed)] == [("later",) * 2, ("plan",) * 2]


# ---- what is said of it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "name", "element", "kind", "subject"),
    [
        ("measure removed", "element-removed M2", "M2", "@kind.measure", "M2"),
        ("measure removed", "link-removed M2:G1.1", "M2", "@kind.measure", "M2:G1.1"),
        ("measure removed", "coverage-lost G1.1.b", "G1.1.b", "@kind.sub_goal", "G1.1.b"),
        ("part added", "part-added G1.1.c", "G1.1", "@kind.sub_goal", "G1.1.c"),
        ("scope removed", "scope-changed set", "set", "", "set"),
        ("format", "schema-version-changed plan", "plan", "", "plan"),
    ],
)
def test_it_names_what_it_is_about(case: str, name: str, element: str, kind: str, subject: str) -> None:
    found = the(case, name)
    args = dict(found.finding.args)
    assert (found.element, found.subject, args["subject"]) == (element, subject, subject)
    assert (args["kind"], args["title"]) == (kind, f"@title.{element}")


@pytest.mark.parametrize(
    ("case", "name", "direction"),
    [
        ("measure added", "element-added M3", "gain"),
        ("measure removed", "element-removed M2", "loss"),
        ("other parent", "parent-changed G1.2", "neutral"),
        ("sign unclear", "link-changed M2:G1.1", "loss"),
        ("link of other basis", "link-changed M2:G1.1", "gain"),
    ],
)
def test_it_goes_the_way_of_its_rule_or_as_the_change_tells(case: str, name: str, direction: str) -> None:
    assert the(case, name).direction == direction


def test_it_carries_the_values_and_how_the_two_sides_were_recognised() -> None:
    moved = the("other level", "level-changed M1")
    assert (moved.before, moved.after, moved.certainty) == ("L1", "L2", "id")
    other = named(PLAN, renamed(PLAN, "G2", "G3"), "id-changed G3")
    assert (other.before, other.after, other.certainty) == ("G2", "G3", "declared")
    lost = the("last measure removed", "coverage-lost S1")
    assert (lost.before, lost.after, lost.certainty) == (["M1"], [], "id")


def test_its_state_is_a_digest_of_what_the_element_says_now_and_nothing_of_what_is_gone() -> None:
    removed = the("measure removed", "element-removed M2")
    lost, thinned = (the("measure removed", name) for name in ("coverage-lost G1.1.b", "coverage-thinned G1.1"))
    other, further = the("other level", "level-changed M1"), the("other number", "number-changed M1")
    assert (removed.state, len(lost.state)) == ("", 16)
    assert lost.state == thinned.state  # the part is of the element
    assert len({lost.state, other.state, further.state}) == 3


# ---- what a draft weighs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "name", "is_draft"),
    [
        (True, True, "G2", True),
        (True, False, "G2", False),
        (False, True, "G2", False),
        (None, True, "G2", True),
        (True, None, "G2", True),
        (None, None, "G2", False),
        (True, True, "G3", True),
        (False, True, "G3", False),
    ],
)
def test_a_draft_is_one_on_every_side_that_has_it(
    before: bool | None, now: bool | None, name: str, is_draft: bool
) -> None:
    old, new = (raw_vision(goals=[] if draft is None else [goal("G2", draft=draft)]) for draft in (before, now))
    pair = (VisionDocument.model_validate(raw) for raw in (old, renamed(new, "G2", name, is_declared=name != "G2")))
    assert Judgement(compare(*pair)).is_draft(name) is is_draft


def test_a_draft_is_never_worse_than_substantive_and_no_worse_than_anything_else() -> None:
    old = edited(PLAN, put("measures.1.draft", True), put("measures.1.parts", [{"id": "M2.a", "title": text("a")}]))
    assert named(old, edited(old, drop("measures.1.parts")), "part-removed M2.a").change_class == "substantive"
    assert named(old, edited(old, put("measures.1.order", 7)), "order-changed M2").change_class == "editorial"
    returned = edited(PLAN, add("measures", measure("M9", draft=True)))
    assert named(PLAN, returned, "id-reused M9").change_class == "substantive"


def test_a_part_of_what_goes_on_elsewhere_weighs_less_than_one_that_is_gone() -> None:
    old = edited(PLAN, drop("judged"))
    retired = edited(old, drop("sub_goals.0"), add("retired", {"id": "G1.1", "title": text("x")}))
    assert named(old, edited(old, drop("sub_goals.0")), "part-removed G1.1.b").change_class == "breaking"
    assert named(old, retired, "part-removed G1.1.b").change_class == "substantive"


def test_what_went_of_a_renamed_element_ends_with_its_next_edit() -> None:
    old = raw_vision(measures=[measure("M1", parts="ab")])
    new = renamed(edited(old, drop("measures.0.parts.1")), "M1", "K1")
    further = edited(new, put("measures.0.note", {"fi": "x"}))
    assert the_one(old, new, "part-removed").fingerprint != the_one(old, further, "part-removed").fingerprint


def test_the_id_of_a_document_stands_at_itself() -> None:
    old = raw_vision(goals=[goal("G1")])
    found = the_one(old, edited(old, put("document.id", "later")), "document-changed")
    assert found.finding.place == Place("later", ("document", "id"))


def test_a_setting_whose_key_has_dots_stands_at_itself() -> None:
    old = raw_vision(goals=[goal("G1")])
    before, after = (reading_of(old, settings={"texts": {"plan.2": name}}) for name in ("a.txt", "b.txt"))
    assert the_one(before, after, "setting-changed").finding.place.path == ("texts", "plan.2")
