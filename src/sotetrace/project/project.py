"""An opened workspace, or one of its documents, and every question that can be asked of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import UsageError
from sotetrace.model.ids import is_past
from sotetrace.project.checked import CheckedDocuments
from sotetrace.store.workspaces import OpenedWorkspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sotetrace.across import AcrossResult, TraceAcross
    from sotetrace.checks.quotes import VerifyResult
    from sotetrace.coverage import (
        CoverageResult,
        Facet,
        ImpactResult,
        MatrixResult,
        ReviewResult,
        RobustnessResult,
    )
    from sotetrace.crosswalk import CrosswalkResult
    from sotetrace.diff import ChangeFinding, DiffResult, Reading
    from sotetrace.findings import Finding
    from sotetrace.graph import PathsResult, Trace
    from sotetrace.graph.trace_graph import NetworkxGraph
    from sotetrace.messages import Translator
    from sotetrace.model.links import Basis
    from sotetrace.store.additions import NewElement
    from sotetrace.store.renames import RenamedPlace
    from sotetrace.store.revisions import Side


@dataclass(frozen=True)
class Project(CheckedDocuments):
    """An opened workspace and the questions it answers.

    Its documents, and finding elements in them, are in `Documents`; its findings in `CheckedDocuments`.
    """

    @classmethod
    def open(cls, model: str | Path | None = None, *, may_embed: bool = True, today: dt.date | None = None) -> Project:
        """Open a document, a folder of files or a `sotetrace.yaml`; without one, look from the current folder upwards.

        Raises ModelNotFoundError, UnreadableError, or UnparsableError when nothing can be parsed.
        """
        path = Path(model) if model is not None else None
        opened = open_workspace(path, start=Path.cwd(), may_embed=may_embed)
        return cls(opened, today or dt.date.today())  # noqa: DTZ011  waivers expire by the local calendar

    @classmethod
    def at(cls, revision: str, model: str | Path | None = None, *, today: dt.date | None = None) -> Project:
        """Open a model as it stood at a revision (`main`, `v1.0`, `HEAD~2`, or `REV:path`), read from git.

        Raises UnknownRevisionError, AbsentModelError when it has no model, or another child of UnreadableError.
        """
        from sotetrace.store.revisions import resolve_revision

        path = Path(model) if model is not None else None
        return cls.of_side(resolve_revision(revision, model=path, start=Path.cwd()), today=today)

    @classmethod
    def of_side(cls, side: Side, *, today: dt.date | None = None) -> Project:
        """Open the model of one side of a comparison. Raises as Side.open does."""
        return cls(side.open(), today or dt.date.today())  # noqa: DTZ011  waivers expire by the local calendar

    @classmethod
    def empty_beside(cls, other: Project) -> Project:
        """Return a project of the same documents with nothing in them: the side on which a model is not there yet."""
        from sotetrace.model.document import FORMAT, VisionDocument
        from sotetrace.model.workspace import Workspace

        headers = [one.document.model_copy(update={"claims": ()}) for one in other.documents]
        documents = tuple(VisionDocument(format=FORMAT, document=header) for header in headers)
        return cls(OpenedWorkspace(Workspace(documents, other.opened.workspace.settings), {}, ()), other.today)

    def coverage(
        self, *, with_inference: bool = True, without: Iterable[str] = (), only: Iterable[Basis] = ()
    ) -> tuple[CoverageResult, ...]:
        """Evaluate the coverage of every document.

        Without inference, only what the source itself ties together counts. `without` are ids to leave out ("what if"),
        `only` the bases of links to count. Raises UsageError for an unknown id.
        """
        from sotetrace.project.judging import evaluate_all

        return evaluate_all(self, with_inference=with_inference, without=without, only=only)

    @cached_property
    def reading(self) -> Reading:
        """What a comparison needs of this side."""
        from sotetrace.project.comparing import build_reading

        return build_reading(self)

    def diff(self, old: Project) -> DiffResult:
        """Compare this project, as the new side, with another that is the old one.

        Rule levels and expectations are the old side's, what is accepted is the new side's.
        """
        from sotetrace.project.comparing import compare_projects

        return compare_projects(old, self)

    def trace(self, identifier: str, *, depth: int | None = None) -> Trace:
        """Find every chain through an element, or the element of a part. Raises UsageError for an unknown id."""
        from sotetrace.graph import find_trace

        context, element = self.find(identifier)
        return find_trace(context.graph, element.id, depth=depth)

    def paths(self, start: str, end: str, *, limit: int = 20) -> PathsResult:
        """Find the chains between two elements of one document. Raises UsageError for an unknown id."""
        from sotetrace.graph import find_paths

        context, ids = self.find_together((start, end))
        return find_paths(context.graph, *ids, limit=limit)

    def impact(self, *identifiers: str) -> ImpactResult:
        """Find what falls when elements of one document are removed. Raises UsageError for an unknown id."""
        from sotetrace.coverage import find_impact

        context, ids = self.find_together(identifiers)
        return find_impact(context.graph, ids, context.coverage)

    def robustness(self) -> RobustnessResult:
        """Evaluate how robust the coverage of the first document is."""
        from sotetrace.coverage import evaluate_robustness

        return evaluate_robustness(self.graph, self.contexts[0].coverage)

    def crosswalk(self, first: str | None = None, second: str | None = None) -> tuple[CrosswalkResult, ...]:
        """Evaluate how two documents of the workspace relate, or without names every two that a crosswalk joins.

        Raises UsageError for a document that the workspace does not have.
        """
        from sotetrace.crosswalk import evaluate_crosswalk, find_pairs

        named = ((first, second),) if first is not None and second is not None else None
        pairs = find_pairs(self.crosswalks) if named is None else named
        for name in {name: None for pair in pairs for name in pair}:
            self.refuse_unknown_document(name)
        if first is not None and first == second:
            raise UsageError("a crosswalk joins two documents", "Name another one.")
        return tuple(evaluate_crosswalk(self.crosswalks, *pair) for pair in pairs)

    def across(self, second: str) -> tuple[AcrossResult, ...]:
        """Evaluate what each document has in another: how far it meets measures there, and which indicators it lends.

        Of a project that is narrowed (`narrow("soste")`), only that document is asked about. Raises UsageError for a
        document that the workspace does not have, and when there is no other one to ask about.
        """
        from sotetrace.project.across import evaluate_all_across

        return evaluate_all_across(self, second)

    def trace_across(self, identifier: str) -> TraceAcross:
        """Find every chain from an element into the other documents of the workspace. Raises UsageError as `find`."""
        from sotetrace.project.across import trace_across

        return trace_across(self, identifier)

    def matrix(self, facet: Facet = "measure") -> MatrixResult:
        """Build a matrix of the first document: sub-goals against a facet. Raises UsageError for an unknown facet."""
        from sotetrace.coverage import FACETS, build_matrix

        if facet not in FACETS:
            raise UsageError(f"no facet is called {facet}", f"Use one of: {', '.join(FACETS)}.")
        return build_matrix(self.graph, facet)

    def review(self) -> ReviewResult:
        """Build the review queue of the first document, its links by the names that `sign` takes."""
        from sotetrace.coverage import build_review
        from sotetrace.project.signing import qualify_links

        return qualify_links(self, build_review(self.graph, self.contexts[0].coverage))

    def to_networkx(self) -> NetworkxGraph:
        """Return the graph of the first document as a networkx graph of its own, free to be changed."""
        return self.graph.to_networkx()

    def verify(self, texts: Mapping[str, str | Path] | None = None) -> VerifyResult:
        """Hold every quote to the source texts: those given by source id, else those that the settings name.

        Raises UsageError for an id that is no source, and UnreadableError for a text that cannot be read.
        """
        from sotetrace.project.verification import verify_documents

        return verify_documents(self, texts or {})

    def sign(self, verdicts: Sequence[tuple[str, str]], by: str) -> list[str]:
        """Write verdicts (accepted or rejected) on inferred links, by name, into the YAML files they stand in.

        Each file is written in one step, and either all are fit to be written or none is. Returns a line for each link.
        Raises UsageError for a name that means no link or several, or one that has a verdict already.
        """
        from sotetrace.project.signing import sign_links

        return sign_links(self, verdicts, by)

    def rename(self, old: str, new: str, *, is_dry_run: bool = False) -> list[RenamedPlace]:
        """Give an element another id in all files of the workspace, and return every place at which one stood.

        The old id is kept under `formerly`. Either all files are fit to be written or none is. Raises UsageError for
        an id that cannot be renamed or given.
        """
        from sotetrace.store.renames import rename_element

        context, element = self.find(old)
        if element.id != self.split_id(old)[1]:
            raise UsageError(
                f"{old}: is a part of {element.id}", "A part has the id of its element, a dot and a letter."
            )
        if is_past(context.document.document.id):
            raise UsageError(f"{old}: is read from git", "Name an element of a document of today.")
        return rename_element(self.opened, f"{context.document.document.id}:{element.id}", new, is_dry_run=is_dry_run)

    def add(self, wanted: NewElement, file: str | Path | None = None) -> tuple[str, str, int]:
        """Append a new element to the section of its kind, and return its id, file and line.

        Raises UsageError for an id that cannot be given, or a level, goal or file that is none.
        """
        from sotetrace.store.additions import add_element

        return add_element(self.opened, wanted, Path(file) if file is not None else None, self.chosen)

    def export(
        self, to: str, words: Translator, identifier: str | None = None, *, is_folder: bool = False
    ) -> str | bytes | Mapping[str, str | bytes]:
        """Export a document, or the one that has an element, to a format, with what maps it to other documents.

        What comes out is a text, the bytes of a file, or the files of a folder by their paths in it, with slashes.
        `is_folder` asks for a folder: of several documents, each on its own beside a page that lists them; of one, in a
        format that can be either (`markdown`). Raises KeyError for an unknown format, UsageError for an unknown element
        or several documents where a format holds one, and SotetraceError when a library that it needs is missing.
        """
        from sotetrace.project.exporting import export_project

        return export_project(self, to, words, identifier, is_folder=is_folder)

    def accept(
        self, gaps: Sequence[Finding], changes: Sequence[ChangeFinding], *, reason: str, owner: str, until: dt.date
    ) -> list[str]:
        """Write what is accepted into the workspace's file of waivers, and return a line for each.

        A gap is accepted by rule and element until its day, a change by its fingerprint until it is merged. Raises
        UsageError for what nothing accepts, and SotetraceError when the file cannot be written.
        """
        from sotetrace.project.acceptance import accept_findings

        return accept_findings(self, gaps, changes, reason=reason, owner=owner, until=until)
