"""What a workbook holds beside its table: sheets of the cards, the emotions and the measures.

The table on the first sheet is what people edit, and it wins. The sheet of cards gives back what the table
has no place for (evidence, owner, tags ...) to the cards whose texts are still there, the sheet of emotions
what backs a score, that of details (details.py) the fields of stages, lanes and personas. Measures are for
reading: they are computed from the answers joined to a map.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.apply import apply_all
from cjm_widgets.document.errors import CjmError, CjmWarning, FileFormatError, listing, warn
from cjm_widgets.document.gestures import cell_text, set_cell_operations
from cjm_widgets.document.lane_kinds import card_lanes
from cjm_widgets.document.model import Card, Document, Score
from cjm_widgets.document.names import distinct_names
from cjm_widgets.formats.details import COLUMNS as DETAIL_COLUMNS
from cjm_widgets.formats.details import detail_rows, with_details
from cjm_widgets.formats.tidy import card_fields, read_card, read_score
from cjm_widgets.frames.tables import CARD_COLUMNS, cards_in_order
from cjm_widgets.shown.sources import NOTHING, prepare, readings

CARDS, EMOTIONS, MEASURES, DETAILS = "Cards", "Emotions", "Measures", "Details"
COLUMNS: dict[str, tuple[str, ...]] = {
    CARDS: ("card", *CARD_COLUMNS),
    EMOTIONS: ("stage", "persona", "score", "evidence", "source"),
    DETAILS: DETAIL_COLUMNS,
    MEASURES: ("source", "stage", "measure", "n", "value", "low", "high", "method", "note"),
}
"""The sheets in order, each with the columns of its first row."""
_NEEDED = {CARDS: ("card", "stage", "lane", "text"), EMOTIONS: ("stage", "persona")}
_NEEDED |= {DETAILS: DETAIL_COLUMNS, MEASURES: ("n", "value")}
Row = list[str | float]
Texts = Sequence[Sequence[str]]


# --- out


def other_sheets(document: Document, filters: Filters | None = None) -> Iterator[tuple[str, list[Row]]]:
    """The sheets after the first that have rows, each with its name; measures for whom ``filters`` keep."""
    sheets = {CARDS: _cards(document), EMOTIONS: _emotions(document), DETAILS: detail_rows(document)}
    for name, rows in {**sheets, MEASURES: _measures(document, filters or {})}.items():
        if every := list(rows):
            yield name, [list(COLUMNS[name]), *every]


def _cards(document: Document) -> Iterator[Row]:
    stages, lanes = distinct_names(document.stages), distinct_names(card_lanes(document))
    for stage, lane, card in cards_in_order(document):
        fields = {**card_fields(card), "stage": stages[stage], "lane": lanes[lane]}
        yield [fields.get(column, "") for column in COLUMNS[CARDS]]


def _emotions(document: Document) -> Iterator[Row]:
    stages, personas = distinct_names(document.stages), distinct_names(document.personas)
    for id, persona in personas.items():
        row = document.emotion.get(id, {})
        for stage, name in stages.items():
            if score := row.get(stage):
                yield [name, persona, score.value, score.evidence, score.source]


def _measures(document: Document, filters: Filters) -> Iterator[Row]:
    stages = distinct_names(document.stages)
    for reading in readings(prepare(document), filters):
        for stage, name in stages.items():
            for measure in reading.measures:
                figure = reading.figure(stage, measure)
                if figure.why == "not asked":
                    continue
                why = NOTHING[figure.why] if figure.why else reading.source.note
                numbers = ("" if one is None else one for one in (figure.value, figure.low, figure.high))
                n = "" if figure.why == "withheld" else figure.n
                yield [reading.source.name, name, measure.label, n, *numbers, figure.method, why]


# --- in


def is_own(name: str, rows: Texts) -> bool:
    """Whether a sheet is one that this module writes: so called, with the columns that make it one.

    Examples
    --------
    >>> is_own("Emotions", [["stage", "persona", "score", "evidence"]]), is_own("Cards", [["Visit", "Wait"]])
    (True, False)
    """
    return name in _NEEDED and bool(rows) and set(_NEEDED[name]) <= set(rows[0])


def complete(document: Document, sheets: Mapping[str, Texts], name: str) -> Document:
    """The map of the first sheet, with what the other sheets say of its cards and scores.

    Parameters
    ----------
    document
        The map as the first sheet has it.
    sheets
        The texts of the other sheets, by their names.
    name
        The file's, for warnings.

    Raises
    ------
    FileFormatError
        A row of a sheet cannot be read; the sentence says which.
    """
    if CARDS in sheets:
        document = _with_cards(document, sheets[CARDS], name)
    if EMOTIONS in sheets:
        document = _with_scores(document, sheets[EMOTIONS], name)
    if DETAILS in sheets:
        document = with_details(document, _records(DETAILS, sheets[DETAILS], name), name)
    if MEASURES in sheets:
        warn(
            f"{name}: the sheet {MEASURES!r} is left out; measures are computed: join their answers again",
            CjmWarning,
        )
    return document


def _records(sheet: str, rows: Texts, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The filled fields of each row, with its number."""
    header = rows[0]
    if unknown := [column for column in header if column and column not in COLUMNS[sheet]]:
        warn(f"{name}: these columns of the sheet {sheet!r} are left out: {listing(unknown)}", CjmWarning)
    for number, row in enumerate(rows[1:], 2):
        fields = {key: text for key, text in zip(header, row, strict=False) if text and key in COLUMNS[sheet]}
        if fields:
            yield number, fields


