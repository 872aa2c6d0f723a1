"""Ids made from names, and labels that tell things of one name apart."""

from __future__ import annotations

from random import Random
from typing import Any

from cjm_widgets.document.errors import nearest
from cjm_widgets.document.model import Card, Document, Stage
from cjm_widgets.document.names import card_id, fresh_id, labels, slug
from tests.contract import maps

SWEEP = 60

SLUGS = (
    *("Pain points", "  Café & Gate 12 ", "出発", "!?", "", "-", "--a--b--", "constructor", "__proto__"),
    *("İstanbul", "ISTANBUL", "ΣΟΦΟΣ", "Straße", "ﬁne", "ǅ", "Ⅳ", "²", "½", "①", "٣", "㍿", "\u1e9b\u0323"),
    *("e\u0301", "한국어", "\u1112\u1161\u11ab", "नमस्ते", "ไทย"),
    *("a\u200bb", "a\u00adb", "a_b", "a.b", "\ud800", "x\udc00y"),
    *("\U0001f600", "\U0001f130b", "\U00020000", "\U0001d7d8", "x " * 400),
    *("\U0001d4d0" * 90, "a" * 79 + " b", "é" * 200),
)  # fmt: skip

THINGS: tuple[list[tuple[str, str]], ...] = (
    [],
    [("wait", "Wait"), ("go", "Go"), ("wait-2", "Wait")],
    [("wait", "Wait"), ("go", "Go"), ("wait-2", "Wait"), ("odd", "Wait (wait)")],
    [("a", "W"), ("b", "W"), ("c", "W (a)"), ("d", "W (a) (a)"), ("e", "W (b)"), ("f", "W (b)")],
    [("a", "A (b)"), ("b", "A"), ("c", "A"), ("b) (b", "A")],
    [("a", "é"), ("b", "e\u0301"), ("c", "É")],
    [("constructor", "toString"), ("__proto__", "toString"), ("x", "__proto__"), ("y", "__proto__")],
)

LANES = ("Emotion", "Rating", "Actions", "Thoughts", "Touchpoints", "Pain points", "Opportunities", "Systems")
STAGES = (
    "Getting there",
    "Roads, parking, shuttle",
    "Finding the way",
    "Security",
    "Waiting airside",
    "Overall",
)
MEASURES = (
    "mean",
    "median",
    "top_box",
    "bottom_box",
    "nps",
    "net_box",
    "enps",
    "gap",
    "drop_off",
    "mentions",
)
SUGGESTIONS: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    *((text, LANES, "Pain points") for text in ("pain", "pains", "Painpoints", "PAIN POINT")),
    *((text, LANES, "Touchpoints") for text in ("touch points", "touchpoint")),
    *(("opportunity", LANES, "Opportunities"), ("emotions", LANES, "Emotion"), ("system", LANES, "Systems")),
    *((text, LANES, None) for text in ("feelings", "thinking", "x", "", "\U0001f600")),
    *((text, STAGES, "Security") for text in ("Secuirty", "secure", "the queue at security")),
    *((text, STAGES, "Waiting airside") for text in ("wait", "Waiting")),
    *(("parking", STAGES, "Roads, parking, shuttle"), ("getting-there", STAGES, "Getting there")),
    *(("boarding", STAGES, None), ("zzz", STAGES, None)),
    *(("maen", MEASURES, "mean"), ("medain", MEASURES, "median"), ("topbox", MEASURES, "top_box")),
    *(("dropoff", MEASURES, "drop_off"), ("average", MEASURES, None), ("net promoter", MEASURES, None)),
)
"""What people type, the names there are, and the one that they mean."""

_WORDS = ("a", "B", "é", "ß", "İ", "Σ", "ς", "出", "\U0001f600", "\U00010400", " ", "-", "_", ".",
          "'", "’", "\xa0", "\u0301", "\u200d", "1", "²", "Ⅷ", "ﬂ", "ŉ", "\u0345", "ǆ", "가", "\t",
          "\n", "#", "\ud83d")  # fmt: skip


def _slug(name: str) -> dict[str, Any]:
    return {"name": name, "id": slug(name)}


def _labels(things: list[tuple[str, str]]) -> dict[str, Any]:
    called = labels([Stage(id=id, name=name) for id, name in things])
    return {"things": [{"id": id, "name": name} for id, name in things], "labels": list(called.values())}


def _fresh(base: str, taken: list[str]) -> dict[str, Any]:
    return {"base": base, "taken": taken, "id": fresh_id(base, taken)}


def _card(stage: str, lane: str, taken: list[str]) -> dict[str, Any]:
    cards = tuple(Card(id=id) for id in taken)
    document = Document(id="map", cells={lane: {stage: cards}} if cards else {})
    return {"stage": stage, "lane": lane, "taken": taken, "id": card_id(document, stage, lane)}


def _nearest(text: str, among: list[str]) -> dict[str, Any]:
    return {"text": text, "names": among, "nearest": nearest(text, among)}


def _random_things(chance: Random) -> list[tuple[str, str]]:
    ids = chance.sample(maps.IDS, chance.randrange(6))
    return [(id, chance.choice((*maps.NAMES, "Wait (b)", "Wait (a) (a)"))) for id in ids]


def contract() -> dict[str, list[Any]]:
    """What names.json holds."""
    chance = Random(20261128)
    words = ["".join(chance.choices(_WORDS, k=chance.randrange(1, 12))) for _ in range(SWEEP)]
    return {
        "slug": [_slug(name) for name in (*SLUGS, *words)],
        "labels": [_labels(things) for things in (*THINGS, *(_random_things(chance) for _ in range(SWEEP)))],
        "fresh_id": [
            _fresh("wait", []),
            _fresh("wait", ["wait"]),
            _fresh("wait", ["wait", "wait-2"]),
            _fresh("wait", ["wait", "wait-3"]),
            _fresh("wait-2", ["wait-2"]),
            _fresh("constructor", []),
            _fresh("item", ["item", *(f"item-{at}" for at in range(2, 12))]),
        ],
        "card_id": [
            _card("wait", "pain", []),
            _card("wait", "pain", ["pain.wait"]),
            _card("wait", "pain", ["pain.wait", "pain.wait.2", "pain.wait.4"]),
            _card("s" * 200, "l" * 200, []),
            _card("\U0001f600" * 150, "\U0001f600" * 100, []),
            _card("\U0001f600" * 150, "l" * 99, []),
            _card("__proto__", "constructor", ["constructor.__proto__"]),
        ],
        "nearest": [_nearest(text, [*among]) for text, among, _ in SUGGESTIONS]
        + [_nearest(word[1:], [*chance.sample(words, 6), word]) for word in words],
    }
