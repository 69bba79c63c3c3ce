"""Settings and waivers that are broken or want what they may not have. The vision beside them is as it should be.

The settings stand in `sotetrace.yaml`, the waivers in `waivers.yaml`, the vision in `vision.yaml`: two elements, G1
and M1.
"""

from __future__ import annotations

from tests.hostile.cases import Case, whole


def settings(name: str, text: str | bytes, *expected: str, kept: str = "G1 M1") -> Case:
    """Make a case of settings that name the vision; the text begins on line 3."""
    raw = text.encode() if isinstance(text, str) else text
    return whole(
        f"settings: {name}", b"format: 1\ndocuments: [vision.yaml]\n" + raw, *expected, kept=kept, file="sotetrace.yaml"
    )


def settings_file(name: str, raw: str | bytes, *expected: str) -> Case:
    """Make a case of a whole settings file."""
    return whole(f"settings: {name}", raw, *expected, file="sotetrace.yaml")


def documents(name: str, value: str, *expected: str, kept: str = "") -> Case:
    """Make a case of what settings name as their documents; the value stands on line 2, from column 12 on."""
    raw = f"format: 1\ndocuments: {value}\n"
    return whole(f"settings: {name}", raw, *expected, kept=kept, file="sotetrace.yaml")


def waivers_file(name: str, raw: str | bytes, *expected: str) -> Case:
    """Make a case of a whole file of waivers."""
    return whole(f"waivers: {name}", raw, *expected, kept="G1 M1", file="waivers.yaml")


def waivers(name: str, text: str, *expected: str) -> Case:
    """Make a case of a file of waivers; the text begins on line 2."""
    return waivers_file(name, f"format: 1\n{text}", *expected)


