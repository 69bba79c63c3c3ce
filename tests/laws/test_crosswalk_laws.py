"""What holds of every crosswalk: chains against a plain closure, both ways round, in any order; files come back."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from sotetrace.crosswalk import Crosswalks, build_crosswalks, evaluate_crosswalk, find_conflicts
from sotetrace.crosswalk.chains import derive_mappings
from sotetrace.crosswalk.rows import INVERSE, Term
from sotetrace.model.mapping import RELATIONS, Crosswalk, Mapping, MappingSet
from sotetrace.model.workspace import Workspace
from sotetrace.store.sssom import load_crosswalk
from sotetrace.store.sssom_writer import render_crosswalk
from tests.builders import goal, vision

if TYPE_CHECKING:
    from collections.abc import Iterable

DOCUMENTS = ("a", "b", "c")
IDS = ("G1", "G2", "G3")
TERMS = [Term(document, identifier) for document in DOCUMENTS for identifier in IDS]
PREDICATES = {"exact": "exactMatch", "close": "closeMatch", "broad": "broadMatch", "narrow": "narrowMatch"}
JUSTIFICATIONS = ("semapv:ManualMappingCuration", "semapv:LexicalMatching", "semapv:UnspecifiedMatching")
SET = MappingSet(
    curie_map={name: f"urn:sotetrace:{name}:" for name in DOCUMENTS} | {"st": "urn:sotetrace:vocabulary:"},
    mapping_set_id="urn:x",
    license="urn:licence",
)
COMPOSED = {
    (one, other): one if other == "exact" else other
    for one, other in product(("exact", "broad", "narrow"), repeat=2)
    if one == other or "exact" in (one, other)
}


def mapping(subject: Term, relation: str, target: Term, confidence: float | None, justification: str) -> Mapping:
    predicate = f"skos:{PREDICATES.get(relation, 'relatedMatch')}" if relation != "tension" else "st:tension"
    return Mapping(
        subject_id=subject.qualified,
        predicate_id=predicate,
        object_id=target.qualified,
        mapping_justification=justification,
        confidence=confidence,
    )


MAPPINGS = st.lists(
    st.builds(
        mapping,
        st.sampled_from(TERMS),
        st.sampled_from(("exact", "broad", "narrow", "close", "related", "tension")),
        st.sampled_from(TERMS),
        st.sampled_from((None, 0.2, 0.5, 0.9)),
        st.sampled_from(JUSTIFICATIONS),
    ).filter(lambda one: one.subject_id[0] != one.object_id[0]),
    max_size=9,
)


def build(mappings: Iterable[Mapping]) -> Crosswalks:
    documents = tuple(vision({"id": name}, goals=[goal(identifier) for identifier in IDS]) for name in DOCUMENTS)
    crosswalk = Crosswalk("x.sssom.tsv", SET.model_copy(update={"mappings": tuple(mappings)}))
    return build_crosswalks(Workspace(documents, crosswalks=(crosswalk,)))


Best = dict[tuple[Any, str, Any], tuple[int, float]]


def close(mappings: Iterable[Mapping]) -> Best:
    """The closure by brute force: for each claim, its fewest steps, and of these the highest of lowest confidences."""
    steps: set[tuple[Any, str, Any, float]] = set()
    for one in mappings:
        said = RELATIONS[SET.expand(one.predicate_id) or ""]
        if said in ("exact", "broad", "narrow"):
            ends = Term(*one.subject_id.split(":")), Term(*one.object_id.split(":"))
            sure = -1 if one.confidence is None else one.confidence
            steps |= {(ends[0], said, ends[1], sure), (ends[1], INVERSE.get(said, said), ends[0], sure)}
    best: Best = {}
    walks: set[tuple[Any, str, Any, float]] = set(steps)
    for length in range(1, len(TERMS) * 3 + 1):
        for start, relation, end, sure in walks:
            known = best.get((start, relation, end))
            if known is None or (known[0] == length and known[1] < sure):
                best[start, relation, end] = (length, sure)
        walks = {
            (start, COMPOSED[relation, then], end, min(sure, also))
            for start, relation, middle, sure in walks
            for begin, then, end, also in steps
            if begin == middle and (relation, then) in COMPOSED
        }
    return best


@given(MAPPINGS)
def test_derived_mappings_are_those_of_the_closure(mappings: list[Mapping]) -> None:
    crosswalks = build(mappings)
    best = close(mappings)
    for first, second in product(DOCUMENTS, repeat=2):
        if first == second:
            continue
        derived = derive_mappings(crosswalks.counted, first, second)
        found = {
            (one.subject, one.relation, one.object): (len(one.steps), -1 if one.confidence is None else one.confidence)
            for one in derived
        }
        assert found == {
            claim: told
            for claim, told in best.items()
            if told[0] > 1 and (claim[0].document, claim[2].document) == (first, second)
        }
        assert len(found) == len(derived)


@given(MAPPINGS)
def test_a_chain_is_made_of_rows_that_are_there_and_is_no_surer_than_any(mappings: list[Mapping]) -> None:
    crosswalks = build(mappings)
    for one in derive_mappings(crosswalks.counted, "a", "c"):
        relation = "exact"
        assert (one.steps[0].subject, one.steps[-1].object) == (one.subject, one.object)
        for before, after in zip(one.steps, one.steps[1:], strict=False):
            assert before.object == after.subject
        for step in one.steps:
            assert step.row in crosswalks.counted
            assert {step.subject, step.object} == {step.row.subject, step.row.object}
            relation = COMPOSED[relation, step.relation]
            confidence = step.row.mapping.confidence
            assert one.confidence is None or (confidence is not None and one.confidence <= confidence)
        assert relation == one.relation
        assert one.justification in {step.row.mapping.mapping_justification for step in one.steps}


@given(MAPPINGS)
def test_seen_from_the_other_document_it_is_the_same_turned_round(mappings: list[Mapping]) -> None:
    crosswalks = build(mappings)
    there, back = evaluate_crosswalk(crosswalks, "a", "b"), evaluate_crosswalk(crosswalks, "b", "a")

    def turned(found: Any) -> set[Any]:
        return {(one.object, INVERSE.get(one.relation, one.relation), one.subject) for one in found}

    def plain(found: Any) -> set[Any]:
        return {(one.subject, one.relation, one.object) for one in found}

    assert plain(there.matches) == turned(back.matches)
    assert plain(there.tensions) == turned(back.tensions)
    assert plain(there.derived) == turned(back.derived)
    assert sorted(there.unmatched, key=str) == sorted(back.unmatched, key=str)


@given(MAPPINGS, st.randoms(use_true_random=False))
def test_order_of_rows_changes_no_result(mappings: list[Mapping], random: Any) -> None:
    shuffled = mappings[:]
    random.shuffle(shuffled)
    first, second = (evaluate_crosswalk(build(rows), "a", "b") for rows in (mappings, shuffled))
    for field in ("matches", "tensions", "derived"):
        one, other = ([(m.subject, m.relation, m.object) for m in getattr(result, field)] for result in (first, second))
        assert one == other
    assert first.counts == second.counts
    kinds = [sorted((c.kind, c.terms, c.relations) for c in result.conflicts) for result in (first, second)]
    assert kinds[0] == kinds[1]


@given(MAPPINGS, MAPPINGS)
def test_more_rows_never_leave_more_unmatched_and_never_end_a_conflict(
    mappings: list[Mapping], more: list[Mapping]
) -> None:
    before, after = build(mappings), build([*mappings, *more])
    left, less = (evaluate_crosswalk(one, "a", "b") for one in (before, after))
    assert {one.term for one in less.unmatched} <= {one.term for one in left.unmatched}
    told = {(one.kind, one.terms, one.relations) for one in find_conflicts(before) if one.kind != "exact-to-several"}
    assert told <= {(one.kind, one.terms, one.relations) for one in find_conflicts(after)}


@given(MAPPINGS)
def test_every_element_is_counted_once(mappings: list[Mapping]) -> None:
    result = evaluate_crosswalk(build(mappings), "a", "b")
    assert [(count.document, count.total) for count in result.counts] == [("a", 3), ("b", 3)]
    for count in result.counts:
        assert count.matched + count.none_found + count.tense + count.open == count.total


# ---- files -------------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp")), min_size=1)
SAID = WORDS.filter(str.strip)
LINES = st.lists(SAID, min_size=1, max_size=2).map("\n".join)
LISTED = st.lists(SAID.filter(lambda words: not words.rstrip().endswith("\\")), max_size=2).map(tuple)
CURIES = st.sampled_from(["a:G1", "b:G2", "c:1.a", "sssom:NoTermFound", "skos:exactMatch", "semapv:MappingReview"])
ROWS = st.builds(
    Mapping,
    subject_id=CURIES,
    predicate_id=CURIES,
    object_id=CURIES,
    mapping_justification=CURIES,
    author_label=LISTED,
    see_also=LISTED,
    subject_source=st.none() | CURIES,
    confidence=st.none() | st.integers(0, 1000).map(lambda part: part / 1000),
    mapping_date=st.none() | st.dates(),
    comment=st.none() | LINES,
    object_place=st.none() | SAID,
)
SETS = st.builds(
    lambda rows, **said: SET.model_copy(update={"mappings": tuple(rows), **said}),
    st.lists(ROWS, max_size=4),
    mapping_set_title=st.none() | SAID,
    creator_label=st.lists(SAID, max_size=2).map(tuple),
    comment=st.none() | SAID,
)


@given(SETS)
def test_a_file_comes_back_as_it_was(whole: MappingSet) -> None:
    written = render_crosswalk(whole)
    loaded = load_crosswalk("x.sssom.tsv", written.encode())
    assert loaded.findings == ()
    assert loaded.value is not None
    assert sorted(loaded.value.mappings, key=repr) == sorted(whole.mappings, key=repr)
    for slot in ("mapping_set_id", "license", "mapping_set_title", "creator_label", "comment"):
        assert getattr(loaded.value, slot) == getattr(whole, slot)
    assert render_crosswalk(loaded.value) == written


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"#{text}".encode()))
def test_no_bytes_make_the_reader_fail(raw: bytes) -> None:
    load_crosswalk("x.sssom.tsv", raw)
