"""Laws of comparing crosswalks: order and layout mean nothing, swapped sides mirror, and what is told of the elements
is what two plain counts differ by."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from sotetrace.crosswalk import build_crosswalks
from sotetrace.crosswalk.rows import INVERSE
from sotetrace.diff.claims import iter_claims
from sotetrace.diff.compare_mappings import compare_claims
from sotetrace.model.mapping import RELATIONS, Crosswalk, Mapping
from sotetrace.model.workspace import Workspace
from sotetrace.store.sssom import load_crosswalk
from sotetrace.store.sssom_writer import render_crosswalk
from tests.builders import goal, raw_vision
from tests.laws.test_crosswalk_laws import DOCUMENTS, IDS, MAPPINGS, SET, TERMS, close
from tests.sides import diff_of, reading_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.diff import ChangeFinding, DiffResult, Reading
    from sotetrace.diff.claims import Claim

RAWS = [raw_vision({"id": name}, goals=[goal(identifier) for identifier in IDS]) for name in DOCUMENTS]
NOTHING = "sssom:NoTermFound"
SEARCHES = st.lists(
    st.builds(
        lambda term, other: Mapping(
            subject_id=term.qualified,
            predicate_id="skos:closeMatch",
            object_id=NOTHING,
            object_source=f"st:{other}",
            mapping_justification="semapv:ManualMappingCuration",
        ),
        st.sampled_from(TERMS),
        st.sampled_from(DOCUMENTS),
    ),
    max_size=3,
)
ROWS = st.tuples(MAPPINGS, SEARCHES).map(lambda both: [*both[0], *both[1]])


@st.composite
def edited(draw: Any) -> tuple[list[Mapping], list[Mapping]]:
    """Two lists of rows, of which the second has much of the first, and some of it said otherwise."""
    old = draw(ROWS)
    kept = [row for row in old if draw(st.integers(0, 3))]
    new = [
        row.model_copy(update={"predicate_id": "skos:closeMatch"})
        if RELATIONS.get(SET.expand(row.predicate_id) or "") == "exact" and not draw(st.integers(0, 2))
        else row
        for row in kept
    ]
    return old, [*new, *draw(st.one_of(st.just([]), ROWS))]


def sided(rows: Iterable[Mapping], file: str = "x.sssom.tsv") -> Reading:
    return reading_of(*RAWS, crosswalks=[Crosswalk(file, SET.model_copy(update={"mappings": tuple(rows)}))])


def compared(old: Iterable[Mapping], new: Iterable[Mapping]) -> DiffResult:
    return diff_of(sided(old), sided(new))


def turned(row: Mapping) -> Mapping:
    """The same row from its other end."""
    relation = RELATIONS[SET.expand(row.predicate_id) or ""]
    said = INVERSE.get(relation, relation)
    predicate = row.predicate_id if said == relation else f"skos:{said}Match"
    ends = {"subject_id": row.object_id, "object_id": row.subject_id}
    return row.model_copy(
        update={
            **ends,
            "predicate_id": predicate,
            "subject_source": row.object_source,
            "object_source": row.subject_source,
        }
    )


def said_by(rows: Iterable[Mapping]) -> list[Claim]:
    crosswalk = Crosswalk("x.sssom.tsv", SET.model_copy(update={"mappings": tuple(rows)}))
    return list(iter_claims(build_crosswalks(Workspace((), crosswalks=(crosswalk,)))))


def plain(claim: Claim) -> tuple[object, ...]:
    """What a claim says, from the end that sorts first."""
    one = claim.turned() if claim.first and claim.second and claim.second < claim.first else claim
    return (
        *one.pair,
        one.relation,
        tuple(sorted((slot, str(value)) for slot, value in one.fields.items() if not slot.endswith("_source"))),
    )


# ---- order and layout ------------------------------------------------------------------------------------------------


@given(ROWS, st.randoms(use_true_random=False))
def test_order_direction_and_canonical_form_mean_nothing(rows: list[Mapping], random: Any) -> None:
    shuffled = [turned(row) if random.random() < 0.5 else row for row in rows]
    random.shuffle(shuffled)
    assert compared(rows, shuffled).changes == ()
    written = render_crosswalk(SET.model_copy(update={"mappings": tuple(rows)}))
    read = load_crosswalk("x.sssom.tsv", written.encode()).value
    if read is not None:
        again = reading_of(*RAWS, crosswalks=[Crosswalk("x.sssom.tsv", read)])
        assert [change.rule for change in diff_of(sided(rows), again).changes] == []


@given(ROWS)
def test_the_name_of_a_prefix_means_nothing(rows: list[Mapping]) -> None:
    prefixes = {name: start for name, start in SET.curie_map.items() if name != "a"} | {"z": "urn:sotetrace:a:"}
    slots = ("subject_id", "object_id")
    other = [
        row.model_copy(update={s: "z" + getattr(row, s)[1:] for s in slots if getattr(row, s).startswith("a:")})
        for row in rows
    ]
    renamed = SET.model_copy(update={"curie_map": prefixes, "mappings": tuple(other)})
    assert diff_of(sided(rows), reading_of(*RAWS, crosswalks=[Crosswalk("x.sssom.tsv", renamed)])).changes == ()


@given(edited(), st.randoms(use_true_random=False))
def test_what_changed_does_not_hang_on_the_order(pair: tuple[list[Mapping], list[Mapping]], random: Any) -> None:
    mixed = [random.sample(rows, len(rows)) for rows in pair]
    one, other = compared(*pair), compared(*mixed)
    assert [change.fingerprint for change in one.changes] == [change.fingerprint for change in other.changes]
    assert [change.causes for change in one.changes] == [change.causes for change in other.changes]


@given(edited())
def test_rows_may_stand_in_other_files(pair: tuple[list[Mapping], list[Mapping]]) -> None:
    old, new = pair
    one = SET.model_copy(update={"mappings": tuple(new[::2])})
    two = SET.model_copy(update={"mappings": tuple(new[1::2]), "mapping_set_id": "urn:y"})
    split = reading_of(*RAWS, crosswalks=[Crosswalk("x.sssom.tsv", one), Crosswalk("y.sssom.tsv", two)])
    found = diff_of(sided(old), split).changes
    wanted = compared(old, new).changes
    told = sorted((change.rule, change.subject) for change in found if not change.rule.startswith("crosswalk-"))
    assert told == sorted((change.rule, change.subject) for change in wanted)


# ---- both ways -------------------------------------------------------------------------------------------------------

_MIRROR = {
    "mapping-added": "mapping-removed",
    "tension-added": "tension-removed",
    "search-added": "search-withdrawn",
    "counterpart-gained": "counterpart-lost",
    "derived-mapping-gained": "derived-mapping-lost",
}
_MIRRORED = {**_MIRROR, **{back: there for there, back in _MIRROR.items()}}


def mirrored(change: ChangeFinding) -> tuple[str, tuple[str, ...]]:
    return (_MIRRORED.get(change.rule, change.rule), tuple(sorted(change.subject.split(" "))))


@given(edited())
def test_swapped_sides_mirror(pair: tuple[list[Mapping], list[Mapping]]) -> None:
    old, new = pair
    there, back = compared(old, new).changes, compared(new, old).changes
    told = {*_MIRRORED, "mapping-relation-changed"}  # the fields of what moved are named by where it leads
    assert sorted(mirrored(one) for one in there if one.rule in told) == sorted(
        (one.rule, tuple(sorted(one.subject.split(" ")))) for one in back if one.rule in told
    )
    moved = [[one for one in side if one.rule == "mapping-retargeted"] for side in (there, back)]
    assert len(moved[0]) == len(moved[1])


@given(edited())
def test_applied_to_the_old_side_the_changes_give_the_new(pair: tuple[list[Mapping], list[Mapping]]) -> None:
    old, new = (said_by(rows) for rows in pair)
    state = Counter(map(plain, old))
    for change in compare_claims(old, new):
        if change.old is not None:
            state[plain(change.old)] -= 1
        if change.new is not None:
            state[plain(change.new)] += 1
    assert +state == Counter(map(plain, new))
    assert min(state.values(), default=0) >= 0


# ---- what it means to the elements, against plain counts -------------------------------------------------------------


def counterparts(rows: Sequence[Mapping]) -> set[tuple[str, str]]:
    """Each element with each document in which a mapping gives it a counterpart."""
    found = set()
    for row in rows:
        if NOTHING in (row.subject_id, row.object_id) or RELATIONS[SET.expand(row.predicate_id) or ""] == "tension":
            continue
        found |= {(row.subject_id, row.object_id[0]), (row.object_id, row.subject_id[0])}
    return found


@given(edited())
def test_counterparts_lost_and_gained_are_the_difference_of_two_counts(
    pair: tuple[list[Mapping], list[Mapping]],
) -> None:
    before, after = map(counterparts, pair)
    told = {
        (change.rule, change.subject, dict(change.finding.args)["document"])
        for change in compared(*pair).changes
        if change.rule.startswith("counterpart-")
    }
    assert told == {("counterpart-lost", *one) for one in before - after} | {
        ("counterpart-gained", *one) for one in after - before
    }


@given(edited())
def test_derived_mappings_fall_and_appear_as_two_closures_differ(pair: tuple[list[Mapping], list[Mapping]]) -> None:
    closures = [
        {claim for claim, told in close(rows).items() if told[0] > 1 and claim[0].document < claim[2].document}
        for rows in ([row for row in side if row.object_id != NOTHING] for side in pair)
    ]
    direct = [
        {(str(claim.first), relation, str(claim.second)) for claim in both for relation in (claim.relation,)}
        for both in ([one for claim in said_by(rows) for one in (claim, claim.turned())] for rows in pair)
    ]
    wanted = set()
    for rule, side, other in (("derived-mapping-lost", 0, 1), ("derived-mapping-gained", 1, 0)):
        for start, relation, end in closures[side] - closures[other]:
            if (str(start), relation, str(end)) not in direct[other]:
                wanted.add((rule, f"{start.qualified} {end.qualified}", f"@relation.{relation}"))
    told = {
        (change.rule, change.subject, dict(change.finding.args)["relation"])
        for change in compared(*pair).changes
        if change.rule.startswith("derived-")
    }
    assert told == wanted


@given(edited())
def test_everything_told_of_an_element_names_a_row_that_brought_it_about(
    pair: tuple[list[Mapping], list[Mapping]],
) -> None:
    result = compared(*pair)
    for change in result.changes:
        if change.rule.startswith(("counterpart-", "derived-")):
            assert change.causes
            assert set(change.causes) <= result.by_fingerprint.keys()
