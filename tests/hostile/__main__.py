"""`python -m tests.hostile [FOLDER]`: list the cases of the corpus, and write their files into a folder."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests.hostile.corpus import CASES

_MOST = 4


def main(folder: Path | None) -> None:
    """Print a line for each case: its name, the file that it is, and what is to be found in it."""
    for case in CASES:
        expected = sorted(case.expected)
        more = [f"and {len(expected) - _MOST} more"] if len(expected) > _MOST else []
        print(f"{case.name:50.50}  {case.file:20}  {', '.join((*expected[:_MOST], *more)) or 'nothing of reading'}")
        if folder is not None:
            path = folder / re.sub(r"\W+", "-", case.name) / case.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(case.raw)
    print(f"{len(CASES)} cases")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
