"""The program. `--version` is answered before anything heavy loads."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from sotetrace._version import __version__

        print(f"sotetrace {__version__}")
        return
    from sotetrace.cli.main import run

    sys.exit(run())


if __name__ == "__main__":
    main()
