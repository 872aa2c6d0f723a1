"""What travels between the kernel and a browser, as values. Custom messages, never synced traits.

Up: ``Hello``, ``Edit``, ``Filter``, ``Select``, ``ListHistory``, ``ListTemplates``, ``Draw``, ``Fetch``,
``Lint``, ``Mend``, ``Relay``.
Down: ``Welcome``, ``Applied``, ``Rejected``, ``Held``, ``Clash``, ``Lost``, ``Measured``, ``Selected``,
``HistoryList``, ``TemplateList``, ``Kept``, ``StaticPicture``, ``Chunk``, ``Findings``, ``Relayed``. Every
message down carries the epoch, which names one life of the journey in one kernel; a browser never replays
edits into another epoch.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from cjm_widgets.document.history import Maker, Transaction
from cjm_widgets.document.model import Document, MeasureInfo
from cjm_widgets.document.operations import Operation
from cjm_widgets.document.touches import Touch
from cjm_widgets.lint.rule import Severity
from cjm_widgets.shown.values import Reading


class Message(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="type"):
    """A message, told apart by ``type``."""


# --- up


class Hello(Message, frozen=True, tag="hello"):
    """Opening, reconnecting, or asking for what is missing after ``revision`` of ``epoch``."""

    client: str
    epoch: str = ""
    revision: int = -1


class Edit(Message, frozen=True, tag="edit"):
    """One gesture. ``seq`` counts 1, 2, 3 ... for this client; ``base`` is the revision it saw.

    ``floor`` is the highest seq whose answer arrived, so that older answers may be forgotten.
    With ``history`` the operations are empty and the kernel undoes or redoes; with ``to`` it undoes, in one
    step, all that was done after that revision.
    """

    client: str
    seq: int
    base: int
    epoch: str
    operations: tuple[Operation, ...] = ()
    label: str = ""
    floor: int = 0
    history: Literal["undo", "redo"] | None = None
    to: Annotated[int, Meta(ge=0)] | None = None


class Filter(Message, frozen=True, tag="filter"):
    """Show only rows with one of these values in these columns; empty shows all."""

    client: str
    choice: dict[str, tuple[str, ...]] = {}


class Select(Message, frozen=True, tag="select"):
    """The block of cells the reader has selected, by ids."""

    client: str
    stages: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()


class ListHistory(Message, frozen=True, tag="list_history"):
    """Asks for the last ``most`` things that were done."""

    client: str
    most: Annotated[int, Meta(ge=1, le=1000)] = 50


class ListTemplates(Message, frozen=True, tag="list_templates"):
    """Asks for the templates that are not the package's, which views have already."""

    client: str


class Lint(Message, frozen=True, tag="lint"):
    """Asks what the rules find in the map now; ``since`` is the revision whose findings the asker has."""

    client: str
    since: int = -1


class Mend(Message, frozen=True, tag="mend"):
    """Mend what a rule found, at one place or, without ``at``, wherever an edit can; one step of undo."""

    client: str
    code: str
    at: Touch | None = None


class Draw(Message, frozen=True, tag="draw"):
    """Asks for the map as readers without a kernel see it, to be kept beside the view in an output."""

    client: str


class Fetch(Message, frozen=True, tag="fetch"):
    """Asks for a chunk of the interface, which the view started without."""

    client: str
    chunk: str


class Relay(Message, frozen=True, tag="relay"):
    """What a page tells the others that show the map, beside it, as texts by names; None takes one away.

    ``seq`` counts those of this client. None of it is in the document, or in a file.
    """

    client: str
    seq: int
    texts: dict[Annotated[str, Meta(max_length=300)], Annotated[str, Meta(max_length=20_000)] | None] = {}


Up = Hello | Edit | Filter | Select | ListHistory | ListTemplates | Draw | Fetch | Lint | Mend | Relay


# --- down


