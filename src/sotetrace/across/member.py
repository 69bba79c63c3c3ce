"""A document of a workspace, as a question across documents takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sotetrace.coverage import CoverageResult
    from sotetrace.graph import TraceGraph


class Member(Protocol):
    """One document: its graph, and its own coverage. A context of the checks is one, which makes both when asked."""

    @property
    def graph(self) -> TraceGraph:
        """The graph of the document."""
        ...

    @property
    def coverage(self) -> CoverageResult:
        """The coverage of the document, inference included."""
        ...


def name_of(member: Member) -> str:
    """Return the id of the document."""
    return member.graph.document.document.id
