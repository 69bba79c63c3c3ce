"""What a check gets to see: one document, its graph and its coverage, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sotetrace.coverage import CoverageResult, evaluate_coverage
from sotetrace.findings import Finding, Place
from sotetrace.graph import TraceGraph, build_graph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.model.document import DocumentPath, VisionDocument
    from sotetrace.model.expectations import Expectation


@dataclass(frozen=True)
class CheckContext:
    """One document to check.

    `expectations` are the workspace's, which replace the document's; `left_out` are ids that stand in the files but
    whose elements could not be read, so that a reference to one is not called unknown.
    """

    document: VisionDocument
    expectations: tuple[Expectation, ...] = ()
    left_out: frozenset[str] = frozenset()

    @cached_property
    def graph(self) -> TraceGraph:
        """The graph of the document."""
        return build_graph(self.document)

    @cached_property
    def coverage(self) -> CoverageResult:
        """The coverage of the document, inference included."""
        return evaluate_coverage(self.graph, expectations=self.expectations, left_out=self.left_out)

    @property
    def owners(self) -> Mapping[str, str]:
        """The id of the element of every part, by the part's id."""
        return self.document.part_owners

    @cached_property
    def folded_titles(self) -> tuple[str | None, ...]:
        """The title of every element in the original language, without what case and white space tell apart."""
        original = self.document.document.original
        titles = [element.title.get(original) for _, element in self.document.iter_places()]
        return tuple([None if title is None else fold(title) for title in titles])

    @cached_property
    def paths(self) -> Mapping[str, DocumentPath]:
        """The document path of every element and part, by id; of several with the same id, the first."""
        found: dict[str, DocumentPath] = {}
        for path, element in self.document.iter_places():
            found.setdefault(element.id, path)
            for index, part in enumerate(element.parts):
                found.setdefault(part.id, (*path, "parts", index))
        return found

    def place(self, *path: str | int, is_key: bool = False) -> Place:
        """Return a place in this document."""
        return Place(self.document.document.id, path, is_key)

    def of_element(self, rule: str, identifier: str, **slots: object) -> Finding:
        """Make a finding about an element or part as a whole, placed at its id."""
        place = self.place(*self.paths.get(identifier, ()), "id")
        return Finding.from_slots(rule, place, slots, element=identifier)


def fold(words: str) -> str:
    """Return words without what case and white space tell apart."""
    return " ".join(words.casefold().split())
