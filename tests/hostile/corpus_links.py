"""Files that are read whole and say what cannot be: ids that clash, links that lead nowhere or in circles."""

from __future__ import annotations

from tests.hostile.cases import M1, body, entry

LINKS = (
    entry("same id twice", "  - {id: G1, title: {en: x}}\n", "duplicate-id 5:10", kept="G1 G3 M1"),
    entry("id of another case", "  - {id: g1, title: {en: x}}\n", "look-alike-id 5:10", kept="G1 g1 G3"),
    entry("id of another script", "  - {id: Ԍ1, title: {en: x}}\n", kept="G1 Ԍ1 G3"),
    body("Cyrillic id", M1 + "  - {id: М1, title: {en: x}}\n", "look-alike-id 5:10", kept="M1 М1"),
    body("full-width id", M1 + "  - {id: Ｍ1, title: {en: x}}\n", "look-alike-id 5:10", kept="M1 Ｍ1"),
    body(
        "needs itself",
        "measures:\n  - {id: M1, title: {en: x}, needs: [{to: M1, basis: layout, where: x}]}\n",
        "self-link 4:43",
        kept="M1",
    ),
    body(
        "need one another",
        "measures:\n"
        + "".join(
            f"  - {{id: M{i}, title: {{en: x}}, needs: [{{to: M{(i + 1) % 9}, basis: layout, where: x}}]}}\n"
            for i in range(9)
        ),
        "cycle-of-needs 4:30",
        "unknown-place 4:69",
        kept="M0 M8",
    ),
    body(
        "everything needs everything",
        "measures:\n"
        + "".join(
            f"  - id: M{i}\n    title: {{en: x}}\n    needs: ["
            + ", ".join(f"{{to: M{j}, basis: stated, quote: x}}" for j in range(40))
            + "]\n"
            for i in range(40)
        ),
        "cycle-of-needs 6:5",
        kept="M0 M39",
    ),
    body(
        "ten thousand unknown references",
        "measures:\n  - id: M1\n    title: {en: x}\n    advances:\n"
        + "".join(f"      - {{to: Q{i}, basis: stated, quote: x}}\n" for i in range(10_000)),
        *(f"unknown-reference {7 + i}:14" for i in range(10_000)),
        kept="M1",
    ),
    body(
        "thousands of unknown references among thousands of ids",
        "measures:\n"
        + "".join(
            f"  - {{id: M{i}, title: {{en: x}}, advances: [{{to: G{i}, basis: stated, quote: x}}]}}\n"
            for i in range(3_000)
        ),
        "unknown-reference 4:46",
        "unknown-reference 3003:49",
        kept="M0 M2999",
    ),
    body(
        "link to nowhere",
        M1.replace("}}", "}, advances: [{to: G9, basis: stated, quote: x}]}"),
        "unknown-reference 4:49",
        kept="M1",
    ),
    body("Greek id", M1 + "  - {id: Μ1, title: {en: x}}\n", "look-alike-id 5:10", kept="M1 Μ1"),
    body(
        "letter for a digit",
        "measures:\n  - {id: MO1, title: {en: x}}\n  - {id: M01, title: {en: x}}\n",
        "look-alike-id 5:10",
    ),
    body(
        "ligature in an id",
        "measures:\n  - {id: Mfi, title: {en: x}}\n  - {id: Mﬁ, title: {en: x}}\n",
        "look-alike-id 5:10",
    ),
    body("id of digits without end", f"measures:\n  - {{id: M{'9' * 60}, title: {{en: x}}}}\n", kept=f"M{'9' * 60}"),
    body(
        "part that is its own whole",
        "measures:\n  - {id: M1, title: {en: x}, parts: [{id: M1, title: {en: z}}]}\n",
        "duplicate-id 4:43",
    ),
    body("sub-goal of itself", "sub_goals:\n  - {id: G1, title: {en: x}, goal: G1}\n", "wrong-target-kind 4:36"),
    body("retired and alive", M1 + "retired: [{id: M1, title: {en: x}}]\n", "retired-id-reused 4:10"),
    body(
        "thousand parts",
        "measures:\n  - id: M1\n    title: {en: x}\n    parts:\n"
        + "".join(f"      - {{id: M1.a{n}, title: {{en: x}}}}\n" for n in range(1_000)),
        kept="M1",
    ),
    body(
        "scopes that stand for a thousand million links",
        "goals: [{id: G1, title: {en: x}}]\nmeasures:\n"
        + "".join(f"  - {{id: M{n}, title: {{en: x}}}}\n" for n in range(2_000))
        + "scopes:\n"
        + "".join(
            f"  - {{id: X{n}, members: {{kind: measure}}, advances: [{{to: G1, basis: blanket, quote: x}}]}}\n"
            for n in range(1_000)
        ),
        "too-large 2005:1",
        kept="G1 M0",
    ),
    body(
        "judgements of a million million pairs",
        f"{M1}judged: [{{measures: [{'M1, ' * 10_000}], sub_goals: [{'G1, ' * 10_000}], by: a, date: 2026-01-01}}]\n",
        "too-large 5:1",
        kept="M1",
    ),
    body(
        "thousands of expectations about thousands of elements",
        "goals:\n"
        + "".join(f"  - {{id: G{n}, title: {{en: x}}}}\n" for n in range(2_000))
        + "expectations:\n"
        + "".join(f"  - {{id: e{n}, of: goal, link: advances, direction: in, by: [measure]}}\n" for n in range(1_200)),
        "too-large 2004:1",
        kept="G0 G1999",
    ),
)
