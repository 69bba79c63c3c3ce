"""How coverage went over the commits or tags of a model: figures on both scales, never one percentage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sotetrace.coverage import CoverageResult, ElementCoverage, ExpectationCoverage, Tier
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.kinds import Kind

PointStatus = Literal["read", "unreadable", "absent"]
"""Whether the model could be read there, could not be parsed, or was not there."""


@dataclass(frozen=True)
class Point:
    """The figures of a model at one commit; `date` is its author's, in ISO 8601.

    `as_source` and `as_read` count the sub-goals of all documents by tier, `elements` the elements by kind. `gaps`
    counts what an expectation asks for and nothing meets on either scale, of elements and of parts; what is accepted is
    not counted.
    """

    date: str
    sha: str
    tags: tuple[str, ...]
    status: PointStatus = "read"
    as_source: Mapping[Tier, int] = field(default_factory=dict)
    as_read: Mapping[Tier, int] = field(default_factory=dict)
    elements: Mapping[Kind, int] = field(default_factory=dict)
    gaps: int = 0

    @property
    def sub_goals(self) -> int:
        """The number of sub-goals."""
        return sum(self.as_source.values())


@dataclass(frozen=True)
class Trend:
    """Points from the oldest to the newest.

    `has_more` says that older ones were left out, `is_cut` that the clone is shallow and older ones are not known.
    """

    points: tuple[Point, ...]
    has_more: bool = False
    is_cut: bool = False


def count_point(
    date: str,
    sha: str,
    tags: tuple[str, ...],
    documents: Iterable[VisionDocument],
    results: Iterable[CoverageResult],
) -> Point:
    """Count what one state of a model has, from its documents and their coverage."""
    covered = list(results)
    sub_goals = [element for result in covered for element in _sub_goals(result)]
    kinds = Counter(element.kind for document in documents for element in document.elements.values())
    return Point(
        date,
        sha,
        tags,
        "read",
        Counter(element.as_source for element in sub_goals),
        Counter(element.as_read for element in sub_goals),
        kinds,
        sum(1 for result in covered for _ in _iter_open_gaps(result)),
    )


def _sub_goals(result: CoverageResult) -> tuple[ElementCoverage, ...]:
    found = result.find_expectation("sub_goal")
    return found.elements if found is not None and found.is_applicable else ()


def _iter_open_gaps(result: CoverageResult) -> Iterator[str]:
    """Yield the ids of the gaps that a report of coverage lists and nobody accepted."""
    for expectation in result.expectations:
        for element in expectation.elements if expectation.is_applicable else ():
            if element.is_gap:
                yield from (element.id,) if element.waived is None else ()
            elif _has_parts(expectation):
                yield from (part.id for part in element.parts if not part.is_served and part.waived is None)


def _has_parts(expectation: ExpectationCoverage) -> bool:
    """Say whether an expectation asks for each part; an indicator measures the whole."""
    return "indicator" not in expectation.by
