"""Mappings to look at again: an element they join is gone, or says something else now."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sotetrace.crosswalk.rows import Term
from sotetrace.diff.assess_mappings import digest, said_by
from sotetrace.diff.entities import canonical
from sotetrace.findings import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.diff.assess_mappings import MappingJudgement
    from sotetrace.diff.claims import Claim
    from sotetrace.diff.compare_mappings import ClaimChange
    from sotetrace.diff.results import ChangeFinding


def find_left_behind(judgement: MappingJudgement) -> Iterator[ChangeFinding]:
    """Find the mappings that still name an element which the old side had and the new side has no more."""
    sides = judgement.sides
    for claim in sides.new_claims:
        for term in claim.ends:
            cause = sides.removals.get(term) or sides.whole.get(term.document)
            is_gone = sides.new.is_unknown(term) or term.document not in sides.new.documents
            is_retired = term in sides.new.retired
            if cause is not None and (is_gone or is_retired):
                side_of_row = "subject" if term == claim.first else "object"
                found = judgement.make(
                    "mapping-left-behind",
                    claim,
                    {"id": term.qualified},
                    slot=f"{side_of_row}_id",
                    values=(term.qualified, None),
                    causes=(cause,),
                )
                judgement.tell(claim, found.fingerprint)
                yield found


def find_suspect_mappings(judgement: MappingJudgement, changes: Sequence[ClaimChange]) -> Iterator[ChangeFinding]:
    """Find the claims that rest on words that changed, and that nobody touched since: they were made by the old words.

    A claim about a part hangs on the words of the part, one about an element on the element's own.
    """
    sides = judgement.sides
    touched = {id(change.new.row) for change in changes if change.new is not None}
    at: dict[Term, list[Claim]] = defaultdict(list)
    for claim in sides.new_claims:
        if id(claim.row) not in touched:
            for term in claim.ends:
                at[term].append(claim)
    for document in sides.documents:
        for identifier, cause in document.reworded.items():
            claims = sorted(at.get(Term(document.name, identifier), ()), key=lambda claim: claim.order)
            if claims:
                term, first = Term(document.name, identifier), claims[0]
                names = list(dict.fromkeys(_other_ends(claim, term) for claim in claims))
                said = [canonical(said_by(claim)) for claim in claims]
                yield judgement.about(
                    "mapping-suspect",
                    term,
                    {"mappings": ", ".join(names)},
                    ("new", Place(first.row.file, ("mappings", first.row.index, "subject_id"))),
                    values=(None, [*names, digest([*said, cause.state])]),
                    causes=(cause.fingerprint,),
                )


def _other_ends(claim: Claim, term: Term) -> str:
    other = claim.beyond(term)
    return other.qualified if other is not None else claim.searched
