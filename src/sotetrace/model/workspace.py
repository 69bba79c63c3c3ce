"""A workspace: the documents that are read together, with their settings, waivers and crosswalks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sotetrace.model.document import VisionDocument
from sotetrace.model.links import is_foreign
from sotetrace.model.settings import Acceptance, Settings, Waiver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.model.elements import Indicator
    from sotetrace.model.links import Link
    from sotetrace.model.mapping import Crosswalk


@dataclass(frozen=True, slots=True)
class Workspace:
    """The documents of a workspace. One document is a workspace of one member."""

    documents: tuple[VisionDocument, ...]
    settings: Settings = field(default_factory=Settings)
    waivers: tuple[Waiver, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    crosswalks: tuple[Crosswalk, ...] = ()


class ForeignIndicator(NamedTuple):
    """An indicator of one document that tells something of an element or part of another one of the workspace."""

    document: str
    indicator: Indicator
    link: Link
    target_document: str
    target: str


def iter_foreign_indicators(workspace: Workspace) -> Iterator[ForeignIndicator]:
    """Yield every indicator that indicates something in another document, each with its link, in order.

    It counts in the coverage of neither document; a report that reaches across documents shows it as the other one's.
    What points at a document that the workspace does not have, or at an id that this one does not have, is left out.
    """
    ids = {document.document.id: _ids_of(document) for document in workspace.documents}
    for document in workspace.documents:
        own = document.document.id
        for indicator in document.indicators:
            for link in indicator.indicates:
                holder, _, target = link.to.partition(":")
                if is_foreign("indicates", link.to) and holder != own and target in ids.get(holder, ()):
                    yield ForeignIndicator(own, indicator, link, holder, target)


def _ids_of(document: VisionDocument) -> frozenset[str]:
    elements = document.elements.values()
    return frozenset((*document.elements, *(part.id for element in elements for part in element.parts)))
