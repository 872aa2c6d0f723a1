"""Ask mypy --strict and pyright about a user's script, and about every public name: ``make test-types``."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cjm_widgets as cjm

SCRIPT = Path(__file__).with_name("users_script.py")
CHECKERS = {
    "mypy": ["mypy", "--strict", "--no-error-summary"],
    "pyright": ["pyright", "--pythonpath", sys.executable],
}
REVEALS = (
    re.compile(r':(\d+): note: Revealed type is "(.+)"'),
    re.compile(r':(\d+):\d+ - information: Type of .+ is "(.+)"'),
)
"""How mypy and pyright tell a type, with its line."""
UNTYPED = re.compile(r"^Any$|Unknown|-> Any$")
OF_NO_TYPE = {"journey.chart"}
"""Altair is an extra, and linked charts are widgets: the type of a chart is Altair's to say."""


def names() -> list[str]:
    """Every public name, and those of a journey, as expressions."""
    journey = cjm.Journey(["Arrive"])
    return [*(f"cjm.{name}" for name in cjm.__all__), *(f"journey.{name}" for name in dir(journey))]


def run(checker: str, *paths: Path) -> str:
    """What a type checker says of files, in a folder where only the installed package is found."""
    command = [sys.executable, "-m", *CHECKERS[checker], *map(str, paths)]
    return subprocess.run(command, cwd=paths[0].parent, capture_output=True, text=True, check=False).stdout


def untyped(checker: str, folder: Path) -> Iterator[str]:
    """The public names for which a checker knows no type."""
    every, path = names(), folder / "names.py"
    head = ["import cjm_widgets as cjm", 'journey = cjm.Journey(["Arrive"])']
    path.write_text("\n".join([*head, *(f"reveal_type({name})" for name in every)]) + "\n")
    text = run(checker, path)
    types = {int(line): type for pattern in REVEALS for line, type in pattern.findall(text)}
    for at, name in enumerate(every, start=len(head) + 1):
        if at not in types:
            yield f"{checker} does not know {name}"
        elif UNTYPED.search(types[at]) and name not in OF_NO_TYPE:
            yield f"{checker} takes {name} for {types[at]}"


def main() -> int:
    """Print what checkers find; 0 where it is nothing."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, SCRIPT.name)
        script.write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")
        for checker in CHECKERS:
            faults += [
                line
                for line in run(checker, script).splitlines()
                if "error" in line and "0 errors" not in line
            ]
            faults += untyped(checker, Path(folder))
    print(*faults or [f"{len(names())} public names are typed for {' and '.join(CHECKERS)}"], sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
