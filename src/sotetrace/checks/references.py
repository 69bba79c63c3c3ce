"""References to ids that do not exist, or that stand in another document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.document import Members
from sotetrace.model.ids import nearest_ids, worth_comparing
from sotetrace.model.links import is_foreign

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.model.document import DocumentPath, VisionDocument


def check_references(context: CheckContext) -> Iterator[Finding]:
    """Find `unknown-reference` and `link-to-other-document`."""
    document, known = context.document, context.paths.keys() | context.left_out
    unknown = [*_of_elements(document, known), *(found for found in _of_rest(document) if found[0] not in known)]
    own = f"{document.document.id}:"
    wanted = worth_comparing((target.removeprefix(own) for target, _, _ in unknown), known)
    nearest = {target: nearest_ids(target, known, count=1) for target in wanted}
    for target, path, element in unknown:
        place, slots = context.place(*path), {"target": target}
        if ":" in target and not target.startswith(own):
            yield Finding.from_slots("link-to-other-document", place, slots, element=element)
            continue
        meant = next(iter(nearest.get(target.removeprefix(own), ())), None)
        yield Finding.from_slots("unknown-reference", place, slots, element=element, suggestion=meant)


def _of_elements(document: VisionDocument, known: Collection[str]) -> Iterator[tuple[str, DocumentPath, str]]:
    """Yield the references to unknown ids that elements and scopes make, which are nearly all there are."""
    for path, element, _, target in document.iter_fields():
        if target not in known:
            yield target, path, element.id
    own = document.document.id
    for path, holder, link_type, link in document.iter_links():
        is_elsewhere = is_foreign(link_type, link.to) and link.to.partition(":")[0] != own
        if link.to not in known and not is_elsewhere:  # what stands elsewhere is looked for there
            yield link.to, (*path, "to"), holder


def _of_rest(document: VisionDocument) -> Iterator[tuple[str, DocumentPath, str]]:
    """Yield every other reference."""
    yield from _of_sets(document)
    for index, retired in enumerate(document.retired):
        for position, target in enumerate(retired.replaced_by):
            yield target, ("retired", index, "replaced_by", position), retired.id
    for index, claim in enumerate(document.document.claims):
        if claim.level is not None:
            yield claim.level, ("document", "claims", index, "level"), claim.level


def _of_sets(document: VisionDocument) -> Iterator[tuple[str, DocumentPath, str]]:
    for index, scope in enumerate(document.scopes):
        yield from _of_members(scope.members, ("scopes", index, "members"), scope.id)
    for index, judged in enumerate(document.judged):
        for field in ("measures", "sub_goals"):
            for position, target in enumerate(getattr(judged, field)):
                yield target, ("judged", index, field, position), target


def _of_members(
    members: Members | tuple[str, ...], path: DocumentPath, holder: str
) -> Iterator[tuple[str, DocumentPath, str]]:
    if isinstance(members, Members):
        if members.level is not None:
            yield members.level, (*path, "level"), holder
        return
    for position, target in enumerate(members):
        yield target, (*path, position), holder
