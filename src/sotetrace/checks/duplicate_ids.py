"""Two things of one kind of name with the same id, and parts whose id does not belong to their element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.checks.context import CheckContext
    from sotetrace.model.document import DocumentPath, VisionDocument


def check_duplicate_ids(context: CheckContext) -> Iterator[Finding]:
    """Find `duplicate-id` and `foreign-part-id`."""
    document = context.document
    first: dict[str, DocumentPath] = {}

    def seen(identifier: str, path: DocumentPath) -> Sequence[Finding]:
        earlier = first.setdefault(identifier, path)
        if earlier is path:
            return ()
        related = (context.place(*earlier, "id"),)
        return (Finding.of("duplicate-id", context.place(*path, "id"), element=identifier, related=related),)

    for path, element in document.iter_places():
        yield from seen(element.id, path)
        for index, part in enumerate(element.parts):
            yield from seen(part.id, (*path, "parts", index))
            if not part.id.startswith(element.id + "."):
                place = context.place(*path, "parts", index, "id")
                yield Finding.of("foreign-part-id", place, element=element.id, part=part.id)
    for index, scope in enumerate(document.scopes):
        yield from seen(scope.id, ("scopes", index))
    for named in _other_names(document):
        first.clear()
        for identifier, path in named:
            yield from seen(identifier, path)


def _other_names(document: VisionDocument) -> Iterator[list[tuple[str, DocumentPath]]]:
    """Yield the ids that are told apart among their own kind only: of sources, of places, of expectations."""
    yield [(source.id, ("sources", index)) for index, source in enumerate(document.sources)]
    yield [
        (place.id, ("sources", i, "places", j))
        for i, source in enumerate(document.sources)
        for j, place in enumerate(source.places)
    ]
    yield [(expectation.id, ("expectations", index)) for index, expectation in enumerate(document.expectations)]
