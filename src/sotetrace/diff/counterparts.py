"""Which elements lost their last counterpart in another document, and which gained their first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sotetrace.diff.claims import Claim, kind_of
from sotetrace.findings import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sotetrace.crosswalk import Crosswalks, Term
    from sotetrace.diff.assess_mappings import MappingJudgement
    from sotetrace.diff.results import ChangeFinding, Side

Held = tuple["Term", str]
"""An element, and the document in which it has counterparts."""


def assess_counterparts(judgement: MappingJudgement, whole: Mapping[tuple[Side, str], str]) -> Iterator[ChangeFinding]:
    """Judge, for each element on both sides, whether it has a counterpart in another document now and had one before.

    A tension is no counterpart, nor is what only a chain leads to. An element has those of its parts. `whole` are the
    fingerprints of what tells that a crosswalk came or went as a whole.
    """
    sides = judgement.sides
    before, after = _counterparts(judgement, "old"), _counterparts(judgement, "new")
    searches = [claim for claim in sides.new_claims if claim.kind == "search" and claim.ends]
    searched = {(sides.owner(claim.ends[0]), claim.searched) for claim in searches}
    for held in sorted({*before, *after}):
        if (held in before) == (held in after) or not sides.is_on_both(held[0]):
            continue
        is_loss = held in before
        side: Side = "old" if is_loss else "new"
        claims = sorted((before if is_loss else after)[held], key=lambda claim: claim.order)
        rule = "counterpart-lost" if is_loss else "counterpart-gained"
        others = sorted({term for claim in claims for term in claim.ends if sides.owner(term) != held[0]})
        ids = [term.qualified for term in others]
        first = claims[0]
        yield judgement.about(
            rule,
            held[0],
            {"document": held[1], "counterparts": ", ".join(ids)},
            (side, Place(first.row.file, ("mappings", first.row.index, "subject_id"))),
            values=(list(ids), None) if is_loss else (None, list(ids)),
            severity=Severity.WARNING if is_loss and held in searched else None,
            causes=_causes(judgement, claims, side, whole),
        )


def _causes(
    judgement: MappingJudgement, claims: list[Claim], side: Side, whole: Mapping[tuple[Side, str], str]
) -> tuple[str, ...]:
    """Return what tells of the claims that came or went: of a file or document as a whole, where all went with it."""
    documents = {judgement.sides.whole.get(term.document) for claim in claims for term in claim.ends}
    files = {whole.get((side, claim.row.file)) for claim in claims}
    rows = [one for claim in claims for one in judgement.told.get(tuple(sorted(claim.ends)), ())]
    as_whole = [] if None in files else sorted(filter(None, files))
    found = tuple(dict.fromkeys((*sorted(filter(None, documents)), *as_whole, *rows)))
    # A row that nobody touched begins to count when the element comes that it leads to.
    return found or judgement.sides.causes_of((term for claim in claims for term in claim.ends), is_loss=side == "old")


def _counterparts(judgement: MappingJudgement, side: Side) -> Mapping[Held, list[Claim]]:
    """Return the claims by which an element has counterparts in another document."""
    sides = judgement.sides
    crosswalks: Crosswalks = sides.old if side == "old" else sides.new
    counted = {(row.file, row.index) for row in crosswalks.counted if kind_of(row) == "mapping"}
    found: dict[Held, list[Claim]] = defaultdict(list)
    for claim in sides.old_claims if side == "old" else sides.new_claims:
        if (claim.row.file, claim.row.index) not in counted or any(
            term in crosswalks.retired for term in (claim.row.subject, claim.row.object)
        ):
            continue
        for term in claim.ends:
            other = claim.beyond(term)
            if other is not None:
                found[sides.owner(term), other.document].append(claim)
    return found
