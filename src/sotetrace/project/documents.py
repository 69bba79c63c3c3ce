"""The documents of an opened workspace, all or one of them, and finding what an id means in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

from sotetrace.errors import UsageError
from sotetrace.model.ids import is_past

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sotetrace.checks.context import CheckContext
    from sotetrace.crosswalk import Crosswalks
    from sotetrace.graph import TraceGraph
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.store.workspaces import OpenedWorkspace


@dataclass(frozen=True)
class Documents:
    """An opened workspace, or one document of it. `today` is the day on which waivers are judged.

    `whole` is what was narrowed to the document `chosen`; both are None of a whole workspace.
    """

    opened: OpenedWorkspace
    today: dt.date
    chosen: str | None = None
    whole: Self | None = field(default=None, repr=False)

    def narrow(self, document: str | None) -> Self:
        """Return the project of one document of the workspace, by its id; without one, this project.

        What is asked of it is asked of that document, with its findings only; `crosswalks` and `workspace_contexts` are
        those of the whole workspace. Raises UsageError for a document that the workspace does not have.
        """
        if document is None:
            return self
        self.refuse_unknown_document(document)
        return replace(self, chosen=document, whole=self.whole or self)

    def each_document(self) -> tuple[Self, ...]:
        """Return a project of each document; of a single one, this project."""
        if len(self.documents) == 1:
            return (self,)
        return tuple(self.narrow(document.document.id) for document in self.documents)

    def has_document(self, document: str) -> bool:
        """Say whether the workspace has a document of an id."""
        return any(one.document.id == document for one in self.opened.workspace.documents)

    def refuse_unknown_document(self, document: str) -> None:
        """Raise UsageError, with the nearest ids, for a document that the workspace does not have."""
        import difflib

        known = [one.document.id for one in self.opened.workspace.documents]
        if document not in known:
            raise UsageError(
                f"no document of the workspace is called {document}",
                f"It has: {', '.join(known)}.",
                nearest=difflib.get_close_matches(document, known, n=3, cutoff=0.4),
            )

    @property
    def documents(self) -> tuple[VisionDocument, ...]:
        """The documents of the workspace, or the one that the project is narrowed to."""
        known = self.opened.workspace.documents
        return known if self.chosen is None else tuple(one for one in known if one.document.id == self.chosen)[:1]

    @property
    def document(self) -> VisionDocument:
        """The first of the documents."""
        return self.documents[0]

    @cached_property
    def contexts(self) -> tuple[CheckContext, ...]:
        """One document each, with its graph and coverage, made once and shared by every question."""
        known = self.workspace_contexts
        return tuple(known.values()) if self.chosen is None else (known[self.chosen],)

    @cached_property
    def present_contexts(self) -> tuple[CheckContext, ...]:
        """The documents that are of no former revision; all of them where one is asked for, or none is of today.

        These are meant by an id without a document, checked and held to gates.
        """
        today = tuple(one for one in self.contexts if not is_past(one.document.document.id))
        return today if today and self.chosen is None else self.contexts

    @cached_property
    def workspace_contexts(self) -> Mapping[str, CheckContext]:
        """Every document of the workspace by its id, whatever document the project is narrowed to."""
        from sotetrace.checks.context import CheckContext

        if self.whole is not None:
            return self.whole.workspace_contexts
        settings = self.opened.workspace.settings
        return {
            name: CheckContext(document, settings.expectations, self.opened.left_out.get(name, frozenset()))
            for document in self.opened.workspace.documents
            for name in (document.document.id,)
        }

    @property
    def graph(self) -> TraceGraph:
        """The graph of the first document."""
        return self.contexts[0].graph

    @cached_property
    def ids_by_document(self) -> Mapping[str, Collection[str]]:
        """The ids of the elements and parts of every document of today, where there are several; else nothing."""
        if len(self.opened.workspace.documents) == 1:
            return {}
        contexts = self.workspace_contexts
        return {name: context.paths.keys() for name, context in contexts.items() if not is_past(name)}

    @cached_property
    def crosswalks(self) -> Crosswalks:
        """The mappings of the workspace, their ends resolved."""
        from sotetrace.crosswalk import build_crosswalks

        if self.whole is not None:
            return self.whole.crosswalks
        return build_crosswalks(self.opened.workspace, self.opened.left_out)

    def find(self, identifier: str, also: Sequence[str] = ()) -> tuple[CheckContext, Element]:
        """Return the document that has an element or part of an id (`G4`, `soste:G4`), and the element.

        Raises UsageError for an id that several documents have, and with the nearest ids, of those that the caller
        knows `also`, too, for one that none has.
        """
        from sotetrace.project.elements import find_element

        return find_element(self, identifier, also)

    def qualify(self, document: str, identifier: str) -> str:
        """Return an id as it is asked for: with its document where another document of the workspace has it, too."""
        from sotetrace.project.elements import qualify

        return qualify(self, document, identifier)

    def split_id(self, name: str) -> tuple[str | None, str]:
        """Return the document that an id is qualified by, or None, and the id in it. Raises UsageError with -d only."""
        from sotetrace.project.elements import split_id

        return split_id(self, name)

    def find_holder(self, name: str, is_held: Callable[[CheckContext, str], bool]) -> tuple[CheckContext, str] | None:
        """Return the one document that has something of a name (`G4`, `soste:G4`), and the name in it; None for none.

        Raises UsageError with the qualified names when several documents have it.
        """
        from sotetrace.project.elements import find_holder

        return find_holder(self, name, is_held)

    def find_each(self, identifiers: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the ids of the elements that some ids mean, by document. Raises UsageError as `find` does."""
        from sotetrace.project.elements import find_each

        return find_each(self, identifiers)

    def find_together(self, identifiers: Sequence[str]) -> tuple[CheckContext, list[str]]:
        """Return the one document that has some elements, and their ids in it; a part stands for its element.

        Raises UsageError as `find` does, and for elements of several documents.
        """
        from sotetrace.project.elements import find_together

        return find_together(self, identifiers)
