"""Run the Python sessions of a page: fences `pycon`, from top to bottom, in one folder and with one set of names.

What a page shows is compared as doctest does: `...` stands for anything. A lone `?` is filled in when the pages are
refreshed.
"""

from __future__ import annotations

import doctest
import io
import traceback
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

    from tests.docs.pages import Fence

_FLAGS = doctest.ELLIPSIS


class Transcript(doctest.DocTestRunner):
    """Runs the examples of a page and keeps what each of them said, in order."""

    def __init__(self, *, is_refreshing: bool) -> None:
        super().__init__(optionflags=_FLAGS, verbose=False)
        self._is_refreshing = is_refreshing
        self.said: dict[int, str] = {}
        self.faults: list[str] = []

    def run_fences(self, fences: list[Fence], name: str) -> list[str]:
        """Run some fences and return each body as it should be."""
        names: dict[str, Any] = {"__name__": "__main__"}
        bodies = []
        for fence in fences:
            self.said = {}
            pieces = doctest.DocTestParser().parse(fence.body)
            examples = [piece for piece in pieces if isinstance(piece, doctest.Example)]
            test = doctest.DocTest(examples, {}, name, name, 0, fence.body)
            test.globs = names  # the next fence goes on where this one ended
            self.run(test, out=io.StringIO().write, clear_globs=False)
            bodies.append("".join(self._written(piece) for piece in pieces))
        return bodies

    def _written(self, example: doctest.Example | str) -> str:
        if isinstance(example, str):
            return example
        first, *more = example.source.splitlines()
        lines = [f">>> {first}", *(f"... {line}".rstrip() for line in more)]
        return "\n".join(lines) + "\n" + self.said.get(id(example), example.want)

    def report_failure(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        self._keep(example, got)

    def report_unexpected_exception(
        self,
        out: Any,
        test: doctest.DocTest,
        example: doctest.Example,
        exc_info: tuple[type[BaseException], BaseException, TracebackType],
    ) -> None:
        [*_, last] = traceback.format_exception_only(exc_info[0], exc_info[1])
        self._keep(example, f"Traceback (most recent call last):\n    ...\n{last}")

    def _keep(self, example: doctest.Example, got: str) -> None:
        self.said[id(example)] = got
        if not self._is_refreshing:
            self.faults.append(f">>> {example.source}shown:\n{example.want}said:\n{got}")
