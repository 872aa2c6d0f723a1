"""Maps as Mermaid journeys: names and scores come back, what Mermaid cannot say is warned of."""

from __future__ import annotations

import random
import re
import warnings
from pathlib import Path
from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmWarning, FileFormatError
from cjm_widgets.document.model import Document, Persona, Score, Stage
from cjm_widgets.document.names import labels
from cjm_widgets.formats.mermaid import mermaid_text, read_mermaid
from tests.contract.mermaid import random_map
from tests.unit.formats.maps import HARD, naughty


def _facts(document: Document) -> dict[str, Any]:
    """What Mermaid can hold of a map."""
    stages, phases, personas = labels(document.stages), labels(document.phases), labels(document.personas)
    return {
        "title": document.title,
        "scenario": document.scenario,
        "stages": [stage.name or stages[stage.id] for stage in document.stages],
        "phases": [phases.get(stage.phase or "", "") for stage in document.stages],
        "emotion": {
            (place, personas[who]): row[stage].value
            for who, row in document.emotion.items()
            for place, stage in enumerate(stages)
            if stage in row
        },
    }


def _again(document: Document) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return _facts(read_mermaid(mermaid_text(document), "it.mmd"))


def _map_named(names: list[str]) -> Document:
    return Document(
        id="map",
        title=names[0],
        scenario=names[-1],
        personas=tuple(Persona(id=f"p{at}", name=name) for at, name in enumerate(names)),
        stages=tuple(Stage(id=f"s{at}", name=name) for at, name in enumerate(names)),
        emotion={f"p{at}": {f"s{at}": Score(value=at % 5 - 2)} for at, _ in enumerate(names)},
    )


def test_random_maps_come_back() -> None:
    chance = random.Random(7)
    for _ in range(400):
        document = random_map(chance)
        assert _again(document) == _facts(document)


def test_hard_names_come_back() -> None:
    document = _map_named(HARD)
    assert _again(document) == _facts(document)


def test_naughty_strings_come_back_as_names() -> None:
    document = _map_named(list(dict.fromkeys(naughty()))[:500])
    assert _again(document) == _facts(document)


def test_a_text_longer_than_mermaid_shows_is_warned_of() -> None:
    with pytest.warns(CjmWarning, match="shows at most 50,000"):
        mermaid_text(_map_named([f"{at} {'x' * 80}" for at in range(400)]))


@pytest.mark.parametrize("value", [-2, -1.75, -0.1, 0, 0.3, 1 / 3, 2])
def test_a_score_of_the_usual_scale_comes_back(value: float) -> None:
    stage, who = Stage(id="s", name="S"), Persona(id="p", name="P")
    document = Document(id="m", stages=(stage,), personas=(who,), emotion={"p": {"s": Score(value=value)}})
    assert _again(document)["emotion"] == {(0, "P"): pytest.approx(value, abs=1e-10)}


def test_another_scale_is_laid_on_1_to_5() -> None:
    stage, who = Stage(id="s", name="S"), Persona(id="p", name="P")
    score = {"p": {"s": Score(value=75)}}
    document = Document(id="m", stages=(stage,), personas=(who,), scale=(0, 100), emotion=score)
    assert mermaid_text(document) == "journey\n  S: 4: P\n"


def test_personas_who_feel_the_same_share_a_task() -> None:
    journey = cjm.Journey(["Wait"], personas=["Ann", "Bo", "Cy"])
    for persona, value in (("Ann", 1), ("Bo", -1), ("Cy", 1)):
        journey.set_emotion("Wait", value, persona=persona)
    assert journey.to_mermaid() == "journey\n  Wait: 4: Ann, Cy\n  Wait: 2: Bo\n"


def test_a_task_that_repeats_an_actor_is_another_stage() -> None:
    document = read_mermaid("journey\n Wait: 1: Ann\n Wait: 2: Bo\n Wait: 3: Ann\n", "it.mmd")
    assert [stage.name for stage in document.stages] == ["Wait", "Wait"]


