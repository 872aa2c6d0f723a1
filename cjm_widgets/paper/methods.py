"""How the numbers of a map were made, as prose for the methods section of a paper.

All of it is read from the document: what the map itself does not show, such as the number of respondents of a
withheld cell, is not in it either. No time is in it, so that the same map and rows give the same words.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import PurePath

from cjm_widgets.counts.stack import Filters
from cjm_widgets.document.errors import listing
from cjm_widgets.document.model import VERSION, Document, Figure, MeasureInfo, Source
from cjm_widgets.document.names import labels
from cjm_widgets.formats.markdown import escape
from cjm_widgets.measures.measure import percent
from cjm_widgets.measures.source import assumption
from cjm_widgets.render.numbers import count, count_of
from cjm_widgets.shown.sources import ShownSource, prepare, readings

LIBRARIES = ("numpy", "scipy", "pandas", "narwhals")
"""What numbers are computed with, by the names of the distributions."""
_NOTHING_JOINED = (
    "No rows are joined to this map: its cards and its curves say what its authors believe, and none of its "
    "numbers is measured."
)
_KINDS = {
    "survey": "scores",
    "counts": "published counts of scores",
    "amounts": "amounts",
    "mentions": "mentions of options",
    "events": "events",
}
_RULES = {
    "exact": "by the text itself",
    "ignore case": "by its text, without regard to case",
    "glob": "by patterns",
    "regex": "by regular expressions",
}


class Prose(str):
    """Text for people: a notebook shows it as paragraphs, ``print`` as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    def _repr_markdown_(self) -> str:
        return "\n\n".join(escape(paragraph) for paragraph in self.split("\n\n"))


def methods_text(document: Document, filters: Filters | None = None, *, files: bool = True) -> Prose:
    """How the numbers of a map were made: a paragraph a source, one on comparisons, one on software.

    Parameters
    ----------
    document
        The map.
    filters
        Whose numbers it shows: columns and the values kept. Numbers in the text are of these respondents.
    files
        Whether it names the files that rows were read from.

    Examples
    --------
    >>> print(methods_text(Document(id="visit")).split(":")[0])
    No rows are joined to this map
    """
    chosen = dict(filters or {})
    shown = readings(prepare(document), chosen)
    paragraphs = [" ".join(_about_source(document, one, chosen, files)) for one in shown]
    paragraphs += [_not_shown(source, chosen) for source in _others(document, shown)]
    if not document.sources:
        paragraphs.append(_NOTHING_JOINED)
    elif shown:
        paragraphs.append(" ".join(_about_comparisons(document, shown)))
    paragraphs.append(software_text())
    return Prose("\n\n".join(paragraphs))


def software_text() -> str:
    """Which programs computed the numbers, with their versions."""
    libraries = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return (
        f"Computed with cjm_widgets {metadata.version('cjm_widgets')} (file format {VERSION}) in Python "
        f"{platform.python_version()}, with {libraries}."
    )


def _others(document: Document, shown: Sequence[ShownSource]) -> list[Source]:
    """Sources of which nothing is shown."""
    ids = {one.source.id for one in shown}
    return [source for source in document.sources if source.id not in ids]


def _not_shown(source: Source, filters: Filters) -> str:
    why = "for the respondents chosen" if filters else "because it was never counted"
    return f"{source.name} has no numbers on the map {why}."


# --- a source


def _about_source(document: Document, shown: ShownSource, filters: Filters, files: bool) -> Iterator[str]:
    source = shown.source
    yield from _about_rows(shown, files)
    if filters:
        yield f"Only those with {_chosen(filters)} are counted."
    yield from _about_reading(document, source)
    yield from _about_missing(document, shown)
    yield from _about_measures(document, shown)
    yield from _about_withholding(shown)
    if source.note:
        yield f"Of this source: {source.note}."


def _about_rows(shown: ShownSource, files: bool) -> Iterator[str]:
    source = shown.source
    unit = "respondent" if source.per == "answer" else shown.who[:-1]
    n = (
        f"{unit}s, whose number is withheld,"
        if shown.respondents is None
        else count_of(shown.respondents, unit)
    )
    file = f" of {PurePath(source.file.path).name}" if files and source.file else ""
    digits = source.file.fingerprint if source.file else source.fingerprint
    marks = f" (fingerprint {digits} of its content)" if digits else ""
    engine = f", read with {source.engine}" if source.engine else ""
    yield (
        f"{source.name}: {_KINDS[source.kind]} of {n} in {count_of(source.rows, 'row')}{file}{marks}{engine}."
    )
    if source.off_map:
        yield (
            f"{count(source.rows - source.off_map)} of the rows are about a stage of the map; the other "
            f"{count(source.off_map)} were left out."
        )


def _chosen(filters: Filters) -> str:
    return "; ".join(
        f"{column} {' or '.join('no value' if value is None else str(value) for value in values)}"
        for column, values in filters.items()
    )


def _about_reading(document: Document, source: Source) -> Iterator[str]:
    """Which answers were read, and as what."""
    if source.where:
        yield f"Only rows with {_chosen(source.where)} were read."
    if source.columns:
        stages = len({*source.columns.values()})
        asked = "1 column is" if len(source.columns) == 1 else f"{count(len(source.columns))} columns are"
        yield f"{asked} about {count(stages)} of the map's {count_of(len(document.stages), 'stage')}."
        if stages < len(source.columns) and source.kind == "survey":
            yield (
                "Of several questions of a stage all answers are counted."
                if source.per == "answer"
                else "A respondent who answered several questions of a stage counts once, with their mean."
            )
    if source.stage is not None:
        yield f"The column {source.stage} says which stage a row is about, {_RULES[source.match]}."
    if source.kind in ("survey", "counts") and source.scale is not None:
        low, high = source.scale
        yield f"The scale runs from {low:g} to {high:g}."
    if source.labels:
        yield f"Answers in words were read as scores: {listing(_worded(source.labels))}."
    if source.reverse:
        yield f"Reversed before they were counted: {listing(source.reverse)}."
    if source.expected:
        yield f"What respondents expected is in {listing(source.expected.values())}."
    if source.weight is not None:
        yield f"Rows are weighted by {source.weight}; errors are computed from the sums of squared weights."
    if source.by:
        yield f"Segments are told apart by {' and '.join(source.by)}."
    if source.wave is not None:
        every = f", put together by {source.every}" if source.every else ""
        yield f"Waves are told apart by {source.wave}{every}."
    if source.kind == "events":
        yield from _about_events(source)


