"""What a map is: frozen values, untouched parts shared between one document and the next.

Ids are slugs made from names when a thing is added; they never change afterwards and every
reference is by id. Order is the order of the tuples, never a number.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

VERSION = "1.1"
MAX_TEXT = 20_000
MAX_NAME = 500
MAX_IMAGE = 700_000
"""Characters of an image as a data URL: 512 kB of it."""
LOGS = ("comments", "decisions", "interviews", "walkthroughs")
"""Fields that people only add to, so that two who do so at once do not contradict each other."""
MAX_SNAPSHOTS = 50
"""Of a map, each of which is as large as the map was."""

Id = Annotated[
    str, Meta(min_length=1, max_length=200, description="a slug made from the name, never changed")
]
Name = Annotated[str, Meta(min_length=1, max_length=MAX_NAME)]
Text = Annotated[str, Meta(max_length=MAX_TEXT)]
Level = Annotated[int, Meta(ge=1, le=3, description="1 low, 2 medium, 3 high")]
Minutes = Annotated[float, Meta(ge=0)]
Tolerance = Annotated[float, Meta(ge=0, le=1, description="a part of the scale of emotion")]
Date = Annotated[str, Meta(max_length=10, description="a day as YYYY-MM-DD, or nothing")]
Rating = Annotated[float, Meta(ge=1, le=10)]
Percent = Annotated[float, Meta(ge=0, le=100)]
Amount = Annotated[float, Meta(ge=0)]
_Two = Meta(
    min_length=2, max_length=2
)  # msgspec 0.22 crashes where a tuple of two stands beside such a number
RatingRange = Rating | Annotated[tuple[Rating, ...], _Two]
PercentRange = Percent | Annotated[tuple[Percent, ...], _Two]
AmountRange = Amount | Annotated[tuple[Amount, ...], _Two]
"""A number, or the least and the greatest it may be, in this order."""
Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Column = Annotated[str, Meta(extra={"names": "a column of the rows"})]

Span = Annotated[int, Meta(ge=1, le=1000, description="stages a card covers, its own first")]

Kind = Literal["current", "future"]
LaneKind = Literal["cards", "emotion", "measure"]
Role = Literal[
    "actions",
    "thoughts",
    "touchpoints",
    "channels",
    "pain_points",
    "opportunities",
    "goals",
    "systems",
    "emotion",
    "measure",
    "other",
]
Layer = Literal["customer", "frontstage", "backstage", "support"]
Evidence = Literal["assumption", "quote", "walkthrough", "data", "none"]
Owned = Literal["partner", "customer", "other"]
LinkKind = Literal["direct", "both", "controlled", "open"]
"""Onwards, back and forth, through a gate, or to where it may end."""
Color = Annotated[int, Meta(ge=1, le=5, description="one of the five colours of the personas")]
Unit = Literal["score", "share", "nps", "amount", "minutes"]
"""A score on the source's scale, a fraction from 0 to 1, points from -100 to 100, any amount, or a time."""


