"""Templates: maps to start from, those of the package and one's own.

One's own are ``.cjm.json`` files in the folder ``templates`` beside the notebook, and in a folder of the
user: ``~/.cjm/templates``, or where the environment variable ``CJM_TEMPLATES`` says. Of the same name the one
beside the notebook wins, then the user's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjm_widgets.document.errors import CjmError, UnknownNameError, nearest, unknown
from cjm_widgets.document.model import Document
from cjm_widgets.storage import file

if TYPE_CHECKING:
    import pandas as pd

_PACKAGE = Path(__file__).parents[2] / "templates"
_PICTURES = 6
"""Templates that a wrong name is answered with."""
OWN = "yours"
"""The group of templates that are not the package's."""


def template_folders() -> Iterator[Path]:
    """Where one's own templates are, the nearest first."""
    yield Path.cwd() / "templates"
    chosen = os.environ.get("CJM_TEMPLATES")
    yield Path(chosen).expanduser() if chosen else Path.home() / ".cjm" / "templates"


def template_paths() -> dict[str, Path]:
    """The file of each template by its name: the package's in the order of names, then one's own.

    Examples
    --------
    >>> "service-blueprint" in template_paths()
    True
    """
    paths: dict[str, Path] = {}
    for folder in (_PACKAGE, *reversed([*template_folders()])):
        every = folder.glob(f"*{file.SUFFIX}") if folder.is_dir() else ()
        for path in sorted(every):
            name = path.name.removesuffix(file.SUFFIX)
            paths.pop(name, None)
            paths[name] = path
    return paths


def template(name: str) -> Document:
    """The document of a template.

    Raises
    ------
    UnknownNameError
        With the nearest template, its stages and its lanes.
    FileFormatError
        The file of one's own template is no map.
    """
    paths = template_paths()
    if name not in paths:
        raise _unknown(name, paths)
    return _opened(name, paths[name])


def _unknown(name: str, paths: Mapping[str, Path]) -> UnknownNameError:
    """The error for a template that is not there, with an outline of the one that is most likely meant."""
    text = name if isinstance(name, str) else ""
    likely = nearest(text, paths) or _by_word(text, paths)
    sentence = str(unknown("template", name, [*paths], likely=likely))
    alike = get_close_matches(text.lower(), [*paths], _PICTURES, cutoff=0)
    documents = {}
    for one in dict.fromkeys((*((likely,) if likely else ()), *alike, *paths)):
        try:
            documents[one] = _opened(one, paths[one])
        except (CjmError, OSError):
            continue  # one's own, of which `templates` says why it cannot be opened
        if len(documents) == _PICTURES:
            break
    if likely in documents:
        stages = " → ".join(stage.name for stage in documents[likely].stages)
        lanes = ", ".join(lane.name for lane in documents[likely].lanes)
        sentence += f"\n{likely}: {stages}\n  lanes: {lanes}"
    return UnknownTemplateError(sentence, documents)


class UnknownTemplateError(UnknownNameError):
    """A template that is not there; a notebook shows it with pictures of those most like it."""

    def __init__(self, sentence: str, alike: Mapping[str, Document]) -> None:
        super().__init__(sentence)
        self._alike = alike

    def _render_traceback_(self) -> list[str]:
        """What IPython asks of an error that it shows; in a notebook the pictures come first."""
        from IPython.core.getipython import get_ipython
        from IPython.display import publish_display_data

        shell: Any = get_ipython()
        if getattr(shell, "kernel", None) is not None:
            pictures = {"text/html": self._gallery(), "text/plain": "Templates like it"}
            publish_display_data(pictures)  # type: ignore[no-untyped-call]
        lines: list[str] = shell.InteractiveTB.structured_traceback(type(self), self, self.__traceback__, 1)
        return lines

    def _gallery(self) -> str:
        from cjm_widgets.render.thumbnail import thumbnail

        tiles = "".join(
            f"<figure style='margin:0;width:200px'>{thumbnail(document)}"
            f"<figcaption><b>{escape(document.title or name)}</b><br><code>{escape(name)}</code>"
            "</figcaption></figure>"
            for name, document in self._alike.items()
        )
        return f"<div style='display:flex;flex-wrap:wrap;gap:16px;margin:8px 0'>{tiles}</div>"


def _by_word(text: str, names: Iterable[str]) -> str | None:
    """The first template of which one word is like the text: "airprt" is near to airport-departure."""
    words = {word: one for one in reversed([*names]) for word in one.split("-") if len(word) > 3}
    return words.get(nearest(text, words) or "")


def own_templates() -> dict[str, Document]:
    """One's own templates by name; files that are no maps are left out."""
    every = {}
    for name, path in template_paths().items():
        try:
            if path.parent != _PACKAGE:
                every[name] = _opened(name, path)
        except (CjmError, OSError):
            continue  # `templates` says why
    return every


def templates() -> pd.DataFrame:
    """The maps that ``Journey.from_template`` starts from, a row each, by name.

    Returns
    -------
    pandas.DataFrame
        By ``name``: ``title``, ``group`` ("customer", "service", "people", or "yours"), ``stages`` and
        ``lanes`` (their names), ``scenario``, ``origin`` (the practice it follows, and who described it),
        ``path``, and ``why``: the reason a file of one's own cannot be opened, ``""`` where it can.

    Notes
    -----
    Beside those of the package stand ``.cjm.json`` files in the folder ``templates`` beside the notebook, and
    in ``~/.cjm/templates`` or the folder that the environment variable ``CJM_TEMPLATES`` names.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> cjm.templates().loc["buyers-journey", "stages"]
    ('Awareness', 'Consideration', 'Decision')
    """
    from cjm_widgets.frames.typed import frame_of_rows  # pandas, which the texts of templates need not

    groups = json.loads((_PACKAGE / "index.json").read_text(encoding="utf-8"))
    rows = []
    for name, path in template_paths().items():
        group = groups.get(name, OWN) if path.parent == _PACKAGE else OWN
        try:
            rows.append((name, *_facts(_opened(name, path), group), str(path), ""))
        except (CjmError, OSError) as error:
            rows.append((name, "", group, (), (), "", "", str(path), str(error)))
    columns = ("name", "title", "group", "stages", "lanes", "scenario", "origin", "path", "why")
    return frame_of_rows(rows, dict.fromkeys(columns, object)).set_index("name")


def _facts(document: Document, group: str) -> tuple[object, ...]:
    stages = tuple(stage.name for stage in document.stages)
    lanes = tuple(lane.name for lane in document.lanes)
    return document.title, group, stages, lanes, document.scenario, document.origin


def _opened(name: str, path: Path) -> Document:
    if path.parent == _PACKAGE:
        return file.loads(path.read_bytes(), f"the template {name}")
    return file.read(path)
