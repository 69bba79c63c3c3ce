"""Mappings that follow from others: exact, broad and narrow chain, close and related never.

https://mapping-commons.github.io/sssom/chaining-rules/. Turned round, broad is narrow; through an exact match either
stays what it is; two broad ones make a broad one. A tension never chains: against what is in tension with mine, I may
have nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sotetrace.crosswalk.rows import INVERSE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sotetrace.crosswalk.rows import MappingRow, Term
    from sotetrace.model.mapping import Relation

_CHAINED: dict[tuple[Relation, Relation], Relation] = {
    ("exact", "exact"): "exact",
    ("exact", "broad"): "broad",
    ("exact", "narrow"): "narrow",
    ("broad", "exact"): "broad",
    ("broad", "broad"): "broad",
    ("narrow", "exact"): "narrow",
    ("narrow", "narrow"): "narrow",
}
CHAINING: frozenset[Relation] = frozenset(("exact", "broad", "narrow"))
"""The relations that chain."""

_STRENGTHS = (
    "UnspecifiedMatching",
    "LexicalMatching",
    "LexicalSimilarityThresholdMatching",
    "SemanticSimilarityThresholdMatching",
    "StructuralMatching",
    "InstanceBasedMatching",
    "BackgroundKnowledgeBasedMatching",
    "CompositeMatching",
    "LogicalReasoning",
    "MappingInversion",
    "MappingChaining",
    "MappingReview",
    "ManualMappingCuration",
)
"""The justifications of the Semantic Mapping Vocabulary, the weakest first; any other is weaker still."""

State = tuple["Term", "Relation"]


@dataclass(frozen=True, slots=True)
class Step:
    """A mapping as a chain takes it, one way or the other."""

    subject: Term
    relation: Relation
    object: Term
    row: MappingRow


@dataclass(frozen=True, slots=True)
class DerivedMapping:
    """A mapping that nobody made: what follows from the steps, as sure as the least sure of them."""

    subject: Term
    relation: Relation
    object: Term
    steps: tuple[Step, ...]

    @property
    def confidence(self) -> float | None:
        """The lowest confidence of a step; None when a step has none."""
        return weakest_confidence(self.steps)

    @property
    def justification(self) -> str:
        """The weakest justification of a step."""
        return weakest_justification(self.steps)

    @property
    def path(self) -> tuple[Term, ...]:
        """The elements that the chain passes, from end to end."""
        return (self.subject, *(step.object for step in self.steps))


def weakest_confidence(steps: Iterable[Step]) -> float | None:
    """Return the lowest confidence of some steps; None when one of them has none."""
    known = [step.row.mapping.confidence for step in steps]
    return None if None in known else min(confidence for confidence in known if confidence is not None)


def weakest_justification(steps: Iterable[Step]) -> str:
    """Return the weakest justification of some steps."""
    return min((step.row.mapping.mapping_justification for step in steps), key=strength_of)


def strength_of(justification: str) -> tuple[int, str]:
    """Return by what justifications are ordered, the weakest first."""
    name = justification.partition(":")[2]
    return (_STRENGTHS.index(name) if name in _STRENGTHS else -1, justification)


def orient(row: MappingRow) -> tuple[Step, Step]:
    """Return a mapping both ways."""
    assert row.subject is not None
    assert row.object is not None
    assert row.relation is not None
    there = Step(row.subject, row.relation, row.object, row)
    return there, Step(row.object, INVERSE.get(row.relation, row.relation), row.subject, row)


def steps_from(rows: Iterable[MappingRow]) -> Mapping[Term, list[Step]]:
    """Return the steps that can be taken from each element, in an order that is always the same."""
    found: dict[Term, list[Step]] = defaultdict(list)
    for row in rows:
        if row.relation in CHAINING:
            for step in orient(row):
                found[step.subject].append(step)
    for steps in found.values():
        steps.sort(key=_order)
    return found


def _order(step: Step) -> tuple[object, ...]:
    confidence = step.row.mapping.confidence
    return (step.object, step.relation, -1 if confidence is None else -confidence, step.row.file, step.row.index)


class _Link(NamedTuple):
    """The last step of a chain, and what is before it; the sureness is that of the least sure step."""

    sureness: float
    step: Step
    before: _Link | None


def find_chains(
    start: Term, steps: Mapping[Term, Sequence[Step]], *, end: str, without: Collection[Term] = ()
) -> dict[State, tuple[Step, ...]]:
    """Find a shortest chain from an element to each of a document, for each relation that follows.

    Of several shortest chains it is one whose weakest confidence is the highest; of these, the first by its ids. No
    chain passes directly between the elements of `without`, a pair.
    """
    barred = set(without)
    seen: set[State] = {(start, "exact")}
    layer: dict[State, _Link | None] = {(start, "exact"): None}
    found: dict[State, tuple[Step, ...]] = {}
    while layer:
        ahead: dict[State, _Link | None] = {}
        for (term, relation), link in sorted(layer.items(), key=lambda item: item[0]):
            for step in steps.get(term, ()):
                follows = _CHAINED.get((relation, step.relation))
                if follows is None or (step.object, follows) in seen or barred == {term, step.object}:
                    continue
                sureness = min(_sureness(step), link.sureness if link is not None else 1)
                known = ahead.get((step.object, follows))
                if known is None or sureness > known.sureness:
                    ahead[step.object, follows] = _Link(sureness, step, link)
        seen |= ahead.keys()
        found |= {state: _unroll(link) for state, link in ahead.items() if state[0].document == end}
        layer = ahead
    return found


def _sureness(step: Step) -> float:
    confidence = step.row.mapping.confidence
    return -1 if confidence is None else confidence


def _unroll(link: _Link | None) -> tuple[Step, ...]:
    steps: list[Step] = []
    while link is not None:
        steps.append(link.step)
        link = link.before
    return tuple(reversed(steps))


def derive_mappings(rows: Iterable[MappingRow], source: str, target: str) -> tuple[DerivedMapping, ...]:
    """Derive every mapping between two documents that no row has itself."""
    steps = steps_from(rows)
    return tuple(
        DerivedMapping(start, relation, term, chain)
        for start in sorted(term for term in steps if term.document == source)
        for (term, relation), chain in sorted(find_chains(start, steps, end=target).items(), key=lambda item: item[0])
        if len(chain) > 1 and term != start
    )
