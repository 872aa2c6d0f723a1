"""Mermaid journeys and what we read in them, for Mermaid itself to say whether that is right.

``python -m tests.contract.mermaid_texts`` writes mermaid/verdicts.json from the texts below; the vitest suite
reads each of them with the released ``mermaid``. With a number it prints that many generated texts with our
verdicts instead, which the same suite asks for and compares.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cjm_widgets.document.errors import FileFormatError
from cjm_widgets.document.model import Document, Persona, Phase, Score, Stage
from cjm_widgets.formats.mermaid_map import mermaid_text
from cjm_widgets.formats.mermaid_text import parsed, with_entities

PATH = Path(__file__).parent / "mermaid" / "verdicts.json"

TEXTS = [
    "journey",
    "journey\n",
    "",
    "\n\n  journey\n\n",
    "Journey\n a: 1",
    "journeys\n a: 1",
    "flowchart\n a --> b",
    "journey\n    title My working day\n    section Go to work\n      Make tea: 5: Me\n"
    "      Go upstairs: 3: Me\n      Do work: 1: Me, Cat\n    section Go home\n"
    "      Go downstairs: 5: Me\n      Sit down: 5: Me\n",
    "journey title On one line\n Wait: 3",
    "journey Wait: 3: Me",
    "journey\nWait: 3\ntitle Late\ntitle Later",
    "journey\n title\n Wait: 3",
    "journey\n title\tA tab",
    "journey\n TITLE Loud\n SECTION Loud\n accTITLE: Loud\n ACCDESCR: Loud",
    "journey\n title: 3: Me",
    "journey\n section: 3",
    "journey\n title a # b\n Wait: 3 # c",
    "journey\n title a ; b",
    "journey\n title a : b",
    "journey\n section a : b",
    "journey\n section a : 4",
    "journey\n section  \n Wait: 3",
    "journey\n section #160;\n Wait: 3",
    "journey\n section A\n section B\n section A\n Wait: 3",
    "journey\n Wait",
    "journey\n Wait:",
    "journey\n Wait: ",
    "journey\n Wait:3",
    "journey\n Wait: :Me",
    "journey\n Wait: 3:",
    "journey\n Wait: 3:,",
    "journey\n Wait: 3: Me: You",
    "journey\n Wait: 3: Me, Me,  You ,",
    "journey\n Wait : 3 : Me ",
    "journey\n Wait; 3",
    "journey\n Wait #59; see: 3: A#44; B",
    "journey\n Wait #semi; see #colon; now #35;1 #x41; #amp; #nothing;: 3",
    "journey\n #74;ourney ends: 3",
    "journey\n journey ends: 3",
    "journey\n Journey's end: 3",
    "journey\n journeys end: 3",
    "journey\n titles: 3\n sections: 4",
    "journey\n ſection a: 3",
    "journey\n Wait: -1\n Go: 9\n Run: 2.5\n Sit: 1e1\n Lie: 0x3\n Fly: 0b11\n Sail: 0o7",
    "journey\n Wait: abc\n Go: 1_0\n Run: +3\n Sit: .5\n Lie: 5.\n Fly: Infinity\n Sail: -Infinity\n Row: ٣",
    "journey\n Wait: -0x3\n Go: 3 4\n Run: #51;\n Sit: NaN\n Lie: +\n Fly: 1e999",
    "journey\n accTitle: A title\n accDescr: A description",
    "journey\n accTitle : A : title; # 1\n accDescr   :   x  ",
    "journey\n accTitle:\n accDescr:\n Wait: 3",
    "journey\n accTitle:",
    "journey\n accTitle\n Wait: 3",
    "journey\n accTitle: a\n accTitle: b",
    "journey\n accDescr {\n  First line\n\n    second # line; : %% no\n }\n Wait: 3",
    "journey\n accDescr { one line }\n Wait: 3",
    "journey\n accDescr {one} Wait: 3",
    "journey\n accDescr: kept\n accDescr {}\n Wait: 3",
    "journey\n accDescr: kept\n accDescr { }\n",
    "journey\n accDescr: lost\n accDescr { open",
    "journey\n accDescr: lost\n accDescr {",
    "journey\n accDescr {\n a\n %% gone\n b }",
    "journey\n }\n",
    "journey\n }: 3",
    "journey\n a{b}: 3",
    "%% before\njourney\n%% between\n  %% indented\n Wait: 3 %% after\n%%\n Go: 4",
    "%%\njourney",
    "# before\njourney",
    "journey %% beside\n Wait: 3",
    "journey\n Wait %% not a comment: 3",
    "journey\n A%% a comment: 3\n Wait: 3",
    "journey\n :%% a comment\n Wait: 3",
    "journey\n 😀%% no comment: 3",
    "journey\n % one\n Wait % x: 3\n 50%: 3",
    "journey\n %{ no comment: 3",
    "journey\n#comment\n #x; no comment: 3",
    "journey\n ##35;: 3",
    "journey\n Wait\n : 3",
    "journey\n Wait #\n : 3",
    "%%{init: {'theme': 'dark'}}%%\njourney\n Wait: 3",
    '%%{ init: { "journey": { "width": 100 } } }%%\n\njourney\n Wait: 3',
    "journey\n %%{wrap}%%\n Wait: 3",
    "journey\n Wait %%{wrap}%% here: 3",
    "journey\n Wait: 3\n %%{ open\n Go: 4",
    "---\ntitle: In front\n---\njourney\n Wait: 3",
    "---\ntitle: In front\nconfig:\n  theme: dark\n---\njourney\n title Inside\n Wait: 3",
    "---\n---\njourney\n Wait: 3",
    "---\n\n---\njourney\n Wait: 3",
    "---\ntitle: open\njourney\n Wait: 3",
    "---\ntitle: [a\n---\njourney",
    "---\ntitle: a\ntitle: b\n---\njourney",
    "---\ntitle: 'a #35; b'\n---\njourney",
    "---\ntitle: yes\n---\njourney",
    "---\ntitle: null\n---\njourney",
    "---\ntitle: false\n---\njourney",
    "---\ntitle: 0\n---\njourney",
    "---\ntitle: ''\n---\njourney",
    "---\n- a\n- b\n---\njourney",
    "---\njust text\n---\njourney",
    "  ---\n  title: Indented\n  ---\n  journey\n",
    "---\ntitle: >\n  two\n  lines\n---\njourney",
    "---\ntitle: x\n---\n\n\n%% c\njourney",
    "--- \ntitle: x\n---  \njourney",
    "---\ntitle: x\n--- journey",
    "journey\r\n title Windows\r\n Wait: 3: Me\r\n",
    "journey\r title Old\r Wait: 3: Me\r",
    "\ufeffjourney\n Wait: 3",
    'journey\n title <b class="x">bold</b> & <i>\n Wait <a href="y">: 3',
    "journey\n title <script>alert(1)</script>\n section <img src=x onerror=alert(1)>\n Wait: 3",
    "journey\n Wait<br>here: 3\n Go<br/>there: 4",
    "journey\n C4Container: 3",
    "journey\n %% C4Container\n Wait: 3",
    "journey\n Wait: 3 %% C4Component\n Go: 3 #C4Dynamic",
    "journey\n C4Context: 3",
    "journey\n style a:#35;b: 3",
    "journey\n Lifestyle: 3:#35;b;\n Wait: 3",
    "journey\n accDescr: style x:#35;",
    "journey\n classDef a:#b;c: 3\n Wait: 3",
    "journey\n \xa0Wait\u3000: 3:\u2003Me\ufeff",
    "journey\n title\xa0A\u2028B\n Wait: 3",
    "journey\n Wait\u2028%% gone\n : 3",
    "journey\n \x85Wait\x1c: 3",
    "journey\n constructor: 3: __proto__, constructor\n toString: 4: __proto__",
]

ENTITIES = (
    *("35", "58", "59", "colon", "semi", "num", "amp", "lt", "gt", "quot", "apos", "nbsp", "160", "8364"),
    *(
        "128",
        "129",
        "159",
        "0",
        "1",
        "9",
        "10",
        "11",
        "12",
        "13",
        "127",
        "55296",
        "57343",
        "1114111",
        "1114112",
    ),
    *(
        "65534",
        "65535",
        "64976",
        "x41",
        "X41",
        "nothing",
        "notit",
        "AMP",
        "hearts",
        "9829",
        "128512",
        "00035",
    ),
    *("ampamp", "9eb", "_", "99999999999999999999", "CounterClockwiseContourIntegral", "NotEqualTilde"),
)

_PLAIN = ("Wait", "Go", "a", "Ä", "出発", "😀", "x y")
_WORDS = (
    *_PLAIN,
    *("title", "section", "journey", "Journey", "accTitle", "accDescr", "style", "C4Container", "ſection"),
    *("#35;", "#colon;", "#59;", "#zz;", "#", "##", ":", ";", ",", "%", "%%", "%%{", "}%%", "{", "}", "---"),
    *("\xa0", "\u2028", "\ufeff", "\t", "\x1c", "\x85", "\r", "\r\n", "\n", "<br>", '<a b="c">', "&amp;"),
    *("ﬂ", "°", "¶ß", "'", '"', "\\", "-", "=", "1", "5"),
)
_SCORES = (
    "1",
    "2",
    "3",
    "4",
    "5",
    "5",
    "3.5",
    "0",
    "-1",
    "7",
    "x",
    "1e2",
    "0x2",
    "Infinity",
    "5.",
    "",
    " 4 ",
)
_STARTS = (
    *("journey\n",) * 12,
    *(
        "  journey \n",
        "journey",
        "journey ",
        "Journey\n",
        "%% c\njourney\n",
        "%%\njourney\n",
        "\njourney\r\n",
    ),
    *("%%{init: {'theme': 'dark'}}%%\njourney\n", "---\ntitle: In front\n---\njourney\n", "# c\njourney\n"),
)


def verdict(text: str) -> dict[str, Any]:
    """What we read in a text: texts as they are written, or that it is refused and at which line."""
    try:
        journey = parsed(text, "it")
    except FileFormatError as error:
        return {"text": text, "refused": str(error)}
    return {
        "text": text,
        "frontTitle": journey.front_title,
        "title": journey.title,
        "accTitle": journey.acc_title,
        "accDescr": journey.acc_descr,
        "sections": journey.sections,
        "tasks": [
            {"section": task.section, "task": task.name, "score": _told(task.score), "people": task.actors}
            for task in journey.tasks
        ],
    }


def _told(score: float | None) -> str:
    """A score as JavaScript's ``Number`` takes it."""
    return "NaN" if score is None else repr(score).replace("inf", "Infinity")


