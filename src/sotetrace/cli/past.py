"""Opening the commits of a model, for the commands that tell several of them apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import AbsentModelError, UnreadableError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sotetrace.project import Project
    from sotetrace.store.history import Commit


def open_commit(commit: Commit, like: Project | None = None, day: dt.date | None = None) -> Project:
    """Open the model as it stood at a commit.

    Where it has moved since, the one model that the commit has will do, when its documents are those of a later state
    (`like`). Raises AbsentModelError, UnparsableError, or another child of UnreadableError.
    """
    from sotetrace.project import Project

    try:
        return Project.of_side(commit.side, today=day)
    except AbsentModelError as error:
        if like is None or len(error.found) != 1:
            raise
        moved = Project.of_side(replace(commit.side, model=Path(error.found[0])), today=day)
        if _ids(moved) != _ids(like):
            raise
        return moved


def narrow_past(state: Project, document: str | None, commit: Commit) -> Project:
    """Return a state narrowed to a document, without one as it is. Raises AbsentModelError when it is not there."""
    if document is not None and not state.has_document(document):
        raise AbsentModelError(f"{commit.sha[:7]}: has no document {document}")
    return state.narrow(document)


def open_newest(commits: Sequence[Commit]) -> tuple[Commit, Project]:
    """Open the newest commit that can be read. Raises what the newest raises when none can."""
    first: UnreadableError | None = None
    for commit in reversed(commits):
        try:
            return commit, open_commit(commit)
        except UnreadableError as error:
            first = first or error
    raise first or UnreadableError("no commit touched the model", "Commit it first.")


def _ids(project: Project) -> set[str]:
    return {document.document.id for document in project.documents}
