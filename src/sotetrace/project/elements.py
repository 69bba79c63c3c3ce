"""Which document of a workspace an id belongs to: `G4` where one document has it, else `soste:G4`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.errors import UsageError
from sotetrace.model.ids import is_past

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sotetrace.checks.context import CheckContext
    from sotetrace.model.elements import Element
    from sotetrace.project.documents import Documents


def split_id(project: Documents, name: str) -> tuple[str | None, str]:
    """Return the document that an id is qualified by, or None, and the id in it.

    Only the id of a document of the workspace qualifies, up to the first colon: `M1.a:G2.1.a` is the name of a link,
    `sote2040:M1.a:G2.1.a` is that link in a document. Raises UsageError for an id that is qualified by another document
    than the one that the project is narrowed to.
    """
    from sotetrace.model.ids import split_qualified

    document, identifier = split_qualified(name, {one.document.id for one in project.opened.workspace.documents})
    if document is not None and project.chosen not in (None, document):
        raise UsageError(f"{name}: is in another document than {project.document.document.id}", "Leave -d out.")
    return document, identifier


def find_holder(
    project: Documents, name: str, is_held: Callable[[CheckContext, str], bool]
) -> tuple[CheckContext, str] | None:
    """Return the one document that has something of a name, and the name in it; None when no document has.

    Raises UsageError with the qualified names when several documents have it.
    """
    document, identifier = split_id(project, name)
    found = [context for context in _asked(project, document) if is_held(context, identifier)]
    if len(found) > 1:
        names = [f"{context.document.document.id}:{identifier}" for context in found]
        raise UsageError(f"several documents have {identifier}", f"Say which one: {', '.join(names)}", nearest=names)
    return (found[0], identifier) if found else None


def _asked(project: Documents, document: str | None) -> list[CheckContext]:
    """Return the documents that an id may mean: the one it names, else all, but none of a former revision."""
    if document is not None:
        return [project.workspace_contexts[document]]
    return list(project.present_contexts)


def find_element(project: Documents, name: str, also: Sequence[str] = ()) -> tuple[CheckContext, Element]:
    """Return the document that has an element or part of an id, and the element.

    Raises UsageError for an id that several documents have, and for one that none has: with the nearest ids, of those
    that the caller knows `also`, too.
    """
    from sotetrace.model.ids import nearest_ids

    holder = find_holder(project, name, lambda context, identifier: identifier in context.paths)
    if holder is not None:
        context, identifier = holder
        return context, context.document.elements[context.owners.get(identifier, identifier)]
    document, identifier = split_id(project, name)
    asked = _asked(project, document)
    nearest = nearest_ids(identifier, [*(known for context in asked for known in context.paths), *also])
    if document is not None:
        nearest = [f"{document}:{known}" for known in nearest]
    if document is None and project.whole is not None:
        raise UsageError(f"no element of {project.chosen} has the id {name}", nearest=nearest)
    raise UsageError(f"no element has the id {name}", nearest=nearest)


def find_together(project: Documents, names: Sequence[str]) -> tuple[CheckContext, list[str]]:
    """Return the one document that has some elements, and their ids in it; a part stands for its element.

    A name without a document is looked for in the document that the others name, when they name one. Raises
    UsageError for an unknown id, and for elements of several documents.
    """
    named = {document for name in names if (document := split_id(project, name)[0]) is not None}
    asked = project.narrow(named.pop()) if len(named) == 1 else project
    found = [find_element(asked, name) for name in names]
    context = found[0][0] if found else project.contexts[0]
    for name, (other, _) in zip(names, found, strict=True):
        if other is not context:
            raise UsageError(f"{name} is in another document than {names[0]}", "Ask of one at a time.")
    return context, [element.id for _, element in found]


def find_each(project: Documents, names: Iterable[str]) -> dict[str, list[str]]:
    """Return the ids of the elements that some names mean, by document. Raises UsageError as find_element does."""
    found: dict[str, list[str]] = {context.document.document.id: [] for context in project.contexts}
    for name in names:
        context, element = find_element(project, name)
        found[context.document.document.id].append(element.id)
    return found


def qualify(project: Documents, document: str, identifier: str) -> str:
    """Return an id as the commands take it: with its document where another one has it, too, or it is a former one."""
    others = (known for name, known in project.ids_by_document.items() if name != document)
    return (
        f"{document}:{identifier}" if is_past(document) or any(identifier in known for known in others) else identifier
    )
