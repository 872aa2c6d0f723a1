"""The numbers of a map: what they rest on, whether they can be compared, and whom they leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

from cjm_widgets.document.errors import listing, number_text, quoted
from cjm_widgets.document.model import Figure, Id, Source
from cjm_widgets.document.touches import Touch
from cjm_widgets.lint.rule import MAP, Spot, rule
from cjm_widgets.lint.subjects import MapContext, day

FEW = 30
"""Respondents below whom an interval is wide, and the t interval of a mean leans on normal scores."""
_STALE = timedelta(days=365)
_OFF_MAP = 0.2
_SURVIVORS = 0.5
_APART = 0.05
"""How far a share of the sample may be from the population's before it matters."""
_FEW_PEOPLE = 5
_SAMPLES = "Groves et al., Survey Methodology, 2nd ed. (2009)"
_NUMBERS = "American Statistical Association, Ethical Guidelines for Statistical Practice (2022)"
_DISCLOSURE = "Hundepool et al., Statistical Disclosure Control (2012)"
_SCALES = "Krosnick and Presser, Question and Questionnaire Design (2010)"
_PARTS = ("sources", "stages", "lanes")


@rule(
    "CJM601",
    "error",
    "Measure without n",
    why="Without n a reader cannot tell three people's mean from three thousand's.",
    source=_NUMBERS,
    advice="Join the rows, or counts with their numbers of respondents",
    parts=_PARTS,
)
def no_n(context: MapContext) -> Iterator[Spot]:
    for source, stage, figures in _figures(context):
        if any(figure.value is not None and figure.n == 0 for figure in figures):
            yield _at(context, source, stage), f"{quoted(source.name)} has a number of nobody here"


@rule(
    "CJM602",
    "warning",
    "Number of few people",
    why=f"Below {FEW} respondents the interval is wide, and differences that are seen may well be chance.",
    source=_SAMPLES,
    advice="Ask more people, or read the interval and not the number",
    parts=_PARTS,
)
def few_respondents(context: MapContext) -> Iterator[Spot]:
    for source, stage, figures in _figures(context):
        numbers = [figure.n for figure in figures if figure.value is not None and figure.n > 0]
        if numbers and min(numbers) < FEW:
            yield _at(context, source, stage), f"{quoted(source.name)} has n {min(numbers)} here"


@rule(
    "CJM603",
    "hint",
    "Number withheld",
    why="Too few answered to show it without showing them; readers take the gap for a question nobody asked.",
    source=_DISCLOSURE,
    advice="Merge it with a neighbour, ask more people, or say so beside it",
    parts=_PARTS,
)
def withheld(context: MapContext) -> Iterator[Spot]:
    for source, stage, figures in _figures(context):
        if any(figure.why == "withheld" for figure in figures):
            yield _at(context, source, stage), f"{quoted(source.name)} withholds its number here"


@rule(
    "CJM604",
    "warning",
    "Stages compared on different scales",
    why="Four of five and four of ten are not the same; drawn beside each other they look so.",
    source=_SCALES,
    advice="Ask on one scale, or show each source in a lane of its own",
    parts=_PARTS,
)
def several_scales(context: MapContext) -> Iterator[Spot]:
    scales: dict[tuple[float, float], list[str]] = {}
    for source in context.document.sources:
        if source.scale is not None and source.kind in ("survey", "counts"):
            scales.setdefault(source.scale, []).append(source.name)
    if len(scales) > 1:
        each = (
            f"{number_text(low)}–{number_text(high)} ({listing(names)})"
            for (low, high), names in scales.items()
        )
        yield MAP, f"Scores are on {len(scales)} scales: {'; '.join(each)}"


