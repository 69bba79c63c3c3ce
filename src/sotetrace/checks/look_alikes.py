"""Ids that a reader cannot tell apart: equal but for case or look-alike letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.ids import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_look_alikes(context: CheckContext) -> Iterator[Finding]:
    """Find `look-alike-id`."""
    # Two questions, not one: a small l looks like a capital I, and yet it is the small letter of L.
    names = "\n".join(context.paths)  # folded as one text, because to fold each alone takes five times as long
    folded, looks = names.casefold().split("\n"), skeleton(names).split("\n")
    if len(folded) == len(set(folded)) == len(set(looks)):
        return  # as nearly always
    first: dict[tuple[str, str], str] = {}
    for (identifier, path), case, look in zip(context.paths.items(), folded, looks, strict=True):
        forms = (("case", case), ("look", look))
        other = next((first[form] for form in forms if form in first), identifier)
        for form in forms:
            first.setdefault(form, identifier)
        if other != identifier:
            related = (context.place(*context.paths[other], "id"),)
            place = context.place(*path, "id")
            yield Finding.of("look-alike-id", place, element=identifier, related=related, other=other)
