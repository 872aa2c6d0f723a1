"""Events on the drawn map: ribbons, ways that become links, and how what cases did is compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.document.model import Document
from cjm_widgets.render.content import Content
from cjm_widgets.render.ribbon_lane import ribbon_lanes, ribbon_words
from cjm_widgets.render.scene import content_of
from cjm_widgets.statistics.adjustment import holm
from cjm_widgets.statistics.intervals import wilson_interval
from cjm_widgets.statistics.permutation import permuted_share_p

STAGES = ["Browse", "Cart", "Pay"]
WAYS = {"bcp": 40, "bc": 30, "bp": 25, "b": 60, "cb": 12, "bcb": 15}
"""How many cases go which way, by the first letters of stages."""


def log_of(ways: dict[str, int], **columns: list[str]) -> pd.DataFrame:
    """One event a minute; with columns, the cases of a way have their values in turn."""
    names = {name[0].lower(): name for name in STAGES}
    rows = []
    for way, n in ways.items():
        for number in range(n):
            own = {name: values[number % len(values)] for name, values in columns.items()}
            rows += [{"who": f"{way}{number}", "what": names[letter], **own} for letter in way]
    log = pd.DataFrame(rows)
    return log.assign(at=pd.date_range("2026-01-01 10:00", periods=len(log), freq="min"))


def joined(ways: dict[str, int] = WAYS, *, by: str | None = None, **columns: list[str]) -> cjm.Journey:
    journey = cjm.Journey(STAGES, lanes=["Actions"], title="A shop")
    journey.link("Browse", "Cart")
    journey.link("Pay", "Browse")
    log = log_of(ways, **columns)
    journey.join_events(log, case="who", activity="what", time="at", by=by or [*columns])
    return journey


def shown(document: Document, **filters: str) -> Content:
    return content_of(document, {column: (value,) for column, value in filters.items()})


# --- what is drawn


def test_transitions_of_map_file_and_frame_are_the_same(tmp_path: Path):
    journey = joined()
    source = journey.document.sources[0]
    moves = {(one.start, one.end): one for one in source.transitions}
    assert {way: one.cases for way, one in moves.items()} == {
        ("", "browse"): 170,
        ("", "cart"): 12,
        ("browse", "cart"): 85,
        ("browse", "pay"): 25,
        ("browse", ""): 87,
        ("cart", "browse"): 27,
        ("cart", "pay"): 40,
        ("cart", ""): 30,
        ("pay", ""): 65,
    }
    assert moves["browse", "cart"].of == 182
    low, high = wilson_interval(np.array(85 / 182), np.array(182.0), 0.95)
    assert (moves["browse", "cart"].low, moves["browse", "cart"].high) == (float(low), float(high))
    frame = journey.transitions()
    assert frame["cases"].tolist() == [one.cases for one in source.transitions]
    assert frame["share_out"].tolist() == [one.cases / one.of for one in source.transitions]
    journey.save(tmp_path / "map.cjm.json")
    opened = cjm.read(tmp_path / "map.cjm.json", autosave=False)
    assert opened.document.sources[0].transitions == source.transitions
    assert opened.transitions().equals(frame)


def test_ribbons_are_drawn_seen_or_both_and_rare_ones_are_counted():
    journey = joined(WAYS | {"pcb": 6})  # Pay to Cart by 6 of 188 cases: under 5 %, and nobody drew it
    (lane,) = ribbon_lanes([shown(journey.document)])
    drawn = {(line.ribbon.start, line.ribbon.end): line.ribbon for line in lane.lines}
    looks = {way: (one.drawn, one.seen) for way, one in drawn.items()}
    assert looks == {
        (0, 1): (True, True),
        (0, 2): (False, True),
        (1, 0): (False, True),
        (1, 2): (True, True),  # by the order of the stages
        (2, 0): (True, False),
    }
    assert drawn[0, 1].share == 85 / 188
    assert lane.rare == "1 way under 5 %"
    thickness = {line.ribbon.end: line.thickness for line in lane.lines if line.ribbon.start == 0}
    assert thickness == {1: 22 * 85 / 188, 2: 22 * 25 / 188}


def test_a_table_says_every_way_in_words_under_every_choice():
    journey = joined(on=["phone", "web"])
    every = [shown(journey.document), shown(journey.document, on="phone")]
    rows = [*ribbon_words(every)]
    assert [row.choice for row in rows] == [0, 1]
    assert rows[0].cells[0] == (
        "Browse to Cart, 85 of 182 cases, 47 %; Browse to Pay, 25 of 182 cases, 14 %, not drawn"
    )
    assert rows[0].cells[2] == "Pay to Browse, drawn, not seen"
    assert rows[1].cells[0].startswith("Browse to Cart, 43 of 92 cases, 47 %")
    assert len({lane.height for lane in ribbon_lanes(every)}) == 1
    page = journey.to_html()
    assert "Browse to Cart, 85 of 182 cases, 47 %" in page
    assert "Browse to Cart, 43 of 92 cases, 47 %" in page


def test_withheld_ways_are_drawn_only_where_the_map_draws_them():
    journey = joined({"bcb": 4, "b": 60})
    moves = {(one.start, one.end): one.cases for one in journey.document.sources[0].transitions}
    assert moves["cart", "browse"] is None
    (lane,) = ribbon_lanes([shown(journey.document)])
    assert (1, 0) not in {(line.ribbon.start, line.ribbon.end) for line in lane.lines}
    assert lane.rare == "1 way under 5 %"
    journey.link("Cart", "Browse")
    (lane,) = ribbon_lanes([shown(journey.document)])
    ribbon = next(line.ribbon for line in lane.lines if (line.ribbon.start, line.ribbon.end) == (1, 0))
    assert (ribbon.share, ribbon.seen) == (None, True)
    assert "Cart to Browse, withheld" in next(ribbon_words([shown(journey.document)])).cells[1]


def test_events_get_a_lane_for_each_measure_and_minutes_are_written_as_a_clock():
    journey = joined()
    assert [lane.name for lane in journey.document.lanes] == [
        "Funnel",
        "Drop-off",
        "Time in stage",
        "Actions",
    ]
    assert ">1:00<" in journey.to_svg()  # one event a minute
    assert "minutes" in {one.unit for one in journey.document.sources[0].legend.measures}


def test_the_journey_ends_at_the_last_stage_where_nobody_drops_off(tmp_path: Path):
    journey = joined()
    journey.save(tmp_path / "map.cjm.json")
    opened = cjm.read(tmp_path / "map.cjm.json", autosave=False)
    for one in (journey, opened):
        figures = one.document.sources[0].figures
        assert figures["pay"]["reached"].value == pytest.approx(65 / 182)
        for name in ("drop_off", "time_in_stage"):
            assert (figures["pay"][name].value, figures["pay"][name].why) == (None, "end")
            assert figures["browse"][name].value is not None
        frame = one.measures.set_index(["stage", "measure"])
        for name in ("drop_off", "time_in_stage"):
            row = frame.loc[("Pay", name)]
            assert (row["n"], row["method"].split(",")[0]) == (0, "the journey ends here")
    svg = journey.to_svg()
    assert (svg.count(">End<"), "0 rows match" in svg) == (2, False)


def test_events_with_an_end_last_at_the_last_stage_too():
    log = log_of({"bp": 20})
    log["over"] = log["at"] + pd.Timedelta(minutes=3)
    journey = cjm.Journey(STAGES)
    journey.join_events(log, case="who", activity="what", time="at", end="over")
    times = journey.time_in_stage().set_index("stage")["median"]
    assert times["Pay"] == 3


def test_slides_and_markdown_say_where_cases_went():
    words = "Browse to Cart, 85 of 182 cases, 47 %"
    journey = joined()
    assert words in journey.to_markdown()
    pptx = pytest.importorskip("pptx")
    import io

    slide = pptx.Presentation(io.BytesIO(journey.to_pptx())).slides[0]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    texts = [cell.text for row in table.rows for cell in row.cells]
    assert "Transitions" in texts
    assert any(words in text for text in texts)


# --- ways that become links


def test_a_way_that_was_seen_becomes_a_link_and_undo_takes_it_back():
    journey = joined()
    before = journey.document
    journey.adopt(("Browse", "Pay"))
    assert journey.links[["start", "end"]].to_numpy().tolist()[-1] == ["Browse", "Pay"]
    assert journey.undo() == "Draw what was seen"
    assert journey.document.links == before.links


def test_rows_of_the_frame_are_drawn_together_and_drawn_ways_stay():
    journey = joined()
    frame = journey.transitions()
    own = frame[(frame["from"] != "START") & (frame["to"] != "END")]
    journey.adopt(own)
    ends = {(start, end) for start, end in journey.links[["start", "end"]].to_numpy().tolist()}
    assert ends == {
        *(("Browse", "Cart"), ("Pay", "Browse")),
        *(("Browse", "Pay"), ("Cart", "Browse"), ("Cart", "Pay")),
    }
    journey.adopt(own.iloc[0])  # is drawn by now
    assert len(journey.document.links) == 5
    journey.undo()
    assert len(journey.document.links) == 2


@pytest.mark.parametrize(
    ("transition", "sentence"),
    [
        (("Pay", "Cart"), "no case went from 'Pay' directly to 'Cart'"),
        (("START", "Browse"), "where cases begin is no stage"),
        (("Browse", "Cat"), "did you mean 'Cart'"),
        ("Browse", "a transition is two stages"),
        (("Browse",), "a transition is two stages"),
    ],
)
def test_what_is_no_transition_is_refused_with_a_sentence(transition, sentence):
    journey = joined()
    with pytest.raises(cjm.CjmError, match=sentence):
        journey.adopt(transition)
    assert len(journey.document.links) == 2


def test_without_events_there_is_nothing_to_adopt():
    with pytest.raises(cjm.CjmError, match="no events are joined"):
        cjm.Journey(STAGES).adopt(("Browse", "Cart"))


# --- comparisons


def test_permutations_of_cases_give_fishers_exact_p():
    random = np.random.default_rng(5)
    total_a, total_b = random.integers(1, 300, (2, 60))
    n_a, n_b = random.binomial(total_a, 0.4), random.binomial(total_b, 0.5)
    p = permuted_share_p(n_a, total_a, n_b, total_b)
    for place in range(60):
        a, b = (n_a[place], total_a[place]), (n_b[place], total_b[place])
        table = [[a[0], a[1] - a[0]], [b[0], b[1] - b[0]]]
        assert p[place] == pytest.approx(stats.fisher_exact(table)[1], rel=1e-6)


def test_transitions_of_segments_are_compared_from_frame_and_file(tmp_path: Path):
    journey = joined({"bcp": 60, "bc": 70, "b": 90}, on=["phone", "web", "web"])
    frame = journey.compare("on", of="transitions")
    row = frame[(frame["from"] == "Cart") & (frame["to"] == "Pay")].iloc[0]
    # Of 60 cases that pay every third is on a phone, from the first on; so of 70 that do not.
    assert (row["segment_a"], row["segment_b"], row["n_a"], row["n_b"]) == ("phone", "web", 44, 86)
    assert (row["value_a"], row["value_b"]) == (20 / 44, 40 / 86)
    assert row["p"] == pytest.approx(stats.fisher_exact([[20, 24], [40, 46]])[1])
    low_a, high_a = stats.binomtest(20, 44).proportion_ci(method="wilson")
    low_b, high_b = stats.binomtest(40, 86).proportion_ci(method="wilson")
    difference = 20 / 44 - 40 / 86
    assert row["low"] == pytest.approx(difference - np.hypot(20 / 44 - low_a, high_b - 40 / 86))
    assert row["high"] == pytest.approx(difference + np.hypot(high_a - 20 / 44, 40 / 86 - low_b))
    assert frame["p_adjusted"].to_numpy() == pytest.approx(holm(frame["p"].to_numpy()), nan_ok=True)
    journey.save(tmp_path / "map.cjm.json")
    opened = cjm.read(tmp_path / "map.cjm.json", autosave=False)
    for of in ("transitions", "funnel", "paths"):
        assert opened.compare("on", of=of).equals(journey.compare("on", of=of))


def test_steps_and_paths_of_segments_are_compared_by_two_proportions():
    journey = joined({"bcp": 60, "bc": 70, "b": 90}, on=["phone", "web", "web"])
    step = journey.compare("on", of="funnel").set_index("stage").loc["Cart"]
    # Who comes to the cart, of those at Browse: 44 of 74 on a phone, 86 of 146 on the web.
    assert (step["n_a"], step["value_a"], step["n_b"], step["value_b"]) == (74, 44 / 74, 146, 86 / 146)
    table = [[44, 30], [86, 60]]
    assert step["p"] == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue)
    path = journey.compare("on", of="paths").set_index("path").loc[[("Browse", "Cart", "Pay")]].iloc[0]
    assert (path["value_a"], path["value_b"]) == (20 / 74, 40 / 146)


def test_a_comparison_says_what_it_cannot_do():
    journey = joined(on=["phone", "web"])
    with pytest.raises(cjm.CjmError, match="did you mean 'transitions'"):
        journey.compare("on", of="transition")
    with pytest.raises(cjm.CjmError, match="neither measure= nor paired="):
        journey.compare("on", of="paths", measure="reached")
    with pytest.raises(cjm.CjmError, match="no events are joined"):
        cjm.Journey(STAGES).compare("on", of="paths")
