"""How two documents meet: what is matched, what is not and who said so, what conflicts, what is told twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.checks.run import run_crosswalk_checks
from sotetrace.crosswalk import build_crosswalks, evaluate_crosswalk, find_conflicts, find_pairs
from sotetrace.crosswalk.chains import strength_of
from sotetrace.model.mapping import Crosswalk, Mapping, MappingSet
from sotetrace.model.workspace import Workspace
from tests.builders import goal, measure, problem, source_text, sub_goal, vision

if TYPE_CHECKING:
    from sotetrace.crosswalk import Crosswalks

MANUAL = "semapv:ManualMappingCuration"
NOTHING = "sssom:NoTermFound"
PREFIXES = {name: f"urn:sotetrace:{name}:" for name in ("a", "b", "c", "gone")} | {
    "st": "urn:sotetrace:vocabulary:",
    "sotetrace": "urn:sotetrace:",
}


def mapping(subject: str, relation: str, target: str, **slots: Any) -> Mapping:
    predicate = {"tension": "st:tension", "any": "skos:mappingRelation"}.get(relation, f"skos:{relation}Match")
    predicate = relation if ":" in relation else predicate
    raw = {"subject_id": subject, "predicate_id": predicate, "object_id": target, "mapping_justification": MANUAL}
    return Mapping.model_validate({**raw, **slots})


def plans(*mappings: Mapping, **slots: Any) -> Crosswalks:
    sections: dict[str, Any] = {
        "sources": [source_text("text", "page-1")],
        "core_problems": [problem("P1")],
        "goals": [goal("G1"), goal("G2", parts="ab")],
        "sub_goals": [sub_goal("G1.1", "G1")],
        "measures": [measure("M1")],
        "retired": [{"id": "G9", "title": {"fi": "entinen", "sv": "förra", "en": "former"}}],
    }
    documents = tuple(vision({"id": name}, **sections) for name in "abc")
    whole = {"curie_map": PREFIXES, "mapping_set_id": "urn:x", "license": "urn:licence", **slots}
    found = MappingSet.model_validate(whole).model_copy(update={"mappings": mappings})
    crosswalk = Crosswalk("x.sssom.tsv", found)
    return build_crosswalks(Workspace(documents, crosswalks=(crosswalk,)), {"b": frozenset(("M2",))})


def found(crosswalks: Crosswalks) -> list[tuple[str, tuple[str | int, ...]]]:
    return sorted((one.rule, one.place.path) for one in run_crosswalk_checks(crosswalks))


def rules(*mappings: Mapping, **slots: Any) -> list[str]:
    return [rule for rule, _ in found(plans(*mappings, **slots))]


def test_rows_are_turned_to_go_from_the_first_document_to_the_second() -> None:
    crosswalks = plans(mapping("b:G1", "narrow", "a:G2"), mapping("a:G1", "exact", "b:G2"))
    result = evaluate_crosswalk(crosswalks, "a", "b")
    assert [(one.subject.id, one.relation, one.object.id) for one in result.matches] == [
        ("G1", "exact", "G2"),
        ("G2", "broad", "G1"),
    ]
    assert find_pairs(crosswalks) == (("b", "a"),)


def test_pairs_are_two_documents_that_are_here_each_once() -> None:
    crosswalks = plans(
        mapping("a:G1", "close", "a:G2"),
        mapping("a:G1", "close", "gone:G1"),
        mapping("a:G1", "any", NOTHING),
        mapping("c:G1", "any", NOTHING, object_source="sotetrace:b"),
        mapping("b:G1", "close", "c:G1"),
    )
    assert find_pairs(crosswalks) == (("c", "b"),)


def test_unmatched_are_those_searched_in_vain_those_in_tension_and_those_nobody_told_of() -> None:
    crosswalks = plans(
        mapping("a:G1", "close", "b:G1"),
        mapping("a:G2", "any", NOTHING, object_source="sotetrace:b", comment="nothing there"),
        mapping(NOTHING, "any", "b:P1", subject_source="sotetrace:a"),
        mapping("a:M1", "tension", "b:M1"),
        mapping("a:P1", "exact", NOTHING, object_source="sotetrace:b"),
    )
    result = evaluate_crosswalk(crosswalks, "a", "b")
    told = {one.term.qualified: (one.search is not None, bool(one.tensions)) for one in result.unmatched}
    assert told == {
        "a:P1": (False, False),
        "a:G2": (True, False),
        "a:G1.1": (False, False),
        "a:M1": (False, True),
        "b:P1": (True, False),
        "b:G2": (False, False),
        "b:G1.1": (False, False),
        "b:M1": (False, True),
    }
    counts = {(one.document, one.kind): (one.matched, one.none_found, one.tense, one.open) for one in result.counts}
    assert counts["a", "goal"] == (1, 1, 0, 0)
    assert counts["a", "measure"] == (0, 0, 1, 0)
    assert counts["a", "core_problem"] == (0, 0, 0, 1)
    assert [match.relation for match in result.tensions] == ["tension"]


def test_a_part_that_is_mapped_matches_its_element() -> None:
    result = evaluate_crosswalk(plans(mapping("a:G2.a", "broad", "b:G1")), "a", "b")
    assert "a:G2" not in {one.term.qualified for one in result.unmatched}


def test_derived_are_no_matches_and_carry_the_weakest_of_their_steps() -> None:
    crosswalks = plans(
        mapping("a:G1", "exact", "c:G1", confidence=0.9),
        mapping("b:G1", "narrow", "c:G1", confidence=0.4, mapping_justification="semapv:LexicalMatching"),
        mapping("a:G2", "close", "c:G2"),
        mapping("c:G2", "exact", "b:G2"),
    )
    result = evaluate_crosswalk(crosswalks, "a", "b")
    assert result.matches == ()
    (derived,) = result.derived
    assert (derived.subject.id, derived.relation, derived.object.id) == ("G1", "broad", "G1")
    assert (derived.confidence, derived.justification) == (0.4, "semapv:LexicalMatching")
    assert [term.qualified for term in derived.path] == ["a:G1", "c:G1", "b:G1"]
    (goal_of_a,) = [one for one in result.unmatched if one.term.qualified == "a:G1"]
    assert [term.qualified for term in goal_of_a.derived] == ["b:G1"]
    assert find_pairs(crosswalks) == (("a", "c"), ("b", "c"))


def test_a_chain_through_a_document_that_is_not_here_counts() -> None:
    crosswalks = plans(mapping("a:G1", "exact", "gone:G1"), mapping("gone:G1", "exact", "b:G1"))
    (derived,) = evaluate_crosswalk(crosswalks, "a", "b").derived
    assert derived.relation == "exact"
    assert derived.confidence is None


def test_denied_unknown_and_meaningless_rows_count_for_nothing() -> None:
    crosswalks = plans(
        mapping("a:G1", "exact", "b:G1", predicate_modifier="Not"),
        mapping("a:G1", "exact", "b:G7"),
        mapping("a:G1", "owl:sameAs", "b:G2"),
        mapping("a:G1", "any", "b:G2"),
        mapping("a:G1", "exact", "a:G1"),
    )
    result = evaluate_crosswalk(crosswalks, "a", "b")
    assert (result.matches, result.derived, result.conflicts) == ((), (), ())


@pytest.mark.parametrize(
    ("confidences", "by"), [((0.9, 0.5), "c:G1"), ((0.5, 0.9), "c:G2"), ((0.9, 0.9), "c:G1"), ((None, 0.1), "c:G2")]
)
def test_of_two_chains_the_surer_counts_then_the_first_by_its_ids(
    confidences: tuple[float | None, float], by: str
) -> None:
    crosswalks = plans(
        mapping("a:G1", "exact", "c:G1", confidence=confidences[0]),
        mapping("a:G1", "exact", "c:G2", confidence=confidences[1]),
        mapping("c:G1", "exact", "b:G1", confidence=1),
        mapping("c:G2", "exact", "b:G1", confidence=1),
    )
    (derived,) = evaluate_crosswalk(crosswalks, "a", "b").derived
    assert [term.qualified for term in derived.path] == ["a:G1", by, "b:G1"]


def test_conflicts_are_those_between_the_two_documents() -> None:
    towards = [mapping("a:G1", relation, f"{other}:G1") for other in "bc" for relation in ("broad", "narrow")]
    (conflict,) = evaluate_crosswalk(plans(*towards), "a", "c").conflicts
    assert (conflict.kind, [term.qualified for term in conflict.terms]) == ("broad-and-narrow", ["a:G1", "c:G1"])


def test_a_chain_that_says_something_else_is_no_conflict_where_both_can_hold() -> None:
    rows = (mapping("a:G1", "exact", "c:G1"), mapping("c:G1", "narrow", "b:G1"), mapping("a:G1", "close", "b:G1"))
    result = evaluate_crosswalk(plans(*rows), "a", "b")
    assert [one.relation for one in result.derived] == ["narrow"]
    assert result.conflicts == ()


def test_conflicts_that_only_a_chain_shows() -> None:
    rows = (mapping("a:G1", "exact", "c:G1"), mapping("c:G1", "narrow", "b:G1"), mapping("a:G1", "broad", "b:G1"))
    crosswalks = plans(*rows)
    assert find_conflicts(crosswalks) == ()
    (conflict,) = evaluate_crosswalk(crosswalks, "a", "b").conflicts
    assert (conflict.kind, conflict.relations) == ("chain", ("broad", "narrow"))
    assert conflict.derived is not None


def test_redundant_are_the_close_beside_the_exact_and_what_a_chain_says_too() -> None:
    rows = (mapping("a:G1", "exact", "c:G1"), mapping("c:G1", "exact", "b:G1"), mapping("a:G1", "exact", "b:G1"))
    crosswalks = plans(*rows, mapping("a:G1", "close", "b:G1"))
    kinds = [one.kind for one in evaluate_crosswalk(crosswalks, "a", "b").redundancies]
    assert sorted(kinds) == ["chain", "weaker"]


def test_justifications_are_ordered_and_an_unknown_one_is_the_weakest() -> None:
    words = ["x:Unheard", "semapv:UnspecifiedMatching", "semapv:LexicalMatching", MANUAL]
    mixed = [words[2], words[0], words[3], words[1]]
    assert sorted(mixed, key=strength_of) == words


# ---- findings ----------------------------------------------------------------------------------------------


def test_ids_are_looked_for_in_their_documents() -> None:
    crosswalks = plans(
        mapping("a:G11", "exact", "b:G9"),
        mapping("gone:G1", "close", "b:M2"),
        mapping("gone:G2", "close", "b:G1", object_place="page-7", subject_place="anywhere"),
        mapping("a:G2.b", "close", "b:G1", subject_place="page-1"),
    )
    assert found(crosswalks) == [
        ("foreign-document", ("mappings", 1, "subject_id")),
        ("mapped-to-retired", ("mappings", 0, "object_id")),
        ("unknown-mapped-id", ("mappings", 0, "subject_id")),
        ("unknown-place", ("mappings", 2, "object_place")),
    ]
    (unknown,) = [one for one in run_crosswalk_checks(crosswalks) if one.rule == "unknown-mapped-id"]
    assert unknown.suggestion in ("G1", "G1.1")


def test_what_a_set_must_say() -> None:
    assert rules(license=None) == ["licence-missing"]
    assert rules(mapping_set_id=None) == ["missing-key"]
    prefixes = {"a": PREFIXES["a"]}
    assert rules(mapping("a:G1", "exact", "b:G1"), mapping("b:G1", "close", "a:G1.1"), curie_map=prefixes) == [
        "undeclared-prefix"
    ]


def test_searches_contradict_what_they_deny_and_nothing_else() -> None:
    none = mapping("a:G1", "any", NOTHING, object_source="sotetrace:b")
    back = mapping(NOTHING, "narrow", "b:G1", subject_source="sotetrace:a")
    exact = mapping("a:G1", "exact", NOTHING, object_source="sotetrace:b")
    close = mapping("a:G1", "close", NOTHING, object_source="sotetrace:b")
    assert rules(none, mapping("a:G1", "tension", "b:G1")) == []
    assert rules(none, mapping("a:G1", "exact", "c:G1")) == []
    assert rules(none, mapping("b:G1", "related", "a:G1")) == ["no-term-found-yet-mapped"]
    assert rules(exact, mapping("a:G1", "close", "b:G1")) == []
    assert rules(close, mapping("a:G1", "exact", "b:G1")) == ["no-term-found-yet-mapped"]
    assert rules(back, mapping("a:G1", "narrow", "b:G1")) == ["no-term-found-yet-mapped"]
    assert rules(back, mapping("a:G1", "broad", "b:G1")) == []
    assert rules(mapping("a:G1", "any", NOTHING)) == ["searched-document-missing"]
    assert rules(mapping("a:G1", "any", NOTHING, object_source="sotetrace:gone")) == ["foreign-document"]


def test_duplicates_are_those_with_the_same_justification_whichever_way_round() -> None:
    row = mapping("a:G1", "broad", "b:G1")
    assert rules(row, mapping("b:G1", "narrow", "a:G1", confidence=0.5)) == ["duplicate-mapping"]
    assert rules(row, mapping("a:G1", "broad", "b:G1", mapping_justification="semapv:LexicalMatching")) == []
    none = mapping("a:P1", "any", NOTHING, object_source="sotetrace:b")
    assert rules(none, none) == ["duplicate-mapping"]
    assert rules(none, mapping("a:P1", "any", NOTHING, object_source="sotetrace:c")) == []


def test_conflicting_rows() -> None:
    exact = mapping("a:G1", "exact", "b:G1")
    assert rules(mapping("a:G1", "broad", "b:G1"), mapping("b:G1", "broad", "a:G1")) == ["broad-and-narrow"]
    assert rules(exact, mapping("a:G1", "related", "b:G1")) == ["disjoint-mappings"]
    assert rules(exact, mapping("a:G1", "tension", "b:G1")) == []
    assert rules(exact, mapping("b:G1", "exact", "a:G1", predicate_modifier="Not")) == ["denied-mapping"]
    assert rules(exact, mapping("a:G1", "exact", "b:G2")) == ["exact-to-several"]
    assert rules(exact, mapping("a:G1", "exact", "b:G2"), mapping("b:G1", "exact", "b:G2")) == []
    assert rules(exact, mapping("a:G1", "close", "b:G1")) == ["redundant-mapping"]
    assert rules(mapping("a:G1", "exact", "b:M1")) == ["exact-match-of-other-kind"]
    assert rules(mapping("a:G1", "owl:sameAs", "b:G1"), mapping("a:G1", "any", "b:G1")) == ["unknown-relation"] * 2
