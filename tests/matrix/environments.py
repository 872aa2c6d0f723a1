"""Fresh environments with the wheel in them, made by uv in ``build/matrix``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "matrix"
LAB, NOTEBOOK = "/doc/tree/{name}?reset", "/notebooks/{name}"


@dataclass(frozen=True)
class Environment:
    """What is installed beside the wheel.

    Attributes
    ----------
    name
        Of its folder.
    python
        Version of Python, such as "3.12".
    packages
        Requirements besides the wheel; the first is the front end.
    lowest
        With the lowest versions that the project declares, of what it needs and of all its extras.
    suite
        With all extras, whatever their versions, and a part of the test suite.
    browsers
        The browsers to take the five steps in.
    """

    name: str
    python: str
    packages: tuple[str, ...]
    lowest: bool = False
    suite: bool = False
    browsers: tuple[str, ...] = ("Chromium",)

    @property
    def front_end(self) -> str:
        """The distribution of the front end."""
        return "notebook" if self.packages[0].startswith("notebook") else "jupyterlab"

    @property
    def command(self) -> list[str]:
        """What starts its front end."""
        module = self.front_end
        options = ["--JupyterNotebookApp.expose_app_in_browser=True"] if module == "notebook" else []
        return [str(self.interpreter), "-m", module, *options]

    @property
    def page(self) -> str:
        """Where its front end opens a notebook."""
        return NOTEBOOK if self.front_end == "notebook" else LAB

    @property
    def interpreter(self) -> Path:
        """Its Python."""
        return FOLDER / self.name / "bin" / "python"

    def install(self, wheel: Path) -> None:
        """Make it anew, with the wheel and all else."""
        uv("venv", "--clear", "--python", python_of(self.python), str(FOLDER / self.name))
        target = ("pip", "install", "--python", str(self.interpreter))
        if self.lowest:
            # Only what pyproject.toml itself names is lowered: from a wheel uv would take the newest.
            project = ("-r", str(ROOT / "pyproject.toml"), "--all-extras")
            uv(*target, "--resolution", "lowest-direct", *project, *self.packages)
            uv(*target, "--no-deps", str(wheel))
        else:
            extras = f"[{','.join(extras_of_project())}]" if self.suite else ""
            uv(*target, f"{wheel}{extras}", *self.packages)

    def versions(self) -> dict[str, str]:
        """The version of every distribution that is installed, and of Python."""
        code = (
            "import json, platform; from importlib.metadata import distributions; "
            "print(json.dumps({'python': platform.python_version(), "
            "**{one.name.lower(): one.version for one in distributions()}}))"
        )
        done = subprocess.run([self.interpreter, "-c", code], capture_output=True, text=True, check=True)
        versions: dict[str, str] = json.loads(done.stdout)
        return versions


def extras_of_project() -> list[str]:
    """The names of all extras that pyproject.toml declares."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*table["optional-dependencies"]]


TOOLS = ("fonttools>=4.50", "hypothesis>=6.100", "lxml>=5", "mistune>=3", "pillow>=10", "pytest>=8")
"""What the part of the suite needs."""
MATRIX = (
    Environment("lab-4.4", "3.11", ("jupyterlab==4.4.*",)),
    Environment("lab-4.5", "3.12", ("jupyterlab==4.5.*",)),
    Environment("lab-4.6", "3.13", ("jupyterlab==4.6.*",), browsers=("Chromium", "Firefox", "WebKit")),
    Environment("notebook-7.4", "3.11", ("notebook==7.4.*",)),
    Environment("notebook-7.5", "3.12", ("notebook==7.5.*",)),
    Environment("notebook-newest", "3.13", ("notebook",)),
    Environment("lowest", "3.11", ("jupyterlab>=4.4", *TOOLS), lowest=True, suite=True),
    Environment("newest", "3.14", ("jupyterlab", *TOOLS), suite=True),
)


def python_of(version: str) -> str:
    """A Python of a version: pyenv's, or one on the PATH, or else what uv makes of the version."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    own = sorted(root.glob(f"{version}.*/bin/python"))
    return str(own[-1]) if own else shutil.which(f"python{version}") or version


def uv(*arguments: str) -> None:
    """Run uv, of this environment or of the PATH."""
    own = Path(sys.executable).with_name("uv")
    program = str(own) if own.exists() else shutil.which("uv")
    if program is None:
        raise FileNotFoundError("uv makes the environments: pip install uv")
    done = subprocess.run([program, *arguments, "--quiet"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"uv {' '.join(arguments)}: {done.stderr.strip()}")


def build_wheel() -> Path:
    """The wheel of this checkout."""
    folder = FOLDER / "dist"
    shutil.rmtree(folder, ignore_errors=True)
    command: Sequence[str] = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder))
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))
