"""Writing verdicts on inferred links into the files they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.errors import UsageError
from sotetrace.model.ids import is_past

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.coverage import ReviewResult
    from sotetrace.graph import TraceLink
    from sotetrace.project.project import Project
    from sotetrace.store.edits import Edit


def sign_links(project: Project, verdicts: Sequence[tuple[str, str]], by: str) -> list[str]:
    """Write verdicts (accepted or rejected) on inferred links, by name, and return a line for each link.

    Each file is written in one step, and either all are fit to be written or none is. Raises UsageError for a name that
    means no link or several, or one that has a verdict already.
    """
    from sotetrace.store.edits import Edit
    from sotetrace.store.workspace_edits import write_edits

    by = by.strip()
    if not by:
        raise UsageError("--by: a verdict needs a name", "Write: --by 'Aino Virta'")
    edits: list[tuple[str, Edit]] = []
    lines = []
    for name, verdict in verdicts:
        document, link = _find_link(project, name)
        if is_past(document):
            raise UsageError(f"{name}: is read from git", "Name a link of a document of today.")
        if link.is_reviewed or link.is_rejected:
            raise UsageError(f"{name}: has a verdict already", "Take its `reviewed:` out of the YAML first.")
        if any((key, edit.path) == (document, link.path) for key, edit in edits):
            raise UsageError(f"{name}: is named twice", "Give each link one verdict.")
        value = {"by": by, "date": project.today.isoformat()}
        if verdict == "rejected":
            value["verdict"] = verdict
        edits.append((document, Edit(link.path, "reviewed", value)))
        lines.append(f"{name}: {verdict}, {by}, {project.today.isoformat()}")
    write_edits(project.opened, edits)
    return lines


def qualify_links(project: Project, result: ReviewResult) -> ReviewResult:
    """Return a review queue in which a link has its document before its name where another document has the name."""
    from dataclasses import replace

    from sotetrace.coverage import name_of
    from sotetrace.graph import iter_links

    known = project.workspace_contexts.items()
    others = [context for name, context in known if name != result.document and not is_past(name)]
    taken = {name_of(link) for context in others for link in iter_links(context.document) if link.basis == "inferred"}
    if not taken:
        return result
    items = [
        replace(item, name=f"{result.document}:{item.name}") if item.name in taken else item for item in result.items
    ]
    return replace(result, items=tuple(items))


def _find_link(project: Project, name: str) -> tuple[str, TraceLink]:
    """Return the one inferred link that a name means, and the id of its document. Raises UsageError."""
    import difflib

    from sotetrace.coverage import find_named, name_of
    from sotetrace.graph import iter_links
    from sotetrace.project.elements import find_holder, split_id

    holder = find_holder(project, name, lambda context, wanted: bool(find_named(iter_links(context.document), wanted)))
    if holder is None:
        document, wanted = split_id(project, name)
        links = [link for one in project.documents if document in (None, one.document.id) for link in iter_links(one)]
        known = [name_of(link) for link in links if link.basis == "inferred"]
        nearest = difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
        raise UsageError(f"no inferred link is called {name}", nearest=nearest)
    context, wanted = holder
    found = find_named(iter_links(context.document), wanted)
    if len(found) > 1:
        raise UsageError(
            f"several links are called {name}", "Give one of them another place, or sign them in the YAML."
        )
    return context.document.document.id, found[0]
