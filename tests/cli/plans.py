"""Small models on disk for tests of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PLAN = """\
format: 1
document:
  id: plan
  title: {fi: Suunnitelma, sv: Plan, en: A plan}
  original: fi
  languages: [fi, sv, en]
sources:
  - id: text
    title: {fi: Teksti, sv: Text, en: Text}
    places:
      - {id: page, title: {fi: Sivu, sv: Sida, en: Page}, starts: Ensin}
levels:
  - id: L1
    title: {fi: Taso, sv: Nivå, en: Level}
core_problems:
  - id: P1
    level: L1
    title: {fi: Ongelma, sv: Problem, en: Problem}
goals:
  - id: G1
    level: L1
    title: {fi: Tavoite, sv: Mål, en: Goal}
    answers:
      - {to: P1, basis: layout, where: page}
sub_goals:
  - id: G1.1
    goal: G1
    title: {fi: Osa, sv: Del, en: Part}
measures:
  - id: M1
    level: L1
    title: {fi: Teko, sv: Åtgärd, en: Deed}
    advances:
      - {to: G1, basis: layout, where: page}
      - to: G1.1
        basis: inferred
        confidence: high
        by: reader
        rationale: {fi: syy, sv: skäl, en: reason}
"""

BROKEN = (
    PLAN
    + """\
  - id: M2
    level: L1
    title: {fi: Toinen, sv: Andra, en: Second}
    advances:
      - {to: G9, basis: layout, where: page}
    colour: red
"""
)
"""The plan with an unknown id and an unknown key in a second measure."""

UNPARSABLE = "- just\n- a list\n"


def write_plan(folder: Path, text: str = PLAN, name: str = "plan.yaml") -> Path:
    """Write a model into a folder and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
