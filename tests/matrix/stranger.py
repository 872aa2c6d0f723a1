"""A stranger's run: a fresh environment, the wheel, and the first pages of the documentation, literally.

Run it by ``make stranger``. The first pages are the README and the site's: the blocks of Python of each are
run one after the other, as cells of one notebook. At the end a map is joined to a survey, within three
minutes from nothing, and no warning was printed.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.matrix.environments import ROOT, Environment, build_wheel

STRANGER = Environment("stranger", f"{sys.version_info.major}.{sys.version_info.minor}", ("jupyterlab",))
PAGES = ("README.md", "docs/start.md")
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


def first_pages() -> dict[str, list[str]]:
    """The Python of the first pages, up to where the journey is saved and read again."""
    pages = {}
    for name in PAGES:
        every = blocks((ROOT / name).read_text(encoding="utf-8"))
        last = next(at for at, block in enumerate(every) if "cjm.read(" in block)
        pages[name] = every[: last + 1]
    return pages


def follow(name: str, cells: list[str]) -> bool:
    """Run the cells of a page in a folder of their own; says what was printed, and whether all went well."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.json")
        page.write_text(json.dumps(cells), encoding="utf-8")
        command = [str(STRANGER.interpreter), "-c", RUN, str(page)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    print(f"{name}:", done.stdout.splitlines()[-1] if done.stdout else "nothing was printed")
    for line in done.stderr.splitlines():
        print("printed:", line)
    return done.returncode == 0 and not done.stderr


def main() -> int:
    """Follow the first pages; says how long it took and what was printed."""
    wheel = build_wheel()
    start = time.monotonic()
    STRANGER.install(wheel)
    well = [follow(name, cells) for name, cells in first_pages().items()]
    seconds = time.monotonic() - start
    shutil.rmtree(STRANGER.interpreter.parents[1])
    print(f"{seconds:.0f} s from an empty environment, of {MOST}")
    return 0 if all(well) and seconds < MOST else 1


if __name__ == "__main__":
    sys.exit(main())
