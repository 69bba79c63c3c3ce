"""What can change in a document, flattened: every entity with a name that survives moving, and its plain fields.

A document is a tree; a comparison wants pairs. So it is taken apart into entities (the header, sources, places,
elements, parts, links, scopes, …), each with fields that hold no other entity. The order of keys, and of lists of plain
values, leaves no trace here; which of several entities of one name is which is for the comparison to say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from sotetrace.model.elements import Element
from sotetrace.model.links import LISTED_LINK_TYPES, Link, link_name
from sotetrace.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.model.document import DocumentPath, VisionDocument
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import LinkType
    from sotetrace.model.workspace import Workspace

EntityType = Literal[
    "document",
    "claim",
    "source",
    "place",
    "element",
    "part",
    "link",
    "scope",
    "judged",
    "retired",
    "expectation",
    "settings",
    "waiver",
    "acceptance",
]

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
"""A value as JSON knows it."""


@dataclass(frozen=True)
class Entity:
    """One thing that can be added, removed or changed.

    `id` is its name within its type, `holder` the id of the element or scope (or source, or document) it belongs to,
    `value` the model's own value, `path` where it stands. `kind` is set for elements, `link_type` for links.
    """

    type: EntityType
    id: str
    holder: str
    value: BaseModel
    path: DocumentPath
    kind: Kind | None = None
    link_type: LinkType | None = None

    @cached_property
    def fields(self) -> Mapping[str, Plain]:
        """The fields by name, without empty ones: of texts and anchors each key by itself (`title.fi`, `source.quote`).

        A list is a mapping from the canonical JSON of each item to the item, because its order means nothing.
        """
        return dict(_fields_of(self.value, _SKIPPED.get(self.type, frozenset())))


_LINK_FIELDS = frozenset((*LISTED_LINK_TYPES, "parts"))
_SKIPPED: dict[EntityType, frozenset[str]] = {
    "document": frozenset(("claims",)),
    "source": frozenset(("places",)),
    "element": _LINK_FIELDS,
    "scope": _LINK_FIELDS,
    "settings": frozenset(("expectations",)),
}
"""Fields that hold entities of their own."""


def canonical(value: Plain) -> str:
    """Return a value as JSON with sorted keys and no spaces: the same text for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: Any) -> Plain:
    """Return a value of the model as JSON knows it; what has no value is left out."""
    if isinstance(value, BaseModel):
        names = _aliases(type(value))
        return {alias: plain(item) for name, alias in names if (item := getattr(value, name)) not in (None, (), {})}
    if isinstance(value, (list, tuple)):
        return sorted((plain(item) for item in value), key=canonical)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return str(value)  # a date


@cache
def _aliases(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    return tuple((name, info.alias or name) for name, info in model.model_fields.items())


def _fields_of(value: BaseModel, skipped: frozenset[str]) -> Iterator[tuple[str, Plain]]:
    for name, alias in _aliases(type(value)):
        item = getattr(value, name)
        if name in skipped or item in (None, (), {}):
            continue
        if isinstance(item, Text):
            yield from ((f"{alias}.{language}", text) for language, text in item.items())
        elif isinstance(item, (dict, BaseModel)) and alias != "reviewed":
            nested = plain(item)
            assert isinstance(nested, dict)
            yield from ((f"{alias}.{key}", part) for key, part in nested.items())
        elif isinstance(item, tuple):
            # In one order whatever the document's: what came or went as a whole shows it, and so its fingerprint.
            found = {canonical(part): part for part in map(plain, item)}
            yield alias, {key: found[key] for key in sorted(found)}
        else:
            yield alias, plain(item)


def iter_around(document: VisionDocument) -> Iterator[Entity]:
    """Yield every entity that is no element and stands on none."""
    header = document.document
    yield Entity("document", header.id, header.id, header, ("document",))
    for index, claim in enumerate(header.claims):
        name = f"{claim.kind} {claim.level}" if claim.level else claim.kind
        yield Entity("claim", name, header.id, claim, ("document", "claims", index))
    for number, source in enumerate(document.sources):
        yield Entity("source", source.id, source.id, source, ("sources", number))
        for index, place in enumerate(source.places):
            yield Entity("place", place.id, source.id, place, ("sources", number, "places", index))
    for index, scope in enumerate(document.scopes):
        yield Entity("scope", scope.id, scope.id, scope, ("scopes", index))
        yield from iter_links_on(("scopes", index), scope.id, scope)
    # A record of judging has no id; those of one reader and day are told apart by what they hold.
    for index, judged in enumerate(document.judged):
        yield Entity("judged", f"{judged.by} {judged.date}", header.id, judged, ("judged", index))
    for index, retired in enumerate(document.retired):
        yield Entity("retired", retired.id, retired.id, retired, ("retired", index))
    for index, expectation in enumerate(document.expectations):
        yield Entity("expectation", expectation.id, header.id, expectation, ("expectations", index))


def iter_elements(document: VisionDocument) -> Iterator[Entity]:
    """Yield every element; of several with one id only the first, as everywhere."""
    seen: set[str] = set()
    for path, element in document.iter_places():
        if element.id not in seen:
            seen.add(element.id)
            yield Entity("element", element.id, element.id, element, path, kind=element.kind)


def iter_within(path: DocumentPath, element: Element) -> Iterator[Entity]:
    """Yield what stands on an element: its parts, then its links."""
    for index, part in enumerate(element.parts):
        yield Entity("part", part.id, element.id, part, (*path, "parts", index), kind=element.kind)
    yield from iter_links_on(path, element.id, element)


def iter_links_on(path: DocumentPath, holder: str, value: BaseModel) -> Iterator[Entity]:
    """Yield the links that stand on an element or scope."""
    for link_type in LISTED_LINK_TYPES:
        links: Sequence[Link] = getattr(value, link_type, ())
        for index, link in enumerate(links):
            name = link_name(link_type, link.start or holder, link.to)
            yield Entity("link", name, holder, link, (*path, link_type, index), link_type=link_type)


def iter_of_workspace(workspace: Workspace) -> Iterator[Entity]:
    """Yield what a workspace says besides its documents: settings, expectations, and what it accepts."""
    yield Entity("settings", "settings", "settings", workspace.settings, ())
    for index, expectation in enumerate(workspace.settings.expectations):
        yield Entity("expectation", expectation.id, "settings", expectation, ("expectations", index))
    for index, waiver in enumerate(workspace.waivers):
        yield Entity("waiver", f"{waiver.rule}:{waiver.element}", waiver.element, waiver, ("waivers", index))
    for index, acceptance in enumerate(workspace.acceptances):
        holder = acceptance.elements[0] if acceptance.elements else acceptance.fingerprint
        yield Entity("acceptance", acceptance.fingerprint, holder, acceptance, ("changes", index))