def test_gaps_are_tasks_at_3_without_actors_and_come_back_as_gaps() -> None:
    journey = cjm.Journey(["Arrive", "Wait"])
    journey.set_emotion("Wait", 1)
    assert journey.to_mermaid() == "journey\n  Arrive: 3\n  Wait: 4: Customer\n"
    assert _again(journey.document)["emotion"] == {(1, "Customer"): 1}


def test_scores_without_any_actor_are_everyones() -> None:
    assert read_mermaid("journey\n Wait: 5\n Go: 3\n", "it.mmd").emotion == {
        "customer": {"wait": Score(value=2), "go": Score(value=0)}
    }
    both = read_mermaid("journey\n Wait: 5\n Go: 1: Ann, Bo\n", "it.mmd").emotion
    assert {who: row["wait"].value for who, row in both.items()} == {"ann": 2, "bo": 2}


def test_scores_beyond_the_scale_become_the_nearest_and_are_told() -> None:
    with pytest.warns(CjmWarning, match=r"beyond 1 to 5 are read as the nearest: lines 2, 4"):
        document = read_mermaid("journey\n A: 9: Ann\n B: 5: Ann\n C: -3: Ann\n", "it.mmd")
    assert [score.value for score in document.emotion["ann"].values()] == [2, 2, -2]


def test_scores_that_are_no_numbers_are_gaps_and_are_told() -> None:
    with pytest.warns(CjmWarning, match="no numbers are read as gaps: lines 2"):
        assert read_mermaid("journey\n A: good: Ann\n", "it.mmd").emotion == {}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("journey\n A: 1\n B\n", 3),
        ("journey\r\n A: 1\r\n B; 2\r\n", 3),
        ("%% one\n%% two\njourney\n A: 1\n journey: 2\n", 5),
        ("---\ntitle: x\n---\n%%{init: {\n}}%%\njourney\n\n B\n", 8),
        ("---\ntitle: [\n---\njourney\n", 2),
        ("---\ntitle: >\n  two\n  lines\n---\njourney\n", 2),
        ("---\ntitle: two\n  lines\n---\njourney\n", 2),
        ("---\ntitle: a\nx: 1\ntitle: b\n---\njourney\n", 4),
        ("\n\nflowchart\n", 3),
        ("journey\n A: 1\n Gets a code (e.g.: 4711): 5: B\n", 3),
        ("journey\n A: 1\n section Phase 1: Discovery\n", 3),
        ("journey\n A: 1\n accTitle:\n B: 2\n", 3),
        ("journey\n A: 1\n %%{ init: never closed\n", 3),
        ("journey\n A: 1\n accDescr { never closed\n\n", 3),
        ("journey\n A: 1\n " + "x" * 501 + ": 2\n", 3),
    ],
)
def test_a_refusal_names_the_line_of_the_file(text: str, line: int) -> None:
    with pytest.raises(FileFormatError, match=re.escape("it.mmd is not a ") + f".*line {line}: "):
        read_mermaid(text, "it.mmd")


def test_more_scores_than_a_map_can_have_are_refused() -> None:
    people = "\n".join(f"A: 1: {number}" for number in range(1001))
    with pytest.raises(FileFormatError, match="1,001 tasks and 1,001 personas are more than 250,000 scores"):
        read_mermaid(f"journey\n{people}\n", "it.mmd")


def test_a_saved_journey_is_read_by_its_suffix(tmp_path: Path) -> None:
    journey = cjm.Journey.from_template("airport-departure")
    journey.save(tmp_path / "map.mmd")
    assert _facts(cjm.read(tmp_path / "map.mmd").document) == _facts(journey.document)


def test_the_title_in_front_counts_where_there_is_no_other() -> None:
    front = "---\ntitle: 'In front #35;'\n---\njourney\n"
    assert read_mermaid(front, "it.mmd").title == "In front #35;"
    assert read_mermaid(f"{front} title Inside #35;\n", "it.mmd").title == "Inside #"
    assert read_mermaid("journey\n accTitle: Only\n", "it.mmd").title == "Only"