def generated(count: int, seed: int = 20260924) -> Iterator[str]:
    """Texts of which most are nearly journeys, half are, and one in five is how we write a map."""
    chance = random.Random(seed)
    for number in range(count):
        if number % 5 == 0:
            yield mermaid_text(random_map(chance))
        else:
            noise = chance.choice((0, 0, 0.02, 0.1))
            lines = [_line(chance, noise) for _ in range(chance.randrange(7))]
            yield chance.choice(_STARTS) + "".join(lines)


def random_map(chance: random.Random) -> Document:
    """A map whose names hold what means something to Mermaid."""
    personas = [Persona(id=f"p{at}", name=_words(chance, 1)) for at in range(chance.randrange(3))]
    phases = [Phase(id=f"f{at}", name=_words(chance, 1)) for at in range(chance.randrange(3))]
    ids = [None, *(phase.id for phase in phases)]
    stages = [
        Stage(id=f"s{at}", name=_words(chance, 1), phase=chance.choice(ids))
        for at in range(chance.randrange(5))
    ]
    emotion = {
        who.id: {
            stage.id: Score(value=chance.randrange(-20, 21) / 10) for stage in stages if chance.random() < 0.8
        }
        for who in personas
    }
    return Document(
        id="map",
        title=chance.choice(("", _words(chance, 1))),
        scenario=chance.choice(("", _words(chance, 1))),
        personas=tuple(personas),
        phases=tuple(phases),
        stages=tuple(stages),
        emotion=emotion,
    )


