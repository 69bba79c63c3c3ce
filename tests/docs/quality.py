"""The parts of the page on quality that are counted: figures, and the table of seeded mistakes."""

from __future__ import annotations

import ast
from itertools import groupby
from typing import TYPE_CHECKING

from sotetrace.rules import code_of, rule_slugs
from tests.docs.pages import ROOT
from tests.hostile.corpus import CASES
from tests.rules.pages import read_samples
from tests.seeded.mistakes import GROUPS, MISTAKES

if TYPE_CHECKING:
    from tests.seeded.mistakes import Mistake


def functions_of(path: str) -> dict[str, ast.FunctionDef]:
    """Return the functions of a test file, by name."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def count_laws() -> int:
    """Return how many laws there are: tests with `given`, anywhere in the tests."""
    return sum(
        any("given" in ast.unparse(decorator) for decorator in function.decorator_list)
        for path in (ROOT / "tests").rglob("test_*.py")
        for function in functions_of(path.relative_to(ROOT).as_posix()).values()
        if "node_modules" not in path.parts
    )


def figures_region() -> str:
    samples = [sample for slug in rule_slugs() for sample in read_samples(slug)]
    failing = {sample.slug for sample in samples if sample.is_failing}
    tools = [mistake.tool for mistake in MISTAKES]
    rows = [
        ("rules", len(rule_slugs()), "`make test`"),
        ("… of these triggered by a file that is run", len(failing), "`make test`"),
        ("files on the pages of the rules that are run, failing and passing", len(samples), "`make test`"),
        ("broken and hostile files in the corpus", len(CASES), "`make test`"),
        ("laws (properties of every document)", count_laws(), "`make test`"),
        ("seeded mistakes", len(MISTAKES), "`make seeded`"),
        ("… caught by `check`", tools.count("check"), "`make seeded`"),
        ("… caught by `verify`", tools.count("verify"), "`make seeded`"),
        ("… seen beside the good state, by `diff`", tools.count("diff"), "`make seeded`"),
        ("… that no tool can see", tools.count("nothing"), "`make seeded`"),
    ]
    table = [f"| {what} | {number:,} | {command} |" for what, number, command in rows]
    return "\n".join(["| what | figure | again by |", "| --- | ---: | --- |", *table, ""])


def seeded_region() -> str:
    lines: list[str] = []
    for group, entries in groupby(MISTAKES, key=lambda mistake: mistake.group):
        mistakes = list(entries)
        is_unseen = mistakes[0].tool == "nothing"
        last = "why not" if is_unseen else "caught by"
        lines += [f"### {GROUPS[group]}", "", f"| what went wrong | {last} | as |", "| --- | --- | --- |"]
        lines += [f"| {one.name} | {one.why if is_unseen else f'`{one.tool}`'} | {_told(one)} |" for one in mistakes]
        lines.append("")
    return "\n".join(lines)


def _told(mistake: Mistake) -> str:
    slug, _, of = mistake.told.partition(" ")
    shown = f"{code_of(slug)} {slug}" + (f": {of}" if of else "")
    return f"only a change: {shown}" if mistake.tool == "nothing" else shown