SETTINGS = (
    settings_file("empty", "", "empty-document 1:1"),
    settings_file("a list", "- vision.yaml\n", "not-a-mapping 1:1"),
    settings_file("one bracket", "{", "syntax-error 1:2"),
    documents("NUL", "[vision.yaml\0]", "control-character 2:24", "unreadable-file 2:13"),
    documents("no documents", "[]", "wrong-value 2:1"),
    documents("a document that is not there", "[absent.yaml]", "unreadable-file 2:13"),
    documents("far above", f"['{'../' * 300}absent']", "unfit-member 2:13"),
    documents("a device", "[/dev/zero]", "unfit-member 2:13"),
    documents("a name of a megabyte", f"[{'x' * 100_000}]", "unreadable-file 2:13"),
    documents("names with a line feed", '["vision\\n.yaml"]', "unfit-member 2:13"),
    documents("a file of the system", "[/etc/passwd, vision.yaml]", "unfit-member 2:13", kept="G1 M1"),
    documents("a pattern that leads out", "['../**/*.yaml', vision.yaml]", "unfit-member 2:13", kept="G1 M1"),
    documents("a pattern of everything", "['**/**/**/**/**/*']"),
    documents("a pattern that explodes", f"['{'*a' * 400}.yaml', vision.yaml]", kept="G1 M1"),
    documents("a pattern that is never closed", "['[a-', vision.yaml]", kept="G1 M1"),
    documents("a pattern with an empty range", "['[z-a].yaml', vision.yaml]", kept="G1 M1"),
    documents("a revision that would be an option", "['vision.yaml@--output=x', vision.yaml]", kept="G1 M1"),
    documents("an address", "['https://example.org/vision.yaml']", "unreadable-file 2:13"),
    documents("a document twice", "[vision.yaml, vision.yaml]", kept="G1 M1"),
    documents("one document a thousand times", f"[{'vision.yaml, ' * 1_000}]", kept="G1 M1"),
    documents(
        "a thousand that are absent",
        f"[vision.yaml, {'a.yaml, ' * 999}a.yaml]",
        *(f"unreadable-file 2:{26 + 8 * n}" for n in range(1_000)),
        kept="G1 M1",
    ),
    settings("unknown key", "document: vision.yaml\n", "unknown-key 3:1"),
    settings("a command", "hooks: {before: rm -rf /}\n", "unknown-key 3:1"),
    settings(
        "a tag that would run code",
        "waivers: !!python/object/apply:os.system [id]\n",
        "tag 3:10",
        "wrong-value 3:1",
    ),
    settings(
        "more expectations than the limit of answers allows",
        "limits: {answers: 20}\nexpectations:\n"
        + "".join(f"- {{id: e{n}, of: goal, link: part_of, direction: in, by: [sub_goal]}}\n" for n in range(30)),
        "too-large 4:1",
    ),
    settings("unknown rule", "rules: {SOT999: off}\n", "unknown-rule 3:9"),
    settings("unknown severity", "rules: {SOT303: fatal}\n", "wrong-value 3:17"),
    settings("a list of rules", "rules: [SOT303]\n", "wrong-value 3:1"),
    settings("the reading of a file switched off", "rules: {syntax-error: off}\nqq: x\n", "unknown-key 4:1"),
    settings("waivers that are not there", "waivers: absent.yaml\n", "unreadable-file 3:10"),
    settings("waivers that are the settings", "waivers: sotetrace.yaml\n", "unknown-key 2:1", "wrong-value 3:10"),
    settings("waivers in a folder", "waivers: .\n", "unreadable-file 3:10"),
    settings("a crosswalk that is no crosswalk", "crosswalks: [vision.yaml]\n"),
    settings("a crosswalk that is not there", "crosswalks: [absent.tsv]\n", "unreadable-file 3:14"),
    settings("texts of a list", "texts: [a.txt]\n", "wrong-value 3:1"),
    settings("a text with a bad name", "texts: {'a b': a.txt}\n", "wrong-value 3:9"),
    settings_file("newer format", "format: 2\ndocuments: [vision.yaml]\n", "unsupported-format 1:9"),
    settings("a limit of nothing", "limits: {entries: 0}\n", "wrong-value 3:19"),
    settings("a limit that is no number", "limits: {entries: many}\n", "wrong-value 3:19"),
    settings("an unknown limit", "limits: {bites: many}\n", "unknown-key 3:10"),
    settings("nesting beyond the stack", "limits: {depth: 100000}\n", "wrong-value 3:17"),
    settings(
        "the same expectation twice",
        "expectations:\n" + 2 * "- {id: e, of: goal, link: part_of, direction: in, by: [sub_goal]}\n",
        "duplicate-id 5:8",
    ),
    settings("aliases", "rules: &a {SOT303: off}\ntexts: *a\n", "alias 3:8", "alias 4:8"),
)
WAIVERS = (
    waivers_file("empty", "", "empty-document 1:1"),
    waivers_file("a list", "- rule: SOT303\n", "not-a-mapping 1:1"),
    waivers_file("one bracket", "[", "syntax-error 1:2"),
    waivers_file("bad bytes", b"format: 1\nwaivers: [\xff]\n", "bad-encoding 2:11", "not-a-mapping 2:11"),
    waivers("a word for one", "waivers: [SOT303]\n", "not-a-mapping 2:11"),
    waivers("without a rule", "waivers:\n- {element: G1}\n", "missing-key 3:3"),
    waivers("without a reason", "waivers:\n- {rule: SOT302, element: G1}\n", "incomplete-waiver 3:3"),
    waivers("of an unknown rule", "waivers:\n- {rule: SOT999, element: G1}\n", "unknown-rule 3:3"),
    waivers(
        "past its day",
        "waivers:\n- {rule: SOT302, element: G1, reason: x, owner: Board, date: 2020-01-01, until: 2020-02-01}\n",
        "waiver-expired 3:3",
    ),
    waivers(
        "of nothing",
        "waivers:\n- {rule: SOT302, element: Q9, reason: x, owner: Board, date: 2026-01-01, until: 2027-01-01}\n",
        "waiver-unused 3:3",
    ),
    waivers(
        "until a day that is none",
        "waivers:\n- {rule: SOT302, element: G1, until: 2026-02-30}\n",
        "wrong-value 3:38",
    ),
    waivers(
        "a thousand words",
        f"waivers: [{'x, ' * 999}x]\n",
        *(f"not-a-mapping 2:{11 + 3 * n}" for n in range(1_000)),
    ),
    waivers("changes without a fingerprint", "changes:\n- {rule: SOT701}\n", "missing-key 3:3"),
)
