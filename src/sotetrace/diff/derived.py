"""Mappings that follow from others by chaining: which fall, and which appear."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from sotetrace.crosswalk.chains import CHAINING, DerivedMapping, derive_mappings, orient
from sotetrace.crosswalk.rows import INVERSE, Term
from sotetrace.diff.assess_mappings import relation_slot
from sotetrace.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sotetrace.crosswalk import Crosswalks
    from sotetrace.diff.assess_mappings import MappingJudgement
    from sotetrace.diff.claims import Claim
    from sotetrace.diff.results import ChangeFinding, Side

Followed = tuple[Term, str, Term]
"""What follows: two elements and the relation from the first to the second."""


def assess_derived(judgement: MappingJudgement, whole: Mapping[tuple[Side, str], str]) -> Iterator[ChangeFinding]:
    """Judge what no longer follows from the crosswalks, and what follows now; nothing of it was written by anybody.

    What a row says itself now does not fall, and what a row said itself before does not appear: the row tells.
    """
    sides = judgement.sides
    if _steps(sides.old, sides.pairing.translate) == _steps(sides.new, lambda term: term):
        return
    before, after = _derive(sides.old), _derive(sides.new)
    was = {_follows(one, judgement): one for one in before}
    now = {_follows(one, None): one for one in after}
    said_before, said_now = _direct(sides.old_claims), _direct(sides.new_claims)
    for rule, side, found, other, said in (
        ("derived-mapping-lost", "old", was, now, said_now),
        ("derived-mapping-gained", "new", now, was, said_before),
    ):
        for key in sorted(found.keys() - other.keys() - said):
            if sides.is_kept(key[0]) and sides.is_kept(key[2]) and sides.is_asked(key[0].document, key[2].document):
                yield _finding(judgement, rule, key, found[key], side, whole)  # type: ignore[arg-type]


def _steps(crosswalks: Crosswalks, translate: Callable[[Term], Term]) -> set[Followed]:
    """Return the steps of which chains can be made."""
    return {
        (translate(step.subject), step.relation, translate(step.object))
        for row in crosswalks.counted
        if row.relation in CHAINING
        for step in orient(row)
    }


def _direct(claims: tuple[Claim, ...]) -> set[Followed]:
    """Return what rows say themselves, both ways."""
    found: set[Followed] = set()
    for claim in claims:
        if claim.kind == "mapping" and claim.first is not None and claim.second is not None:
            turned: str = INVERSE.get(claim.relation, claim.relation)  # type: ignore[call-overload]
            found |= {(claim.first, claim.relation, claim.second), (claim.second, turned, claim.first)}
    return found


def _derive(crosswalks: Crosswalks) -> list[DerivedMapping]:
    rows = crosswalks.counted
    names = sorted({term.document for row in rows for term in (row.subject, row.object) if term is not None})
    return [one for pair in combinations(names, 2) for one in derive_mappings(rows, *pair)]


def _follows(one: DerivedMapping, judgement: MappingJudgement | None) -> Followed:
    if judgement is None:
        return (one.subject, one.relation, one.object)
    translate = judgement.sides.pairing.translate
    return (translate(one.subject), one.relation, translate(one.object))


def _finding(
    judgement: MappingJudgement,
    rule: str,
    key: Followed,
    derived: DerivedMapping,
    side: Side,
    whole: Mapping[tuple[Side, str], str],
) -> ChangeFinding:
    path = list(derived.path) if side == "new" else [judgement.sides.pairing.translate(term) for term in derived.path]
    # What a chain says now instead of a row appears with the row that went.
    by_pair = [judgement.told.get(tuple(sorted(pair)), []) for pair in (*pairwise(path), (path[0], path[-1]))]
    as_whole = [cause for step in derived.steps if (cause := whole.get((side, step.row.file)))]
    ids = [term.qualified for term in path]
    slots = {
        "subject": f"@element.{ids[0]}",
        "relation": relation_slot(key[1]),
        "object": f"@element.{ids[-1]}",
        "chain": " – ".join(ids),
    }
    causes = tuple(dict.fromkeys((*as_whole, *(cause for told in by_pair for cause in told))))
    changed = next((step.row for step, told in zip(derived.steps, by_pair, strict=False) if told), derived.steps[0].row)
    return judgement.finish(
        Finding.from_slots(rule, Place(changed.file, ("mappings", changed.index, "subject_id")), slots),
        ids[0],
        f"{ids[0]} {ids[-1]}",
        side=side,
        values=([key[1], *ids], None) if side == "old" else (None, [key[1], *ids]),
        causes=causes or judgement.sides.causes_of(path, is_loss=side == "old"),
    )
