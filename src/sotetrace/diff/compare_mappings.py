"""Compare what two states of the crosswalks of a workspace say: every difference, before anything is judged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sotetrace.crosswalk import Term
    from sotetrace.diff.claims import Claim

_OF_ENDS = ("_label", "_category", "_type", "_source", "_source_version", "_place", "_match_field", "_preprocessing")
"""How the slots end that describe an end of a mapping: with another end, they are others."""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """One difference: a claim that came, went, leads elsewhere, or is said otherwise.

    Both sides stand in the direction of the new one. `fields` are the slots that differ, `relation` among them.
    """

    type: Literal["added", "removed", "moved", "changed"]
    old: Claim | None
    new: Claim | None
    fields: tuple[str, ...] = ()

    @property
    def claim(self) -> Claim:
        """The claim of the new side, else of the old."""
        found = self.new if self.new is not None else self.old
        assert found is not None
        return found


def compare_claims(olds: Iterable[Claim], news: Iterable[Claim]) -> list[ClaimChange]:
    """Compare claims: by what they speak of, then by their record, then those of which one went and one came."""
    left, come = _by_pair(olds), _by_pair(news)
    pairs: list[tuple[Claim, Claim]] = []
    gone: list[Claim] = []
    added: list[Claim] = []
    for key in {**left, **come}:
        found, old_rest, new_rest = _pair(left.get(key, []), come.get(key, []))
        pairs += found
        gone += old_rest
        added += new_rest
    moved = [*_take_records(gone, added), *_take_moved(gone, added)]
    changes = [change for before, after in pairs if (change := _changed(before, after)) is not None]
    changes += [_moved(before, after) for before, after in moved]
    changes += [ClaimChange("removed", claim.as_written(), None) for claim in gone]
    changes += [ClaimChange("added", None, claim.as_written()) for claim in added]
    return sorted(changes, key=lambda change: (change.claim.order, change.type))


def _by_pair(claims: Iterable[Claim]) -> dict[tuple[object, ...], list[Claim]]:
    found: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.pair].append(claim)
    return found


def _pair(olds: Sequence[Claim], news: Sequence[Claim]) -> tuple[list[tuple[Claim, Claim]], list[Claim], list[Claim]]:
    """Pair claims about the same: equal ones first, then those most alike. Returns (pairs, old rest, new rest)."""
    if len(olds) == len(news) == 1:
        return [(olds[0], news[0])], [], []
    # In one direction, so that the order in which they are taken hangs on nothing but what they say.
    old_rest, new_rest = (sorted(map(_forward, claims), key=lambda claim: claim.order) for claims in (olds, news))
    pairs: list[tuple[Claim, Claim]] = []
    for is_same in (_is_equal, _is_alike, _has_same_relation, lambda _old, _new: True):
        for before in list(old_rest):
            after = next((claim for claim in new_rest if is_same(before, claim)), None)
            if after is not None:
                pairs.append((before, after))
                old_rest.remove(before)
                new_rest.remove(after)
    return pairs, old_rest, new_rest


def _forward(claim: Claim) -> Claim:
    """Return a claim from the end that sorts first; a search stays as it is."""
    is_backward = claim.first is not None and claim.second is not None and claim.second < claim.first
    return claim.turned() if is_backward else claim


def _is_equal(old: Claim, new: Claim) -> bool:
    return _has_same_relation(old, new) and old.fields == new.fields


def _is_alike(old: Claim, new: Claim) -> bool:
    slot = "mapping_justification"
    return _has_same_relation(old, new) and old.fields.get(slot) == new.fields.get(slot)


def _has_same_relation(old: Claim, new: Claim) -> bool:
    return old.relation == new.relation


def _take_records(gone: list[Claim], added: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Take out those that are said to be the same record. What was searched elsewhere is another search."""
    for before in list(gone):
        record = before.fields.get("record_id") if before.kind != "search" else None
        same = [claim for claim in added if record and claim.fields.get("record_id") == record]
        if len(same) == 1 and same[0].kind == before.kind:
            yield _take(before, same[0], gone, added)


def _take_moved(gone: list[Claim], added: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Take out those of which one went and one came at the same element, with one relation to one document."""
    come = _by_end(added)
    for key, olds in sorted(_by_end(gone).items()):
        news = come.get(key, [])
        if len(olds) == len(news) == 1 and olds[0] in gone and news[0] in added:
            yield _take(olds[0], news[0], gone, added)


def _take(before: Claim, after: Claim, gone: list[Claim], added: list[Claim]) -> tuple[Claim, Claim]:
    gone.remove(before)
    added.remove(after)
    return before, after


def _by_end(claims: Iterable[Claim]) -> dict[tuple[str, Term, str, str], list[Claim]]:
    found: dict[tuple[str, Term, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        for term in claim.ends:
            beyond = claim.beyond(term)
            if beyond is not None:
                found[claim.kind, term, claim.relation_from(term), beyond.document].append(claim)
    return found


def _changed(before: Claim, after: Claim) -> ClaimChange | None:
    old, new = _facing(before, after)
    fields = _differing(old, new)
    return ClaimChange("changed", old, new, fields) if fields else None


def _moved(before: Claim, after: Claim) -> ClaimChange:
    old, new = _facing(before, after)
    fields = [slot for slot in _differing(old, new) if not _describes_other_end(slot, old, new)]
    return ClaimChange("moved", old, new, tuple(fields))


def _facing(before: Claim, after: Claim) -> tuple[Claim, Claim]:
    """Return both claims in the direction in which the new one is written."""
    new = after.as_written()
    return before.facing(new), new


def _differing(old: Claim, new: Claim) -> tuple[str, ...]:
    slots = [slot for slot in sorted({*old.fields, *new.fields}) if old.fields.get(slot) != new.fields.get(slot)]
    return ("relation", *slots) if old.relation != new.relation else tuple(slots)


def _describes_other_end(slot: str, old: Claim, new: Claim) -> bool:
    ends = (("subject", old.first != new.first), ("object", old.second != new.second))
    sides = [side for side, is_other in ends if is_other]
    return slot.endswith(_OF_ENDS) and slot.partition("_")[0] in sides