@pytest.mark.parametrize("name", ["Get into car", "#1", "_x_"])
@pytest.mark.parametrize("people", [("Ann", "Bo", "Ann"), ("Ann", "Ann", "Ann"), ("Ann", "", "Bo")])
def test_a_name_used_again_comes_back_as_it_was(name: str, people: tuple[str, ...]) -> None:
    stages = tuple(Stage(id=f"s{at}", name=name) for at in range(3))
    emotion = {who.casefold(): {} for who in ("Ann", "Bo")}
    for at, who in enumerate(people):
        if who:
            emotion[who.casefold()][f"s{at}"] = Score(value=1)
    personas = tuple(Persona(id=id, name=id.capitalize()) for id in emotion)
    document = Document(id="m", stages=stages, personas=personas, emotion=emotion)
    assert _again(document) == _facts(document)
    assert mermaid_text(read_mermaid(mermaid_text(document), "it.mmd")) == mermaid_text(document)


def test_the_journey_in_a_fence_is_read_and_lines_are_those_of_the_file() -> None:
    text = "# Ours\n\n```python\njourney\n```\n~~~ mermaid\njourney\n Wait: 4: Ann\n~~~\n"
    assert [stage.name for stage in read_mermaid(text, "it.mmd").stages] == ["Wait"]
    with pytest.raises(FileFormatError, match="line 8: "):
        read_mermaid(text.replace("Wait: 4: Ann", "Wait"), "it.mmd")


def test_a_fence_of_mermaids_own_documentation_holds_a_journey_too() -> None:
    text = "```mermaid-example\njourney\n Wait: 4: Ann\n```\n"
    assert [stage.name for stage in read_mermaid(text, "it.md").stages] == ["Wait"]


def test_words_before_a_journey_are_refused_with_the_line_at_which_it_begins() -> None:
    with pytest.raises(FileFormatError, match=r"line 1: .* that is line 3: leave out the lines before it"):
        read_mermaid("# Our visit\n\njourney\n Wait: 4: Ann\n", "it.mmd")
    with pytest.raises(FileFormatError, match=r"line 2: .* begins with the word 'journey'$"):
        read_mermaid("\nflowchart TD\n", "it.mmd")


def test_of_several_journeys_in_fences_the_first_is_read_and_the_others_named() -> None:
    text = "```mermaid\njourney\n Wait: 4\n```\n\n```mermaid\njourney\n Go: 4\n```\n"
    with pytest.warns(CjmWarning, match="has 2 Mermaid journeys; the one at line 2 is read, not line 7"):
        assert [stage.name for stage in read_mermaid(text, "it.mmd").stages] == ["Wait"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "09:30: 4: Shop",
            "colon after '09' is part of the task's name; write it as #58;: '09#58;30: 4: Shop'",
        ),
        ("a: b: c: 4: Ann", "colon after 'a', 'a: b' is part of .* 'a#58; b#58; c: 4: Ann'"),
        ("a: b: c: d", "has 3 colons; a colon in the name"),
        ("section Part 1: a", "a colon in the name of a section is #58;; write 'section Part 1#58; a'"),
        ("打开：5：用户", "line 2: its colons are fullwidth"),
    ],
)
def test_a_refusal_says_which_colon_to_write_otherwise(line: str, sentence: str) -> None:
    with pytest.raises(FileFormatError, match=sentence):
        read_mermaid(f"journey\n {line}\n", "it.mmd")


def test_a_number_read_as_an_entity_is_told() -> None:
    with pytest.warns(CjmWarning, match=r"line 2: '#42;' is read as '\*'.*write '#35;42#59;'"):
        assert read_mermaid("journey\n Ticket #42; waits: 2\n", "it.mmd").stages[0].name == "Ticket * waits"
