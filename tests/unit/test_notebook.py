"""When a cell ends, what was done in pandas is carried out; a hook never raises."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from IPython.core.interactiveshell import InteractiveShell

from cjm_widgets.journey import notebook
from cjm_widgets.journey.journey import Journey
from cjm_widgets.widgets.session import session_of


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    """A shell as a kernel has it, with a journey in its namespace."""
    shell = InteractiveShell.instance()
    shell.run_cell(
        "import cjm_widgets as cjm\njourney = cjm.Journey(['Arrive', 'Wait'], lanes=['Emotion', 'Actions'])"
    )
    yield shell
    shell.reset()
    InteractiveShell.clear_instance()


def journey_of(shell: InteractiveShell) -> Journey:
    journey = shell.user_ns["journey"]
    assert isinstance(journey, Journey)
    return journey


EDIT = "journey.frame.loc['Wait', 'Actions'] = 'Reads'"


@pytest.mark.parametrize(
    "ending",
    ["", "\n1 / 0", "\nraise SystemExit", "\nraise KeyboardInterrupt", "\n%time 1"],
    ids=["success", "exception", "exit", "interrupt", "magic"],
)
def test_an_edit_is_carried_out_however_the_cell_ends(shell: InteractiveShell, ending: str) -> None:
    journey = journey_of(shell)
    shell.run_cell(EDIT + ending)
    assert journey.document.cells["actions"]["wait"][0].text == "Reads"


def test_silent_execution_leaves_the_edit_for_the_next_cell(shell: InteractiveShell) -> None:
    journey = journey_of(shell)
    shell.run_cell(EDIT, silent=True)
    assert not journey.document.cells
    shell.run_cell("1")
    assert journey.document.cells["actions"]["wait"][0].text == "Reads"


def test_an_edit_that_is_no_map_is_said_at_the_cell_s_end_and_put_back(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    journey = journey_of(shell)
    shell.run_cell(f"{EDIT}\njourney.emotion.loc['Wait', 'Customer'] = 7")
    told = capsys.readouterr().err
    assert "cjm_widgets: the emotion of 'Customer' at 'Wait' takes a number from -2 to 2, not 7" in told
    assert "All edits of the frames since the last cell are put back." in told
    assert journey.frame.loc["Wait", "Actions"] == ""
    assert journey.revision == 0
    shell.run_cell("1")
    assert capsys.readouterr().err == ""


def test_rows_that_cannot_be_counted_any_more_are_said_once_and_the_numbers_stay(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell(
        "import pandas as pd\nrows = pd.DataFrame({'q': [1, 5] * 5})\n"
        "journey.join(rows, columns={'q': 'Wait'}, scale=(1, 5), measures=[cjm.mean()])"
    )
    shell.run_cell("rows.columns = ['question']")
    told = capsys.readouterr().err
    assert "the rows of 'Survey' cannot be counted any more, the map keeps its numbers: no column 'q'" in told
    shell.run_cell("1")
    assert capsys.readouterr().err == ""
    assert journey_of(shell).measures.query("stage == 'Wait'")["value"].tolist() == [3.0]


def test_while_a_cell_runs_a_browser_s_edit_waits_outside_the_frame(shell: InteractiveShell) -> None:
    journey = journey_of(shell)
    session, frame = session_of(journey), journey.frame
    card = {
        "op": "add_card",
        "stage": "wait",
        "lane": "actions",
        "card": {"id": "x", "text": "From the screen"},
    }
    edit = {"type": "edit", "client": "c", "seq": 1, "base": 0, "epoch": session.epoch, "operations": [card]}

    class Silent:
        def send(self, content: object) -> None:
            pass

    def arrive() -> None:
        thread = threading.Thread(target=session.receive, args=(Silent(), edit))
        thread.start()
        thread.join()
        seen.append(frame.loc["Wait", "Actions"])
        seen.append(journey.document.cells["actions"]["wait"][0].text)

    seen: list[object] = []
    shell.user_ns["arrive"] = arrive
    shell.run_cell("arrive()")
    assert seen == ["", "From the screen"]
    assert frame.loc["Wait", "Actions"] == "From the screen"
    assert not notebook.cell_is_running()


def test_the_same_cell_written_in_pandas_and_on_screen_keeps_the_screen_s_and_says_so(
    shell: InteractiveShell,
) -> None:
    journey = journey_of(shell)
    heard: list[dict[str, object]] = []

    class View:
        def send(self, content: dict[str, object]) -> None:
            heard.append(content)

    session, view = session_of(journey), View()
    session.join(view)
    card = {"op": "add_card", "stage": "wait", "lane": "actions", "card": {"id": "x", "text": "Screen"}}
    edit = {"type": "edit", "client": "c", "seq": 1, "base": 0, "epoch": session.epoch, "operations": [card]}
    shell.user_ns["arrive"] = lambda: session.receive(view, edit)
    with pytest.warns(match="was changed on screen meanwhile: it is now 'Screen', not 'Reads'"):
        shell.run_cell(f"journey.frame\narrive()\n{EDIT}")
    assert journey.frame.loc["Wait", "Actions"] == "Screen"
    assert [message["theirs"] for message in heard if message["type"] == "clash"] == ["Reads"]