@rule(
    "CJM605",
    "hint",
    "Stages compared on different wordings",
    why="A mean of several questions and that of one measure different things, whatever their scale.",
    source=_SCALES,
    advice="Ask the same question at each stage, or show questions apart",
    parts=_PARTS,
)
def several_questions(context: MapContext) -> Iterator[Spot]:
    for source in context.document.sources:
        numbers: dict[Id, int] = {}
        for stage in source.columns.values():
            if stage in context.places:
                numbers[stage] = numbers.get(stage, 0) + 1
        if len(set(numbers.values())) > 1:
            for stage in context.order:
                if (number := numbers.get(stage, 1)) > 1:
                    at = _at(context, source, stage)
                    yield at, f"{quoted(source.name)} joins {number} questions here"


@rule(
    "CJM606",
    "warning",
    "Source stale",
    why="Services change, and numbers more than a year old are read as today's.",
    source=_SAMPLES,
    advice="Join newer rows, or say on the map which wave it is",
    parts=("sources", "today"),
)
def stale(context: MapContext) -> Iterator[Spot]:
    for source in context.document.sources:
        read = day(source.read)
        if read is not None and context.today - read > _STALE:
            yield MAP, f"{quoted(source.name)} was read on {read.isoformat()}"


@rule(
    "CJM607",
    "warning",
    "Later stages rated by survivors only",
    why="Those who left do not rate what they left before: the fewer stay, the better the ratings look.",
    source="Heckman, Sample Selection Bias as a Specification Error, Econometrica (1979)",
    advice="Ask those who left too, and read the drop-off beside the rating",
    parts=_PARTS,
)
def survivors(context: MapContext) -> Iterator[Spot]:
    document = context.document
    reached: dict[Id, float] = {}
    for source in document.sources:
        for stage, named in source.figures.items() if source.kind == "events" else ():
            for name, figure in named.items():
                if name.startswith("reached") and figure.value is not None:
                    reached[stage] = min(figure.value, reached.get(stage, 1.0))
    for source, stage, figures in _figures(context) if reached else ():
        rated = source.kind in ("survey", "counts") and any(figure.value is not None for figure in figures)
        if rated and reached.get(stage, 1.0) < _SURVIVORS:
            share = round(100 * reached[stage])
            at = _at(context, source, stage)
            yield at, f"Only {share} % of all cases come this far; the others rated nothing"


@rule(
    "CJM608",
    "warning",
    "Sample unlike its population",
    why="Numbers of people who differ from those the map is about are right about the wrong people.",
    source=_SAMPLES,
    advice="Weight the rows to the population, or read each segment by itself",
    parts=("sources", "population"),
)
def unlike_population(context: MapContext) -> Iterator[Spot]:
    for source in context.document.sources:
        for column, shares in context.population.items():
            numbers = _respondents(source, column)
            total = sum(numbers.values())
            if source.weight is not None or not total:
                continue
            for value, share in shares.items():
                sample = numbers.get(value, 0) / total
                # Chance alone moves a share of n people by twice this in 1 of 20 samples.
                error = (max(share * (1 - share), 0) / total) ** 0.5
                if abs(sample - share) > max(_APART, 1.96 * error):
                    yield (
                        MAP,
                        f"{quoted(value)} are {round(100 * sample)} % of {quoted(source.name)} and "
                        f"{round(100 * share)} % of the population",
                    )


@rule(
    "CJM609",
    "warning",
    "Measure lane without a source",
    why="A lane of measures without numbers promises evidence that is not there.",
    source=_NUMBERS,
    advice="Join rows, or remove the lane",
    parts=_PARTS,
)
def no_source(context: MapContext) -> Iterator[Spot]:
    document = context.document
    known = {source.id for source in document.sources}
    for lane in document.lanes:
        if lane.kind == "measure" and (lane.source not in known if lane.source else not known):
            yield Touch(lane=lane.id), f"The lane {quoted(lane.name)} has no source"


@rule(
    "CJM610",
    "hint",
    "Measure lane without target",
    why="Without a target a number is neither good nor bad.",
    source="Doran, There's a S.M.A.R.T. Way to Write Management's Goals and Objectives (1981)",
    advice="Give the lane a target",
    parts=_PARTS,
)
def no_lane_target(context: MapContext) -> Iterator[Spot]:
    for lane in context.document.lanes if context.document.sources else ():
        if lane.kind == "measure" and lane.target is None:
            yield Touch(lane=lane.id), f"The lane {quoted(lane.name)} has no target"


