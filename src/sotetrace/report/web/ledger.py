"""The numbers under which a page knows statuses and facts, and what each rests on, as its script reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sotetrace.coverage import READ_TIERS, SOURCE_TIERS
from sotetrace.coverage.supporters import LINK_CLASSES, Support, find_supports

if TYPE_CHECKING:
    from sotetrace.coverage import CoverageResult, Tier
    from sotetrace.coverage.losses import Scale
    from sotetrace.coverage.supporters import Supporter, Topic
    from sotetrace.graph import TraceGraph

TIERS_OF: dict[Scale, tuple[Tier, ...]] = {"as_source": SOURCE_TIERS, "as_read": READ_TIERS}


class Ledger:
    """Every status of a coverage and every fact that can cease to hold, each under its number."""

    def __init__(self, graph: TraceGraph, coverage: CoverageResult) -> None:
        supports = find_supports(graph, coverage)
        self.measures = [measure.id for measure in graph.find_elements("measure")]
        self._place = {measure: n for n, measure in enumerate(self.measures, start=1)}
        self.served = supports.served
        self.applicable = supports.applicable
        self.witnesses = supports.witnesses
        self.statuses = supports.statuses
        self._numbers = {(one.id, one.topic, one.scale, one.expectation): n for n, one in enumerate(supports.statuses)}
        self._facts: dict[int, Any] = {}

    def number(self, identifier: str, topic: Topic, scale: Scale, expectation: str | None = None) -> int:
        """Return the number of a status."""
        return self._numbers[identifier, topic, scale, expectation]

    def tier(self, number: int) -> Tier:
        """Return a status as it is while nothing is taken away."""
        return self.statuses[number].status(lambda _: True)

    def fact(self, support: Support) -> int:
        """Return the number of something that holds while its support does."""
        number = len(self._facts)
        self._facts[number] = self.encode(support)
        return number

    @property
    def facts(self) -> list[Any]:
        """What each fact rests on, by its number."""
        return list(self._facts.values())

    def encode(self, support: Support | Supporter) -> Any:
        """Return a support for the script: a list that begins with how many must stand; a supporter is one number.

        The number is the class of the link, plus eight times the place of its measure, counted from 1.
        """
        if isinstance(support, Support):
            return [support.least, *map(self.encode, support.of)]
        place = self._place.get(support.measure, 0) if support.measure is not None else 0
        return LINK_CLASSES.index(support.link_class) + len(LINK_CLASSES) * place
