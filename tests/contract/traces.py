"""The contract between the Python and the TypeScript half: what each operation does to a document.

``python -m tests.contract.traces`` writes operations.json from the cases below; both test suites then
hold their own ``apply`` against it, so a change of behaviour shows as a change of that file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from cjm_widgets.document.apply import apply
from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import ConflictError, InvalidOperationError
from cjm_widgets.document.model import Document
from cjm_widgets.document.operations import Operation

PATH = Path(__file__).with_name("operations.json")

MAP: dict[str, Any] = {
    "id": "visit",
    "title": "A visit",
    "personas": [
        {"id": "maya", "name": "Maya"},
        {"id": "kenji", "name": "Kenji", "segment": {"flight": "long"}},
    ],
    "phases": [{"id": "before", "name": "Before"}, {"id": "spare", "name": "Spare"}],
    "stages": [
        {"id": "arrive", "name": "Arrive", "phase": "before", "duration": 4.5},
        {"id": "wait", "name": "Wait", "goal": "Sit down"},
        {"id": "leave", "name": "Leave", "moment_of_truth": True},
    ],
    "lanes": [
        {"id": "emotion", "name": "Emotion", "kind": "emotion", "role": "emotion"},
        {"id": "actions", "name": "Actions", "role": "actions"},
        {"id": "pain", "name": "Pain points", "role": "pain_points", "hint": "by severity"},
    ],
    "cells": {
        "actions": {
            "arrive": [{"id": "a1", "text": "Parks"}, {"id": "a2", "text": "Pays\nby card", "span": 2}]
        },
        "pain": {
            "arrive": [{"id": "p1", "text": "No sign", "severity": 3, "tags": ["signs"]}],
            "wait": [{"id": "p2", "text": "", "evidence": "quote", "source": "Interview 3"}],
        },
    },
    "emotion": {"maya": {"arrive": {"value": -1}, "leave": {"value": 1.5, "evidence": "data"}}},
    "future": {"maya": {"arrive": 0.5}, "kenji": {"leave": 1}},
    "sources": [{"id": "survey", "name": "Survey", "columns": {"q1": "arrive"}, "scale": [1, 5]}],
    "links": [
        {"id": "back", "start": {"stage": "leave"}, "end": {"stage": "arrive"}, "label": "next time"},
        {"id": "why", "start": {"card": "p1"}, "end": {"card": "gone"}, "kind": "both"},
    ],
    "comments": [{"author": "Ada", "text": "Whose map is this?"}],
    "decisions": [{"author": "Ada", "text": "Ask travellers", "metric": "NPS"}],
}

CASES: dict[str, dict[str, Any]] = {
    "the title changes": {
        "op": "set_map",
        "changes": {"title": "Another visit"},
        "was": {"title": "A visit"},
    },
    "a field set to its default is left out": {"op": "set_map", "changes": {"title": ""}},
    "the metric is set": {
        "op": "set_map",
        "changes": {"metric": {"name": "NPS", "measure": "nps", "target": 45}},
    },
    "the scale widens": {"op": "set_map", "changes": {"scale": [-5, 5]}},
    "the scale cannot shut out a score": {"op": "set_map", "changes": {"scale": [-1, 1]}},
    "the scale runs upwards": {"op": "set_map", "changes": {"scale": [2, -2]}},
    "the title was changed meanwhile": {
        "op": "set_map",
        "changes": {"title": "Mine"},
        "was": {"title": "Old"},
    },
    "both wrote the same title": {"op": "set_map", "changes": {"title": "A visit"}, "was": {"title": "Old"}},
    "no change at all is refused": {"op": "set_map", "changes": {}},
    "a stage at the end": {"op": "add_stage", "stage": {"id": "home", "name": "Home"}},
    "a stage before another": {"op": "add_stage", "stage": {"id": "home", "name": "Home"}, "before": "wait"},
    "a stage with what it held": {
        "op": "add_stage",
        "stage": {"id": "home", "name": "Home"},
        "before": "arrive",
        "cells": {"pain": [{"id": "p9", "text": "Late"}], "actions": []},
        "emotion": {"kenji": {"value": 2}},
        "future": {"maya": 1, "kenji": 0},
    },
    "a stage whose id is taken": {"op": "add_stage", "stage": {"id": "wait", "name": "Wait"}},
    "a stage before one that is not there": {
        "op": "add_stage",
        "stage": {"id": "n", "name": "N"},
        "before": "gone",
    },
    "a stage in a phase that is not there": {
        "op": "add_stage",
        "stage": {"id": "n", "name": "N", "phase": "gone"},
    },
    "a stage with a card id that is taken": {
        "op": "add_stage",
        "stage": {"id": "n", "name": "N"},
        "cells": {"pain": [{"id": "a1"}]},
    },
    "a stage with a score off the scale": {
        "op": "add_stage",
        "stage": {"id": "n", "name": "N"},
        "emotion": {"maya": {"value": 3}},
    },
    "a stage with a future score off the scale": {
        "op": "add_stage",
        "stage": {"id": "n", "name": "N"},
        "future": {"maya": -3},
    },
    "a stage with a future score of nobody": {
        "op": "add_stage",
        "stage": {"id": "n", "name": "N"},
        "future": {"gone": 1},
    },
    "a stage is renamed": {
        "op": "set_stage",
        "stage": "wait",
        "changes": {"name": "Queue"},
        "was": {"name": "Wait"},
    },
    "a stage loses its duration and phase": {
        "op": "set_stage",
        "stage": "arrive",
        "changes": {"duration": None, "phase": None},
    },
    "a stage that is not there": {"op": "set_stage", "stage": "gone", "changes": {"name": "X"}},
    "another field of the stage changed meanwhile": {
        "op": "set_stage",
        "stage": "wait",
        "changes": {"timing": "an hour"},
        "was": {"timing": "", "goal": "Stand"},
    },
    "a stage is removed with its cells and scores": {"op": "remove", "what": "stage", "id": "arrive"},
    "the last stage is removed": {"op": "remove", "what": "stage", "id": "leave"},
    "a stage moves to the front": {"op": "move", "what": "stage", "id": "leave", "before": "arrive"},
    "a stage moves to the end": {"op": "move", "what": "stage", "id": "arrive"},
    "a stage before itself": {"op": "move", "what": "stage", "id": "wait", "before": "wait"},
    "a phase is added first": {
        "op": "add_phase",
        "phase": {"id": "after", "name": "After"},
        "before": "before",
    },
    "a phase is renamed": {"op": "set_phase", "phase": "before", "changes": {"name": "Earlier"}},
    "a phase nobody uses is removed": {"op": "remove", "what": "phase", "id": "spare"},
    "a phase in use stays": {"op": "remove", "what": "phase", "id": "before"},
    "a lane is added": {"op": "add_lane", "lane": {"id": "ideas", "name": "Ideas", "role": "opportunities"}},
    "a lane with what it held": {
        "op": "add_lane",
        "lane": {"id": "ideas", "name": "Ideas"},
        "before": "pain",
        "cells": {"leave": [{"id": "i1", "text": "Free parking"}], "wait": []},
    },
    "a lane changes": {"op": "set_lane", "lane": "pain", "changes": {"hint": "", "layer": "frontstage"}},
    "a lane with cards stays a lane of cards": {
        "op": "set_lane",
        "lane": "pain",
        "changes": {"kind": "emotion"},
    },
    "a lane is removed with its cells": {"op": "remove", "what": "lane", "id": "actions"},
    "an empty lane is removed": {"op": "remove", "what": "lane", "id": "emotion"},
    "a second emotion lane": {"op": "add_lane", "lane": {"id": "mood", "name": "Mood", "kind": "emotion"}},
    "a second measure lane": {"op": "add_lane", "lane": {"id": "nps", "name": "NPS", "kind": "measure"}},
    "a lane moves": {"op": "move", "what": "lane", "id": "pain", "before": "emotion"},
    "a persona is added": {"op": "add_persona", "persona": {"id": "ana", "name": "Ana"}, "before": "maya"},
    "a persona changes": {"op": "set_persona", "persona": "kenji", "changes": {"segment": {}}},
    "a persona is removed with the scores": {"op": "remove", "what": "persona", "id": "maya"},
    "a persona moves": {"op": "move", "what": "persona", "id": "kenji", "before": "maya"},
    "a source is added": {
        "op": "add_source",
        "source": {"id": "nps", "name": "NPS", "rows": 3, "scale": [0, 10]},
    },
    "a source is counted again": {
        "op": "set_source",
        "source": "survey",
        "changes": {
            "rows": 2,
            "counts": {"respondents": [2], "stages": {"arrive": {"values": [4], "n": [[2]]}}},
        },
        "was": {"rows": 0},
    },
    "amounts are counted again, and all that follows from them": {
        "op": "set_source",
        "source": "survey",
        "changes": {
            "scale": [0, 390],
            "note": "each answer counted",
            "figures": {"arrive": {"total": {"n": 2, "value": 400}}},
            "legend": {
                "measures": [
                    {"name": "total", "label": "Total", "unit": "amount", "low": 0, "high": 390, "level": 0.9}
                ],
                "respondents": 2,
            },
        },
        "was": {"legend": None},
    },
    "a link to a card": {
        "op": "add_link",
        "link": {"id": "x", "start": {"stage": "wait"}, "end": {"card": "a1"}, "kind": "controlled"},
        "before": "why",
    },
    "a link that ends nowhere": {
        "op": "add_link",
        "link": {"id": "x", "start": {"stage": "wait"}, "kind": "open"},
    },
    "only an open link ends nowhere": {"op": "add_link", "link": {"id": "x", "start": {"stage": "wait"}}},
    "a link from two things": {
        "op": "add_link",
        "link": {"id": "x", "start": {"stage": "wait", "card": "a1"}, "kind": "open"},
    },
    "a link whose id is taken": {
        "op": "add_link",
        "link": {"id": "back", "start": {"stage": "wait"}, "kind": "open"},
    },
    "a link ends elsewhere": {
        "op": "set_link",
        "link": "back",
        "changes": {"end": {"stage": "wait"}, "label": ""},
        "was": {"end": {"stage": "arrive"}},
    },
    "a link loses its end": {"op": "set_link", "link": "back", "changes": {"end": None}},
    "a link was changed meanwhile": {
        "op": "set_link",
        "link": "back",
        "changes": {"label": "again"},
        "was": {"label": ""},
    },
    "a link is removed": {"op": "remove", "what": "link", "id": "back"},
    "two people comment on the map": {
        "op": "set_map",
        "changes": {"comments": [{"author": "Bo", "text": "Ours"}]},
        "was": {"comments": []},
    },
    "two people decide something": {
        "op": "set_map",
        "changes": {"decisions": [{"author": "Bo", "text": "Test at one gate", "stage": "arrive"}]},
        "was": {"decisions": []},
    },
    "an interview and a walk are written down": {
        "op": "set_map",
        "changes": {
            "interviews": [{"name": "I1", "stages": {"arrive": {"sequence": True, "blocker": False}}}],
            "walkthroughs": [{"author": "Ada", "minutes": {"arrive": 12.5}, "notes": {"arrive": "Rain"}}],
            "origin": "Service design",
        },
    },
    "a decision was written anew meanwhile": {
        "op": "set_map",
        "changes": {"decisions": [{"author": "Ada", "text": "Never mind"}]},
        "was": {"decisions": [{"author": "Ada", "text": "Test"}]},
    },
    "a lane says what to ask": {
        "op": "set_lane",
        "lane": "pain",
        "changes": {"guidance": {"arrive": "What do they fear?"}},
        "was": {"guidance": {}},
    },
    "a hypothesis is frozen": {
        "op": "set_card",
        "stage": "arrive",
        "lane": "pain",
        "card": "p1",
        "changes": {
            "preregistration": {
                "hypothesis": {"change": "more signs", "guardrails": [{"name": "Calls"}]},
                "author": "Ada",
                "time": "2026-11-28T09:00:00Z",
                "hash": "0" * 64,
            }
        },
    },
    "a comment is resolved": {
        "op": "set_map",
        "changes": {
            "comments": [
                {
                    "author": "Ada",
                    "text": "Whose map is this?",
                    "resolved_by": "Bo",
                    "resolved_when": "2026-11-28T09:00:00Z",
                }
            ]
        },
        "was": {"comments": [{"author": "Ada", "text": "Whose map is this?"}]},
    },
    "a comment was resolved meanwhile": {
        "op": "set_map",
        "changes": {"comments": [{"author": "Ada", "text": "Mine?"}]},
        "was": {"comments": [{"author": "Ada", "text": "Whose?"}]},
    },
    "an opportunity is sized": {
        "op": "set_card",
        "stage": "arrive",
        "lane": "pain",
        "card": "p1",
        "changes": {
            "impact": [6, 9],
            "confidence": 55,
            "effort": [0.5, 2],
            "due": "2026-06-30",
            "hypothesis": {"change": "more signs", "metric": {"name": "Wait", "target": 5}, "baseline": 12},
        },
    },
    "a range that runs downwards": {
        "op": "set_card",
        "stage": "arrive",
        "lane": "pain",
        "card": "p1",
        "changes": {"impact": [9, 6]},
    },
    "a day that is none": {
        "op": "set_card",
        "stage": "arrive",
        "lane": "pain",
        "card": "p1",
        "changes": {"due": "30.6.2026"},
    },
    "a photo": {
        "op": "set_persona",
        "persona": "maya",
        "changes": {"photo": {"data": "data:image/webp;base64,AAAA", "alt": "Maya"}, "needs": ["To know"]},
    },
    "a photo that could run": {
        "op": "set_persona",
        "persona": "maya",
        "changes": {"photo": {"data": "data:image/svg+xml;base64,AAAA"}},
    },
    "a source is removed": {"op": "remove", "what": "source", "id": "survey"},
    "a card in an empty cell": {
        "op": "add_card",
        "stage": "leave",
        "lane": "pain",
        "card": {"id": "x", "text": "Rain"},
    },
    "a card before another": {
        "op": "add_card",
        "stage": "arrive",
        "lane": "actions",
        "card": {"id": "x", "text": "Drives"},
        "before": "a1",
    },
    "a card into a cell filled meanwhile": {
        "op": "add_card",
        "stage": "wait",
        "lane": "pain",
        "card": {"id": "p2", "text": "Cold"},
    },
    "a card whose id is taken elsewhere": {
        "op": "add_card",
        "stage": "leave",
        "lane": "pain",
        "card": {"id": "a1"},
    },
    "a card in a lane of scores": {
        "op": "add_card",
        "stage": "leave",
        "lane": "emotion",
        "card": {"id": "x"},
    },
    "a card says something else": {
        "op": "set_card",
        "stage": "arrive",
        "lane": "pain",
        "card": "p1",
        "changes": {"text": "Sign hidden", "severity": None, "tags": ["signs", "kerb"]},
        "was": {"text": "No sign"},
    },
    "a card was changed meanwhile": {
        "op": "set_card",
        "stage": "arrive",
        "lane": "pain",
        "card": "p1",
        "changes": {"text": "Mine"},
        "was": {"text": "Old"},
    },
    "a card that is gone": {
        "op": "set_card",
        "stage": "arrive",
        "lane": "pain",
        "card": "gone",
        "changes": {"text": "Mine"},
    },
    "a card gets comments and links": {
        "op": "set_card",
        "stage": "wait",
        "lane": "pain",
        "card": "p2",
        "changes": {
            "comments": [{"author": "AO", "text": "Where?"}],
            "links": ["https://example.org"],
            "ours": False,
        },
    },
    "a card moves within its cell": {
        "op": "move_card",
        "stage": "arrive",
        "lane": "actions",
        "card": "a2",
        "to_stage": "arrive",
        "to_lane": "actions",
        "before": "a1",
    },
    "a card moves to another cell": {
        "op": "move_card",
        "stage": "arrive",
        "lane": "pain",
        "card": "p1",
        "to_stage": "wait",
        "to_lane": "pain",
        "before": "p2",
    },
    "the only card of a lane moves out": {
        "op": "move_card",
        "stage": "wait",
        "lane": "pain",
        "card": "p2",
        "to_stage": "leave",
        "to_lane": "actions",
    },
    "a card before itself": {
        "op": "move_card",
        "stage": "arrive",
        "lane": "actions",
        "card": "a1",
        "to_stage": "arrive",
        "to_lane": "actions",
        "before": "a1",
    },
    "a card is removed": {"op": "remove_card", "stage": "arrive", "lane": "actions", "card": "a1"},
    "a card is removed as it was seen": {
        "op": "remove_card",
        "stage": "wait",
        "lane": "pain",
        "card": "p2",
        "was": {"id": "p2", "evidence": "quote", "source": "Interview 3"},
    },
    "a card changed before it was removed": {
        "op": "remove_card",
        "stage": "arrive",
        "lane": "pain",
        "card": "p1",
        "was": {"id": "p1", "text": "No sign"},
    },
    "a score is drawn": {
        "op": "set_emotion",
        "stage": "wait",
        "persona": "maya",
        "score": {"value": 0.5},
        "was": None,
    },
    "a score becomes a gap": {
        "op": "set_emotion",
        "stage": "arrive",
        "persona": "maya",
        "was": {"value": -1},
    },
    "the first score of a persona": {
        "op": "set_emotion",
        "stage": "leave",
        "persona": "kenji",
        "score": {"value": -2},
    },
    "a score was drawn meanwhile": {
        "op": "set_emotion",
        "stage": "arrive",
        "persona": "maya",
        "score": {"value": 2},
        "was": None,
    },
    "a score off the scale": {
        "op": "set_emotion",
        "stage": "wait",
        "persona": "maya",
        "score": {"value": 2.1},
    },
    "a future score is drawn": {
        "op": "set_future",
        "stage": "wait",
        "persona": "maya",
        "value": 1.5,
        "was": None,
    },
    "a future score moves": {
        "op": "set_future",
        "stage": "arrive",
        "persona": "maya",
        "value": -0.5,
        "was": 0.5,
    },
    "the only future score of a persona becomes a gap": {
        "op": "set_future",
        "stage": "leave",
        "persona": "kenji",
        "was": 1,
    },
    "a future score was drawn meanwhile": {
        "op": "set_future",
        "stage": "arrive",
        "persona": "maya",
        "value": 2,
        "was": None,
    },
    "a future score went meanwhile": {
        "op": "set_future",
        "stage": "wait",
        "persona": "maya",
        "value": 2,
        "was": 1,
    },
    "both drew the same future score": {
        "op": "set_future",
        "stage": "arrive",
        "persona": "maya",
        "value": 0.5,
        "was": 0,
    },
    "a future score off the scale": {
        "op": "set_future",
        "stage": "wait",
        "persona": "maya",
        "value": 2.1,
    },
    "a future score for nobody": {"op": "set_future", "stage": "wait", "persona": "gone", "value": 1},
    "a future score at no stage": {"op": "set_future", "stage": "gone", "persona": "maya", "value": 1},
    "a scale that a future score is off": {"op": "set_map", "changes": {"scale": [-2, 0.25]}},
    "a persona with a future": {
        "op": "add_persona",
        "persona": {"id": "ruth", "name": "Ruth"},
        "emotion": {"wait": {"value": 0}},
        "future": {"wait": 2, "leave": 1},
    },
    "a persona with a future at no stage": {
        "op": "add_persona",
        "persona": {"id": "ruth", "name": "Ruth"},
        "future": {"gone": 2},
    },
    "the whole map becomes one with a future at no stage": {
        "op": "replace",
        "document": {
            "id": "visit",
            "personas": [{"id": "maya", "name": "Maya"}],
            "future": {"maya": {"gone": 1}},
        },
    },
    "the whole map becomes another": {
        "op": "replace",
        "document": {
            "id": "visit",
            "stages": [{"id": "arrive", "name": "Arrive"}],
            "lanes": [{"id": "pain", "name": "Pain points"}],
            "cells": {"pain": {"arrive": [{"id": "a1", "text": "No sign"}]}},
        },
    },
    "a score for nobody": {"op": "set_emotion", "stage": "wait", "persona": "gone", "score": {"value": 1}},
}


TWO_CURVES: dict[str, Any] = {
    **MAP,
    "lanes": [
        *MAP["lanes"],
        {"id": "mood", "name": "Mood", "kind": "emotion"},
        {"id": "ideas", "name": "Ideas"},
    ],
}
"""A map with two emotion lanes, as files could have them before there was the rule of one."""

CASES_OF_TWO_CURVES: dict[str, dict[str, Any]] = {
    "a third emotion lane": {"op": "add_lane", "lane": {"id": "felt", "name": "Felt", "kind": "emotion"}},
    "a lane of cards that would be another emotion lane": {
        "op": "set_lane",
        "lane": "ideas",
        "changes": {"kind": "emotion"},
    },
    "a second emotion lane is renamed": {"op": "set_lane", "lane": "mood", "changes": {"name": "Felt"}},
    "a second emotion lane moves": {"op": "move", "what": "lane", "id": "mood", "before": "actions"},
    "a second emotion lane is removed": {"op": "remove", "what": "lane", "id": "mood"},
    "a second emotion lane becomes one of cards": {
        "op": "set_lane",
        "lane": "mood",
        "changes": {"kind": "cards"},
    },
    "a second emotion lane comes back": {
        "op": "add_lane",
        "lane": {"id": "felt", "name": "Felt", "kind": "emotion"},
        "again": True,
    },
}


WITH_SNAPSHOTS: dict[str, Any] = MAP | {
    "snapshots": [
        {"id": "first", "name": "First draft", "map": {"id": "visit", "title": "A draft"}},
        {
            "id": "workshop",
            "name": "Before the workshop",
            "time": "2026-01-05T09:00:00+00:00",
            "by": "Ada",
            "map": MAP | {"title": "Another visit", "links": []},
        },
    ]
}
CASES_OF_SNAPSHOTS: dict[str, dict[str, Any]] = {
    "a snapshot is taken": {
        "op": "take_snapshot",
        "id": "now",
        "name": "After redesign",
        "time": "2026-02-05T09:00:00+00:00",
        "by": "Bo",
    },
    "a snapshot whose id is taken": {"op": "take_snapshot", "id": "first", "name": "First"},
    "a snapshot is removed": {"op": "remove", "what": "snapshot", "id": "first"},
    "a snapshot comes back": {
        "op": "add_snapshot",
        "snapshot": {"id": "zero", "name": "Zero", "map": {"id": "visit", "cells": {}}},
        "before": "first",
    },
    "a snapshot of a snapshot": {
        "op": "add_snapshot",
        "snapshot": {
            "id": "zero",
            "name": "Zero",
            "map": {"id": "m", "snapshots": [{"id": "inner", "name": "Inner", "map": {"id": "m"}}]},
        },
    },
    "a snapshot of what is no map": {
        "op": "add_snapshot",
        "snapshot": {
            "id": "zero",
            "name": "Zero",
            "map": {"id": "m", "cells": {"gone": {"x": [{"id": "c"}]}}},
        },
    },
    "a snapshot is restored": {"op": "restore", "snapshot": "workshop"},
    "an empty snapshot is restored": {"op": "restore", "snapshot": "first"},
    "there is no such snapshot": {"op": "restore", "snapshot": "frist"},
}

EVERY = {**CASES, **CASES_OF_TWO_CURVES, **CASES_OF_SNAPSHOTS}


def trace(name: str) -> dict[str, Any]:
    """What Python's ``apply`` does in one case, as plain JSON values."""
    map = MAP if name in CASES else TWO_CURVES if name in CASES_OF_TWO_CURVES else WITH_SNAPSHOTS
    document, plain = decoded(map, Document), EVERY[name]
    operation = decoded(plain, Operation)
    told: dict[str, Any] = {"name": name, "document": msgspec.to_builtins(document), "operation": plain}
    try:
        result, inverse = apply(document, operation)
    except InvalidOperationError as refusal:
        return {**told, "refused": str(refusal), "conflict": isinstance(refusal, ConflictError)}
    return {**told, "result": msgspec.to_builtins(result), "inverse": msgspec.to_builtins(inverse)}


def main() -> None:
    """Write every trace."""
    lines = ",\n".join(json.dumps(trace(name), sort_keys=True) for name in EVERY)
    PATH.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
