"""What must hold of coverage whatever the document says."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sotetrace.coverage.tiers import RANK
from sotetrace.graph import build_graph, find_witness
from sotetrace.model.document import VisionDocument
from tests.builders import coverage_of, inferred, layout, scope, stated
from tests.laws.strategies import UNKNOWN, documents, links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sotetrace.coverage import CoverageResult, Tier
    from tests.builders import Raw

LISTED = ("answers", "advances", "serves", "indicates", "hinders")


def tiers(result: CoverageResult) -> dict[tuple[str, ...], Tier]:
    """Every figure of a result that is a tier, by what it is about."""
    found: dict[tuple[str, ...], Tier] = {}
    for expectation in result.expectations:
        for element in expectation.elements:
            found[expectation.id, element.id, "as_source"] = element.as_source
            found[expectation.id, element.id, "as_read"] = element.as_read
            found[expectation.id, element.id, "as_reviewed"] = element.as_reviewed
            for part in element.parts:
                found[expectation.id, part.id, "as_read"] = part.as_read
                found[expectation.id, part.id, "is_served"] = "stated" if part.is_served else "none"
    for roll_up in result.roll_ups:
        found["roll_up", roll_up.id, "as_source"] = roll_up.as_source
        found["roll_up", roll_up.id, "as_read"] = roll_up.as_read
    for chain in result.chains:
        found["chain", chain.id, "as_source"] = chain.as_source_strength
        found["chain", chain.id, "as_read"] = chain.as_read_strength
    return found


def by_id(result: CoverageResult) -> dict[tuple[str, ...], Any]:
    """Everything a result says, by what it is about, so that no order shows."""
    found: dict[tuple[str, ...], Any] = dict(tiers(result))
    for expectation in result.expectations:
        found[expectation.id, "of"] = (expectation.of, set(expectation.by), expectation.is_applicable)
        for element in expectation.elements:
            behind = (element.by_source, element.by_reading, element.carriers)
            found[expectation.id, element.id, "by"] = tuple(set(others) for others in behind)
            found[expectation.id, element.id, "unjudged"] = set(element.unjudged)
    for chain in result.chains:
        found["chain", chain.id] = (chain.as_source, chain.as_source_frontier, chain.as_read, chain.as_read_frontier)
    return found


def link_lists(raw: Raw) -> Iterator[tuple[Raw, str, list[Raw]]]:
    """Every list of links of a document: what holds it, its type, the list."""
    for section in ("goals", "sub_goals", "measures", "indicators", "scopes"):
        for holder in raw[section]:
            for link_type in LISTED:
                if link_type in holder:
                    yield holder, link_type, holder[link_type]


def keep_links(raw: Raw, is_kept: Callable[[str, Raw], bool]) -> Raw:
    """A copy of a document with only those links for which `is_kept(type, link)` holds."""
    kept = copy.deepcopy(raw)
    for holder, link_type, found in link_lists(kept):
        holder[link_type] = [link for link in found if is_kept(link_type, link)]
    return kept


def lowered(before: dict[tuple[str, ...], Tier], after: dict[tuple[str, ...], Tier]) -> set[tuple[str, ...]]:
    """What stands lower after than before."""
    return {key for key in before if RANK[after[key]] < RANK[before[key]]}


# ---- (b) more links, no less coverage ----------------------------------------------------------------------


@given(documents(), st.data())
def test_an_advancing_link_never_lowers_anything(raw: Raw, data: st.DataObject) -> None:
    aims = [e["id"] for e in (*raw["goals"], *raw["sub_goals"])]
    aims += [part["id"] for e in (*raw["goals"], *raw["sub_goals"]) for part in e.get("parts", ())]
    assume(bool(raw["measures"] and aims))
    more = copy.deepcopy(raw)
    measure = data.draw(st.sampled_from(more["measures"]), label="measure")
    starts = [part["id"] for part in measure.get("parts", ())]
    measure["advances"].append(data.draw(links(aims, starts), label="link"))
    before, after = tiers(coverage_of(raw)), tiers(coverage_of(more))
    assert before.keys() == after.keys()
    assert lowered(before, after) == set()


@given(documents(), st.data())
def test_any_positive_link_never_lowers_anything(raw: Raw, data: st.DataObject) -> None:
    """The same of the links beside it: what answers a problem, serves a statement or measures a sub-goal."""
    lists = [(holder, kind) for holder, kind, _ in link_lists(raw) if kind in ("answers", "serves", "indicates")]
    assume(lists)
    more = copy.deepcopy(raw)
    at = data.draw(st.integers(0, len(lists) - 1), label="at")
    holder, link_type = [(h, k) for h, k, _ in link_lists(more) if k in ("answers", "serves", "indicates")][at]
    ends = {
        "answers": raw["core_problems"],
        "serves": raw["statements"],
        "indicates": raw["sub_goals"],
    }[link_type]
    assume(bool(ends))
    holder[link_type].append(data.draw(links([end["id"] for end in ends]), label="link"))
    before, after = tiers(coverage_of(raw)), tiers(coverage_of(more))
    assert lowered(before, after) == set()


# ---- (c) order means nothing -------------------------------------------------------------------------------


def _shuffled(value: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Any:
    """The same document with its keys, entries and links in another order (languages and kinds in a list keep
    theirs)."""
    if isinstance(value, dict):
        return {key: _shuffled(value[key], draw) for key in draw(st.permutations(list(value)))}
    if isinstance(value, list) and value:
        return [_shuffled(entry, draw) for entry in draw(st.permutations(value))]
    return value


@given(documents(), st.data())
def test_order_changes_nothing(raw: Raw, data: st.DataObject) -> None:
    assert by_id(coverage_of(raw)) == by_id(coverage_of(_shuffled(raw, data.draw)))


# ---- (d) what is not meant, unclear or against it ----------------------------------------------------------


def _assert_same_but_for_who_read_it(raw: Raw, clear: Raw, **options: Any) -> None:
    """Coverage is the same, but for the pairs that a link joined: whoever wrote it had read the two."""
    before, after = by_id(coverage_of(raw, **options)), by_id(coverage_of(clear, **options))
    assert before.keys() == after.keys()
    for key, value in before.items():
        if key[-1] == "unjudged":
            assert value <= after[key]
            assert all(_is_linked(raw, measure, key[1]) for measure in after[key] - value)
        else:
            assert value == after[key], key


def _is_linked(raw: Raw, measure: str, sub_goal: str) -> bool:
    return any(
        measure == holder["id"] and sub_goal in (link["to"], link["to"].rpartition(".")[0])
        for holder, link_type, found in link_lists(raw)
        for link in found
        if link_type in ("advances", "hinders")
    )


@given(documents())
def test_unclear_signs_do_not_count(raw: Raw) -> None:
    _assert_same_but_for_who_read_it(raw, keep_links(raw, lambda _type, link: link.get("sign") != "unclear"))


@given(documents())
def test_rejected_links_do_not_count(raw: Raw) -> None:
    clear = keep_links(raw, lambda _type, link: link.get("reviewed", {}).get("verdict") != "rejected")
    _assert_same_but_for_who_read_it(raw, clear)


@given(documents())
def test_hindering_links_do_not_count(raw: Raw) -> None:
    asked = [each for each in raw["expectations"] if each["link"] != "hinders"]
    clear = keep_links(raw, lambda link_type, _link: link_type != "hinders")
    _assert_same_but_for_who_read_it({**raw, "expectations": asked}, {**clear, "expectations": asked})


SECTIONS = ("levels", "core_problems", "goals", "sub_goals", "measures", "statements", "indicators")


@given(documents())
def test_drafts_do_not_count(raw: Raw) -> None:
    """A document with drafts is as covered as the one without them."""
    without = {**raw, **{name: [e for e in raw[name] if not e.get("draft")] for name in SECTIONS}}
    assert by_id(coverage_of(raw)) == by_id(coverage_of(without))


# ---- (e) a blanket claim is short for its links ------------------------------------------------------------


@given(documents(), st.data())
def test_a_scope_equals_its_links_written_out(raw: Raw, data: st.DataObject) -> None:
    aims = [e["id"] for e in (*raw["goals"], *raw["sub_goals"])]
    measures = [e["id"] for e in raw["measures"]]
    assume(aims and measures)
    members = data.draw(
        st.just({"kind": "measure"}) | st.lists(st.sampled_from(measures), unique=True), label="members"
    )
    claims = data.draw(st.lists(links(aims, bases="b"), min_size=1, max_size=2), label="claims")
    spoken_of = measures if isinstance(members, dict) else members
    short = {**raw, "scopes": [scope("X1", members, *claims)]}
    long = {**copy.deepcopy(raw), "scopes": []}
    for measure in long["measures"]:
        if measure["id"] in spoken_of:
            measure["advances"] += claims
    assert by_id(coverage_of(short)) == by_id(coverage_of(long))


# ---- (f) what-if: without inference ------------------------------------------------------------------------


@given(documents())
def test_without_inference_equals_inferred_links_deleted(raw: Raw) -> None:
    stated_only = keep_links(raw, lambda _type, link: link["basis"] != "inferred")
    without = coverage_of(raw, with_inference=False)
    assert not without.with_inference
    said, deleted = by_id(without), by_id(coverage_of(stated_only, with_inference=False))
    # Deleted, a link is no record any more that its pair was read; left out, it still is.
    assert all(said[key] <= deleted[key] for key in said if key[-1] == "unjudged")
    assert {k: v for k, v in said.items() if k[-1] != "unjudged"} == {
        k: v for k, v in deleted.items() if k[-1] != "unjudged"
    }
    assert {k: v for k, v in said.items() if k[-1] == "unjudged"} == {
        k: v for k, v in by_id(coverage_of(raw)).items() if k[-1] == "unjudged"
    }
    # With the links gone, asking for inference finds none; only the chain "as read" may still go by other links.
    asked, there = tiers(without), tiers(coverage_of(stated_only))
    assert {k: v for k, v in asked.items() if k[0] != "chain"} == {k: v for k, v in there.items() if k[0] != "chain"}
    read = {key: value for key, value in asked.items() if key[-1] == "as_read" and key[0] != "roll_up"}
    assert set(read.values()) <= {"none"}
    # What a sentence states needs no reading, and stays.
    for key, value in asked.items():
        if key[0] == "roll_up" and key[-1] == "as_read":
            of_source = asked[*key[:-1], "as_source"]
            if key[1].startswith("G"):
                assert value == ("stated" if of_source == "stated" else "none")
            else:
                assert RANK[value] <= RANK[of_source]


# ---- (g) a witness is a chain that is there ----------------------------------------------------------------


@given(documents())
@pytest.mark.parametrize("as_source", [True, False])
def test_a_witness_is_a_chain_of_the_graph(as_source: bool, raw: Raw) -> None:
    document = VisionDocument.model_validate(raw)
    graph = build_graph(document)
    for problem in document.core_problems:
        chain, frontier = find_witness(graph, problem.id, as_source=as_source)
        assert (chain is None) != (frontier == ())
        if chain is None:
            continue
        assert chain.ids[0] == problem.id
        assert graph.element(chain.ids[-1]).kind == "measure"
        assert [(link.target, link.source) for link in chain.links] == list(zip(chain.ids, chain.ids[1:], strict=False))
        there = list(graph.iter_links())
        assert all(link in there and link.sign == "positive" for link in chain.links)
        assert not any(graph.element(identifier).draft for identifier in chain.ids[1:])
        assert chain.strength == min(link.strength for link in chain.links)
        assert not as_source or all(link.basis != "inferred" for link in chain.links)


# ---- the examples do reach what the laws speak of -----------------------------------------------------------


def test_a_link_that_counts_raises_something() -> None:
    """The measure of the laws above is sharp: adding, weakening or removing a link does change figures."""
    raw: Raw = {
        "format": 1,
        "document": {"id": "plan", "title": {"en": "Plan"}},
        "core_problems": [{"id": "P1", "title": {"en": "P1"}}],
        "goals": [{"id": "G1", "title": {"en": "G1"}, "answers": [layout("P1")]}],
        "sub_goals": [{"id": "G1.1", "title": {"en": "G1.1"}, "goal": "G1"}],
        "measures": [{"id": "M1", "title": {"en": "M1"}, "advances": [inferred("G1.1", "low")]}],
    }
    weak = tiers(coverage_of(raw))
    raw["measures"][0]["advances"].append(stated("G1.1"))
    strong = tiers(coverage_of(raw))
    assert {key: (weak[key], strong[key]) for key in weak if weak[key] != strong[key]} == {
        ("sub_goal", "G1.1", "as_source"): ("none", "stated"),
        ("measure", "M1", "as_source"): ("none", "stated"),
        ("roll_up", "G1", "as_source"): ("none", "stated"),
        ("roll_up", "G1", "as_read"): ("low", "stated"),
        ("roll_up", "P1", "as_source"): ("none", "layout"),
        ("roll_up", "P1", "as_read"): ("low", "layout"),
        ("chain", "P1", "as_source"): ("none", "layout"),
        ("chain", "P1", "as_read"): ("low", "layout"),
    }
    raw["measures"][0]["advances"] = [stated(UNKNOWN)]
    assert set(tiers(coverage_of(raw)).values()) == {"none", "layout"}  # the goal answers, and has a sub-goal