class Steps(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The labels of what undo and redo would do next; None when there is nothing."""

    undo: str | None = None
    redo: str | None = None


class SourceInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A joined source as the map shows it. ``read`` is an ISO 8601 time; ``live`` while its rows are held.

    ``marks`` has, for each stage where segments differ even after all tests of the map were adjusted, a
    sentence for each two that do; to be shown as a mark beside the stage's number. ``inside`` says for each
    persona and stage with a drawn emotion whether it lies inside the measured interval, or outside by a
    difference that matters; to be shown on the drawn curve. In between, nothing is said. It is told with
    the numbers: an emotion drawn since is to be held against ``curve`` by the view itself.
    """

    id: str
    name: str
    rows: int
    read: str
    live: bool
    scale: tuple[float, float]
    measures: tuple[MeasureInfo, ...]
    reading: Reading
    personas: dict[str, Reading] = {}
    """For each persona that names a segment: that segment's numbers."""
    curve: MeasureInfo | None = None
    """The mean that the curves run through."""
    note: str = ""
    """What is to be said of all its numbers besides, e.g. that counts were reconstructed."""
    off_map: int = 0
    """How many of the rows are at no stage of the map."""
    who: Literal["respondents", "answers", "cases"] = "respondents"
    """Whom or what its numbers count; answers where nobody knows or minds whose they are."""
    everyone: int | None = None
    """How many there are whatever the filters; None where they are too few to be told."""
    pooled: bool = False
    """Whether these are answers of respondents who are known: ``respondents`` then counts those."""
    marks: dict[str, tuple[str, ...]] = {}
    tests: str = ""
    """The tests behind the marks, their adjustment and its family."""
    inside: dict[str, dict[str, bool]] = {}


class Option(Struct, frozen=True, kw_only=True):
    """A value to filter by, and how many respondents have it; None where they are too few to be told."""

    value: str
    n: int | None = None


class Choice(Struct, frozen=True, kw_only=True):
    """A column to filter by."""

    column: str
    options: tuple[Option, ...]


class Measured(Message, frozen=True, tag="measured"):
    """Every number the map shows, for the filters in force."""

    epoch: str = ""
    sources: tuple[SourceInfo, ...] = ()
    choices: tuple[Choice, ...] = ()
    filters: dict[str, tuple[str, ...]] = {}


class Welcome(Message, frozen=True, tag="welcome"):
    """The answer to ``Hello``: the missed transactions, or the whole document."""

    epoch: str
    client: str
    revision: int
    last: int
    """The highest seq of this client already applied."""
    steps: Steps
    measured: Measured
    transactions: tuple[Transaction, ...] = ()
    document: Document | None = None
    relayed: dict[str, str] = {}
    """What pages tell each other beside the map."""


class Applied(Message, frozen=True, tag="applied"):
    """A transaction, to every view; ``client`` and ``seq`` say whose edit it answers."""

    epoch: str
    transaction: Transaction
    steps: Steps
    client: str = ""
    seq: int = 0


class Rejected(Message, frozen=True, tag="rejected"):
    """An edit that was refused, to its author. ``now`` is what the field holds, where that is the reason."""

    epoch: str
    client: str
    seq: int
    why: str
    conflict: bool = False
    now: str | float | None = None


class Held(Message, frozen=True, tag="held"):
    """An edit that arrived before its predecessors and waits for them."""

    epoch: str
    client: str
    seq: int


class Clash(Message, frozen=True, tag="clash"):
    """Python wrote this cell while a browser edit of the same cell arrived; the map kept the browser's."""

    epoch: str
    stage: str
    lane: str
    theirs: str
    now: str = ""
    """What the map holds there, as text: the whole cell's, or that of the field ``where`` names."""
    where: str = ""


class Lost(Message, frozen=True, tag="lost"):
    """An edit that was applied, and undone again since another came first where the file is shared.

    Its author decides. ``number`` counts up: one that is sent again is no news.
    """

    epoch: str
    client: str
    number: int
    operations: tuple[Operation, ...]
    label: str = ""


class Relayed(Message, frozen=True, tag="relayed"):
    """What has changed of what pages tell each other beside the map, to every view."""

    epoch: str
    texts: dict[str, str | None] = {}


class Selected(Message, frozen=True, tag="selected"):
    """The selection, by ids, as another view or Python made it."""

    epoch: str
    stages: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()


class HistoryEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A thing that was done. ``client`` is the browser that did it on screen, ``cell`` the notebook's cell.

    ``time`` is an ISO 8601 time, ``changes`` counts the operations, ``touches`` are the first things they
    touched; ``undone`` says that it is not in the map now.
    """

    revision: int
    label: str
    who: Maker
    time: str
    client: str = ""
    cell: int | None = None
    changes: int = 1
    touches: tuple[Touch, ...] = ()
    undone: bool = False


class HistoryList(Message, frozen=True, tag="history_list"):
    """What was done, the newest first, to whom asked. ``more`` says that there is more before these.

    ``start`` says that the first of all is among them, so that the map as it was opened can be gone back to.
    """

    epoch: str
    client: str
    entries: tuple[HistoryEntry, ...] = ()
    more: bool = False
    start: bool = False


class TemplateList(Message, frozen=True, tag="template_list"):
    """One's own templates by name."""

    epoch: str
    client: str
    templates: dict[str, Document] = {}


class FindingSpot(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place that a rule found, and what is the matter there; ``mends`` says that an edit can mend it."""

    at: Touch
    message: str
    mends: bool = False


class RuleFindings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one rule found: ``count`` places, of which ``spots`` are the first.

    ``fix`` says what mending does, and is empty where only a person can; ``advice`` says what to do.
    """

    code: str
    severity: Severity
    title: str
    why: str
    source: str
    advice: str
    count: int
    spots: tuple[FindingSpot, ...]
    fix: str = ""


class Findings(Message, frozen=True, tag="findings"):
    """What the rules find in the map of a revision, errors first, to whom asked.

    The rules in ``same`` find what they found at the revision ``since``, and are not told again. ``waived``
    has what waivers of the map leave out; ``why`` says why nothing was looked at.
    """

    epoch: str
    client: str
    revision: int = 0
    since: int = -1
    same: tuple[str, ...] = ()
    rules: tuple[RuleFindings, ...] = ()
    waived: tuple[RuleFindings, ...] = ()
    why: str = ""


class Kept(Message, frozen=True, tag="kept"):
    """The journey's file holds the map; or, as a sentence, ``why`` it does not. ``note`` is said once."""

    epoch: str
    why: str = ""
    note: str = ""


class StaticPicture(Message, frozen=True, tag="picture"):
    """The map as readers without a kernel see it: by MIME type, what an output of this view holds of it."""

    epoch: str
    data: dict[str, str] = {}


class Chunk(Message, frozen=True, tag="chunk"):
    """A chunk of the interface: a module and its stylesheet; or, as a sentence, ``why`` there is none."""

    epoch: str
    chunk: str
    script: str = ""
    style: str = ""
    why: str = ""


Down = (
    Welcome
    | Applied
    | Rejected
    | Held
    | Clash
    | Lost
    | Measured
    | Selected
    | Relayed
    | HistoryList
    | TemplateList
    | Kept
    | StaticPicture
    | Chunk
    | Findings
)


class Snapshot(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All a view needs to draw at once: the value of the ``_snapshot`` trait."""

    epoch: str
    revision: int
    document: Document
    steps: Steps
    measured: Measured
