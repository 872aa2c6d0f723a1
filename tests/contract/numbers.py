"""The contract between the two halves on kept numbers: what a kernel says of a source, and of which document.

``python -m tests.contract.numbers`` writes files/numbers.json; TypeScript must read the same numbers out of
the document alone. It also writes files/levels.json: confidences, and how both halves write them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd

import cjm_widgets as cjm
from cjm_widgets.measures.measure import percent
from cjm_widgets.storage.file import dumps
from cjm_widgets.widgets.numbers import measured_of

PATH = Path(__file__).parent / "files" / "numbers.json"
LEVELS = PATH.with_name("levels.json")

_FIVE = [
    cjm.mean(),
    cjm.median(),
    cjm.top_box(),
    cjm.top_box(boxes=1),
    cjm.bottom_box(),
    cjm.net_box(),
    cjm.share("4 to 5"),
    cjm.csat(),
    cjm.csat(kind="mean"),
    cjm.ces(),
]


def _joined(
    scores: list[int], scale: tuple[float, float], measures: list[Any], **options: Any
) -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Queue", "Leave"], title="A visit")
    rows = pd.DataFrame({"q1": scores, "q2": scores[::-1], "w": [1.0, 2.0] * (len(scores) // 2)})
    columns = {"q1": "Arrive", "q2": "Queue"}
    journey.join(rows, columns=columns, scale=scale, measures=measures, name="Survey", **options)
    return journey


def _amounts() -> cjm.Journey:
    journey = cjm.Journey(["Browse", "Pay"], title="A shop")
    rows = pd.DataFrame({"revenue": [0, 12.5, 40, 99, 7, 0] * 12})
    measures = [cjm.money("EUR"), cjm.total("EUR"), cjm.rate(), cjm.mean(), cjm.median()]
    journey.join(rows, columns={"revenue": "Pay"}, measures=measures, name="Orders")
    return journey


def _percentages() -> cjm.Journey:
    journey = cjm.Journey(["Wait", "Leave"], title="A visit")
    table = pd.DataFrame(
        {"stage": ["Wait", "Leave"], "n": [40, 60], "low": [20, 10], "middle": [30, 20], "top": [50, 70]}
    )
    journey.join_counts(
        table, stage="stage", n="n", boxes={"low": 1, "middle": 2, "top": 3}, name="Published"
    )
    return journey


def journeys() -> dict[str, cjm.Journey]:
    """Joined journeys by what they are about."""
    return {
        "every measure of a scale of five": _joined([1, 2, 3, 4, 5, 5, 4, 4] * 10, (1, 5), _FIVE),
        "net promoters": _joined([0, 6, 7, 9, 10, 10] * 10, (0, 10), [cjm.nps(), cjm.enps()]),
        "weights": _joined([1, 2, 4, 5] * 10, (1, 5), [cjm.mean(), cjm.top_box()], weight="w"),
        "a mean of less confidence, and a share of it": _joined(
            [1, 2, 4, 5] * 10, (1, 5), [cjm.top_box(level=0.995), cjm.mean(level=0.9)]
        ),
        "only a share, so that the curve runs through the usual mean": _joined(
            [1, 2, 4, 5] * 10, (1, 5), [cjm.top_box()]
        ),
        "clusters": _joined([1, 2, 4, 5] * 10, (1, 5), [cjm.mean(), cjm.top_box()], cluster="w"),
        "amounts": _amounts(),
        "counts reconstructed from percentages": _percentages(),
        "too few to tell": _joined([4, 5], (1, 5), [cjm.mean(), cjm.top_box()]),
        "no rows joined": cjm.Journey(["Arrive"]),
    }


def cases() -> list[dict[str, Any]]:
    """Each document as a file says it, and the sources as a kernel tells them, but for what lives."""
    made = []
    for name, journey in journeys().items():
        told = json.loads(msgspec.json.encode(measured_of(journey, "")))
        document = json.loads(dumps(journey.document))
        for source in [*document.get("sources", []), *told.get("sources", [])]:
            source["read"] = "2026-01-01T00:00:00+00:00"
            source.pop("live", None)
        made.append({"name": name, "document": document, "sources": told.get("sources", [])})
    return made


def levels() -> list[tuple[float, str]]:
    """Confidences as readers see them."""
    numbers = (
        0.5,
        0.58,
        0.8,
        0.9,
        0.95,
        0.975,
        0.99,
        0.995,
        0.9995,
        0.683,
        1 / 3,
        0.1 + 0.2,
        0.0001,
        0.999999,
    )
    return [(level, percent(level)) for level in numbers]


def main() -> None:
    """Write the files."""
    PATH.write_text(json.dumps(cases(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    LEVELS.write_text(json.dumps(levels(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
