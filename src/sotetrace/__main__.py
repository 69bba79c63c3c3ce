"""The program. `--version` is answered before anything heavy loads."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from sotetrace._version import __version__

        print(f"sotetrace {__version__}")
        return
    gc.disable()  # a run makes millions of values, hardly any of them garbage in circles, and is soon over
    from sotetrace.cli.main import app_for, run

    _end(run(app_for(sys.argv[1:])))


def _end(status: int) -> None:
    """End the process at once: to take every value and module apart before costs a tenth of a run, and serves nobody.

    Who measures or traces the process gets the slow end, in which measurements are written.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # as when the caller closed it
                stream.flush()
    except (OSError, ValueError):
        sys.exit(status)  # the interpreter tries again, and says why it cannot
    if sys.gettrace() or sys.getprofile() or "coverage" in sys.modules:
        sys.exit(status)
    os._exit(status)


if __name__ == "__main__":
    main()
