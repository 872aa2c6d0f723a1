"""Versions of a map: the page of a change, the history that git has, numbers then and now."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import lxml.html
import numpy as np
import pandas as pd
import pytest
from scipy import stats

import cjm_widgets as cjm
from cjm_widgets.command_line import main
from cjm_widgets.practice.change_page import change_page


def visit() -> cjm.Journey:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion", "Actions"], title="A <visit>")
    journey.set_cell("Arrive", "Actions", "Queues and shows ID\nParks")
    journey.set_emotion("Wait", -1)
    journey.set_emotion("Arrive", 1)
    return journey


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    journey = visit()
    journey.save(tmp_path / "old.cjm.json")
    journey.cards.loc["actions.arrive", "text"] = "Queues at the lane <named>"
    journey.cards = journey.cards.drop(index=["actions.arrive.2"])
    journey.set_cell("Wait", "Actions", "Reads")
    journey.set_emotion("Wait", 0.5)
    journey.rename_stage("Wait", "Waiting")
    journey.save(tmp_path / "new.cjm.json")
    return tmp_path / "old.cjm.json", tmp_path / "new.cjm.json"


def test_a_page_shows_the_change_without_script_or_network(files: tuple[Path, Path], tmp_path: Path) -> None:
    page = tmp_path / "change.html"
    assert main(["diff", *map(str, files), "--html", str(page)]) == 1
    text = page.read_text(encoding="utf-8")
    tree = lxml.html.fromstring(text)
    assert not tree.xpath("//script|//img|//link|//iframe")
    assert "default-src 'none'" in text
    assert tree.xpath("//h1")[0].text_content() == "A <visit>"
    words = [card.text_content() for card in tree.xpath("//*[@class='card']")]
    assert words == ["Queues and shows ID at the lane <named>changed", "Parksremoved", "Readsadded"]
    assert [one.text_content() for one in tree.xpath("//th/del|//th/ins")] == ["Wait", "Waiting"]
    assert len(tree.xpath("//polyline")) == 2
    assert {"-1.00", "+0.50"} <= {one.text for one in tree.xpath("//svg//text")}


def test_a_page_says_phases_owners_and_by_how_much_numbers_changed(tmp_path: Path) -> None:
    chance = np.random.default_rng(7)
    old, new = chance.integers(1, 5, 80), chance.integers(2, 6, 90)
    journey = cjm.Journey(["Arrive", "Wait"], lanes=["Ideas"])
    journey.set_cell("Wait", "Ideas", "Seats")
    journey.set_stage("Arrive", phase="Before")
    measures = [cjm.mean(), cjm.top_box()]
    columns = {"Q1": "Wait"}
    journey.join(pd.DataFrame({"Q1": old}), columns=columns, scale=(1, 5), name="Survey", measures=measures)
    journey.save(tmp_path / "old.cjm.json")
    journey.set_stage("Wait", phase="Before")
    journey.cards.loc["ideas.wait", "owner"] = "Ben"
    journey.join(pd.DataFrame({"Q1": new}), columns=columns, scale=(1, 5), name="Survey", measures=measures)
    journey.save(tmp_path / "new.cjm.json")
    page = tmp_path / "change.html"
    assert main(
        ["diff", *(str(tmp_path / f"{name}.cjm.json") for name in ("old", "new")), "--html", str(page)]
    )
    tree = lxml.html.fromstring(page.read_text(encoding="utf-8"))
    rows = {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in tree.xpath("//tr")}
    assert rows["Phase"] == ["Before", "Beforephase changed"]
    assert "Seatschanged, owner: none → Ben" in rows["Ideas"][1]
    then, now = np.mean(old >= 4), np.mean(new >= 4)
    was, present = (
        stats.binomtest(int(sum(one >= 4)), len(one)).proportion_ci(method="wilson") for one in (old, new)
    )
    by = now - then
    # Newcombe (1998), method 10.
    low = by - np.hypot(now - present.low, was.high - then)
    high = by + np.hypot(present.high - now, then - was.low)
    words = "{:+.1f} pp ({:+.1f} pp to {:+.1f} pp)".format(*(100 * one for one in (by, low, high)))
    top = next(cells[1] for name, cells in rows.items() if "op-2" in name)
    assert words in top
    assert len(tree.xpath("//*[@class='by clear']")) == 2


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Name the levels", "Say how full", "Name the levels Say how full"),
        ("Very slow", "slow", "Very slow"),
        ("Wait long, sit", "Wait, sit", "Wait long, sit"),
        ("Wait", "Wait long", "Wait long"),
    ],
)
def test_words_that_went_and_words_that_came_stand_apart(before: str, after: str, words: str) -> None:
    journey = cjm.Journey(["Arrive"], lanes=["Ideas"])
    journey.set_cell("Arrive", "Ideas", before)
    was = journey.copy()
    journey.cards.iloc[0, journey.cards.columns.get_loc("text")] = after
    journey.sync()
    tree = lxml.html.fromstring(change_page(was.document, journey.document, ("Before", "After")))
    [card] = tree.xpath("//*[@class='card']")
    assert card.text_content() == f"{words}changed"


def test_a_page_of_one_map_is_refused(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(files[0]), "--html", "page.html"]) == 2
    assert "name the second" in capsys.readouterr().err


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    path = tmp_path / "visit é.cjm.json"
    journey = visit()
    journey.save(path)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Begin")
    journey.add_stage("Leave")
    journey.set_cell("Leave", "Actions", "Waves\nGoes")
    journey.save(path)
    git(tmp_path, "commit", "-qam", "Let people leave")
    path.rename(tmp_path / "tour.cjm.json")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Rename")
    (tmp_path / "tour.cjm.json").write_text("no map")
    git(tmp_path, "commit", "-qam", "Break it")
    return tmp_path / "tour.cjm.json"


def test_git_tells_the_history_of_a_map(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", str(repository), "--json"]) == 0
    every = json.loads(capsys.readouterr().out)
    assert [one["subject"] for one in every] == ["Break it", "Rename", "Let people leave", "Begin"]
    assert every[0]["why"].startswith("not a map then")
    assert every[1]["words"] == "nothing"
    assert every[2]["changes"] == {"cards added": 2, "stage added": 1}
    assert every[3]["changes"]["stages added"] == 2
    assert {one["author"] for one in every} == {"Ada"}
    assert main(["log", str(repository)]) == 0
    assert "Ada: Let people leave\n    2 cards added, 1 stage added\n" in capsys.readouterr().out


def test_without_a_history_it_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    visit().save(tmp_path / "a.cjm.json")
    assert main(["log", str(tmp_path / "a.cjm.json")]) == 2
    assert "git says: not a git repository" in capsys.readouterr().err
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "Nothing")
    assert main(["log", str(tmp_path / "a.cjm.json")]) == 2
    assert "is in no commit" in capsys.readouterr().err
    assert main(["log", str(tmp_path / "none" / "a.cjm.json")]) == 2


def test_numbers_then_and_now_have_a_difference_with_its_interval() -> None:
    chance = np.random.default_rng(5)
    old, new = chance.integers(1, 5, 80), chance.integers(2, 6, 90)
    journey = cjm.Journey(["Wait"])
    columns = {"Q1": "Wait"}
    journey.join(pd.DataFrame({"Q1": old}), columns=columns, scale=(1, 5), name="Survey")
    journey.snapshot("Then")
    journey.join(pd.DataFrame({"Q1": new}), columns=columns, scale=(1, 5), name="Survey")
    journey.snapshot("Now")
    welch = stats.ttest_ind(new, old, equal_var=False)
    ends = welch.confidence_interval(0.95)
    for frame in (journey.diff("Then", measures=True), journey.diff("Then", "Now", measures=True)):
        row = frame[frame["measure"] == "mean"].iloc[0]
        assert row["difference"] == pytest.approx(new.mean() - old.mean())
        assert (row["low"], row["high"], row["p"]) == pytest.approx((ends.low, ends.high, welch.pvalue))


def test_the_map_now_and_its_future_state_are_versions_too() -> None:
    journey = cjm.Journey(["Arrive", "Wait"], ["Emotion"], personas=["Ana"])
    journey.set_emotion("Wait", -1, "Ana")
    journey.set_emotion("Wait", 2, "Ana", state="future")
    frame = journey.diff("now", "future")
    rows = frame[frame["what"] == "emotion"]
    assert rows[["where", "before", "after"]].values.tolist() == [["Wait / Ana", -1.0, 2.0]]
    assert frame.loc[frame["field"] == "kind", "after"].tolist() == ["future"]
    journey.snapshot("now")
    journey.set_emotion("Wait", 1, "Ana")
    assert journey.diff("now")["after"].tolist() == [1.0]