def _worded(scores: Mapping[str, float]) -> list[str]:
    return [f"{words} is {score:g}" for words, score in scores.items()]


def _about_events(source: Source) -> Iterator[str]:
    end = f" and {source.end} (end)" if source.end else ""
    yield f"Events of one case have the same {source.respondent}; their order is that of {source.time}{end}."
    yield (
        "Events at the same stage that follow each other are one visit."
        if source.repeats == "visit"
        else "Each event is a visit of its own."
    )
    if source.session is not None:
        yield f"After {source.session:g} minutes without an event a case is another one."
    if source.until:
        yield f"Watching ended at {source.until}; those still at a stage by then are censored."


def _about_missing(document: Document, shown: ShownSource) -> Iterator[str]:
    """What was taken for missing, and at each stage how many have no score."""
    source = shown.source
    if source.missing:
        yield f"Taken as missing: {listing(str(value) for value in source.missing)}."
    if shown.who != "respondents" or source.kind not in ("survey", "amounts") or not shown.respondents:
        return
    names = labels(document.stages)
    answers = {
        names[stage]: max(one.n for one in by_name.values())
        for stage, by_name in shown.figures.items()
        if stage in names and any(one.n for one in by_name.values())
    }
    if not answers:
        return
    thing = "an amount" if source.kind == "amounts" else "a score"
    fewest, most = (extreme(answers, key=answers.__getitem__) for extreme in (min, max))
    least, greatest = (
        _part(shown.respondents - answers[stage], shown.respondents) for stage in (most, fewest)
    )
    if answers[fewest] == answers[most]:
        yield f"At each stage {count_of(answers[most], 'respondent')} gave {thing}, {least} are missing."
    else:
        yield (
            f"From {count(answers[fewest])} ({fewest}) to {count(answers[most])} ({most}) respondents gave "
            f"{thing}, so that {least} to {greatest} are missing."
        )
    yield f"Whoever did not give {thing} is not counted at the stage; nothing was imputed."


def _part(n: int, of: int) -> str:
    return f"{100 * n / of:.1f} %"


# --- measures


def _about_measures(document: Document, shown: ShownSource) -> Iterator[str]:
    described = [words for one in shown.measures if (words := _measure_words(shown, one))]
    if described:
        yield f"Estimated at each stage: {'; '.join(described)}."
        yield (
            "Each interval has the confidence beside its name by itself, is not adjusted for the others, and "
            f"{assumption(shown.source.cluster, shown.who)}."
        )
    if shown.curve and shown.legend.curve is not None:
        low, high = document.scale
        yield (
            f"The measured curve is the {shown.legend.curve.label.lower()}, laid in a straight line on the "
            f"map's scale of emotion from {low:g} to {high:g}; drawn curves are what its authors believe."
        )


def _measure_words(shown: ShownSource, measure: MeasureInfo) -> str:
    """A measure with its variants: which stages have another one than most is for the frame to say."""
    every = Counter(
        _without_note(figure, shown.source)
        for by_name in shown.figures.values()
        if (figure := by_name.get(measure.name)) is not None and figure.value is not None
    )
    if not every:
        return ""
    variants = every.most_common()
    if len(variants) == 1:
        return f"{measure.label} ({variants[0][0]})"
    of_each = (f"{variant} at {count_of(n, 'stage')}" for variant, n in variants)
    return f"{measure.label} ({'; '.join(of_each)})"


def _without_note(figure: Figure, source: Source) -> str:
    return figure.method.removesuffix(f", {source.note}") if source.note else figure.method


def _about_withholding(shown: ShownSource) -> Iterator[str]:
    every = [
        figure
        for by_name in shown.figures.values()
        for figure in by_name.values()
        if figure.why != "not asked"
    ]
    withheld = sum(figure.why == "withheld" for figure in every)
    yield (
        f"Numbers of fewer than {count_of(shown.source.min_n, shown.who[:-1])}, and those from which such a "
        f"number could be computed, are withheld: {count(withheld)} of {count(len(every))} here."
    )


# --- comparisons


def _about_comparisons(document: Document, shown: Sequence[ShownSource]) -> Iterator[str]:
    tests = next((one.tests for one in shown if one.tests), "")
    if tests:
        marked = {stage for one in shown for stage in one.marks}
        yield (
            f"Every two segments were compared at each stage ({tests}); a difference is marked where the "
            f"adjusted p is below 5 %, which it is at {count_of(len(marked), 'stage')}."
        )
    else:
        yield "No segments were tested against each other."
    if any(not all(by_stage.values()) for one in shown for by_stage in one.inside.values()):
        low, high = document.scale
        yield (
            f"A drawn emotion is marked where it lies outside the {_level(shown)} interval of the measured "
            f"mean and off it by more than {document.tolerance * (high - low):.3g}."
        )


def _level(shown: Sequence[ShownSource]) -> str:
    return next((percent(one.legend.curve.level) for one in shown if one.legend.curve), percent(0.95))