class Part(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value of the document; unknown fields are refused, defaults are not written.

    ``extra`` holds what a file of a newer minor version says besides; see ``extra.py``.
    """

    extra: dict[str, Any] = {}


class Reply(Part, frozen=True):
    """An answer to a comment; ``time`` is an ISO 8601 time."""

    author: Text
    text: Text
    time: Text = ""


class Comment(Part, frozen=True):
    """A remark about a thing; ``resolved_by`` says who closed it, and is empty while it is open.

    ``time`` and ``resolved_when`` are ISO 8601 times; a comment that an earlier version closed has no
    ``resolved_when``.
    """

    author: Text
    text: Text
    time: Text = ""
    resolved_by: Text = ""
    resolved_when: Text = ""
    replies: tuple[Reply, ...] = ()


class Image(Part, frozen=True):
    """A PNG, JPEG or WebP image as a data URL, and what it shows in words."""

    data: Annotated[str, Meta(min_length=1, max_length=MAX_IMAGE)]
    alt: Text = ""


class Metric(Part, frozen=True):
    """What success is measured by: a measure of a source, optionally at one stage, and its target."""

    name: Name
    measure: str = ""
    source: Id | None = None
    stage: Id | None = None
    target: float | None = None


class Hypothesis(Part, frozen=True):
    """What an opportunity bets on: if ``change``, then ``metric`` moves from ``baseline`` to its target.

    ``guardrails`` are metrics that must not get worse meanwhile.
    """

    change: Text = ""
    metric: Metric | None = None
    baseline: float | None = None
    guardrails: tuple[Metric, ...] = ()


class Preregistration(Part, frozen=True):
    """A hypothesis as it was before anyone saw a result; ``time`` is an ISO 8601 time.

    ``hash`` is the SHA-256 of the hypothesis, the author and the time, in hexadecimal digits: whoever knows
    it can see whether any of them was changed.
    """

    hypothesis: Hypothesis
    author: Text
    time: Text
    hash: Annotated[str, Meta(min_length=1, max_length=64)]


class Card(Part, frozen=True):
    """One thing a cell says. ``span`` counts the stages it covers, its own first.

    Of a quote ``who`` said it, ``said_at`` where, and ``verbatim`` is true word for word. Of a touchpoint
    ``ours`` says whether it is one's own, ``owned_by`` whose it is otherwise. ``severity`` is a pain point's.
    Of an opportunity ``impact`` and ``ease`` run from 1 to 10, ``confidence`` is in per cent, ``reach`` in
    people and ``effort`` in weeks; each is a number or a range. ``preregistration`` is its hypothesis as it
    was when it was frozen. ``links`` are web addresses, files of other maps, or ids of cards.
    """

    id: Id
    text: Text = ""
    evidence: Evidence = "assumption"
    source: Text = ""
    n: Count | None = None
    tags: tuple[Text, ...] = ()
    owner: Text = ""
    kpi: Text = ""
    severity: Level | None = None
    impact: RatingRange | None = None
    confidence: PercentRange | None = None
    ease: RatingRange | None = None
    reach: AmountRange | None = None
    effort: AmountRange | None = None
    status: Text = ""
    due: Date = ""
    hypothesis: Hypothesis | None = None
    preregistration: Preregistration | None = None
    channel: Text = ""
    ours: bool | None = None
    owned_by: Owned | None = None
    who: Text = ""
    said_at: Text = ""
    verbatim: bool | None = None
    span: Span = 1
    links: tuple[Text, ...] = ()
    image: Image | None = None
    comments: tuple[Comment, ...] = ()


class Stage(Part, frozen=True):
    """A step of the journey. ``duration`` is in minutes; ``timing`` is said where no number fits.

    ``action`` is what should have been done at its end, ``notes`` are for who presents the map.
    """

    id: Id
    name: Name
    goal: Text = ""
    duration: Minutes | None = None
    timing: Text = ""
    moment_of_truth: bool = False
    phase: Id | None = None
    action: Text = ""
    notes: Text = ""
    links: tuple[Text, ...] = ()
    comments: tuple[Comment, ...] = ()


class Phase(Part, frozen=True):
    """What consecutive stages share."""

    id: Id
    name: Name


class Lane(Part, frozen=True):
    """A row. ``source``, ``measures`` and ``target`` are a measure lane's: what it shows, and the aim.

    ``guidance`` says by stage id what to ask or write there. It is shown in cells that are empty, and is no
    content: it counts nowhere, and no export has it.
    """

    id: Id
    name: Name
    kind: LaneKind = "cards"
    role: Role = "other"
    layer: Layer = "customer"
    hint: Text = ""
    source: Id | None = None
    measures: tuple[Text, ...] = ()
    target: float | None = None
    color: Color | None = None
    guidance: dict[str, Text] = {}
    comments: tuple[Comment, ...] = ()


class Persona(Part, frozen=True):
    """Whose journey. ``segment`` names the rows the persona stands for: column to value."""

    id: Id
    name: Name
    about: Text = ""
    quote: Text = ""
    goals: tuple[Text, ...] = ()
    needs: tuple[Text, ...] = ()
    pains: tuple[Text, ...] = ()
    photo: Image | None = None
    segment: dict[str, str] = {}
    comments: tuple[Comment, ...] = ()


class Score(Part, frozen=True):
    """An emotion at a stage, on the document's scale, and what backs it."""

    value: float
    evidence: Evidence = "assumption"
    source: Text = ""


class Measure(Part, frozen=True):
    """Which number to estimate, by the name and options of its maker, e.g. ``top_box`` and ``boxes``."""

    name: str
    options: dict[str, bool | int | float | str] = {}


class Clusters(Part, frozen=True):
    """Who answered together, as pairs of cells; a cell is numbered ``segment * len(values) + value``.

    ``products`` holds for each pair of cells, the first number no greater than the second, the sum over
    clusters of the product of their respondents, or of their weights; where few gave some value, products
    that give means the same error. ``common`` holds two segments and the number of clusters with respondents
    in both.
    """

    pairs: tuple[tuple[Count, Count], ...]
    products: tuple[float, ...]
    common: tuple[tuple[Count, Count, Count], ...]


class AnswerTally(Part, frozen=True, kw_only=True):
    """The answers of a stage where respondents gave several: ``n[segment][value]`` counts answers.

    ``shares`` adds up respondents' shares: of a respondent of weight w who gave a value k times in m answers,
    w k / m. ``products[segment]`` adds up, for each of ``pairs`` of places of values, the first no greater
    than the second, the products of two shares of a respondent times w²; where few gave some score, products
    that give means the same error. It is empty where pairs would be too many. ``questions`` names those that
    wide rows ask at the stage; there are none in long rows. ``withheld`` and ``clusters`` are as of a
    `Tally`; the clusters have no ``common``, which their tally has.
    """

    values: tuple[float, ...]
    n: tuple[tuple[Count, ...], ...]
    shares: tuple[tuple[float, ...], ...]
    pairs: tuple[tuple[Count, Count], ...] = ()
    products: tuple[tuple[float, ...], ...] = ()
    questions: tuple[str, ...] = ()
    withheld: tuple[Count, ...] = ()
    clusters: Clusters | None = None


class Tally(Part, frozen=True):
    """Counts of one stage or question: ``n[segment][value]``; for weighted rows also the sums of w and w².

    ``withheld`` lists the segments whose respondents here are too few to be told, by their positions.
    ``sums`` is there where the values are the middles of bins: for each segment the exact sums of wx, wx²,
    w²x and w²x². ``clusters`` is there where respondents answered in clusters, ``answers`` where they gave
    several answers, of which the values here are the means.
    """

    values: tuple[float, ...]
    n: tuple[tuple[Count, ...], ...]
    weights: tuple[tuple[float, ...], ...] = ()
    weights_squared: tuple[tuple[float, ...], ...] = ()
    withheld: tuple[Count, ...] = ()
    sums: tuple[tuple[float, float, float, float], ...] = ()
    clusters: Clusters | None = None
    answers: AnswerTally | None = None


class WavePair(Part, frozen=True):
    """Respondents who answered about a stage in two waves: ``n[segment][place]`` gave the scores there.

    ``waves`` are the earlier and the later one, ``scores`` lists the pairs of scores in them; for weighted
    rows the sums of w and w², where w² is the product of a respondent's two weights.
    """

    waves: tuple[str, str]
    scores: tuple[tuple[float, float], ...]
    n: tuple[tuple[Count, ...], ...]
    weights: tuple[tuple[float, ...], ...] = ()
    weights_squared: tuple[tuple[float, ...], ...] = ()


class Panel(Part, frozen=True):
    """Pairs of waves by stage; ``segments`` lists the combinations of values in ``by``, as in `Counts`."""

    by: tuple[str, ...] = ()
    segments: tuple[tuple[str | None, ...], ...] = ((),)
    stages: dict[str, tuple[WavePair, ...]] = {}


class Counts(Part, frozen=True):
    """All that measures need of the rows; ``segments`` lists the combinations of values in ``by``.

    ``withheld`` lists the segments whose number of respondents is not told. Where anything is withheld,
    ``coarser`` holds the same rows by fewer of the columns: what can no longer be had by adding up. Of more
    than two columns there are no ``segments``: ``coarser`` holds everyone, each column, and the crossings
    that are counted; one that is withheld as a whole has no segments either. ``waves`` lists the waves in
    time order. ``panel`` is there where respondents answered in several waves, ``gaps`` where they said what
    they expected: how many had each difference of expected less received. ``mentions`` is there where they
    could choose several options: for each stage counts whose stages are its options, each with the one value
    1 of those who mention it. ``events`` is there where respondents are cases of a log of events: counts of
    what they did, by the names that `counts.events` gives them; ``order`` has the stages as they stood when
    steps from one to the next were counted, ``drawn`` the links between stages as they were then.
    """

    by: tuple[str, ...] = ()
    segments: tuple[tuple[str | None, ...], ...] = ((),)
    respondents: tuple[Count, ...] = ()
    stages: dict[str, Tally] = {}
    questions: dict[str, Tally] = {}
    withheld: tuple[Count, ...] = ()
    coarser: tuple[Counts, ...] = ()
    waves: tuple[str, ...] = ()
    panel: Panel | None = None
    gaps: Counts | None = None
    mentions: dict[str, Counts] = {}
    events: dict[str, Counts] = {}
    order: tuple[Id, ...] = ()
    drawn: tuple[tuple[Id, Id | Literal[""]], ...] = ()


class Figure(Part, frozen=True):
    """One measure at one stage. No value: ``why`` says which of the kinds of nothing it is."""

    n: Count
    value: float | None = None
    low: float | None = None
    high: float | None = None
    method: str = ""
    why: Literal["", "not asked", "no rows", "withheld", "not counted", "no number", "end"] = ""


class Transition(Part, frozen=True):
    """How many cases went from one stage directly to another at least once.

    Nothing stands for where cases come from, and for where they end. ``cases`` is None where it is withheld;
    ``of`` is how many were at the first stage, and ``low`` and ``high`` are the ends of the interval of their
    quotient. ``minutes`` is the median from the beginning of the one stage to that of the other.
    """

    start: str
    end: str
    cases: Count | None = None
    of: Count = 0
    low: float | None = None
    high: float | None = None
    minutes: float | None = None


class MeasureInfo(Part, frozen=True):
    """How to show a measure of a source. ``name`` is the one its figures have.

    ``low`` and ``high`` are the least and the greatest value there can be, ``level`` is the confidence of the
    intervals, between 0 and 1, and ``variant`` names what was computed, e.g. ``top-2 box, Wilson 95 %``.
    """

    name: str
    label: Text
    unit: Unit
    low: float
    high: float
    level: float
    variant: Text = ""


class Legend(Part, frozen=True):
    """How to read the figures of a source: its measures, and the mean that its curve runs through.

    ``curve`` is None where there is no curve, ``respondents`` where their number is withheld.
    """

    measures: tuple[MeasureInfo, ...] = ()
    curve: MeasureInfo | None = None
    respondents: Count | None = None


class SourceFile(Part, frozen=True):
    """The file that rows were read from, as it was then; ``modified`` is an ISO 8601 time."""

    path: Text
    size: Count
    modified: str
    fingerprint: str


class JoinOptions(Part, frozen=True, kw_only=True):
    """How rows are read: every option of ``join`` that reading them again needs; `Source` explains them."""

    # A new option is declared here, with its default, and in the signature and the docstring of
    # `journey.joining.join`; the code that gives it a meaning reads it from a plan (`rows.reading`). Plans,
    # sources and provenance carry every field of this class, so that no option is copied by hand: one that
    # names a column is a `Column | None` and is read, looked for and named as one. `Counted` is the same for
    # `join_counts`.

    kind: Literal["survey", "counts", "amounts", "mentions", "events"] = "survey"
    columns: dict[str, Id] = {}
    stage: Column | None = None
    score: Column | None = None
    stages: dict[str, Id] = {}
    match: Literal["exact", "ignore case", "glob", "regex"] = "exact"
    where: dict[str, tuple[str | None, ...]] = {}
    respondent: Column | None = None
    scale: tuple[float, float] | None = None
    missing: tuple[int | float | str, ...] = ()
    labels: dict[str, float] = {}
    reverse: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    crossings: tuple[tuple[str, ...], ...] = ()
    weight: Column | None = None
    per: Literal["respondent", "answer"] = "respondent"
    wave: Column | None = None
    waves: tuple[str, ...] = ()
    every: Literal["day", "week", "month", "quarter", "year"] | None = None
    expected: dict[Id, Column] = {}
    cluster: Column | None = None
    min_n: Annotated[int, Meta(ge=1, le=2**53 - 1)] = 10
    sheet: str | None = None
    time: Column | None = None
    end: Column | None = None
    order: Column | None = None
    repeats: Literal["visit", "each"] = "visit"
    session: Annotated[float, Meta(gt=0)] | None = None
    until: Text = ""
    windows: tuple[Annotated[float, Meta(gt=0)], ...] = ()
    outcome: Column | None = None
    value: Column | None = None


class Counted(Part, frozen=True, kw_only=True):
    """What ``join_counts`` needs besides. ``n`` is the column of respondents, or their number.

    ``boxes`` says which score a percentage is of: by its column, or with ``percent``, the column that holds
    them all, by the answer beside it. Beside a column of counts it is the score of an answer.
    """

    n: str | Count
    percent: Column | None = None
    boxes: dict[str, float] = {}


class Source(JoinOptions, frozen=True, kw_only=True):
    """Rows joined to the map: how they are read, where they came from, and their counts; never the rows.

    ``kind`` says what they hold: scores of a survey, counts made by others, amounts, mentions of several
    options, or events. ``columns`` maps a
    column to the id of its stage (wide rows); ``stage`` and ``score`` name the two columns of long rows,
    ``stages`` which texts mean which stage, as ``match`` reads them (none: the names of the stages),
    ``counted`` what else a table of counts needs. ``where`` says which rows count: column to values,
    ``labels`` which score an answer in words is, ``reverse`` which columns have 1 as their best score, and
    ``sheet`` which sheet of a workbook was read. ``crossings`` are those of the ``by`` columns that were
    asked for. ``per``
    says whose mean a stage with several questions holds, ``wave`` which of the ``by`` columns is time,
    ``waves`` their order where it was stated, ``every`` how long a wave is where dates were put together.
    ``expected`` is the column of expected scores of each stage, ``cluster`` who answered together.
    Of events ``respondent`` is the case, ``stage`` the activity, ``time`` and ``end`` when it began and was
    over, ``order`` what comes first of the same time, ``session`` after how many minutes without an event a
    case is another one, ``until`` when watching ended, ``windows`` within how many minutes chains of stages
    are counted, ``outcome`` and ``value`` the columns of what cases came to.
    ``off_map`` is how many of the ``rows`` are at no stage of the map. Numbers of fewer than ``min_n``
    respondents are withheld. ``query`` is where the rows came from and ``file`` which file that was,
    ``width`` how many columns they have, ``read`` the ISO 8601 time of reading, ``fingerprint`` identifies
    the content. ``note`` is what every method should say besides. ``figures`` are every measure and the mean
    at every stage, for all respondents, ``transitions`` where cases went, and ``legend`` is how to read them:
    what a reader without a kernel can show. ``scale`` is the range of the amounts where the source holds
    amounts.
    """

    id: Id
    name: Name
    counted: Counted | None = None
    measures: tuple[Measure, ...] = ()
    rows: Count = 0
    off_map: Count = 0
    width: Count = 0
    engine: str = ""
    query: Text = ""
    file: SourceFile | None = None
    note: Text = ""
    fingerprint: str = ""
    read: str = ""
    counts: Counts | None = None
    figures: dict[str, dict[str, Figure]] = {}
    transitions: tuple[Transition, ...] = ()
    legend: Legend | None = None


class Anchor(Part, frozen=True):
    """Where a link starts or ends: at a card or at a stage."""

    card: Id | None = None
    stage: Id | None = None


class Link(Part, frozen=True):
    """A way from one thing to another; an open one may end nowhere.

    A link whose card or stage is gone is left as it is and shown nowhere, so that it is there again when they
    are.
    """

    id: Id
    start: Anchor
    end: Anchor | None = None
    kind: LinkKind = "direct"
    label: Text = ""


class MapSnapshot(Part, frozen=True):
    """The map as it was, by a name, with the counts of then; ``time`` is an ISO 8601 time.

    ``by`` is who took it. A snapshot holds no snapshots.
    """

    id: Id
    name: Name
    map: Document
    time: Text = ""
    by: Text = ""


class Waiver(Part, frozen=True):
    """What ``lint`` leaves out: a rule by its code at one thing, or everywhere; ``why`` is the reason."""

    code: Annotated[str, Meta(min_length=1, max_length=20)]
    stage: Id | None = None
    lane: Id | None = None
    persona: Id | None = None
    card: Id | None = None
    why: Text = ""


class Decision(Part, frozen=True):
    """What was decided, by whom, when and why; ``time`` is an ISO 8601 time.

    ``stage`` and ``opportunity`` (a card) are what it is about, ``metric`` says which number moved.
    """

    author: Text
    text: Text
    why: Text = ""
    time: Text = ""
    stage: Id | None = None
    opportunity: Id | None = None
    metric: Text = ""


class StageCheck(Part, frozen=True):
    """Whether an interview confirms what the map says of a stage; None where it did not come up.

    ``sequence``: the stage comes where it is drawn. ``emotion``: it feels as drawn. ``blocker``: what stands
    in the way there.
    """

    sequence: bool | None = None
    emotion: bool | None = None
    blocker: bool | None = None


class Interview(Part, frozen=True):
    """What one interview confirms of the map, by stage id; ``name`` is the interview's, not a person's."""

    name: Name
    author: Text = ""
    time: Text = ""
    stages: dict[str, StageCheck] = {}


class Walkthrough(Part, frozen=True):
    """A walk through the journey in a persona's place: minutes and notes by stage id."""

    author: Text
    persona: Id | None = None
    time: Text = ""
    minutes: dict[str, Minutes] = {}
    notes: dict[str, Text] = {}


class Document(Part, frozen=True):
    """A journey map: one set of personas in one scenario. ``scale`` bounds the emotions.

    ``origin`` is the practice that its stages and lanes come from, and who described it.

    ``tolerance`` is the part of the scale up to which a difference between a drawn and a measured emotion
    does not matter. ``review`` is the day by which somebody looks at the whole map again.
    """

    id: Id
    cjm: str = VERSION
    title: Text = ""
    kind: Kind = "current"
    scenario: Text = ""
    origin: Text = ""
    metric: Metric | None = None
    scale: tuple[float, float] = (-2.0, 2.0)
    tolerance: Tolerance = 0.3
    personas: tuple[Persona, ...] = ()
    phases: tuple[Phase, ...] = ()
    stages: tuple[Stage, ...] = ()
    lanes: tuple[Lane, ...] = ()
    cells: dict[str, dict[str, tuple[Card, ...]]] = {}
    """Lane id, then stage id, then the cards in order; empty cells are not kept."""
    emotion: dict[str, dict[str, Score]] = {}
    """Persona id, then stage id; a stage without a score is a gap."""
    future: dict[str, dict[str, float]] = {}
    """Persona id, then stage id: what it shall feel in the future state, which nothing can back."""
    sources: tuple[Source, ...] = ()
    links: tuple[Link, ...] = ()
    comments: tuple[Comment, ...] = ()
    decisions: tuple[Decision, ...] = ()
    interviews: tuple[Interview, ...] = ()
    walkthroughs: tuple[Walkthrough, ...] = ()
    snapshots: tuple[MapSnapshot, ...] = ()
    """At most `MAX_SNAPSHOTS`, the oldest first."""
    review: Date = ""
    waivers: tuple[Waiver, ...] = ()
