"""What holds across documents, whatever they and their crosswalks are: as walking every chain finds it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given
from hypothesis import strategies as st

from sotetrace.across import STANDINGS, Backings, evaluate_across, find_trace_across
from sotetrace.checks.context import CheckContext
from sotetrace.crosswalk import Term, build_crosswalks
from sotetrace.model.document import VisionDocument
from sotetrace.model.mapping import Crosswalk, Mapping
from sotetrace.model.workspace import Workspace
from tests.builders import goal, raw_vision
from tests.laws import across_oracle as plain
from tests.laws.oracle import LADDER, Everything, World
from tests.laws.strategies import FEWER, documents, wide_documents
from tests.laws.test_crosswalk_laws import JUSTIFICATIONS, SET, close, mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sotetrace.across import AcrossResult, ElementAcross
    from sotetrace.crosswalk import Crosswalks
    from tests.builders import Raw

    Draw = Callable[[st.SearchStrategy[Any]], Any]

TURNED = {"broad": "narrow", "narrow": "broad"}
AIMS = ("core_problem", "goal", "sub_goal")
BRIDGING = raw_vision({"id": "c"}, goals=[goal("G1")])
"""The third document, over which mappings chain."""


class Family:
    """Three documents and the rows between them."""

    def __init__(self, first: Raw, second: Raw, rows: Sequence[Mapping]) -> None:
        self.raws = {
            name: {**raw, "document": {**raw["document"], "id": name}}
            for name, raw in (("a", first), ("b", second), ("c", BRIDGING))
        }
        self.rows = list(rows)
        whole = {name: VisionDocument.model_validate(raw) for name, raw in self.raws.items()}
        self.contexts = {name: CheckContext(document) for name, document in whole.items()}

    def crosswalks(self, rows: Sequence[Mapping] | None = None) -> Crosswalks:
        whole = SET.model_copy(update={"mappings": tuple(self.rows if rows is None else rows)})
        members = tuple(context.document for context in self.contexts.values())
        return build_crosswalks(Workspace(members, crosswalks=(Crosswalk("x.sssom.tsv", whole),)))

    def evaluate(self, rows: Sequence[Mapping] | None = None) -> AcrossResult:
        return evaluate_across(self.crosswalks(rows), self.contexts["a"], self.contexts["b"])

    def made(self) -> set[plain.Ends]:
        """What somebody mapped, as (start, relation, end), both ways round."""
        said: set[plain.Ends] = set()
        for row in self.rows:
            how = row.predicate_id.removeprefix("skos:").removesuffix("Match")
            if how in ("exact", "broad", "narrow", "close", "related") and row.object_id != "sssom:NoTermFound":
                start, end = (one.partition(":")[::2] for one in (row.subject_id, row.object_id))
                said |= {(start, how, end), (end, TURNED.get(how, how), start)}
        return said

    def claims(self, first: str = "a", second: str = "b") -> set[plain.Ends]:
        """What is mapped from one document to another, or follows."""
        derived = {(tuple(start), how, tuple(end)) for start, how, end in close(self.rows)}
        return {claim for claim in self.made() | derived if (claim[0][0], claim[2][0]) == (first, second)}

    def tensions(self) -> set[str]:
        rows = [row for row in self.rows if row.predicate_id == "st:tension"]
        ends = [(row.subject_id, row.object_id) for row in rows] + [(row.object_id, row.subject_id) for row in rows]
        return {start[2:] for start, end in ends if (start[0], end[0]) == ("a", "b")}

    def searched(self) -> set[str]:
        return {row.subject_id[2:] for row in self.rows if row.object_id == "sssom:NoTermFound"}


@st.composite
def families(draw: Draw) -> Family:
    """Two documents with a few rows between them, most of them direct, some by way of the third."""
    first, second = draw(documents()), draw(wide_documents())
    ids = {"a": plain.ids_of(first), "b": plain.ids_of(second), "c": plain.ids_of(BRIDGING)}
    aimed = [each for each in ids["b"] if each[0] in "GM"]

    def row(start: str, end: str, of: str | None = None) -> Mapping:
        ends = [Term(name, draw(st.sampled_from(ids[name]))) for name in (start, end)]
        ends[0] = ends[0] if of is None else Term(start, of)
        ends[1] = Term(end, draw(st.sampled_from(aimed))) if end == "b" and aimed and draw(_OFTEN) else ends[1]
        return mapping(ends[0], draw(_RELATIONS), ends[1], draw(_SURENESS), draw(_REASONS))

    rows = [row(*draw(_PAIRS)) for _ in range(draw(st.integers(0, 8)))]
    parts = plain.parts_of(first)
    if parts and draw(_OFTEN):
        owner = draw(st.sampled_from(sorted(set(parts.values()))))
        rows += [row("a", "b", of=part) for part in parts if parts[part] == owner]
    rows += map(search, draw(st.lists(st.sampled_from(ids["a"]), max_size=2)))
    return Family(first, second, rows)


_OFTEN = st.sampled_from((True, True, False))
_PAIRS = st.sampled_from((("a", "b"), ("a", "b"), ("b", "a"), ("a", "c"), ("c", "b"), ("c", "b")))
_RELATIONS = st.sampled_from(("exact", "exact", "exact", "broad", "narrow", "close", "related", "tension"))
_SURENESS = st.sampled_from((None, 0.2, 0.9))
_REASONS = st.sampled_from(JUSTIFICATIONS)


def search(identifier: str) -> Mapping:
    """The row that says that the whole of `b` has nothing for an element of `a`."""
    return Mapping(
        subject_id=f"a:{identifier}",
        predicate_id="skos:mappingRelation",
        object_id="sssom:NoTermFound",
        object_source="sotetrace:b",
        mapping_justification=JUSTIFICATIONS[0],
    )


# ---- what reaches an element -------------------------------------------------------------------------------------


@FEWER
@given(wide_documents())
def test_what_reaches_an_element_is_what_walking_down_finds(raw: Raw) -> None:
    world, owners = World(raw), plain.parts_of(raw)
    backings = Backings(CheckContext(VisionDocument.model_validate(raw)))
    for identifier in plain.ids_of(raw):
        owner = owners.get(identifier, identifier)
        found = backings.find(identifier)
        assert found.extent == plain.extent(world, identifier), identifier
        if owner not in world.kinds or world.kinds[owner] == "measure":
            continue
        told = {
            backer.measure: {ground: chain.strength.word for ground, chain in backer.chains.items()}
            for backer in found.backers
        }
        assert told == plain.backers(world, owner, identifier if owner != identifier else None), identifier


# ---- standings ---------------------------------------------------------------------------------------------------


@FEWER
@given(families())
def test_standings_are_those_of_following_every_mapping(family: Family) -> None:
    raw, world = family.raws["a"], World(family.raws["b"])
    before = [CheckContext(context.document).coverage for context in family.contexts.values()]
    result = family.evaluate()
    told, claims = (family.tensions(), family.searched()), family.claims()
    direct = claims & family.made()
    for element in result.elements:
        me = element.term.id
        standing = plain.standing(raw, world, me, claims, *told)
        assert element.standing == standing, element.term
        assert element.is_derived == (plain.standing(raw, world, me, direct, *told) != standing), element.term
    meant = [identifier for identifier, kind in World(raw).kinds.items() if kind in (*AIMS, "measure")]
    assert sorted(element.term.id for element in result.elements) == sorted(meant)
    counted = sum((Counter(dict(result.count(kind))) for kind in result.kinds), Counter[str]())
    assert counted == Counter(element.standing for element in result.elements)
    assert [context.coverage for context in family.contexts.values()] == before


@FEWER
@given(families(), st.data())
def test_another_mapping_never_lowers_a_standing(family: Family, data: st.DataObject) -> None:
    rows = family.rows
    kept = [row for row in rows if row.predicate_id == "st:tension" or data.draw(st.booleans())]
    before, after = family.evaluate(kept), family.evaluate()
    for old, new in zip(before.elements, after.elements, strict=True):
        assert STANDINGS.index(new.standing) <= STANDINGS.index(old.standing), old.term


@FEWER
@given(families())
def test_a_tension_gives_nothing_but_its_own_name(family: Family) -> None:
    result = family.evaluate()
    calm = family.evaluate([row for row in family.rows if row.predicate_id != "st:tension"])
    for without, having in zip(calm.elements, result.elements, strict=True):
        silent = without.standing in ("none_found", "unmapped")
        assert having.standing == ("tension" if having.tensions and silent else without.standing)
        assert _ways(having) == _ways(without)


@FEWER
@given(families(), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(family: Family, random: Any) -> None:
    shuffled = family.rows[:]
    random.shuffle(shuffled)
    one, other = (_told(family.evaluate(rows)) for rows in (family.rows, shuffled))
    assert one == other


def _told(result: AcrossResult) -> Any:
    return [(element.term, element.standing, element.is_derived, _ways(element)) for element in result.elements]


def _ways(element: ElementAcross) -> list[Any]:
    return [(one.bridge.start, one.bridge.relation, one.bridge.end, one.standing) for one in element.crossings]


# ---- indicators --------------------------------------------------------------------------------------------------


@FEWER
@given(families())
def test_indicators_are_gained_over_each_mapping_of_what_they_indicate(family: Family) -> None:
    raw, owners = family.raws["a"], plain.parts_of(family.raws["a"])
    world, other = World(raw), World(family.raws["b"])
    theirs = plain.parts_of(family.raws["b"])
    kinds = ("goal", "sub_goal", "measure")
    expected = Counter[tuple[str, str, str, str]]()
    for start, how, end in family.claims():
        if other.kinds.get(theirs.get(end[1], end[1])) not in kinds:
            continue
        if world.kinds.get(start[1]) == "indicator":
            expected[start[1], start[1], how, end[1]] += 1
        owner = owners.get(start[1], start[1])
        for edge in Everything(raw).edges:
            is_of_it = edge.target == owner and (start[1] == owner or edge.target_part in (None, start[1]))
            if edge.type == "indicates" and edge.counts and is_of_it and edge.source in world.kinds:
                expected[edge.source, start[1], how, end[1]] += 1
    found = Counter(
        (gained.indicator.id, gained.bridge.start.id, gained.bridge.relation, gained.target.id)
        for gained in family.evaluate().gained
        if gained.bridge is not None
    )
    # Several rows may say the same; each is a bridge of its own.
    assert set(found) == set(expected)


# ---- traces ------------------------------------------------------------------------------------------------------


@FEWER
@given(families(), st.data())
def test_traces_lead_over_every_mapping_and_back_by_the_best_chain(family: Family, data: st.DataObject) -> None:
    raw, theirs = family.raws["b"], family.raws["a"]
    world, other, claims = World(raw), World(theirs), family.claims("b", "a")
    owners = plain.parts_of(raw)
    assume(world.kinds)
    me = data.draw(st.sampled_from(sorted(world.kinds)))
    trace = find_trace_across(family.crosswalks(), family.contexts["b"], [family.contexts["a"]], me)
    own = {me, *(part for part, owner in owners.items() if owner == me)}
    assert {_ends(passage) for passage in trace.into} == {claim for claim in claims if claim[0][1] in own}
    for passage in trace.into:
        assert passage.backing is not None
        assert passage.backing.extent == plain.extent(other, passage.bridge.end.id)
    expected = {}
    for claim in claims:
        (_, start), _, (_, end) = claim
        kinds = {_kind(raw, start), _kind(theirs, end)}
        if start not in own and kinds <= {*AIMS} and (found := plain.approaches(raw, world, me, start)):
            expected[claim] = max(map(plain.worth, found))
    told = {_ends(passage): _worth(passage) for passage in trace.back}
    assert told == expected


def _ends(passage: Any) -> plain.Ends:
    bridge = passage.bridge
    return tuple(bridge.start), bridge.relation, tuple(bridge.end)


def _kind(raw: Raw, identifier: str) -> str:
    return Everything(raw).kinds[plain.parts_of(raw).get(identifier, identifier)]


def _worth(passage: Any) -> tuple[Any, ...]:
    tier = passage.tier
    return (tier != "blanket", LADDER.index(tier), -len(passage.approach))