def _words(chance: random.Random, odd: float) -> str:
    words = [
        chance.choice(_WORDS if chance.random() < odd else _PLAIN) for _ in range(chance.randrange(1, 4))
    ]
    return chance.choice(("", " ")).join(words)


def _line(chance: random.Random, noise: float) -> str:
    def words() -> str:
        return _words(chance, noise * 3)

    actors = chance.choice((":", ": ")) + ", ".join(words() for _ in range(chance.randrange(1, 3)))
    line = chance.choice(
        (
            *(f"{words()}: {chance.choice(_SCORES)}{chance.choice(('', actors))}",) * 6,
            f"title {words()}",
            f"section {words()}",
            f"section {words()}",
            f"accTitle: {words()}",
            f"accDescr: {words()}",
            f"accDescr {{ {words()}\n {words()} }}",
            f"%% {words()}",
            f"# {words()}",
            "",
        )
    )
    if chance.random() < noise:
        at = chance.randrange(len(line) + 1)
        line = line[:at] + chance.choice(_WORDS) + line[at + chance.randrange(2) :]
    return " " * chance.randrange(3) + line + "\n" * (chance.random() > noise / 4)


def contract() -> dict[str, Any]:
    """What verdicts.json holds."""
    return {
        "verdicts": [verdict(text) for text in TEXTS],
        "entities": {name: with_entities(f"#{name};") for name in ENTITIES},
    }


def main() -> None:
    if len(sys.argv) > 1:
        json.dump([verdict(text) for text in generated(int(sys.argv[1]))], sys.stdout)
    else:
        PATH.parent.mkdir(exist_ok=True)
        PATH.write_text(json.dumps(contract(), indent=1, ensure_ascii=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
