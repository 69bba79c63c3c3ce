"""Laws of the canonical layout: whatever a file looks like, it says the same afterwards, and once is enough."""

from __future__ import annotations

import json
import re
from random import Random
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from sotetrace.model.kinds import KINDS
from sotetrace.store.layout import lay_out
from tests.laws.strategies import documents

if TYPE_CHECKING:
    from tests.builders import Raw

_WORDS = ("plain words", "a: b", "# no comment", "it's", 'say "x"', "äö – ”", "two\n\nlines # x\n  deeper", "1.10", "")


class Untidy:
    """Writes data as somebody in a hurry would: any indent, any quotes, keys in any order, comments everywhere."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.comments: list[str] = []

    def block(self, value: Any, column: int) -> list[str]:
        entries = list(value.items()) if isinstance(value, dict) else [("", item) for item in value]
        if isinstance(value, dict):
            self.rng.shuffle(entries)
        lines: list[str] = []
        for key, item in entries:
            lines += self.between(column)
            lines += self.entry(f"{' ' * column}{key}:", item, column) if key else self.item(item, column)
        return lines

    def entry(self, head: str, item: Any, column: int) -> list[str]:
        if isinstance(item, (dict, list)) and item and self.rng.random() < 0.7:
            deeper = self.rng.randint(0 if isinstance(item, list) else 1, 4)
            return [head + self.behind(), *self.block(item, column + deeper)]
        return self.inline(f"{head}{' ' * self.rng.randint(1, 3)}", item, column)

    def item(self, item: Any, column: int) -> list[str]:
        space = self.rng.randint(1, 3)
        if isinstance(item, (dict, list)) and item and self.rng.random() < 0.7:
            inner = self.block(item, column + 1 + space)
            if re.match(r"\s*#|\s*$", inner[0]):
                return [f"{' ' * column}-{self.behind()}", *inner]
            return [f"{' ' * column}-{inner[0][column + 1 :]}", *inner[1:]]
        return self.inline(f"{' ' * column}-{' ' * space}", item, column)

    def inline(self, head: str, item: Any, column: int) -> list[str]:
        style = self.rng.randint(0, 5)
        if isinstance(item, str) and style == 0 and item.strip() and not item.startswith((" ", "\n")):
            margin = " " * (column + self.rng.randint(1, 4))
            return [f"{head}|-{self.behind()}", *(margin + line if line else "" for line in item.split("\n"))]
        if isinstance(item, str) and style == 1 and "\n" not in item:
            quoted = "'" + item.replace("'", "''").replace(" w", "\n" + " " * 6 + "w") + "'"
            return (head + quoted + self.behind()).split("\n")
        if isinstance(item, str) and style > 2 and re.fullmatch(r"[\w.]+( [\w.]+)*", item):
            return [head + item + self.behind()]
        first, *rest = json.dumps(item, ensure_ascii=False, indent=style if style > 4 else None).split("\n")
        lines = [head + first, *(" " * (column + 1) + line for line in rest)]
        lines[-1] += self.behind()
        return lines

    def behind(self) -> str:
        space = " " * self.rng.randint(0, 2)
        return f" {space}{self.comment()}" if self.rng.random() < 0.15 else space

    def between(self, column: int) -> list[str]:
        lines = []
        while self.rng.random() < 0.25:
            where = self.rng.choice((column, column, 0, column + 2, column + 5))
            lines.append(self.rng.choice(("", " ")) if self.rng.random() < 0.5 else " " * where + self.comment())
        return lines

    def comment(self) -> str:
        self.comments.append(f"# {len(self.comments)}: M1 #x - 'y")
        return self.comments[-1]


def shown(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


@st.composite
def untidy(draw: st.DrawFn) -> tuple[str, list[str]]:
    raw: Raw = draw(documents())
    rng = Random(draw(st.integers(0, 1 << 32)))  # one number for all of it: an untidy text has thousands of choices
    for row in KINDS:
        for element in raw.get(row.section, ()):
            element["note"] = {"fi": rng.choice(_WORDS), "en": rng.choice(_WORDS)}
    writer = Untidy(rng)
    lines = writer.block(raw, 0) + writer.between(0)
    end = rng.choice(("\n", "\r\n"))
    return end.join(lines) + rng.choice(("", end, end * 3)), writer.comments


@given(untidy())
def test_layout_says_the_same_and_is_final(drawn: tuple[str, list[str]]) -> None:
    text, comments = drawn
    result = lay_out("x.yaml", text.encode())
    assert shown(result) == shown(text)
    assert sorted(re.findall(r"# \d+: M1 #x - 'y", result)) == sorted(comments)
    assert lay_out("x.yaml", result.encode()) == result
    assert result.endswith("\n")
    assert not result.endswith("\n\n")
    assert "\r" not in result
    assert all(line == line.rstrip() for line in result.split("\n"))
    top = [line.partition(":")[0] for line in result.splitlines() if re.match(r"\w", line)]
    assert top[:2] == ["format", "document"]
