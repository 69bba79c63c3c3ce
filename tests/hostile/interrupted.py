"""`python -m tests.hostile.interrupted FOLDER`: interrupt the writer at every line it runs, and look at what is left.

Each writing runs in a process of its own, which a tracer ends by SIGKILL, or in which it raises what a full disk
raises, before the so-and-so-many-th line of the writer. Prints one line of JSON for each: how it was interrupted,
what was written, and what then stood in the folder.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import resource
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sotetrace.errors import SotetraceError
from sotetrace.store import writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

OLD, NEW = "old: " + "o" * 40_000, "new: " + "n" * 90_000


def replace(folder: Path) -> None:
    """Write two files in place of others."""
    names = {str(folder / name): NEW for name in ("a.yaml", "b.yaml")}
    writer.write_texts(names, dict.fromkeys(names, OLD))


def create(folder: Path) -> None:
    """Write a file where none is."""
    writer.write_text(folder / "below" / "c.yaml", NEW)


def killed() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def full() -> None:
    """Say what a full disk says."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def interrupt(act: Callable[[], None], line: int) -> None:
    """Act before the so-and-so-many-th line of the writer, and never again."""
    lines = itertools.count()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != writer.__file__:
            return None
        if event == "line" and next(lines) == line:
            sys.settrace(None)
            act()
        return trace

    sys.settrace(trace)


def run(folder: Path, write: Callable[[Path], None], prepare: Callable[[], None]) -> str:
    """Write in a child process after some preparation, and return how that ended."""
    child = os.fork()
    if not child:
        prepare()
        status = 0
        try:
            write(folder)
        except (SotetraceError, OSError):  # also where no system call is
            status = 2
        sys.settrace(None)
        os._exit(status)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {0: "done", 2: "refused", -signal.SIGKILL: "killed"}.get(ended, str(ended))


def bound(size: int) -> None:
    """Let no file grow beyond a size: writing stops in its middle."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def tell(folder: Path, act: str, write: Callable[[Path], None], prepare: Callable[[], None]) -> str:
    """Lay a folder out, write into it, and print what is left."""
    folder.mkdir()
    for name in ("a.yaml", "b.yaml"):
        (folder / name).write_text(OLD, encoding="utf-8")
    ended = run(folder, write, prepare)
    left = {
        path.relative_to(folder).as_posix(): {OLD: "old", NEW: "new"}.get(path.read_text(encoding="utf-8"), "broken")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    print(json.dumps({"act": act, "write": write.__name__, "ended": ended, "left": left}))
    return ended


def main(top: Path) -> None:
    """Interrupt everything everywhere."""
    folders = (top / str(number) for number in itertools.count())
    for write in (replace, create):
        lines = 0
        while tell(next(folders), "killed", write, partial(interrupt, killed, lines)) != "done":
            lines += 1
        for line in range(lines):
            tell(next(folders), "full", write, partial(interrupt, full, line))
        for size in (0, 4_096, 65_536):
            tell(next(folders), "bounded", write, partial(bound, size))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
