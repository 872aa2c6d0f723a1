"""The command ``cjm``: shows, compares, validates, grades, exports and starts maps; tells their history.

Showing, comparing and validating load neither pandas nor a widget. The exit code is 0 on success, 1 when
``diff`` finds a difference, ``validate`` a file that is no map or ``lint`` errors or warnings, and 2 on an
error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import msgspec

from cjm_widgets import __version__
from cjm_widgets.document.diff import Difference, diff
from cjm_widgets.document.errors import CjmError, UnknownNameError, listing
from cjm_widgets.document.model import Document, Part
from cjm_widgets.document.names import labels
from cjm_widgets.formats.registry import WRITABLE, document_in, suffix_to_write
from cjm_widgets.journey.files.exporting import options_of, writer_of
from cjm_widgets.journey.files.streams import STREAM, read_input, suffix_called, write_output
from cjm_widgets.practice.git_log import revisions
from cjm_widgets.storage import file
from cjm_widgets.storage.extra import unfold

if TYPE_CHECKING:
    from cjm_widgets import Journey
    from cjm_widgets.lint.rule import Rule

_EPILOG = """\
examples:
  cjm new visit.cjm.json --template airport-departure
  cjm show visit.cjm.json
  cjm validate *.cjm.json
  cjm diff old.cjm.json new.cjm.json --html change.html
  cjm log visit.cjm.json
  cjm lint *.cjm.json
  cjm grade submitted --rubric rubric.toml --out graded
  cjm export visit.cjm.json visit.svg visit.pdf --page "a4 landscape"
  cjm convert visit.csv visit.cjm.json
  cat visit.csv | cjm convert - - --from csv --to svg > visit.svg

- is standard input or output, a .cjm.json unless --from or --to says what else.

exit codes:
  0 all is well    1 differences, not a map, or errors and warnings (diff, validate, lint)
  2 it could not be done

With --json an error is JSON on standard output too, beside its sentence on standard error.

Git shows what changed in a map in words, with *.cjm.json diff=cjm in .gitattributes and
  git config diff.cjm.textconv "cjm diff"
"""
_OPTIONS = {
    "theme": "light or dark",
    "page": "of a PDF or printed page: a4, a3 or letter, with or without landscape",
    "lane": "draw this one, and others named likewise, instead of all",
    "width": "of the picture in px",
}
_LINT_OPTIONS = {
    "select": "only these: codes such as CJM302, beginnings such as CJM3, subjects such as privacy",
    "ignore": "all but these",
}
_PARTS = {
    "personas",
    "phases",
    "stages",
    "lanes",
    "cells",
    "emotion",
    "future",
    "sources",
    "links",
    "snapshots",
}
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that move the cursor, turn or hide text, or cannot be written at all."""
_JOINERS = "\u200c\u200d"
"""They only shape letters and emoji."""
_SIGNS = {"added": "+", "removed": "-", "moved": ">", "changed": "~"}


def entry() -> None:
    """Run the command and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # whatever the locale: git and pipes take bytes
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader closed the pipe: keep Python from writing to it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def main(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code.

    Examples
    --------
    >>> main(["show", "nowhere.cjm.json"])
    2
    """
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _print_warning
            return run(options)
    except BrokenPipeError:
        raise
    except CjmError as error:
        why = str(error)
    except OSError as error:
        why = _os_error_text(error)
    _print_line(f"cjm: {why}", sys.stderr)
    if options.json:
        _print_json(as_json({"error": why}))
    return 2


