"""The wheel holds every asset, and a failed JavaScript build fails it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.matrix import release

ROOT = Path(__file__).parents[2]
ASSETS = [
    "cjm_widgets/static/widget.js",
    "cjm_widgets/static/widget.css",
    "cjm_widgets/static/exercise.js",
    "cjm_widgets/static/exercise.css",
    "cjm_widgets/paper/cjm-map.mjs",
    "cjm_widgets/document/cjm-1.1.schema.json",
    "cjm_widgets/templates/airport-departure.cjm.json",
    "cjm_widgets/templates/customer-lifecycle.cjm.json",
    "cjm_widgets/static/chunks/present.js",
    "cjm_widgets/static/chunks/present.css",
    "cjm_widgets/py.typed",
]


def _copy(to: Path) -> Path:
    ignored = shutil.ignore_patterns(
        ".git", ".venv*", "node_modules", "build", "dist", "__pycache__", ".*_cache", "tests"
    )
    return Path(shutil.copytree(ROOT, to / "copy", ignore=ignored))


def _build(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist"]
    environment = {**os.environ, **variables}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from a copy with the assets already built."""
    folder = _copy(tmp_path_factory.mktemp("wheel"))
    built = _build(folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return zipfile.ZipFile(next((folder / "dist").glob("*.whl")))


@pytest.mark.parametrize("asset", ASSETS)
def test_the_wheel_holds_the_asset_and_it_is_not_empty(wheel: zipfile.ZipFile, asset: str) -> None:
    assert wheel.getinfo(asset).file_size > 0 or asset.endswith("py.typed")


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    here = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "cjm_widgets").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    inside = {name for name in wheel.namelist() if ".dist-info/" not in name and ".data/" not in name}
    assert inside == {name for name in here if not name.startswith("cjm_widgets/labextension/")}


def test_the_wheel_puts_the_whole_extension_where_jupyterlab_looks(wheel: zipfile.ZipFile) -> None:
    place = "/data/share/jupyter/labextensions/cjm-widgets/"
    inside = {name.partition(place)[2]: name for name in wheel.namelist() if place in name}
    built = ROOT / "cjm_widgets" / "labextension"
    here = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    assert set(inside) == here | {"install.json"}
    described = json.loads(wheel.read(inside["package.json"]))
    assert described["jupyterlab"]["_build"]["load"] in inside
    assert described["version"] == version("cjm_widgets")
    assert json.loads(wheel.read(inside["install.json"]))["packageName"] == "cjm_widgets"


def test_the_extension_holds_nothing_of_jupyterlab_itself(wheel: zipfile.ZipFile) -> None:
    scripts = [name for name in wheel.namelist() if "/labextensions/" in name and name.endswith(".js")]
    widget = [name for name in wheel.namelist() if name.startswith("cjm_widgets/static/")]
    extension_size, widget_size = (
        sum(wheel.getinfo(name).file_size for name in names) for names in (scripts, widget)
    )
    assert extension_size < 1.5 * widget_size  # the same interface, and its places in JupyterLab
    licensed = next(name for name in wheel.namelist() if name.endswith("third-party-licenses.json"))
    packages = [entry["name"] for entry in json.loads(wheel.read(licensed))["packages"]]
    assert not [name for name in packages if name.startswith(("@jupyterlab/", "@lumino/"))]


def test_no_asset_asks_another_host_for_anything(wheel: zipfile.ZipFile) -> None:
    for name in ASSETS[:2]:
        text = wheel.read(name).decode()
        assert "//cdn" not in text
        assert "@import" not in text
        assert "url(http" not in text


def test_the_wheel_and_the_recipe_are_fit_for_a_release(wheel: zipfile.ZipFile) -> None:
    assert release.stray_files(Path(str(wheel.filename))) == []
    assert list(release.other_versions(release.project()["version"])) == []
    assert release.requirements_of_recipe() == sorted(release.project()["dependencies"])


def test_a_checkout_without_npm_says_what_is_missing(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    shutil.rmtree(folder / "cjm_widgets" / "static")
    built = _build(folder, PATH=str(tmp_path))
    assert built.returncode != 0
    assert "cjm_widgets: a checkout is built with npm, which is not here. Install Node" in built.stderr


def test_a_failed_javascript_build_fails_the_wheel(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    shutil.rmtree(folder / "cjm_widgets" / "static")
    (folder / "package-lock.json").unlink()
    (folder / "package.json").write_text('{"name": "broken", "scripts": {"build": "exit 3"}}')
    built = _build(folder)
    assert built.returncode != 0
    assert not list(folder.glob("dist/*.whl"))
