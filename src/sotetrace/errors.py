"""What can go wrong with a call or the machine; what is wrong with data is a finding, never an exception.

SotetraceError
├── UsageError          the call names something that does not exist            exit status 2
└── UnreadableError     an input cannot be read or parsed at all                exit status 3
    ├── ModelNotFoundError
    │   └── AbsentModelError    not there on one side of a comparison
    ├── UnparsableError     carries the findings that say why
    └── GitError            git is absent or too old, refuses, fails, or takes too long; there is no repository
        ├── UnknownRevisionError
        ├── ShallowHistoryError     the history is cut off before the revision
        └── MissingObjectError      the repository lacks what a revision names
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class SotetraceError(Exception):
    """A call or a machine that cannot be served; carries what happened and a hint on what to do."""

    exit_status = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(SotetraceError):
    """The call names something that does not exist, such as an unknown id or rule."""

    def __init__(self, message: str, hint: str = "", nearest: Sequence[str] = ()) -> None:
        super().__init__(message, hint or (f"Did you mean: {', '.join(nearest)}?" if nearest else ""))
        self.nearest = tuple(nearest)


class UnreadableError(SotetraceError):
    """An input that cannot be read at all."""

    exit_status = 3


class ModelNotFoundError(UnreadableError):
    """No model was named and none was found."""

    def __init__(self, message: str = "no model found") -> None:
        super().__init__(
            message,
            "Name one with -m PATH, run in a folder that has sotetrace.yaml or data/vision.yaml, "
            "or make one with: sotetrace init",
        )


class AbsentModelError(ModelNotFoundError):
    """One side of a comparison has no model where it was looked for; `found` is where that side has some."""

    def __init__(self, message: str, hint: str = "", found: Sequence[str] = ()) -> None:
        UnreadableError.__init__(self, message, hint)
        self.found = tuple(found)


class UnparsableError(UnreadableError):
    """Nothing of the input could be parsed; `findings` (sotetrace.findings.Finding) say why and where."""

    def __init__(self, message: str, findings: Sequence[object]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class GitError(UnreadableError):
    """Git is absent or too old, refuses, fails, or takes too long; or there is no repository."""


class UnknownRevisionError(GitError):
    """A revision that the repository does not know; `nearest` are branches and tags of like names."""

    def __init__(self, message: str, hint: str = "", nearest: Sequence[str] = ()) -> None:
        super().__init__(message, f"Did you mean: {', '.join(nearest)}?" if nearest else hint)
        self.nearest = tuple(nearest)


class ShallowHistoryError(GitError):
    """A commit that a shallow clone was made without; the hint is the command that fetches it."""


class MissingObjectError(GitError):
    """A commit, tree or file that a revision names and the repository does not hold, as in a partial clone."""
