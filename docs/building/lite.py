"""Builds the site on which lessons and maps open with nothing to install: ``lite.py WORK OUTPUT``.

It is JupyterLite with the extension, the notebooks, a map beside them, and Pyodide with what its kernel
starts by. The folder WORK has the package's wheel under ``dist``; further wheels come from PyPI. numpy,
pandas and scipy have none there for Pyodide: the page fetches them from Pyodide's package server, unless
``--packages`` names a folder with the wheels of a whole Pyodide.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SERVER = re.compile(r"(https://[^`\"]+/v)\$\{\w+\}(/full/)")
"""Pyodide's package server, as Pyodide itself names it."""
KERNEL = ("ipython", "jedi", "micropip")
LIBRARIES = ("narwhals", "python-dateutil", "pytz", "tqdm", "traitlets", "typing-extensions")
"""Of Pyodide's packages the site has these, and all they depend on."""
FROM_SERVER = ("numpy", "pandas", "scipy")
FURTHER: dict[str, tuple[str, list[str]]] = {
    "anywidget": ("anywidget", ["ipywidgets", "psygnal", "typing-extensions"]),
    "comm": ("comm", ["traitlets"]),
    "ipywidgets": ("ipywidgets", ["comm", "ipython", "traitlets"]),  # its page is an extension of the site
    "msgspec": ("msgspec", []),
    "psygnal": ("psygnal", []),
}
"""Packages that PyPI alone has, or has newer: what each is imported as, and what it needs."""
OWN = ["anywidget", "ipywidgets", "msgspec", "narwhals", *FROM_SERVER, "tqdm", "traitlets"]
WHEELS_FOR = ["--python-version=314", "--implementation=cp", "--abi=cp314"]
PLATFORM = "--platform=pyemscripten_{abi}_wasm32"
PYODIDE = ROOT / "build" / "pyodide" / "node_modules" / "pyodide"
_LEFT_OUT = ("*solution*", "teachers-notes.md", "*.cjm-key.json", "ruff.toml", ".*")
LEFT_OUT = shutil.ignore_patterns(*_LEFT_OUT)
"""What students are not to see, or have no use for."""
OWN_LEFT_OUT = shutil.ignore_patterns(*_LEFT_OUT, "*.cjm.json", "*.jsonl")
"""Of this repository's notebooks also the files that they have written when they were run here."""
MAP = ROOT / "cjm_widgets" / "templates" / "airport-departure.cjm.json"


def main() -> None:
    """Build the site."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("work", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--contents", type=Path, nargs="*", default=[], help="folders of your own to show")
    parser.add_argument("--packages", type=Path, help="a folder with the wheels of a whole Pyodide")
    options = parser.parse_args()
    work: Path = options.work.resolve()
    stage = work / "stage"
    shutil.rmtree(stage, ignore_errors=True)
    shutil.rmtree(options.output, ignore_errors=True)
    (wheel,) = (work / "dist").glob("*.whl")
    copy_contents(stage / "files", options.contents)
    bundle_pyodide(stage / "static" / "pyodide", work / "wheels", wheel, options.packages)
    (stage / "jupyter_lite_config.json").write_text(json.dumps(build_config(wheel, options.output.resolve())))
    command = [sys.executable, "-m", "jupyterlite_core.app", "build"]
    with (work / "build.log").open("wb") as log:
        done = subprocess.run(command, cwd=stage, stdout=log, stderr=log, check=False)
    if done.returncode:
        sys.exit((work / "build.log").read_text(encoding="utf-8"))


def copy_contents(folder: Path, own: list[Path]) -> None:
    """Copy the notebooks, the lessons, a map, and folders of one's own."""
    shutil.copytree(ROOT / "notebooks", folder, ignore=OWN_LEFT_OUT)
    shutil.copy(MAP, folder / "lessons")
    for one in own:
        shutil.copytree(one, folder / one.resolve().name, ignore=LEFT_OUT, dirs_exist_ok=True)


def build_config(wheel: Path, output: Path) -> dict[str, Any]:
    """What JupyterLite is told."""
    return {
        "LiteBuildConfig": {
            "contents": ["files"],
            "output_dir": str(output),
            "apps": ["lab", "notebooks", "tree"],
            "no_sourcemaps": True,
            "federated_extensions": [str(wheel)],
        }
    }


def bundle_pyodide(folder: Path, wheels: Path, wheel: Path, packages: Path | None) -> None:
    """Copy Pyodide, the wheels the site has, and a list of packages that says where each is."""
    shutil.copytree(PYODIDE, folder, ignore=shutil.ignore_patterns("*.map", "*.html", "*.d.ts", "README.md"))
    path = folder / "pyodide-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    known: dict[str, dict[str, Any]] = lock["packages"]
    version = json.loads((PYODIDE / "package.json").read_text())["version"]
    named = SERVER.search((PYODIDE / "pyodide.mjs").read_text())
    assert named, "this Pyodide names no package server"
    server = named.expand(rf"\g<1>{version}\g<2>")
    mine = needed(known, KERNEL + LIBRARIES)
    wanted = [f"{name}=={known[name]['version']}" for name in mine] + [*FURTHER]
    fetched = fetch_wheels(wanted, wheels, PLATFORM.format(abi=lock["info"]["abi_version"]))
    for entry in known.values():
        there = packages and packages / entry["file_name"]
        if there and there.is_file():
            shutil.copy(there, folder)
        else:
            entry["file_name"] = server + entry["file_name"]
    for name in mine:
        known[name] |= place(fetched[name], folder)
    for name, (module, depends) in FURTHER.items():
        known[name] = entry_of(name, [module], depends) | place(fetched[name], folder)
    known["cjm-widgets"] = entry_of("cjm-widgets", ["cjm_widgets"], OWN) | place(wheel, folder)
    path.write_text(json.dumps(lock), encoding="utf-8")


def needed(known: dict[str, dict[str, Any]], names: tuple[str, ...]) -> list[str]:
    """These packages and all that they depend on, by the names of the list."""
    every: list[str] = []
    left = [*names]
    while left:
        name = left.pop().replace("_", "-").lower()
        if name not in every:
            every.append(name)
            left += known[name]["depends"]
    return every


def fetch_wheels(wanted: list[str], folder: Path, platform: str) -> dict[str, Path]:
    """The wheels of these requirements from PyPI, by the names of their packages."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*command, f"--dest={folder}", platform, *WHEELS_FOR, *wanted], check=True)
    return {path.name.partition("-")[0].replace("_", "-").lower(): path for path in folder.glob("*.whl")}


def entry_of(name: str, imports: list[str], depends: list[str]) -> dict[str, Any]:
    """An entry of Pyodide's list of packages, but for its file."""
    return {
        "name": name,
        "imports": imports,
        "depends": depends,
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
    }


def place(wheel: Path, folder: Path) -> dict[str, str]:
    """Put a wheel beside Pyodide; what its entry says of the file."""
    shutil.copy(wheel, folder)
    return {
        "file_name": wheel.name,
        "version": wheel.name.split("-")[1],
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
    }


if __name__ == "__main__":
    main()