@rule(
    "CJM611",
    "warning",
    "Many rows are at no stage",
    why="What people answered about steps that the map does not have is left out of every number.",
    source=_SAMPLES,
    advice="Look at the reconciliation, and name the stages they belong to",
    parts=("sources",),
)
def off_map(context: MapContext) -> Iterator[Spot]:
    for source in context.document.sources:
        if source.rows and source.off_map > _OFF_MAP * source.rows:
            share = round(100 * source.off_map / source.rows)
            yield MAP, f"{share} % of the rows of {quoted(source.name)} are at no stage of the map"


@rule(
    "CJM612",
    "hint",
    "Stage that the survey did not ask about",
    why="Gaps lie where nobody thought to ask, which is often where it hurts.",
    source=_SAMPLES,
    advice="Ask about it next time",
    parts=_PARTS,
)
def not_asked(context: MapContext) -> Iterator[Spot]:
    for source, stage, figures in _figures(context):
        if source.kind == "survey" and all(figure.why == "not asked" for figure in figures):
            yield _at(context, source, stage), f"{quoted(source.name)} did not ask about it"


@rule(
    "CJM613",
    "error",
    "Numbers of fewer than five people",
    why="Whoever is one of two or three people can work out what the others said.",
    source=_DISCLOSURE,
    advice="Join with min_n=5 or more",
    parts=("sources",),
)
def shows_few(context: MapContext) -> Iterator[Spot]:
    for source in context.document.sources:
        if source.min_n < _FEW_PEOPLE:
            yield MAP, f"{quoted(source.name)} shows numbers from n {source.min_n}"


@rule(
    "CJM614",
    "hint",
    "Falling numbers of respondents",
    why="Where fewer and fewer people rate the stages, later means are those of people who stayed.",
    source=_SAMPLES,
    advice="Compare stages among those who answered for all of them",
    parts=_PARTS,
)
def fading(context: MapContext) -> Iterator[Spot]:
    numbers: dict[Id, list[int]] = {}
    names: dict[Id, str] = {}
    for source, _, figures in _figures(context):
        most = max((figure.n for figure in figures if figure.value is not None), default=0)
        if source.kind == "survey" and most:
            numbers.setdefault(source.id, []).append(most)
            names[source.id] = source.name
    for id, series in numbers.items():
        falls = len(series) > 2 and all(later <= earlier for earlier, later in pairwise(series))
        if falls and series[-1] < series[0] / 2:
            yield MAP, f"{quoted(names[id])} falls from n {series[0]:,} to n {series[-1]:,} along the journey"


def _figures(context: MapContext) -> Iterator[tuple[Source, Id, Iterable[Figure]]]:
    """The figures of each source, stage by stage in the map's order."""
    for source in context.document.sources:
        for stage in context.order:
            if figures := source.figures.get(stage):
                yield source, stage, figures.values()


def _at(context: MapContext, source: Source, stage: Id) -> Touch:
    """Where a number of a source stands: in its measure lane, or else at the stage."""
    measures = [lane for lane in context.document.lanes if lane.kind == "measure"]
    own = [lane for lane in measures if lane.source in (source.id, None)]
    return Touch(stage=stage, lane=own[0].id if own else None)


def _respondents(source: Source, column: str) -> dict[str, int]:
    """How many respondents have each value of a column; empty where a source does not count by it."""
    counts = source.counts
    every = [counts, *(counts.coarser if counts else ())]
    numbers: dict[str, int] = {}
    for one in every:
        if one is not None and column in one.by and not numbers:
            at = one.by.index(column)
            for segment, n in zip(one.segments, one.respondents, strict=False):
                if (value := segment[at]) is not None:
                    numbers[value] = numbers.get(value, 0) + n
    return numbers
