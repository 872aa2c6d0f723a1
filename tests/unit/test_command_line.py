"""The command ``cjm``: what it prints, writes and exits with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.command_line import main
from cjm_widgets.storage import file

Run = Callable[..., tuple[int, str, str]]
ENTRY = [sys.executable, "-c", "from cjm_widgets.command_line import entry; entry()"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    journey = cjm.Journey(["Arrive", "Wait"], lanes=["Actions", "Emotion"], personas=["Ana"], title="A visit")
    journey.set_cell("Wait", "Actions", "Reads")
    journey.set_emotion("Wait", -1)
    journey.save(tmp_path / "visit.cjm.json")
    return tmp_path / "visit.cjm.json"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_show_prints_the_outline(run: Run, path: Path) -> None:
    code, out, _ = run("show", path)
    assert code == 0
    assert out.startswith("A visit: 2 stages, 2 lanes, 1 cards")
    assert "2. Wait (Ana -1)" in out


def test_show_full_has_a_line_for_each_thing_with_all_it_says(run: Run, path: Path) -> None:
    lines = run("show", path, "--full")[1].splitlines()
    assert "emotion Wait / Ana  (value: -1)" in lines
    assert 'card Wait / Actions  (text: "Reads")' in lines
    assert len(lines) == len({*lines}) == 8


def test_diff_of_one_file_is_what_git_s_textconv_takes(run: Run, path: Path) -> None:
    assert run("diff", path) == run("show", path, "--full")


def test_show_json_is_the_canonical_text(run: Run, path: Path) -> None:
    assert run("show", "--json", path)[1] == path.read_text(encoding="utf-8")


def test_a_text_gives_a_terminal_no_commands(run: Run, path: Path) -> None:
    journey = cjm.read(path)
    journey.title = "\x1b[2J\x9b2J a\tb"
    for command in ("show", "show --full"):
        out = run(*command.split(), path)[1]
        assert "\x1b" not in out
        assert "\x9b" not in out


def test_diff_tells_what_differs_and_exits_with_one(run: Run, path: Path) -> None:
    other = path.with_name("other.cjm.json")
    journey = cjm.read(path, autosave=False)
    journey.set_cell("Wait", "Actions", "Sleeps")
    journey.set_emotion("Wait", 1)
    journey.add_stage("Leave")
    journey.save(other)
    code, out, _ = run("diff", path, other)
    assert code == 1
    assert out.splitlines() == [
        "+ stage Leave",
        '~ card Wait / Actions, text: "Reads" -> "Sleeps"',
        "~ emotion Wait / Ana, value: -1 -> 1",
    ]
    rows = json.loads(run("diff", path, other, "--json")[1])
    assert [row["change"] for row in rows] == ["added", "changed", "changed"]
    assert run("diff", path, path) == (0, "", "")


def test_validate_says_of_each_file_whether_it_is_a_map(run: Run, path: Path) -> None:
    odd = path.with_name("odd.cjm.json")
    odd.write_text('{"cjm": "1.0", "id": "x", "stagse": []}')
    assert run("validate", path) == (0, f"{path}: a map\n", "")
    code, out, _ = run("validate", path, odd, path.with_name("gone"))
    assert code == 1
    assert "did you mean 'stages'" in out.splitlines()[1]
    assert out.splitlines()[2].endswith("gone: No such file or directory")
    told = json.loads(run("validate", "--json", path, odd)[1])
    assert [one["valid"] for one in told] == [True, False]


def test_export_and_convert_write_what_the_suffix_says(run: Run, path: Path) -> None:
    picture, copy = path.with_name("visit.svg"), path.with_name("copy.cjm.json")
    assert run("export", path, picture) == (0, f"{picture}\n", "")
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    assert json.loads(run("convert", path, copy, "--json")[1]) == {"written": [str(copy)]}
    assert file.read(copy) == file.read(path)


def test_export_takes_the_options_of_pictures_and_refuses_those_that_nothing_takes(
    run: Run, path: Path
) -> None:
    picture, table = path.with_name("visit.svg"), path.with_name("visit.csv")
    assert run("export", path, picture, table, "--theme", "dark", "--lane", "Actions", "--width", 900)[0] == 0
    drawn = picture.read_text(encoding="utf-8")
    assert 'width="901"' in drawn
    assert ">Emotion</text>" not in drawn
    code, _, error = run("export", path, table, "--lane", "Actions")
    assert (code, error) == (2, f"cjm: none of {table} takes --lane\n")


def test_nothing_is_written_where_one_name_cannot_be(run: Run, path: Path) -> None:
    picture = path.with_name("visit.svg")
    code, _, error = run("export", path, picture, "visit.docx")
    assert code == 2
    assert "'visit.docx' has no suffix" in error
    assert not picture.exists()


def test_files_of_other_tools_are_shown_and_compared_too(run: Run, path: Path) -> None:
    table = path.with_name("visit.csv")
    run("convert", path, table)
    assert run("show", table)[1].startswith("A visit: 2 stages")
    assert run("diff", table, table) == (0, "", "")
    picture = path.with_name("visit.svg")
    run("export", path, picture)
    assert "no map is read from .svg" in run("show", picture)[2]


def test_what_went_wrong_is_json_too(run: Run) -> None:
    code, out, error = run("show", "gone.cjm.json", "--json")
    assert (code, json.loads(out)) == (2, {"error": "gone.cjm.json: No such file or directory"})
    assert error == "cjm: gone.cjm.json: No such file or directory\n"


def test_the_package_runs_as_the_command() -> None:
    ran = [sys.executable, "-m", "cjm_widgets", "--version"]
    done = subprocess.run(ran, capture_output=True, text=True, check=True)
    assert done.stdout == f"cjm_widgets {cjm.__version__}\n"


def test_a_map_that_is_there_is_replaced_only_when_asked(run: Run, path: Path) -> None:
    before = path.read_bytes()
    code, out, error = run("new", path)
    assert (code, out) == (2, "")
    assert error.endswith("is there already; replace it with --overwrite\n")
    assert path.read_bytes() == before
    assert run("new", path, "--overwrite", "--title", "Another", "--stage", "Board", "--stage", "Fly")[0] == 0
    assert [stage.name for stage in file.read(path).stages] == ["Board", "Fly"]


def test_new_starts_from_a_template_and_a_wrong_name_is_answered_with_the_nearest(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "new.cjm.json"
    code, _, error = run("new", path, "--template", "airport-departures")
    assert code == 2
    assert "did you mean 'airport-departure'" in error
    assert "\\x0a" not in error
    assert not path.exists()
    assert run("new", path, "--template", "airport-departure", "--title", "Ours")[0] == 0
    assert file.read(path).title == "Ours"
    assert run("new", tmp_path / "x.cjm.json", "--template", "airport-departure", "--stage", "A")[0] == 2


@pytest.mark.parametrize("command", ["show {0}", "diff {0} {0}", "export {0} x.svg", "convert {0} x.svg"])
def test_what_cannot_be_read_is_told_in_a_sentence_and_exits_with_two(
    run: Run, command: str, tmp_path: Path
) -> None:
    gone, odd = tmp_path / "gone.cjm.json", tmp_path / "odd.cjm.json"
    odd.write_text("{}")
    for path, sentence in ((gone, "No such file"), (odd, 'has no "cjm" version')):
        code, out, error = run(*command.format(path).split())
        assert (code, out) == (2, "")
        assert error.startswith("cjm: ")
        assert sentence in error
        assert error.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["shwo"], ["diff"], ["show", "a", "--jsno"]])
def test_wrong_usage_exits_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage: cjm" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", "show", "diff", "validate", "export", "convert", "new"])
def test_help_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*command.split(), "--help"])
    assert stop.value.code == 0
    assert f"\n  cjm {command}" in capsys.readouterr().out


def test_the_command_writes_utf_8_and_stops_quietly_when_nobody_reads_on(path: Path) -> None:
    journey = cjm.read(path)
    journey.title = "出発 – départ"
    shown = subprocess.run([*ENTRY, "show", path], capture_output=True, check=True, env={"LC_ALL": "C"})
    assert shown.stdout.decode().startswith("出発 – départ")
    stopped = subprocess.run(
        f'{" ".join(map(repr, ENTRY))} show --full "{path}" | true',
        shell=True,
        capture_output=True,
        check=True,
    )
    assert stopped.stderr == b""


def test_showing_comparing_and_validating_load_no_pandas(path: Path) -> None:
    code = (
        f"import sys; from cjm_widgets.command_line import main; path = {str(path)!r};"
        "main(['show', path]); main(['diff', path, path]); main(['validate', path]);"
        "print([name for name in ('pandas', 'anywidget', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_git_shows_an_edited_cell_as_one_line_with_and_without_textconv(path: Path) -> None:
    def git(*arguments: str) -> str:
        quiet = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
        done = subprocess.run(
            ["git", *quiet, *arguments], cwd=path.parent, capture_output=True, text=True, check=True
        )
        return done.stdout

    git("init", "-q")
    (path.parent / ".gitattributes").write_text("*.cjm.json diff=cjm\n")
    git("add", ".")
    git("commit", "-qm", "A map")
    cjm.read(path).set_cell("Wait", "Actions", "Sleeps")
    assert git("diff", "--numstat").split() == ["1", "1", "visit.cjm.json"]
    git("config", "diff.cjm.textconv", " ".join(map(repr, [*ENTRY, "diff"])))
    changed = [line for line in git("diff", "-U0").splitlines() if line[0] in "+-" and line[1] not in "+-"]
    assert changed == ['-card Wait / Actions  (text: "Reads")', '+card Wait / Actions  (text: "Sleeps")']


HOSTILE = {
    "escape": "\x1b[2J",
    "bell": "\x07",
    "backspace": "a\x08b",
    "carriage return": "safe\rcjm: all is well",
    "line feed": "x\ncjm: all is well",
    "delete": "\x7f",
    "one-byte CSI": "\x9b2J",
    "next line": "\x85",
    "operating system command": "\x9d0;title\x9c",
    "right-to-left override": "\u202etxt.exe",
    "left-to-right embedding": "\u202a",
    "isolate": "\u2067a\u2069",
    "right-to-left mark": "\u200f",
    "line separator": "a\u2028b",
    "paragraph separator": "a\u2029b",
    "zero-width space": "a\u200bb",
    "byte order mark": "\ufeff",
    "soft hyphen": "a\xadb",
    "tag": "\U000e0041",
}
PRINTED = (
    *(
        "{0}",
        "show {0}",
        "show {0} --full",
        "show {0} --json",
        "show {2}",
        "show {2} --json",
        "show {0} --{3}",
    ),
    *("diff {0}", "diff {0} {1}", "diff {0} {1} --json", "export {0} {0}.svg", "export {0} {0}.svg --json"),
    *("validate {0} {1}", "validate {0} --json", "validate {2} --json", "convert {0} {0}.csv", "new {0}"),
    *("new {0} --template {3}", "export {0} {3}"),
)


def _is_harmless(text: str) -> bool:
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return all(char == "\n" or unicodedata.category(char) not in hidden for char in text)


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_that_is_printed_reaches_the_terminal_as_a_command(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = HOSTILE[kind]
    path, other = tmp_path / f"a{text}.cjm.json", tmp_path / f"b{text}.cjm.json"
    broken = tmp_path / f"{text}broken.cjm.json"
    broken.write_text(json.dumps({"cjm": "1.0", "id": "x", text: 1}))
    for file_path, name in ((path, "A"), (other, "B")):
        journey = cjm.Journey([f"Wait{text}"], lanes=[f"Actions{text}"], personas=[f"Ana{text}"])
        journey.title = f"{text} {name}"
        journey.set_cell(f"Wait{text}", f"Actions{text}", f"Reads {text} {name}")
        journey.set_emotion(f"Wait{text}", 1)
        journey.save(file_path)
    shown = {}
    for command in PRINTED:
        arguments = [part.format(path, other, broken, text) for part in command.split()]
        with suppress(SystemExit):  # wrong usage
            main(arguments)
        printed = capsys.readouterr()
        shown[command] = printed.out
        assert printed.out + printed.err
        assert _is_harmless(printed.out + printed.err), command
        assert "\ncjm: all is well" not in printed.out + printed.err
    assert json.loads(shown["show {0} --json"]) == json.loads(path.read_text("utf-8"))
    assert text in file.read(path).title
    assert f"Wait{text}" in (tmp_path / f"{path}.csv").read_bytes().decode("utf-8-sig")


def test_a_file_name_of_bytes_that_are_no_text_is_printed(path: Path) -> None:
    name = os.fsencode(path.parent) + b"/\xff\x9b.cjm.json"
    os.rename(path, name)
    done = subprocess.run([*ENTRY, "validate", name], capture_output=True, check=True)
    assert done.stdout.decode().endswith("\\udcff\\udc9b.cjm.json: a map\n")


def test_a_warning_is_a_sentence_of_the_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "visit.csv").write_text("Visit,Arrive\nEmotion,4\n")
    code, _, error = run("show", tmp_path / "visit.csv")
    assert code == 0
    assert error.startswith(f"cjm: {tmp_path}/visit.csv: the emotions 4 are read on a scale")
    assert error.count("\n") == 1


def test_letters_of_any_script_and_emoji_are_printed_as_they_are(run: Run, path: Path) -> None:
    journey = cjm.read(path)
    journey.title = "出発 départ مرحبا می\u200cخواهم 👩\u200d🚀"
    assert journey.title in run("show", path)[1]
    assert journey.title in run("show", "--json", path)[1]


def _piped(content: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*ENTRY, *arguments], input=content, capture_output=True, check=False)


def test_a_dash_is_standard_input_and_output(path: Path) -> None:
    content = path.read_bytes()
    assert _piped(content, "convert", "-", "-").stdout == content
    svg = _piped(content, "export", "-", "-", "--to", "svg").stdout
    assert svg.decode() == cjm.read(path, autosave=False).to_svg()
    table = _piped(content, "convert", "-", "-", "--to", "csv").stdout
    assert b"2. Wait (Ana -1)" in _piped(table, "show", "-", "--from", "csv").stdout
    assert _piped(content, "validate", "-").stdout == b"-: a map\n"


def test_what_is_no_map_on_standard_input_is_refused_by_its_name() -> None:
    done = _piped(b"", "show", "-")
    assert done.returncode == 2
    assert done.stderr.startswith(b"cjm: standard input is empty")
    assert b"no suffix to read '.png'" in _piped(b"x", "show", "-", "--from", "png").stderr
