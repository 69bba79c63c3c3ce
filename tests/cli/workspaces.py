"""A small workspace of three documents on disk, two of which share ids, for tests of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PLAN = """\
format: 1
document:
  id: {id}
  title: {{en: Plan of the {id}}}
  original: en
  licence: CC0-1.0
levels:
  - id: L1
    title: {{en: Level of the {id}}}
core_problems:
  - id: P1
    level: L1
    title: {{en: Problem of the {id}}}
goals:
  - id: G1
    level: L1
    title: {{en: Goal of the {id}}}
    answers:
      - {{to: P1, basis: stated, quote: answers}}
  - id: G2
    level: L1
    title: {{en: Second goal of the {id}}}
    answers:
      - {{to: P1, basis: stated, quote: answers}}
sub_goals:
  - id: G1.1
    goal: G1
    title: {{en: Part of the {id}}}
  - id: G2.1
    goal: G2
    title: {{en: Rest of the {id}}}
  - id: G2.{own}
    goal: G2
    title: {{en: Own rest of the {id}}}
measures:
  - id: M1
    level: L1
    title: {{en: Deed of the {id}}}
    advances:
      - {{to: G1, basis: stated, quote: advances}}
      - {{to: G1.1, basis: inferred, confidence: high, by: reader, rationale: {{en: reason}}}}
  - id: {own}
    level: L1
    title: {{en: Own deed of the {id}}}
    advances:
      - {{to: G1.1, basis: inferred, confidence: low, by: reader, rationale: {{en: reason}}}}
"""
CLUB = """\
format: 1
document:
  id: club
  title: {en: Wishes of the club}
  original: en
  licence: CC0-1.0
goals:
  - id: W1
    title: {en: Longer hours}
scopes: []
"""
SETTINGS = "format: 1\ndocuments: [town.yaml, school.yaml, club.yaml]\n"


def plan(identifier: str, own: str) -> str:
    """Return a plan in which every id is that of every other plan, but for a measure and the sub-goal `G2.` of it.

    Nothing carries the sub-goals of its second goal.
    """
    return _PLAN.format(id=identifier, own=own)


def write_workspace(folder: Path, settings: str = SETTINGS, **files: str) -> Path:
    """Write the workspace of town, school and club into a folder, and return its settings file."""
    known = {"town": plan("town", "M8"), "school": plan("school", "M9"), "club": CLUB}
    for name, text in {**known, **files}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    path = folder / "sotetrace.yaml"
    path.write_text(settings, encoding="utf-8")
    return path
