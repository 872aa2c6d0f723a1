"""Maps to edit: a small one by hand, and any that hypothesis can think of."""

from __future__ import annotations

from hypothesis import strategies as st

from cjm_widgets.document.check import check_document
from cjm_widgets.document.model import (
    Card,
    Comment,
    Document,
    Hypothesis,
    Image,
    Lane,
    Metric,
    Persona,
    Preregistration,
    Reply,
    Score,
    Stage,
)

VISIT = Document(
    id="visit",
    personas=(Persona(id="maya", name="Maya"), Persona(id="kenji", name="Kenji")),
    stages=(
        Stage(id="arrive", name="Arrive"),
        Stage(id="security", name="Security"),
        Stage(id="leave", name="Leave"),
    ),
    lanes=(
        Lane(id="actions", name="Actions"),
        Lane(id="emotion", name="Emotion", kind="emotion", role="emotion"),
        Lane(id="pain", name="Pain points"),
        Lane(id="measure", name="Measured", kind="measure", role="measure"),
    ),
    cells={
        "actions": {
            "arrive": (Card(id="a1", text="Parks"), Card(id="a2", text="Pays\nby card", span=2)),
            "leave": (Card(id="a3", text="Boards", tags=("gate", "queue"), n=12),),
        },
        "pain": {"security": (Card(id="p1", text="No sign", severity=3, evidence="quote", ours=False),)},
    },
    emotion={"maya": {"arrive": Score(value=-1.0), "leave": Score(value=1.5, evidence="data")}},
)

words = st.sampled_from(["", "a", "b", "Queue", "two\nlines", "naïve ✈"])
names = st.sampled_from(["Wait", "Go", "Look", "Wait (wait)"])
levels = st.none() | st.integers(1, 3)
ranges = st.none() | st.sampled_from([1, 2.5, 7, (1, 3), (2.5, 4)])
images = st.none() | st.builds(Image, data=st.just("data:image/png;base64,AAAA"), alt=words)
bet = st.builds(
    Hypothesis,
    change=words,
    metric=st.none() | st.just(Metric(name="Wait")),
    baseline=st.none() | st.just(0.5),
    guardrails=st.sampled_from([(), (Metric(name="Calls", target=3),)]),
)
bets = st.none() | bet
registrations = st.none() | st.builds(
    Preregistration, hypothesis=bet, author=words, time=words, hash=st.just("0" * 64)
)
replies = st.lists(st.builds(Reply, author=words, text=words), max_size=1).map(tuple)
scores = st.integers(-4, 4).map(lambda half: half / 2)
fields: dict[str, st.SearchStrategy[object]] = {
    "text": words,
    "evidence": st.sampled_from(["assumption", "quote", "data", "none"]),
    "source": words,
    "n": st.none() | st.integers(0, 5000),
    "tags": st.lists(st.sampled_from(["queue", "signs"]), max_size=2).map(tuple),
    "owner": words,
    "kpi": words,
    "severity": levels,
    "impact": ranges,
    "confidence": ranges,
    "ease": ranges,
    "reach": ranges,
    "effort": ranges,
    "status": words,
    "due": st.sampled_from(["", "2026-06-30"]),
    "hypothesis": bets,
    "preregistration": registrations,
    "channel": words,
    "ours": st.none() | st.booleans(),
    "owned_by": st.sampled_from([None, "partner", "customer", "other"]),
    "who": words,
    "said_at": words,
    "verbatim": st.none() | st.booleans(),
    "image": images,
    "span": st.integers(1, 3),
    "links": st.lists(st.sampled_from(["https://a.example", "https://b.example"]), max_size=2).map(tuple),
    "comments": st.lists(
        st.builds(Comment, author=words, text=words, resolved_by=words, replies=replies), max_size=2
    ).map(tuple),
}
few = st.fixed_dictionaries(
    {"text": words}, optional={name: fields[name] for name in ("tags", "n", "ours", "links")}
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    stages = tuple(Stage(id=f"s{n}", name=draw(names)) for n in range(draw(st.integers(0, 4))))
    kinds = draw(st.lists(st.sampled_from(["cards", "cards", "emotion", "measure"]), max_size=4))
    lanes = tuple(Lane(id=f"l{n}", name=draw(names), kind=kind) for n, kind in enumerate(kinds))
    personas = tuple(Persona(id=f"p{n}", name=draw(names)) for n in range(draw(st.integers(0, 3))))
    cells: dict[str, dict[str, tuple[Card, ...]]] = {}
    for lane in lanes:
        for stage in stages if lane.kind == "cards" else ():
            if held := draw(st.lists(few, max_size=3)):
                ids = (f"{lane.id}.{stage.id}.{n}" for n in range(len(held)))
                numbered = (Card(id=id, **fields) for id, fields in zip(ids, held, strict=True))
                cells.setdefault(lane.id, {})[stage.id] = tuple(numbered)
    emotion: dict[str, dict[str, Score]] = {}
    for persona in personas:
        for stage in stages:
            if (value := draw(st.none() | scores)) is not None:
                emotion.setdefault(persona.id, {})[stage.id] = Score(value=value)
    document = Document(id="any", stages=stages, lanes=lanes, personas=personas, cells=cells, emotion=emotion)
    check_document(document)
    return document
