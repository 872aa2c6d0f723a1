"""Mermaid journeys and what we read in them, for Mermaid itself to say whether that is right.

``python -m tests.contract.mermaid`` writes files/mermaid.json: the texts below, and random maps as we write
them, each with our reading. The vitest suite reads the same texts with the released ``mermaid``.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.model import Document, Persona, Phase, Score, Stage
from cjm_widgets.formats.mermaid import decode_entities, mermaid_text, read_journey

PATH = Path(__file__).parent / "files" / "mermaid.json"
MAPS = 60

READ = [
    "journey",
    "\n\n  journey\n\n",
    "journey\n    title My working day\n    section Go to work\n      Make tea: 5: Me\n"
    "      Go upstairs: 3: Me\n      Do work: 1: Me, Cat\n    section Go home\n"
    "      Go downstairs: 5: Me\n      Sit down: 5: Me\n",
    "journey title On one line\n Wait: 3",
    "journey\nWait: 3\ntitle Late\ntitle Later",
    "journey\n TITLE Loud\n SECTION Loud\n accTITLE: Loud\n ACCDESCR: Loud",
    "journey\n title a : b, c # a comment",
    "journey\n title: 3: Me\n section: 3\n titles: 3\n journeys end: 3",
    "journey\n section A\n section B\n Wait: 3\n section A\n Wait: 3",
    "journey\n section #160;\n Wait: 3",
    "journey\n Wait:3\n Go : 4 : Me \n Run: 5: Me, Me,  You ,\n Sit: 2:",
    "journey\n Wait: -1\n Go: 9\n Run: 2.5\n Sit: +3\n Lie: .5\n Fly: 5.",
    "journey\n Wait: good\n Go: 3 4\n Run: 4/5: Ann\n Sit: 80%: Ann\n Lie: 😀: Ann",
    "journey\n Wait #59; see #colon; now #35;1: 3: A#44; B",
    "journey\n Opens ticket #42; waits: 2: Ann",
    "journey\n #74;ourney ends: 3",
    "journey\n accTitle: A title\n accDescr: A description",
    "journey\n accTitle : A : title; # 1\n accDescr   :   x  \n Wait: 3",
    "journey\n accDescr {\n  First line\n\n    second # line; :\n }\n Wait: 3",
    "journey\n accDescr { one line }\n Wait: 3",
    "%% before\njourney\n%% between\n  %% indented\n% one\n Wait: 3\n%%\n Go: 4\n # last",
    "journey\n Wait: 3 # beside\n Go: 4: Me # beside",
    "journey\n 50%: 3\n a{b}: 4\n Wait %% here: 3",
    "%%{init: {'theme': 'dark'}}%%\njourney\n Wait: 3",
    '%%{ init: { "journey": {\n  "width": 100 } } }%%\n\njourney\n Wait: 3',
    "journey\n Wait %%{wrap}%% here: 3",
    "---\ntitle: In front\n---\njourney\n Wait: 3",
    "---\ntitle: In front # a comment\nconfig:\n  theme: dark\n---\njourney\n title Inside\n Wait: 3",
    "---\ntitle: 'It''s #35; b'\n---\njourney",
    '---\ntitle: "Tea: \\"hot\\""\n---\njourney',
    "---\ntitle: 日本 2026\n---\n\n\n%% c\njourney",
    "  ---\n  title: Indented\n  ---\n  journey\n",
    "journey\r\n\ttitle Windows\r\n\tsection Find\r\n\t\tSearch: 4: Ann\r\n",
    "\ufeffjourney\n Wait: 3",
    "journey\n title <b>bold</b> & <i>\n Wait <i>now</i>: 3",
    "journey\n title <script>alert(1)</script>\n section <img src=x onerror=alert(1)>\n Wait: 3",
    "journey\n Wait<br>here: 3\n Go<br/>there: 4",
    "journey\n section 旅程\n 打开网站: 5: 用户\n Überprüfung: 3: Jörg",
    "journey\n constructor: 3: __proto__, constructor\n toString: 4: __proto__",
]
"""What is read as Mermaid reads it."""

REFUSED = [
    "",
    "Wait: 3",
    "Journey\n a: 1",
    "journeys\n a: 1",
    "flowchart\n a --> b",
    "# before\njourney",
    "journey\n Wait",
    "journey\n Wait:",
    "journey\n Wait; 3",
    "journey\n Wait #1: 3",
    "journey\n title a ; b",
    "journey\n section a : b",
    "journey\n section Phase 1: Discovery\n Read: 4: Ann",
    "journey\n journey ends: 3",
    "journey\n Journey's end: 3",
    "journey\n accTitle\n Wait: 3",
    "journey\n 打开网站：5：用户",
    "---\ntitle: open\njourney\n Wait: 3",
    "---\ntitle: [a\n---\njourney",
    "---\ntitle: a\ntitle: b\n---\njourney",
    "---\ntitle: x\n--- journey",
]
"""What Mermaid refuses as well."""

ENTITIES = ("35", "59", "colon", "num", "amp", "lt", "quot", "nbsp", "160", "8364", "128", "0", "13", "55296",
            "1114112", "x41", "nothing", "notit", "hearts", "128512", "00035")  # fmt: skip

_PLAIN = ("Wait", "Go", "a", "Ä", "出発", "😀", "x y")
_WORDS = (
    *_PLAIN,
    *("title", "section", "journey", "Journey", "accTitle", "accDescr", "style", "C4Container", "ſection"),
    *("#35;", "#colon;", "#59;", "#zz;", "#", "##", ":", ";", ",", "%", "%%", "%%{", "}%%", "{", "}", "---"),
    *("\xa0", "\u2028", "\ufeff", "\t", "\x1c", "\x85", "\r", "\r\n", "\n", "<br>", '<a b="c">', "&amp;"),
    *("ﬂ", "°", "¶ß", "'", '"', "\\", "-", "=", "1", "5"),
)
"""Words of which some mean something to Mermaid."""


def reading(text: str) -> dict[str, Any]:
    """What we read in a text, or the sentence with which we refuse it."""
    try:
        journey = asdict(read_journey(text, "it"))
    except FileFormatError as error:
        return {"text": text, "refused": str(error)}
    for task in journey["tasks"]:
        del task["line"]
        task["actors"] = list(task["actors"])
    return {"text": text, **journey}


def random_map(chance: random.Random) -> Document:
    """A map whose names hold what means something to Mermaid."""
    personas = [Persona(id=f"p{at}", name=_words(chance)) for at in range(chance.randrange(3))]
    phases = [Phase(id=f"f{at}", name=_words(chance)) for at in range(chance.randrange(3))]
    ids = [None, *(phase.id for phase in phases)]
    stages = [
        Stage(id=f"s{at}", name=_words(chance), phase=chance.choice(ids)) for at in range(chance.randrange(5))
    ]
    emotion = {
        who.id: {
            stage.id: Score(value=chance.randrange(-20, 21) / 10) for stage in stages if chance.random() < 0.8
        }
        for who in personas
    }
    return Document(
        id="map",
        title=chance.choice(("", _words(chance))),
        scenario=chance.choice(("", _words(chance))),
        personas=tuple(personas),
        phases=tuple(phases),
        stages=tuple(stages),
        emotion=emotion,
    )


def _words(chance: random.Random) -> str:
    return chance.choice(("", " ")).join(chance.choice(_WORDS) for _ in range(chance.randrange(1, 4)))


def contract() -> dict[str, Any]:
    """What mermaid.json holds."""
    chance = random.Random(20260924)
    return {
        "read": [reading(text) for text in READ],
        "refused": [reading(text) for text in REFUSED],
        "maps": [reading(mermaid_text(random_map(chance))) for _ in range(MAPS)],
        "entities": [{"name": name, "character": decode_entities(f"#{name};")} for name in ENTITIES],
    }


def main() -> None:
    """Write the file, a line for each text."""
    parts = (
        f'"{part}": [\n' + ",\n".join(json.dumps(one) for one in every) + "\n]"
        for part, every in contract().items()
    )
    PATH.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
