"""The data of a document from its drafts: header, source, sections in the order of the chain, and what was judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sotetrace.intake.cells import make_slug
from sotetrace.model.document import FORMAT
from sotetrace.model.ids import natural_key
from sotetrace.model.kinds import KINDS
from sotetrace.model.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.intake.context import Intake
    from sotetrace.intake.registry import Draft
    from sotetrace.intake.roles import Shape
    from sotetrace.model.text import Language


def judged_of(intake: Intake) -> list[dict[str, Any]]:
    """Return what was judged: each set of sub-goals once, with the measures that were held to all of them.

    Without the name of who judged and the day, a gap in a table cannot be kept, and is left.
    """
    options, kept = intake.options, intake.registry.drafts.keys()
    pairs = [pair for pair in intake.judged if pair.measure in kept and pair.sub_goal in kept]
    if not options.by or options.date is None:
        for table, row, column in intake.gaps:
            intake.ledger.leave("gap_needs", table, row, column)
        return []
    of_measure: defaultdict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        of_measure[pair.measure].add(pair.sub_goal)
    groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for measure, sub_goals in of_measure.items():
        groups[tuple(sorted(sub_goals, key=natural_key))].append(measure)
    return [
        {"measures": sorted(measures, key=natural_key), "sub_goals": list(sub_goals), "by": options.by}
        | {"date": options.date.isoformat()}
        for sub_goals, measures in groups.items()
    ]


def document_of(intake: Intake, shapes: Sequence[Shape], title: str, judged: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the data of the document; `title` is the line above a table that stands for one."""
    options, language = intake.options, intake.language
    named = options.title or title
    header: dict[str, Any] = {"id": options.id or intake.header.get("id") or make_slug(intake.stem)}
    promised = _promised(intake)
    header["title"] = {language: named} if named else intake.header.get("title") or dict.fromkeys(promised, intake.stem)
    header["original"] = language
    if len(promised) > 1:
        header["languages"] = promised
    header |= {
        name: intake.header[name] for name in ("translations", "issuer", "summary", "note") if name in intake.header
    }
    data: dict[str, Any] = {"format": FORMAT, "document": header}
    for row in KINDS:
        entries = [_entry(intake, draft) for draft in intake.registry.drafts.values() if draft.kind == row.name]
        if entries:
            data[row.section] = entries
    if sources := _sources(intake, shapes):
        data["sources"] = sources
    data |= {"scopes": intake.sections["scopes"]} if intake.sections.get("scopes") else {}
    return data | ({"judged": judged} if judged else {})


def _promised(intake: Intake) -> list[Language]:
    """Return the languages in which every element has a title, or the one that the document is in."""
    every = [one.data.get("title", {}).keys() for one in intake.registry.drafts.values()]
    shared = set.intersection(*map(set, every)) if every else set()
    return [name for name in LANGUAGES if name in shared or name == intake.language]


def _entry(intake: Intake, draft: Draft) -> dict[str, Any]:
    data = {"id": draft.id, **draft.data}
    if not intake.is_export and "source" not in data:
        data["source"] = {"where": intake.place_of(draft.table, "")}
    return data | {name: links for name, links in draft.links.items() if links}


def _sources(intake: Intake, shapes: Sequence[Shape]) -> list[dict[str, Any]]:
    """Return the source that the tables are, with a place for each, and one for places that cells name themselves."""
    language = intake.language
    for shape in shapes:
        if shape.table.name in intake.places:
            slug, _ = intake.places.pop(shape.table.name)
            top = (*shape.above, shape.heading)[0]
            first = next((cell.strip() for cell in top.cells if cell.strip()), shape.table.name)
            intake.places[shape.table.name] = (slug, " ".join(first.split()))
    titles: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for one in intake.sections.get("places", ()):
        titles[one["id"]][one["language"]] = one["text"]
    places = [
        {"id": slug, "title": {language: name}, "starts": words or name}
        for name, (slug, words) in intake.places.items()
    ]
    known = {place["id"] for place in places}
    places += [
        {"id": name, "title": titles[name] or {language: name}, "starts": titles[name].get(language, name)}
        for name in intake.wheres
        if name and name not in known
    ]
    if not places:
        return []
    promised = _promised(intake)  # the name of a file is the same in every language
    for place in places:
        if place["title"] == {language: intake.file}:
            place["title"] = dict.fromkeys(promised, intake.file)
    slug = make_slug(intake.stem)
    identifier = slug if slug not in known else f"{slug}-file"
    return [{"id": identifier, "title": dict.fromkeys(promised, intake.file), "language": language, "places": places}]


def count(intake: Intake) -> dict[str, int]:
    """Return how many elements of each kind there are, and how many links."""
    counts = Counter(draft.kind for draft in intake.registry.drafts.values())
    links = sum(len(each) for draft in intake.registry.drafts.values() for each in draft.links.values())
    return {**{row.name: counts[row.name] for row in KINDS if counts[row.name]}, "links": links}


def find_missing(data: dict[str, Any]) -> dict[str, int]:
    """Return how many inferred links lack what an inference must carry."""
    links = [
        link
        for row in KINDS
        for entry in data.get(row.section, ())
        for value in entry.values()
        if isinstance(value, list)
        for link in value
        if isinstance(link, dict) and link.get("basis") == "inferred"
    ]
    lacking = {name: sum(1 for link in links if name not in link) for name in ("rationale", "by", "confidence")}
    return {name: count for name, count in lacking.items() if count}
