"""What a few lines of a document stand for: a scope for a link from each member, a judgement for every pair.

Each is a product of two lists, so a small file can stand for more than any machine holds. It is counted before anything
is expanded; a section that stands for too much is left out and said.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sotetrace.model.document import Members
from sotetrace.model.expectations import DEFAULT_EXPECTATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.model.document import Scope, VisionDocument
    from sotetrace.model.expectations import Expectation
    from sotetrace.model.limits import Limits


def find_excesses(document: VisionDocument, limits: Limits) -> Iterator[tuple[str, str]]:
    """Yield the sections of a document that stand for too much, each with the limit that they pass."""
    if not (document.scopes or document.judged or document.expectations):
        return
    counts = _counts(document)
    if sum(_links_of(scope, counts) for scope in document.scopes) > limits.links:
        yield "scopes", "links"
    judged = sum(len(each.measures) * len(each.sub_goals) for each in document.judged)
    if document.judged and max(judged, counts["measure"] * counts["sub_goal"]) > limits.pairs:
        yield "judged", "pairs"
    if has_too_many(document.expectations, document, limits):
        yield "expectations", "answers"


def has_too_many(expectations: Sequence[Expectation], document: VisionDocument, limits: Limits) -> bool:
    """Say whether more elements are held to expectations than may be; the built-in ones are always few enough."""
    if len(expectations) <= len(DEFAULT_EXPECTATIONS):
        return False
    counts = _counts(document)
    return sum(1 + counts[each.of] for each in expectations) > limits.answers


def _counts(document: VisionDocument) -> Counter[str]:
    """Return how many elements of each kind there are, and how many of no certain kind (the empty name): all."""
    counts: Counter[str] = Counter(element.kind for element in document.iter_elements())
    counts[""] = counts.total()
    return counts


def _links_of(scope: Scope, counts: Counter[str]) -> int:
    """Return how many links a scope stands for at the most: every element of its kind may have its level."""
    members = scope.members
    count = counts[members.kind or ""] if isinstance(members, Members) else len(members)
    return count * max(1, len(scope.advances) + len(scope.serves))
