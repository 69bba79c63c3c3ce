"""Two plans that are nothing like ours, as tables: a tree of 440 elements, and a set with 700 many-to-many links.

Their wording is neutral and made of a few words; nothing in them is about health or Finland.
"""

from __future__ import annotations

import csv
import io

import openpyxl

GOALS, SUB_GOALS, INDICATORS = 17, 169, 254
DOMAINS, AIMS, CONTROLS, LINKS = 8, 60, 120, 700
BARE_CONTROLS, BARE_AIMS = 12, 2
"""How many controls and aims the set says to have nothing; a dash stands in the cell."""
_SUBJECTS = (
    ("vesi", "vatten", "water"),
    ("metsä", "skog", "forest"),
    ("pelto", "åker", "field"),
    ("tie", "väg", "road"),
)
_VERBS = (
    ("säilyy", "bevaras", "is kept"),
    ("paranee", "förbättras", "gets better"),
    ("avautuu", "öppnas", "is opened"),
)


def _titles(number: int, label: str) -> tuple[str, str, str]:
    subject, verb = _SUBJECTS[number % len(_SUBJECTS)], _VERBS[number % len(_VERBS)]
    return tuple(f"{first.capitalize()} {then} {label}" for first, then in zip(subject, verb, strict=True))  # type: ignore[return-value]


def tree() -> str:
    """Return the table of the tree: a row an element, its kind and what it stands under, titles in three languages."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(
        [
            "Tunnus",
            "Laji",
            "Kuuluu",
            "Otsikko (fi)",
            "Otsikko (sv)",
            "Otsikko (en)",
            "Lähtötaso",
            "Tavoitetaso",
            "Vuosi",
        ]
    )
    for goal in range(1, GOALS + 1):
        writer.writerow([f"{goal}", "tavoite", "", *_titles(goal, f"{goal}")])
    targets = [(1 + number % GOALS, 1 + number // GOALS) for number in range(SUB_GOALS)]
    for number, (goal, place) in enumerate(targets):
        writer.writerow([f"{goal}.{place}", "osatavoite", f"{goal}", *_titles(number, f"{goal}.{place}")])
    for number in range(INDICATORS):
        goal, place = targets[number % SUB_GOALS]
        code = f"{goal}.{place}.{1 + number // SUB_GOALS}"
        figures = [f"{number},5", str(2 * number), "2030"]
        writer.writerow([code, "mittari", f"{goal}.{place}", *_titles(number, code), *figures])
    return stream.getvalue()


def links_of(control: int) -> list[int]:
    """Return the aims that a control serves, from 1: none for the last, seven for the first 52, six for the others."""
    if control > CONTROLS - BARE_CONTROLS:
        return []
    usual = LINKS // (CONTROLS - BARE_CONTROLS)
    count = usual + (control <= LINKS - usual * (CONTROLS - BARE_CONTROLS))
    return [1 + (control * 7 + 11 * place) % (AIMS - BARE_AIMS) for place in range(count)]


def controls() -> bytes:
    """Return the workbook of the set: domains, their aims, and controls that serve many aims each, or say none."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    domains = book.create_sheet("Domains")
    domains.append(["Code", "Domain name"])
    domains["B1"] = "Title"
    for number in range(1, DOMAINS + 1):
        domains.append([f"D{number}", f"Domain of {_SUBJECTS[number % 4][2]} {number}"])
    aims = book.create_sheet("Sub-goals")
    aims.append(["Code", "Title", "Goal", "Measures"])
    for number in range(1, AIMS + 1):
        is_bare = number > AIMS - BARE_AIMS
        aims.append([f"Q{number}", f"Aim {number}", f"D{1 + number % DOMAINS}", "none" if is_bare else None])
    sheet = book.create_sheet("Controls")
    sheet.append(["Code", "Title", "Sub-goals", "Owner"])
    for number in range(1, CONTROLS + 1):
        served = "; ".join(f"Q{aim}" for aim in links_of(number)) or "–"
        sheet.append([f"C-{number}", f"Control {number}", served, f"Team {number % 5}"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def mappings() -> str:
    """Return a table of mappings from the set to the tree, not yet in canonical form."""
    rows = [
        f"set:D{number}\tskos:relatedMatch\ttree:G{number}\tsemapv:ManualMappingCuration"
        for number in range(DOMAINS, 0, -1)
    ]
    return "\n".join(
        (
            "#mapping_set_id: https://example.org/set-tree",
            "#license: https://creativecommons.org/licenses/by/4.0/",
            "#subject_source: sotetrace:set",
            "#object_source: sotetrace:tree",
            '#curie_map: {set: "urn:sotetrace:set:", tree: "urn:sotetrace:tree:", sotetrace: "urn:sotetrace:"}',
            "subject_id\tpredicate_id\tobject_id\tmapping_justification",
            *rows,
            "",
        )
    )
