"""The history of a map's file as git has it: each commit that changed it, and what it changed."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cjm_widgets.document.diff import diff
from cjm_widgets.document.errors import CjmError, quoted
from cjm_widgets.document.model import Document
from cjm_widgets.storage import file

_FIELDS = "%H%x1f%aI%x1f%an%x1f%s"
_ORDER = ("added", "removed", "changed", "moved")


class Revision(NamedTuple):
    """A commit of a map; ``changes`` counts what it changed, or ``why`` says that nobody knows."""

    commit: str
    time: str
    author: str
    subject: str
    changes: dict[str, int]
    why: str = ""

    @property
    def words(self) -> str:
        """What it changed, such as "2 cards added, 1 stage moved"."""
        return self.why or ", ".join(f"{n} {what}" for what, n in self.changes.items()) or "nothing"


def revisions(path: Path) -> Iterator[Revision]:
    """The commits of a map's file, the newest first; renamed files are followed.

    Raises
    ------
    CjmError
        Git is not installed, or the file is in no repository or in no commit.
    """
    folder = path.resolve().parent
    log = _git(folder, "log", "--follow", "--name-only", "-z", f"--format=%x1e{_FIELDS}%x1f", "--", path.name)
    commits = [_commit(block) for block in log.split("\x1e") if block.strip("\0\n")]
    if not commits:
        raise CjmError(f"{quoted(str(path))} is in no commit of its repository")
    top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    maps = [_map_at(top, commit, name) for (commit, *_), name in commits]
    for at, ((commit, time, author, subject), _) in enumerate(commits):
        now, before = maps[at], maps[at + 1] if at + 1 < len(maps) else Document(id="nothing")
        if isinstance(now, str) or isinstance(before, str):
            yield Revision(commit, time, author, subject, {}, now if isinstance(now, str) else str(before))
        else:
            yield Revision(commit, time, author, subject, _counts(before, now))


def _commit(block: str) -> tuple[tuple[str, str, str, str], str]:
    commit, time, author, subject, names = block.lstrip("\0\n").split("\x1f", 4)
    name = next(part for part in names.replace("\n", "\0").split("\0") if part)
    return (commit, time, author, subject), name


def _map_at(top: Path, commit: str, name: str) -> Document | str:
    """The map of a commit, or why there is none."""
    try:
        return file.loads(_git(top, "show", f"{commit}:{name}").encode("utf-8"), name)
    except CjmError as error:
        return f"not a map then: {error}"


def _counts(before: Document, now: Document) -> dict[str, int]:
    counted = Counter((one.change, one.what) for one in diff(before, now))
    pairs = sorted(counted.items(), key=lambda item: (_ORDER.index(item[0][0]), -item[1], item[0][1]))
    return {f"{_things(n, what)} {change}": n for (change, what), n in pairs}


def _things(n: int, what: str) -> str:
    """What so many are; of the map itself fields change, since there is one map."""
    one, others = ("field of the map", "fields of the map") if what == "map" else (what, f"{what}s")
    return one if n == 1 else others


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        lacks = "git is not installed" if folder.is_dir() else f"there is no folder {quoted(str(folder))}"
        raise CjmError(lacks) from None
    except OSError as error:  # in a browser's Python there are no processes
        raise CjmError(f"git cannot be run here: {error.strerror or error}") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").partition("\n")[0]
        raise CjmError(f"git says: {words}")
    return done.stdout.decode("utf-8", "replace")
