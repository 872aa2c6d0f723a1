"""How a kernel finds the server that started it: by its environment, and the file that the server keeps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cjm_widgets.collaboration.kernel_server import KernelServer, kernel_server


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where servers keep their files; this process is a kernel of the one with the number 7."""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("JPY_PARENT_PID", "7")
    return tmp_path


def write(runtime: Path, **fields: Any) -> None:
    server = {"url": "http://localhost:8888/base/", "token": "t0ken", "root_dir": str(runtime), "sock": ""}
    (runtime / "jpserver-7.json").write_text(json.dumps(server | fields))


def test_a_kernel_finds_the_address_of_its_server(runtime: Path) -> None:
    write(runtime)
    assert kernel_server() == KernelServer("http://localhost:8888/base/", "t0ken", runtime)


def test_no_server_is_known_outside_a_kernel(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(runtime)
    monkeypatch.delenv("JPY_PARENT_PID")
    assert kernel_server() is None


def test_a_server_of_another_machine_or_without_a_port_is_not_reached(runtime: Path) -> None:
    assert kernel_server() is None  # it keeps no file here
    write(runtime, sock="/tmp/jupyter.sock")
    assert kernel_server() is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"url": "http://localhost/"}', '{"root_dir": 3}'])
def test_a_file_that_says_nothing_of_a_server_is_no_server(runtime: Path, text: str) -> None:
    (runtime / "jpserver-7.json").write_text(text)
    assert kernel_server() is None


def test_a_server_names_the_files_below_its_folder(tmp_path: Path) -> None:
    server = KernelServer("http://localhost:8888/", "", tmp_path)
    assert server.names(tmp_path / "maps" / "a visit.cjm.json") == "maps/a visit.cjm.json"
    assert server.names(tmp_path.parent / "visit.cjm.json") is None
    assert server.headers == {}
