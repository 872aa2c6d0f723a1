"""A stranger's run: a fresh environment, the wheel, and the first page of the documentation, literally.

Run it by ``make stranger``. The first page is the README: its blocks of Python are run one after the other,
as cells of one notebook. At the end a map is joined to a survey, within three minutes from nothing, and no
warning was printed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.matrix.environments import ROOT, Environment, build_wheel

STRANGER = Environment("stranger", f"{sys.version_info.major}.{sys.version_info.minor}", ("jupyterlab",))
MOST = 180
"""Seconds from nothing to a map that is joined to a survey."""
BLOCK = re.compile(r"^(?P<indent> *)```python\n(?P<code>.*?)^ *```$", re.MULTILINE | re.DOTALL)
RUN = """
import json, sys, warnings
warnings.filterwarnings("error", module=r"cjm_widgets(\\.|$)")
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for block in json.load(open(sys.argv[1], encoding="utf-8")):
    shell.run_cell(block, store_history=True).raise_error()
journey = shell.user_ns["journey"]
measured = journey.measures.dropna(subset=["value"])
assert len(measured) > 0, "no survey is joined"
print("joined:", len(measured), "numbers at", measured["stage"].nunique(), "stages")
"""


def blocks(text: str) -> list[str]:
    """The blocks of Python in a page of Markdown, without the indentation of a list they are in."""
    pieces = (
        re.sub(rf"^{match['indent']}", "", match["code"], flags=re.MULTILINE)
        for match in BLOCK.finditer(text)
    )
    return [*pieces]


def first_page() -> list[str]:
    """The Python of the README's first steps, up to where the journey is saved and read again."""
    every = blocks((ROOT / "README.md").read_text(encoding="utf-8"))
    last = next(at for at, block in enumerate(every) if "cjm.read(" in block)
    return every[: last + 1]


def main() -> int:
    """Follow the first page; says how long it took and what was printed."""
    wheel = build_wheel()
    start = time.monotonic()
    STRANGER.install(wheel)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.json")
        page.write_text(json.dumps(first_page()), encoding="utf-8")
        command = [str(STRANGER.interpreter), "-c", RUN, str(page)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - start
    print(done.stdout.splitlines()[-1] if done.stdout else "nothing was printed")
    print(f"{seconds:.0f} s from an empty environment, of {MOST}")
    for line in done.stderr.splitlines():
        print("printed:", line)
    return 0 if done.returncode == 0 and not done.stderr and seconds < MOST else 1


if __name__ == "__main__":
    sys.exit(main())
