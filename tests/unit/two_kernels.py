"""``python -m tests.unit.two_kernels PATH NAME TIMES``: a kernel that edits a file, as another one does.

It adds cards one after the other. Where the file could not take one, since somebody else wrote it, it takes
in what the file holds and goes on. It prints the texts that were confirmed to be in the file.
"""

from __future__ import annotations

import sys
import warnings

import cjm_widgets as cjm


def main(path: str, name: str, times: str) -> None:
    """Edit so many times."""
    warnings.simplefilter("ignore")
    journey = cjm.read(path)
    waiting: list[str] = []
    for number in range(int(times)):
        text = f"{name} {number}"
        cell = journey.frame.loc["Wait", name]
        journey.set_cell("Wait", name, f"{cell}\n{text}".strip())
        waiting.append(text)
        while journey.not_saved:
            journey.reload()
        print(*waiting, sep="\n", flush=True)
        waiting.clear()


if __name__ == "__main__":
    main(*sys.argv[1:])
