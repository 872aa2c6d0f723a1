"""The command ``cjm lint``: what it prints, mends and exits with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.command_line import main
from tests.unit.lint.maps import good, with_cards

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        code = main(["lint", *map(str, arguments)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    journey = cjm.Journey(["Search", "Choose", "Use"], lanes=["Actions"], scenario="Buys a bicycle")
    journey.set_cell("Use", "Actions", "Rides\nRides")
    journey.save(tmp_path / "bicycle.cjm.json")
    return tmp_path / "bicycle.cjm.json"


def test_errors_and_warnings_exit_with_one_hints_do_not(run: Run, path: Path) -> None:
    code, out, _ = run(path)
    assert code == 1
    title = "CJM401 error: Current state built on assumptions only"
    assert out.splitlines()[0] == f"{path}: The map: {title}: Every card is an assumption"
    assert f"{path}: Use / Actions: CJM703 warning: The same card twice in a cell: 'Rides' stands" in out
    assert out.splitlines()[-1].startswith(f"{path}: 1 error, ")
    code, out, _ = run(path, "--select", "CJM111")
    assert (code, out.splitlines()[-1]) == (0, f"{path}: 1 hint")
    code, out, _ = run(path, "--select", "privacy")
    assert (code, out) == (0, f"{path}: nothing found\n")


def test_json_is_the_frame_with_the_file(run: Run, path: Path) -> None:
    code, out, _ = run(path, "--json", "--select", "CJM703")
    [row] = json.loads(out)
    assert code == 1
    assert [*row] == ["file", "code", "severity", "where", "message", "why", "fix"]
    assert (row["file"], row["where"]) == (str(path), "Use / Actions")


def test_several_files_and_formats(run: Run, path: Path, tmp_path: Path) -> None:
    table = tmp_path / "trip.csv"
    table.write_text("Stage,Actions\nPark,We send a bus\nFly,Sleeps\nLand,Leaves\n")
    code, out, _ = run(path, table, "--select", "CJM701")
    assert code == 1
    assert out.splitlines()[0] == f"{path}: nothing found"
    assert "Park / Actions: CJM701 warning" in out


def test_fix_mends_the_file_in_one_step(run: Run, path: Path, tmp_path: Path) -> None:
    code, out, err = run(path, "--fix", "--select", "language")
    assert (code, out, err) == (0, f"{path}: nothing found\n", f"{path}: fixed 1 finding\n")
    assert cjm.read(path).frame.loc["Use", "Actions"] == "Rides"
    text = path.read_text(encoding="utf-8")
    assert run(path, "--fix", "--select", "language")[2] == f"{path}: fixed 0 findings\n"
    assert path.read_text(encoding="utf-8") == text
    table = tmp_path / "trip.csv"
    table.write_text("Stage,Actions\nPark,Walks\n")
    code, _, err = run(table, "--fix")
    assert code == 2
    assert "--fix saves .cjm.json files" in err


def test_github_annotations_stand_at_the_line_of_the_thing(run: Run, path: Path) -> None:
    _, out, _ = run(path, "--format", "github", "--select", "CJM703,CJM111,CJM206")
    lines = out.splitlines()
    text = path.read_text(encoding="utf-8").splitlines()
    [card] = [line for line in lines if "CJM703" in line]
    number = int(card.partition("line=")[2].partition(",")[0])
    assert card.startswith("::warning file=")
    assert '"actions.use.2"' in text[number - 1]
    assert lines[-1].startswith("::notice file=")
    stages = [line for line in lines if "CJM206" in line]
    numbers = [int(line.partition("line=")[2].partition(",")[0]) for line in stages]
    for id, number in zip(("search", "choose", "use"), numbers, strict=True):
        assert f'"id": "{id}"' in text[number - 1]


def test_hostile_text_is_no_command_to_a_terminal_or_to_github(run: Run, tmp_path: Path) -> None:
    evil = "TBD"
    journey = cjm.Journey.from_document(good())
    journey.rename_stage("Use", "Use\u202e\x1b[2J,a:b%")
    journey.set_cell("Use\u202e\x1b[2J,a:b%", "Actions", evil)
    journey.set_cell("Search", "Actions", "We send x@example.org \x1b]0;owned\x07 ::error::x")
    path = tmp_path / "a,b:c.cjm.json"
    journey.save(path)
    for arguments in ((), ("--format", "github"), ("--json",)):
        code, out, _ = run(path, *arguments)
        assert code == 1
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "\x07" not in out
    lines = run(path, "--format", "github")[1].splitlines()
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines)
    assert all("a%2Cb%3Ac.cjm.json,line=" in line for line in lines)


def test_a_wrong_rule_and_no_file_are_errors(run: Run, path: Path) -> None:
    code, _, err = run(path, "--select", "privcy")
    assert code == 2
    assert "did you mean 'privacy'" in err
    code, out, err = run("--json")
    assert code == 2
    assert "lint which files?" in json.loads(out)["error"]
    assert run(path.with_name("gone.cjm.json"))[0] == 2


def test_settings_of_the_project_are_read_beside_each_file(run: Run, path: Path) -> None:
    settings = '[tool.cjm.lint]\nselect = ["language"]\nignore = ["CJM703"]\n'
    (path.parent / "pyproject.toml").write_text(settings)
    assert run(path) == (0, f"{path}: nothing found\n", "")
    assert run(path, "--select", "CJM201,structure", "--ignore", "CJM206,CJM207,CJM214")[0] == 0


def test_rules_are_printed_as_a_page(run: Run) -> None:
    code, out, _ = run("--rules", "--select", "CJM101")
    assert code == 0
    assert "### CJM101 No actor" in out
    assert "CJM102" not in out


def test_linting_needs_no_pandas(path: Path) -> None:
    import subprocess
    import sys

    script = (
        "import sys; from cjm_widgets.command_line import main; "
        f"main(['lint', {str(path)!r}]); print('pandas' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "False"


def test_a_map_without_findings_is_said_to_have_none(run: Run, tmp_path: Path) -> None:
    journey = cjm.Journey.from_document(with_cards("actions", "use"))
    journey.save(tmp_path / "a.cjm.json")
    assert run(tmp_path / "a.cjm.json", "--select", "CJM3")[1].endswith("nothing found\n")
