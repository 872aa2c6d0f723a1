"""Everything that leaves a map, as texts: what an attacker has who sees all that a map becomes."""

from __future__ import annotations

import base64
import gzip
import io
import json
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd

import cjm_widgets as cjm
from cjm_widgets.command_line import main
from cjm_widgets.document.errors import CjmError
from cjm_widgets.storage import file
from cjm_widgets.widgets.numbers import measured_of
from cjm_widgets.widgets.session import session_of

ORIGIN = (
    "document",
    "file",
    "messages",
    "snapshot",
    "wire",
    "state",
    "display",
    "provenance",
    "command",
    "methods",
)
"""Where a map says which file its rows came from."""


class View:
    """A browser that writes down what it is sent."""

    part = "map"
    versions = None

    def __init__(self) -> None:
        self.messages: list[object] = []

    def send(self, content: object) -> None:
        self.messages.append(content)


def artefacts(journey: cjm.Journey, sources: list[Any], folder: Path) -> Iterator[tuple[str, str]]:
    """Everything that leaves a map, by kind."""
    session = session_of(journey)
    view = View()
    session.join(view)
    session.on_measured()
    yield "snapshot", str(session.snapshot())
    yield "messages", str(view.messages)
    yield "wire", msgspec.json.encode(measured_of(journey, "")).decode()
    yield "document", str(msgspec.to_builtins(journey.document))
    yield "file", file.dumps(journey.document)
    yield "state", str(cjm.JourneyMap(journey).get_state())
    yield "html", journey.to_html()
    yield "svg", journey.to_svg()
    yield "markdown", journey.to_markdown()
    packed = json.loads(journey.to_myst().splitlines()[1])
    yield "myst", packed["title"] + gzip.decompress(base64.b64decode(packed["page"])).decode()
    yield "methods", journey.methods()
    yield "citation", journey.cite() + journey.cite(format="bibtex")
    yield "repr", repr(journey) + str(journey)
    yield "display", str(journey._repr_mimebundle_())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they say which parts a format has no place for
        yield "csv", journey.to_csv() + journey.to_csv(tidy=True)
        yield "mermaid", journey.to_mermaid()
    for kind, content in (
        ("xlsx", journey.to_xlsx(tidy=True)),
        ("pptx", journey.to_pptx()),
        ("png", journey.to_png(scale=1)),
    ):
        yield kind, "\n".join(unpacked(content))
    yield from frames(journey)
    for source in sources:
        yield "source", repr(source)
        yield "provenance", str(source.provenance)
        for name in ("reconciliation", "matches", "labels"):
            frame = getattr(source, name)
            yield name, frame.to_csv() + str(frame.attrs)
    path = folder / "copy.cjm.json"
    journey.save(path)
    for arguments in (["show", str(path)], ["show", str(path), "--json"], ["validate", str(path)]):
        printed = io.StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            main(arguments)
        yield "command", printed.getvalue()
    path.unlink()


def frames(journey: cjm.Journey) -> Iterator[tuple[str, str]]:
    """Every frame and chart that can be asked for, and the sentences of those that cannot."""
    columns = dict.fromkeys(column for source in journey.document.sources for column in source.by)
    calls: list[tuple[str, Callable[[], Any]]] = [
        ("measures", lambda: journey.measures),
        ("question", lambda: journey.measures_by("question")),
        ("distribution", journey.distribution),
        ("summary", journey.summary),
        ("assumptions", journey.assumptions),
        ("trend", journey.trend),
        ("waves", lambda: journey.compare(wave=True)),
        ("stale", journey.stale),
        ("funnel", journey.funnel),
        ("transitions", journey.transitions),
        ("times", journey.time_in_stage),
        ("exits", journey.exits),
        ("paths", journey.paths),
        ("between", lambda: journey.time_between("START", "END")),
        ("funnel", lambda: journey.funnel(window="2min")),
        ("conformance", journey.conformance),
        ("value", lambda: journey.value_of(journey.document.stages[-1].name)),
        ("value", lambda: journey.value_of(journey.document.stages[-1].name, of="region")),
    ]
    for column in columns:
        calls += [
            ("measures_by", lambda column=column: journey.measures_by(column)),
            ("compare", lambda column=column: journey.compare(column)),
            ("omnibus", lambda column=column: journey.omnibus(column)),
            ("funnel", lambda column=column: journey.funnel_by(column)),
            ("paths", lambda column=column: journey.paths_by(column)),
            ("conformance", lambda column=column: journey.conformance_by(column)),
        ]
        calls += [
            ("chart", lambda kind=kind, column=column: journey.chart(kind, by=column))
            for kind in ("curve", "distribution", "compare")
        ]
    calls.append(("chart", lambda: journey.chart("trend")))
    for name, call in calls:
        try:
            answer = call()
        except CjmError as refusal:
            yield f"{name} refused", str(refusal)
            continue
        if isinstance(answer, pd.DataFrame):
            yield name, answer.to_csv() + str(answer.attrs)
        else:
            yield name, json.dumps(answer.to_dict())


def unpacked(content: bytes) -> Iterator[str]:
    """The texts of a file, and of those packed in it at any depth."""
    if not content.startswith(b"PK"):
        yield content.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            yield name
            yield from unpacked(packed.read(name))
