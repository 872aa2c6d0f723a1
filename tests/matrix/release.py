"""What is looked at before a release is tagged: ``make release``, or ``make release REALLY=yes`` to tag.

Builds the source distribution and the wheel, checks both, the recipe for conda and the promises about the
file format, and then says what tagging would do, or does it. It uploads nothing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.matrix.environments import ROOT

DIST = ROOT / "dist"
STRAY = (".orig", ".rej", ".map", ".pyc", "~")
"""Ends of names that no file of a release has."""
PLACES = {
    "cjm_widgets/__init__.py": r'^__version__ = "(.+)"',
    "package.json": r'^  "version": "(.+)"',
    "conda/recipe.yaml": r'^  version: "(.+)"',
    "CITATION.cff": r"^version: (\S+)",
    "CHANGELOG.md": r"^## (\S+)",
}
"""Where else the version is written."""
LINK = re.compile(r"\]\((?!https?:|#)([^)]+)\)")
"""A link or picture that leads to a file of the project."""
FORMAT = (
    "tests/unit/document/test_golden.py",
    "tests/unit/document/test_migrations.py",
    "tests/unit/test_schema.py",
)
"""Tests that files of every earlier version open, and that the schema is the declarations'."""


def project() -> dict[str, Any]:
    """The table ``project`` of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def other_versions(version: str) -> Iterator[str]:
    """Sentences about files that name another version."""
    for name, pattern in PLACES.items():
        path = ROOT / name
        match = re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE) if path.exists() else None
        if match is None or match[1] != version:
            yield f"{name} says {match[1] if match else 'no version'}, pyproject.toml says {version}"


def requirements_of_recipe() -> list[str]:
    """What the conda package needs to run, besides Python, as the recipe writes it."""
    text = (ROOT / "conda" / "recipe.yaml").read_text(encoding="utf-8")
    run = text.partition("  run:\n")[2].partition("\n\n")[0]
    every = (line.removeprefix("    - ").replace(" ", "") for line in run.splitlines())
    return sorted(one for one in every if not one.startswith("python>="))


def stray_files(wheel: Path) -> list[str]:
    """What a wheel holds that nobody needs."""
    with zipfile.ZipFile(wheel) as archive:
        return [name for name in archive.namelist() if name.endswith(STRAY)]


def passes(*command: str) -> bool:
    """Run a command of this environment; what it prints is shown."""
    print("$", *command, flush=True)
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode == 0


def faults(version: str) -> Iterator[str]:
    """Why there can be no release; each in a sentence."""
    yield from other_versions(version)
    if requirements_of_recipe() != sorted(project()["dependencies"]):
        yield "conda/recipe.yaml needs something else than pyproject.toml"
    shutil.rmtree(DIST, ignore_errors=True)
    if not passes("build", "--no-isolation", "--outdir", str(DIST)):
        yield "it cannot be built"
        return
    files = [str(path) for path in sorted(DIST.iterdir())]
    wheel = next(DIST.glob("*.whl"))
    yield from (f"the wheel holds {name}" for name in stray_files(wheel))
    if not passes("twine", "check", "--strict", *files):
        yield "twine finds fault with the metadata, or the description does not render"
    if not passes("check_wheel_contents", str(wheel)):
        yield "check-wheel-contents finds fault with the wheel"
    if not passes("pytest", "-q", *FORMAT):
        yield "files of earlier versions do not open, or the schema is not that of the declarations"


def hindrances(version: str) -> Iterator[str]:
    """Why a release that is without fault cannot be tagged yet."""
    git = subprocess.run(
        ["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    if git.stdout:
        yield "the working tree has changes that are not committed"
    tags = subprocess.run(
        ["git", "tag", "--list", f"v{version}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    if tags.stdout:
        yield f"v{version} is tagged already"
    if "urls" not in project():
        yield "pyproject.toml has no [project.urls]: say where the project lives"
    if paths := LINK.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        yield f"README.md leads to {len(paths)} files by paths, which an index has not: write their addresses"


def main(arguments: list[str]) -> int:
    """Check, and tag where ``--really`` asks for it; 1 where something hinders."""
    version = project()["version"]
    problems = list(faults(version))
    reasons = list(hindrances(version))
    for problem in (*problems, *reasons):
        print(f"not yet: {problem}")
    command = ["git", "tag", "--annotate", f"v{version}", "--message", f"Version {version}"]
    if "--really" not in arguments:
        print(f"dry run; make release REALLY=yes would run: {' '.join(command)}")
        return 1 if problems else 0
    if problems or reasons:
        return 1
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