def _os_error_text(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


class _Parser(argparse.ArgumentParser):
    """Escapes what is repeated of the arguments where they are wrong."""

    def error(self, message: str) -> NoReturn:
        super().error(escape(message))


def _parser() -> argparse.ArgumentParser:
    style: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter}
    parser = _Parser(
        prog="cjm", description="Customer journey maps on the command line.", epilog=_EPILOG, **style
    )
    parser.add_argument("--version", action="version", version=f"cjm_widgets {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Callable[[argparse.Namespace], int], summary: str, *examples: str) -> Any:
        epilog = "\n  ".join(["examples:", *examples])
        subparser = commands.add_parser(name, help=summary, description=f"{summary}.", epilog=epilog, **style)
        subparser.add_argument("--json", action="store_true", help="write JSON for other programs")
        subparser.set_defaults(run=run, read_as=file.SUFFIX, write_as=file.SUFFIX)
        return subparser

    show = command("show", _show, "Print what a map says", "cjm show visit.cjm.json")
    show.add_argument("file", help="a map, or a file of another tool")
    show.add_argument("--full", action="store_true", help="every field, a line each thing")
    export = command(
        "export",
        _export,
        "Write a map as pictures, pages or tables",
        "cjm export visit.cjm.json visit.svg visit.xlsx",
        'cjm export visit.cjm.json visit.pdf --page "a4 landscape" --lane Emotion --lane "Pain points"',
    )
    export.add_argument("file", help="a map, or a file of another tool")
    export.add_argument("out", nargs="+", help=f"its suffix says what is written: {' '.join(WRITABLE[1:])}")
    for name, help in _OPTIONS.items():
        many = {"action": "append", "dest": "lanes"} if name == "lane" else {}
        export.add_argument(f"--{name}", type=int if name == "width" else str, help=help, **many)
    convert = command(
        "convert", _convert, "Turn a file of one format into another", "cjm convert visit.csv visit.cjm.json"
    )
    convert.add_argument("file", help="a map, or a file of another tool")
    convert.add_argument("out", help="its suffix says what is written")
    compare = command(
        "diff",
        _diff,
        "Print how two maps differ, or all that one says, as git's textconv takes it",
        "cjm diff old.cjm.json new.cjm.json",
        'git config diff.cjm.textconv "cjm diff"',
    )
    compare.add_argument("before", help="a map, or a file of another tool")
    compare.add_argument("after", nargs="?", help="what became of it")
    compare.add_argument("--html", metavar="PAGE", help="write a page that shows the change")
    log = command(
        "log",
        _log,
        "Print the history of a map's file, from git",
        "cjm log visit.cjm.json",
    )
    log.add_argument("file", help="a map in a git repository")
    validate = command("validate", _validate, "Say whether files are maps", "cjm validate *.cjm.json")
    validate.add_argument("files", nargs="+", metavar="file")
    lint = command(
        "lint",
        _lint,
        "Say what good practice asks of maps and they do not have",
        "cjm lint visit.cjm.json",
        "cjm lint *.cjm.json --select privacy",
        "cjm lint visit.cjm.json --fix --ignore CJM1,CJM505",
        "cjm lint maps/*.cjm.json --format github",
    )
    lint.add_argument("files", nargs="*", metavar="file", help="a map, or a file of another tool")
    for name, help in _LINT_OPTIONS.items():
        lint.add_argument(f"--{name}", action="append", default=[], metavar="CODES", help=help)
    lint.add_argument("--fix", action="store_true", help="mend what an edit can, and save the maps")
    lint.add_argument("--format", choices=("text", "github"), default="text", help="of what is printed")
    lint.add_argument("--rules", action="store_true", help="print what each rule says, in Markdown")
    grade = command(
        "grade",
        _grade,
        "Score what a class handed in by a rubric; no notebook is run",
        "cjm grade submitted --rubric rubric.toml",
        "cjm grade submitted --rubric rubric.toml --out graded --starter handed-out.cjm.json",
    )
    grade.add_argument("folder", help="a folder, .cjm.json or .ipynb for each student in it")
    grade.add_argument("--rubric", required=True, metavar="FILE", help="what is asked, in TOML")
    grade.add_argument(
        "--out", metavar="FOLDER", help="write gradebook.csv, a page for each student and class.html"
    )
    grade.add_argument("--starter", metavar="MAP", help="the map that was handed out")
    grade.add_argument("--min-n", type=int, default=10, help="class.html shows nothing of fewer students")
    new = command(
        "new", _new, "Start a map", 'cjm new visit.cjm.json --title "A visit" --stage Arrive --stage Wait'
    )
    new.add_argument("file", help="where to: visit.cjm.json")
    new.add_argument(
        "--template", metavar="NAME", help="what to start from; a wrong name is answered with all"
    )
    new.add_argument("--title", default="", help="what the map is called")
    new.add_argument("--stage", action="append", default=[], metavar="NAME", help="once for each, in order")
    for reading in (show, export, convert, compare, validate, lint):
        reading.add_argument(
            "--from", dest="read_as", type=suffix_called, metavar="SUFFIX", help="what - is, such as csv"
        )
    for writing in (export, convert, new):
        writing.add_argument(
            "--to", dest="write_as", type=suffix_called, metavar="SUFFIX", help="what - becomes, such as svg"
        )
        writing.add_argument("--overwrite", action="store_true", help="replace a map that is there")
    return parser


# --- commands that read


def _document(path: str, options: argparse.Namespace) -> Document:
    """The map in a file, or on standard input."""
    return read_input(options.read_as) if path == STREAM else document_in(path)


def _show(options: argparse.Namespace) -> int:
    from cjm_widgets.document.outline import outline_lines

    document = _document(options.file, options)
    if options.json:
        _print_json(file.dumps(document).removesuffix("\n"))
    else:
        for line in full_lines(document) if options.full else outline_lines(document):
            _print_line(line)
    return 0


def _diff(options: argparse.Namespace) -> int:
    if options.after is None:
        if options.html:
            raise CjmError("--html shows the change between two maps: name the second")
        return _show(argparse.Namespace(**vars(options) | {"file": options.before, "full": True}))
    before, after = _document(options.before, options), _document(options.after, options)
    differences = list(diff(before, after))
    if options.html:
        from cjm_widgets.practice.change_page import change_page  # loads numpy, which other commands need not

        page = change_page(before, after, (Path(options.before).name, Path(options.after).name))
        Path(options.html).write_text(page, encoding="utf-8")
    if options.json:
        _print_json(as_json([difference._asdict() for difference in differences]))
    else:
        for difference in differences:
            _print_line(_sentence(difference))
    return 1 if differences else 0


def _log(options: argparse.Namespace) -> int:
    every = list(revisions(Path(options.file)))
    if options.json:
        _print_json(as_json([{**one._asdict(), "words": one.words} for one in every]))
    else:
        for one in every:
            _print_line(f"{one.time[:10]} {one.commit[:7]} {one.author}: {one.subject}")
            _print_line(f"    {one.words}")
    return 0


def _sentence(difference: Difference) -> str:
    field = f", {difference.field}" if difference.field else ""
    place = f"{_SIGNS[difference.change]} {difference.what} {difference.where}{field}"
    if difference.change in ("added", "removed"):
        value = difference.after if difference.change == "added" else difference.before
        return place if value == difference.where else f"{place}: {_value_text(value)}"
    return f"{place}: {_value_text(difference.before)} -> {_value_text(difference.after)}"


def _validate(options: argparse.Namespace) -> int:
    verdicts = list(_verdicts(options))
    if options.json:
        _print_json(as_json([{"file": path, "valid": why is None, "why": why} for path, why in verdicts]))
    else:
        for path, why in verdicts:
            _print_line(f"{path}: a map" if why is None else why)
    return 0 if all(why is None for _, why in verdicts) else 1


def _verdicts(options: argparse.Namespace) -> Iterator[tuple[str, str | None]]:
    """Each path, and why it is no map; None where it is one."""
    for path in options.files:
        try:
            _document(path, options)
        except CjmError as error:
            yield path, str(error)
        except OSError as error:
            yield path, _os_error_text(error)
        else:
            yield path, None


def _lint(options: argparse.Namespace) -> int:
    """Exits with 1 for errors and warnings; hints are only said."""
    from cjm_widgets.lint import report
    from cjm_widgets.lint.linter import Linter
    from cjm_widgets.lint.rule import chosen
    from cjm_widgets.lint.settings import settings_near

    select, ignore = (
        [*chain(*(text.split(",") for text in texts))] for texts in (options.select, options.ignore)
    )
    if options.rules:
        print(report.page(chosen(select, ignore)), end="")
        return 0
    if not options.files:
        raise CjmError("lint which files? Such as: cjm lint visit.cjm.json")
    fails, every = False, []
    for path in options.files:
        settings = settings_near(Path(path).resolve().parent)
        wanted = chosen(select or settings.select, [*settings.ignore, *ignore])
        if options.fix:
            number = _mend(path, wanted)
            if not options.json:
                _print_line(f"{path}: fixed {number} finding{'' if number == 1 else 's'}", sys.stderr)
        document = _document(path, options)
        findings = Linter(wanted).update(document, population=settings.population)
        fails |= any(finding.rule.severity != "hint" for finding in findings)
        if options.json:
            rows = report.rows(document, findings)
            every += [{"file": path, **dict(zip(report.COLUMNS, row, strict=True))} for row in rows]
        elif options.format == "github" and path != STREAM:
            text = Path(path).read_text(encoding="utf-8", errors="replace")
            for line in report.github_lines(path, text, document, findings):
                _print_line(line)
        else:
            for line in report.lines(path, document, findings):
                _print_line(line)
    if options.json:
        _print_json(as_json(every))
    return 1 if fails else 0


def _mend(path: str, rules: Sequence[Rule]) -> int:
    """Mend a map in its file; returns how many findings were mended."""
    import cjm_widgets as cjm

    if not path.endswith(".json"):
        raise CjmError(f"--fix saves .cjm.json files; convert {path} first")
    return cjm.read(path).fix([one.code for one in rules]) if rules else 0


def _grade(options: argparse.Namespace) -> int:
    from cjm_widgets.grading import grade

    out, folder = options.out, Path(options.folder)
    if out and Path(out).resolve().is_relative_to(folder.resolve()):
        raise CjmError(f"--out {out} is in the folder of the submissions: name another")
    if options.min_n < 1:
        raise CjmError("--min-n is at least 1")
    result = grade(folder, options.rubric, starter=options.starter)
    if options.json:
        _print_json(as_json([dict(zip(result.columns, row, strict=True)) for row in result.rows()]))
    else:
        for student, points, of, *_, read, problem in result.rows():
            _print_line(f"{student}: {points:g} of {of:g}; {problem or read}")
        for pair in result.alike:
            _print_line(f"{pair.student} and {pair.other} share {pair.shared} of {pair.of} texts")
    for path in result.write(out, options.min_n) if out else ():
        if not options.json and path.parent == Path(out):
            _print_line(str(path))
    return 0


# --- commands that write


def _journey(options: argparse.Namespace) -> Journey:
    """The map that a command starts from, with no file of its own."""
    import cjm_widgets as cjm

    if options.file == STREAM:
        return cjm.Journey.from_document(read_input(options.read_as))
    return cjm.read(options.file, autosave=False)


def _suffix(out: str, options: argparse.Namespace) -> str:
    """What is written, which a file's name says."""
    return suffix_to_write(f"map{options.write_as}" if out == STREAM else out)


def _export(options: argparse.Namespace) -> int:
    settings = {name: getattr(options, name) for name in ("theme", "page", "lanes", "width")}
    settings = {name: value for name, value in settings.items() if value is not None}
    accepted = {out: options_of(_suffix(out, options)) for out in options.out}
    for name in settings:
        if not any(name in names for names in accepted.values()):
            raise CjmError(f"none of {listing(accepted)} takes --{name.rstrip('s')}")
    return _write(options, _journey(options), options.out, settings)


def _convert(options: argparse.Namespace) -> int:
    return _write(options, _journey(options), [options.out], {})


def _new(options: argparse.Namespace) -> int:
    import cjm_widgets as cjm

    if options.template is None:
        journey = cjm.Journey(options.stage, title=options.title)
    elif options.stage:
        raise CjmError("a template has its stages: give --template or --stage, not both")
    else:
        try:
            journey = cjm.Journey.from_template(options.template)
        except UnknownNameError as error:  # without the outline below it: a terminal gets one line
            raise CjmError(str(error).partition("\n")[0]) from None
        if options.title:
            journey.title = options.title
    return _write(options, journey, [options.file], {})


def _write(
    options: argparse.Namespace, journey: Journey, outs: Sequence[str], settings: dict[str, Any]
) -> int:
    """Write all files, or none where one would replace a map without ``--overwrite``."""
    for out in outs:
        _suffix(out, options)  # refuses an unknown suffix before anything is written
        if out.endswith(".json") and os.path.exists(out) and not options.overwrite:
            raise CjmError(f"{out} is there already; replace it with --overwrite")
    for out in outs:
        suffix = _suffix(out, options)
        own = {name: value for name, value in settings.items() if name in options_of(suffix)}
        if out != STREAM:
            journey.save(out, overwrite=options.overwrite, **own)
        elif (writer := writer_of(suffix)) is None:
            write_output(file.dumps(journey.document), suffix)
        else:
            write_output(writer(journey, **own), suffix)
    if STREAM in outs:  # which has what was written, and no word about it
        return 0
    if options.json:
        _print_json(as_json({"written": outs}))
    else:
        for out in outs:
            _print_line(out)
    return 0


# --- what reaches the terminal


def escape(text: str) -> str:
    r"""A text on one line, in which nothing is a command to a terminal, turns the text around or is hidden.

    Examples
    --------
    >>> print(escape("\x1b[2J\x9b2J\u202etxt.exe\n"))
    \x1b[2J\x9b2J\u202etxt.exe\x0a
    """
    return "".join(_escaped(char) if _is_hidden(char) else char for char in text)


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN and char not in _JOINERS


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _print_line(text: str, stream: TextIO | None = None) -> None:
    print(escape(text), file=stream or sys.stdout)


def _print_json(text: str) -> None:
    """Print JSON: the same values, with what ``escape`` escapes written as JSON escapes it."""
    print("".join(_json_escape(char) if _is_hidden(char) and char != "\n" else char for char in text))


def _json_escape(char: str) -> str:
    return json.dumps(char)[1:-1] if ord(char) != 0x7F else "\\u007f"


def _print_warning(message: Warning | str, *_: Any, **__: Any) -> None:
    _print_line(f"cjm: {message}", sys.stderr)


# --- what a map says


def full_lines(document: Document) -> Iterator[str]:
    """Everything a map holds, one line for each thing.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> list(full_lines(Document(id="visit", title="A visit", stages=(Stage(id="wait", name="Wait"),))))
    ['map A visit', 'stage Wait']
    """
    stages, lanes, personas = (
        labels(things) for things in (document.stages, document.lanes, document.personas)
    )
    yield _line("map", document.title, document, {"id", "title"} | _PARTS)
    for name in ("personas", "phases", "stages", "lanes", "sources", "snapshots"):
        for part in getattr(document, name):
            yield _line(name[:-1], part.name, part, {"id", "name", "counts", "figures", "legend", "map"})
    for stage in document.stages:
        for persona, row in document.emotion.items():
            if score := row.get(stage.id):
                yield _line("emotion", f"{stages[stage.id]} / {personas[persona]}", score, set())
        for persona, values in document.future.items():
            if stage.id in values:
                where = f"{stages[stage.id]} / {personas[persona]}"
                yield f"future emotion {where}  (value: {values[stage.id]:g})"
        for lane in document.lanes:
            for card in document.cells.get(lane.id, {}).get(stage.id, ()):
                yield _line("card", f"{stages[stage.id]} / {lanes[lane.id]}", card, {"id"})
    for link in document.links:
        yield _line("link", link.id, link, {"id"})
    for source in document.sources:
        for id, figures in source.figures.items():
            for measure, figure in figures.items():
                yield _line("figure", f"{stages.get(id, id)} / {measure}", figure, {"method"})


def _line(what: str, name: str, part: Part, without: set[str]) -> str:
    fields = {key: value for key, value in unfold(part, newer=True).items() if key not in without}
    words = ", ".join(f"{key}: {_value_text(value)}" for key, value in fields.items())
    return f"{what} {name}" + (f"  ({words})" if words else "")


def _value_text(value: Any) -> str:
    """A value on one line."""
    return f"{value:g}" if isinstance(value, float) else as_json(value, indent=None)


def as_json(value: Any, indent: int | None = 2) -> str:
    """A value as JSON text."""
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=indent)
