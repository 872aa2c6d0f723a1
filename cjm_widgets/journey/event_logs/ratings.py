"""What those who left a stage next said of it, against those who went on: from rows at hand, case by case."""

from __future__ import annotations

import warnings

import msgspec

from cjm_widgets.analysis.events.survivorship import StageRatings
from cjm_widgets.counts.respondents import furthest_of_cases, scores_of_respondents
from cjm_widgets.counts.survey import read_visits
from cjm_widgets.document.errors import CjmWarning, RowsError, listing, unknown
from cjm_widgets.document.model import Document
from cjm_widgets.journey.sources import NO_EVENTS
from cjm_widgets.journey.sources.live_sources import Sources
from cjm_widgets.journey.sources.source_record import plan_of
from cjm_widgets.rows.events import EventPlan
from cjm_widgets.rows.opening import as_table, open_rows
from cjm_widgets.rows.reading import Plan


def stage_ratings(
    sources: Sources, document: Document, respondent: str | None, survey: str | None
) -> StageRatings:
    """The answers of a survey and how far cases came, by who it is, read again from the rows."""
    events = next((source for source in document.sources if source.kind == "events"), None)
    if events is None:
        raise RowsError(NO_EVENTS)
    scored = [source for source in document.sources if source.kind == "survey"]
    if survey is not None:
        if survey not in [source.name for source in scored]:
            raise unknown("survey", survey, [source.name for source in scored])
        scored = [source for source in scored if source.name == survey]
    if not scored:
        raise RowsError("no survey is joined, whose scores could be of those who stayed: journey.join(...)")
    own = scored[0]
    case = str(events.respondent)
    plan = plan_of(events, document)
    assert isinstance(plan, EventPlan)  # it is of events
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CjmWarning)  # they were said when the rows were joined
        visits = read_visits(sources.rows_at_hand(events), msgspec.structs.replace(plan, by=(case,)))
        rows = sources.rows_at_hand(own)
        columns = open_rows(as_table(rows, [], own.sheet)).columns
        who = respondent or own.respondent or (case if case in columns else None)
        if who is not None and who not in columns:
            raise unknown("column", who, columns)
        answers = plan_of(own, document)
        scores = None
        if who is not None and isinstance(answers, Plan):
            stages = [stage.id for stage in document.stages]
            scores = scores_of_respondents(rows, answers, who, stages)
    furthest = furthest_of_cases(visits, case)
    if scores is not None and not set(scores) & set(furthest):
        raise RowsError(
            f"no {who!r} of {own.name!r} is a {case!r} of {events.name!r}: say which column holds the same "
            f"names, respondent=; {listing([*scores][:3])} are no cases such as {listing([*furthest][:3])}"
        )
    return StageRatings(scores, furthest, max(own.min_n, events.min_n))
