"""The contract between the two halves on names of lanes: the kind, role and layer each of these tells.

``python -m tests.contract.lane_names`` writes files/lane_names.json from the names below; TypeScript must
answer the same, so that a lane is the same whether it is made on screen, in Python or from a table.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cjm_widgets.document.lane_kinds import LANE_KINDS, lane_called
from cjm_widgets.document.model import LaneKind

PATH = Path(__file__).parent / "files" / "lane_names.json"

NAMES: tuple[str, ...] = (
    "Emotion", "emotions", "EMOTION", " Emotion! ", "Émotion", "Emotion curve", "Emotion drivers",
    "Rating", "ratings", "Rating by stage", "Star rating",
    "Actions", "Customer actions", "user_actions", "What they are doing", "Interactions", "Transaction",
    "Thoughts", "Thoughts & actions", "Thinking/feeling",
    "Touchpoints", "Touch points", "Touch-points", "Channels", "Channel",
    "Pain points", "Painpoints", "Pains and gains", "Painting", "Pain points & emotions",
    "Opportunities", "Opportunity", "Ideas", "Ideal state", "Goals", "Systems", "IT system",
    "Frontstage", "Front-stage actions", "Onstage", "Backstage", "Back stage actions", "Support processes",
    "Support", "Customer support",
    "Anything", "出発", "ＡＣＴＩＯＮＳ", "İdeas", "Straße", "!?", "item", "a" * 200,
)  # fmt: skip


def cases() -> list[dict[str, Any]]:
    """Each name, alone and with every kind, and what it tells."""
    kinds: tuple[LaneKind | None, ...] = (None, *LANE_KINDS)
    return [{"name": name, "kind": kind, "lane": lane_called(name, kind)} for name in NAMES for kind in kinds]


def main() -> None:
    """Write the file, a case a line."""
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases())
    PATH.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