def _with_cards(document: Document, rows: Texts, name: str) -> Document:
    cards: list[tuple[str, str, Card]] = []
    ids: set[str] = set()
    for number, fields in _records(CARDS, rows, name):
        try:
            card = read_card(fields, number)
        except CjmError as error:
            raise FileFormatError(f"{name} is not a map: sheet {CARDS!r}: {error}") from None
        if not card.id or card.id in ids:
            why = f"the card {card.id!r} is there twice" if card.id else "the card has no id"
            raise FileFormatError(f"{name} is not a map: sheet {CARDS!r}: row {number}: {why}")
        ids.add(card.id)
        cards.append((fields.get("stage", ""), fields.get("lane", ""), card))
    here = cards_in_order(document)
    stages = _matches(
        distinct_names(document.stages),
        [(stage, (lane, card.text)) for stage, lane, card in cards],
        [(stage, card.text) for stage, _, card in here],
    )
    lanes = _matches(
        distinct_names(card_lanes(document)),
        [(lane, (stage, card.text)) for stage, lane, card in cards],
        [(lane, card.text) for _, lane, card in here],
    )
    cells: dict[str, dict[str, tuple[Card, ...]]] = {}
    for stage, lane, card in cards:
        if stage in stages and lane in lanes:
            row = cells.setdefault(lanes[lane], {})
            row[stages[stage]] = (*row.get(stages[stage], ()), card)
    return _as_table_says(document, replace(document, cells=cells), [card for _, _, card in cards], name)


def _matches(
    names: Mapping[str, str], rows: Iterable[tuple[str, tuple[str, str]]], here: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """The ids that the names in a sheet mean: by name, or of those renamed by the texts they share."""
    matches = {name: id for id, name in names.items()}
    texts: dict[str, Counter[str]] = {}
    for name, (_, text) in rows:
        texts.setdefault(name, Counter())[text] += 1
    free = {id: Counter[str]() for name, id in matches.items() if name not in texts}
    for id, text in here:
        if id in free:
            free[id][text] += 1
    for name, of_sheet in texts.items():
        if name in matches or not free:
            continue
        shared = {id: (of_sheet & counts).total() for id, counts in free.items()}
        best = max(shared, key=lambda id: shared[id])
        if shared[best]:
            matches[name] = best
            del free[best]
    return matches


def _as_table_says(table: Document, document: Document, cards: Sequence[Card], name: str) -> Document:
    """The cards of the sheet with the texts of the table; a card that moved there keeps what it has."""
    differing: list[str] = []
    in_use = {card.id for card in cards}
    stages, lanes = distinct_names(table.stages), distinct_names(card_lanes(table))
    for lane in lanes:
        for stage in stages:
            cell = table.cells.get(lane, {}).get(stage, ())
            operations = set_cell_operations(document, stage, lane, cell_text(cell), in_use)
            if operations:
                differing.append(f"{stages[stage]!r}, {lanes[lane]!r}")
                document, _ = apply_all(document, operations)
    document = _moved(document, cards)
    remarks = {
        (stage, lane): cell[0].comments
        for lane, row in table.cells.items()
        for stage, cell in row.items()
        if cell[0].comments
    }

    def with_remarks(stage: str, lane: str, at: int, card: Card) -> Card:
        further = [one for one in remarks[stage, lane] if one not in card.comments]
        return replace(card, comments=(*card.comments, *further))

    if remarks:  # comments on cells of the table
        document = _with(
            document,
            lambda stage, lane, at, card: (
                with_remarks(stage, lane, at, card) if at == 0 and (stage, lane) in remarks else card
            ),
        )
    spans = {
        (stage, lane, at): card.span
        for lane, row in table.cells.items()
        for stage, cell in row.items()
        for at, card in enumerate(cell)
        if card.span > 1
    }
    if spans:  # cells that were merged in the table
        document = _with(
            document,
            lambda stage, lane, at, card: (
                replace(card, span=spans[stage, lane, at]) if (stage, lane, at) in spans else card
            ),
        )
    if differing:
        warn(
            f"{name}: the first sheet differs from the sheet {CARDS!r} and wins: {listing(differing)}",
            CjmWarning,
        )
    return document


def _moved(document: Document, cards: Sequence[Card]) -> Document:
    """Cards of the table that no row of the sheet has, with the fields of a row that lost its cell."""
    known = {card.id for card in cards}
    here = {card.id for _, _, card in cards_in_order(document)}
    lost: dict[str, list[Card]] = {}
    for card in cards:
        if card.id not in here:
            lost.setdefault(card.text, []).append(card)

    def again(stage: str, lane: str, at: int, card: Card) -> Card:
        return lost[card.text].pop(0) if card.id not in known and lost.get(card.text) else card

    return _with(document, again) if lost else document


def _with(document: Document, change: Callable[[str, str, int, Card], Card]) -> Document:
    return replace(
        document,
        cells={
            lane: {
                stage: tuple(change(stage, lane, at, card) for at, card in enumerate(cell))
                for stage, cell in row.items()
            }
            for lane, row in document.cells.items()
        },
    )


def _with_scores(document: Document, rows: Texts, name: str) -> Document:
    stages = {label: id for id, label in distinct_names(document.stages).items()}
    personas = {label: id for id, label in distinct_names(document.personas).items()}
    emotion: dict[str, dict[str, Score]] = {who: dict(row) for who, row in document.emotion.items()}
    for number, fields in _records(EMOTIONS, rows, name):
        stage, who = stages.get(fields.get("stage", "")), personas.get(fields.get("persona", ""))
        if stage is None or who is None or stage not in emotion.get(who, {}):
            continue
        try:
            backing = read_score(fields, number)
        except CjmError as error:
            raise FileFormatError(f"{name} is not a map: sheet {EMOTIONS!r}: {error}") from None
        emotion[who][stage] = replace(emotion[who][stage], **backing)
    return replace(document, emotion=emotion)
