"""Files that cannot be written, or by two at once: the edit stays, is said not to be saved, and later is."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.storage import file
from tests.unit.test_autosave import View

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs permissions, limits and forks of POSIX")
ROOT = Path(__file__).parents[2]
NOBODY = 65534


@pytest.fixture
def path() -> Iterator[Path]:
    """A map in a folder that anybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        path = Path(folder) / "visit.cjm.json"
        cjm.Journey(["Arrive", "Wait"], lanes=["Ann", "Ben"], title="A visit").save(path)
        path.chmod(0o666)
        yield path


def in_a_child(do: Callable[[], None]) -> None:
    """Run it in a fork of this process, as nobody where this is root; fails as it does."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reads)
            if os.getuid() == 0:
                rehearse()
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            do()
        except BaseException as error:  # noqa: BLE001  (told to the parent, which fails by it)
            os.write(writes, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as said:
        failure = said.read()
    os.waitpid(child, 0)
    assert not failure, failure


def rehearse() -> None:
    """Have everything imported that nobody may not read."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "visit.cjm.json"
        cjm.Journey(["Wait"], title="A visit").save(path)
        journey = cjm.read(path)
        View(journey).edit(1, "Another visit")
        path.unlink()
        path.mkdir()
        journey.set_map(scenario="On foot")


def require_kept(path: Path, journey: cjm.Journey, why: str, mend: Callable[[], object]) -> None:
    """An edit that cannot be saved stays, the file too, and the next edit saves both once that is mended."""
    view, before = View(journey), path.read_bytes() if os.access(path, os.R_OK) else b""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert view.edit(1, "Another visit")["type"] == "applied"
    assert any(why in str(warning.message) for warning in caught), [str(one.message) for one in caught]
    assert why in journey.not_saved, journey.not_saved
    assert [message["why"] for message in view.heard if message["type"] == "kept"] == [journey.not_saved]
    mend()
    assert path.read_bytes() == before or not before
    assert file.read(path).title == "A visit"
    assert os.listdir(path.parent) == [path.name]
    journey.set_map(scenario="On foot")
    assert (journey.not_saved, file.read(path)) == ("", journey.document)


@pytest.mark.parametrize("what", ["the file", "its folder"])
def test_where_writing_is_not_permitted_the_edit_is_kept_and_saved_once_it_is(what: str, path: Path) -> None:
    place, mode = {
        "the file": (path, 0o444),
        "its folder": (path.parent, 0o555),
    }[what]

    def edit() -> None:
        journey = cjm.read(path)
        with open_to_root(place, mode) as restore:
            require_kept(path, journey, "cannot be saved (Permission denied)", restore)

    owner = os.getuid()
    if owner == 0:
        for one in (path, path.parent):
            os.chown(one, NOBODY, NOBODY)
    in_a_child(edit)


@contextmanager
def open_to_root(place: Path, mode: int) -> Iterator[Callable[[], None]]:
    """A place with other permissions for a while."""
    usual = place.stat().st_mode
    place.chmod(mode)
    try:
        yield lambda: place.chmod(usual)
    finally:
        place.chmod(usual)


def test_a_file_that_may_not_be_read_is_told_by_its_name(path: Path) -> None:
    path.chmod(0o200)

    def read() -> None:
        with pytest.raises(PermissionError, match=r"visit\.cjm\.json"):
            cjm.read(path)

    in_a_child(read)


def mounted(folder: Path) -> bool:
    """Whether the folder could be made a disk of 64 KB of its own."""
    if os.getuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_on_a_full_disk_the_edit_is_kept_and_saved_once_there_is_room(path: Path) -> None:
    folder = path.parent / "disk"
    folder.mkdir()
    own = folder / path.name
    if mounted(folder):
        try:
            journey = cjm.read(move(path, own))
            filler = folder / "filler"
            with pytest.raises(OSError, match="No space left"):
                filler.write_bytes(b"x" * 100_000)
            require_kept(own, journey, "cannot be saved (No space left on device)", filler.unlink)
        finally:
            subprocess.run(["umount", str(folder)], check=True)
        return

    def edit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        journey = cjm.read(path)
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, most))
        full = "cannot be saved (File too large)"
        require_kept(path, journey, full, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))

    folder.rmdir()
    in_a_child(edit)


def move(path: Path, to: Path) -> Path:
    """The file, on another disk."""
    to.write_bytes(path.read_bytes())
    path.unlink()
    return to


def test_on_a_slow_disk_edits_are_answered_in_order_each_when_the_file_has_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = cjm.read(path)
    view, at_disk, written, sync = View(journey), threading.Event(), threading.Event(), os.fsync

    def slowly(handle: int) -> None:
        at_disk.set()
        assert written.wait(60)
        sync(handle)

    monkeypatch.setattr(os, "fsync", slowly)
    edits = [threading.Thread(target=view.edit, args=(seq, f"Visit {seq}")) for seq in (1, 2)]
    edits[0].start()
    assert at_disk.wait(60)
    edits[1].start()
    edits[1].join(0.2)
    assert view.kinds() == ["welcome"], "nothing is answered before it is on disk"
    written.set()
    for edit in edits:
        edit.join()
    answers = [(message["seq"], message["held"]) for message in view.heard if message["type"] == "applied"]
    assert answers == [(1, "Visit 1"), (2, "Visit 2")]


def test_two_kernels_on_one_file_lose_no_edit_that_either_saved(path: Path) -> None:
    times = 60
    command = [sys.executable, "-m", "tests.unit.two_kernels", str(path)]
    kernels = [
        subprocess.Popen([*command, name, str(times)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for name in ("Ann", "Ben")
    ]
    confirmed = [kernel.communicate()[0].split("\n")[:-1] for kernel in kernels]
    assert [kernel.returncode for kernel in kernels] == [0, 0]
    assert [len(texts) for texts in confirmed] == [times, times]
    end = cjm.read(path).frame.loc["Wait"]
    assert [end["Ann"].split("\n"), end["Ben"].split("\n")] == confirmed
    assert os.listdir(path.parent) == [path.name]
