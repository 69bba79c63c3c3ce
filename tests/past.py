"""A small vision with a past, for tests of what tells several commits apart: every commit is a day later.

begin          the plan, as `plan.yaml`
move           to data/vision.yaml                                             v1.0
reword         the goal has another title
add            M2 advances G1.1 as well
rename         M2 is M3 now, and says so
break          no YAML of a model
repair         as before, and M1 no longer advances G1.1
drop           M3 is gone, so that nothing advances G1.1                       v1.1, v1.1.0
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.plans import PLAN, UNPARSABLE
from tests.repositories import make_repository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.repositories import Repo

MODEL = "data/vision.yaml"
REWORDED = PLAN.replace("{fi: Tavoite, sv: Mål, en: Goal}", "{fi: Uusi tavoite, sv: Nytt mål, en: New goal}")
SECOND = """\
  - id: M2
    level: L1
    title: {fi: Toinen, sv: Andra, en: Second}
    advances:
      - to: G1.1
        basis: inferred
        confidence: medium
        by: reader
        rationale: {fi: syy, sv: skäl, en: reason}
"""
ADDED = REWORDED + SECOND
RENAMED = REWORDED + SECOND.replace("- id: M2", "- id: M3\n    formerly: [M2]")
INFERRED = PLAN[PLAN.index("      - to: G1.1") :]
REPAIRED = RENAMED.replace(INFERRED, "", 1)
DROPPED = REPAIRED.partition("  - id: M3")[0]


def make_past(path: Path) -> Repo:
    """Make the repository."""
    repo = make_repository(path)
    repo.commit("begin", {"plan.yaml": PLAN})
    repo.commit("move", {"plan.yaml": None, MODEL: PLAN})
    repo.git("tag", "v1.0")
    repo.commit("unrelated", {"readme.txt": "words\n"})
    for subject, text in (
        ("reword", REWORDED),
        ("add", ADDED),
        ("rename", RENAMED),
        ("break", UNPARSABLE),
        ("repair", REPAIRED),
        ("drop", DROPPED),
    ):
        repo.commit(subject, {MODEL: text})
    repo.git("tag", "v1.1")
    repo.git("tag", "v1.1.0")
    return repo
