"""The command ``cjm``: what maps say, whether they are maps, how they differ, and into other formats.

Showing, comparing and validating load neither pandas nor a widget. The exit code is 0 when all is well, 1
where ``diff`` finds a difference or ``validate`` a file that is no map, and 2 where it could not be done.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TextIO

import msgspec

from cjm_widgets import __version__
from cjm_widgets.document.diff import Difference, diff
from cjm_widgets.document.errors import CjmError, listing
from cjm_widgets.document.model import Document, Part
from cjm_widgets.document.names import labels
from cjm_widgets.formats.registry import WRITABLE, document_in, suffix_to_write
from cjm_widgets.journey.exporting import options_of
from cjm_widgets.storage import file
from cjm_widgets.storage.extra import unfolded


def full_lines(document: Document) -> Iterator[str]:
    """Everything a map says, line by line.

    Examples
    --------
    >>> from cjm_widgets.document.model import Stage
    >>> list(full_lines(Document(id="visit", title="A visit", stages=(Stage(id="wait", name="Wait"),))))
    ['map A visit', 'stage Wait']
    """
    stages, lanes, personas = (
        labels(things) for things in (document.stages, document.lanes, document.personas)
    )
    yield _line("map", document.title, document, {"id", "title"} | _WITHIN)
    for name in ("personas", "phases", "stages", "lanes", "sources"):
        for part in getattr(document, name):
            yield _line(name[:-1], part.name, part, {"id", "name", "counts", "figures", "legend"})
    for stage in document.stages:
        for persona, row in document.emotion.items():
            if score := row.get(stage.id):
                yield _line("emotion", f"{stages[stage.id]} / {personas[persona]}", score, set())
        for lane in document.lanes:
            for card in document.cells.get(lane.id, {}).get(stage.id, ()):
                yield _line("card", f"{stages[stage.id]} / {lanes[lane.id]}", card, {"id"})
    for source in document.sources:
        for id, figures in source.figures.items():
            for measure, figure in figures.items():
                yield _line("figure", f"{stages.get(id, id)} / {measure}", figure, {"method"})


_WITHIN = {"personas", "phases", "stages", "lanes", "cells", "emotion", "sources"}


def _line(what: str, name: str, part: Part, without: set[str]) -> str:
    told = {key: value for key, value in unfolded(part, newer=True).items() if key not in without}
    words = ", ".join(f"{key}: {said(value)}" for key, value in told.items())
    return f"{what} {name}" + (f"  ({words})" if words else "")


def said(value: Any) -> str:
    """A value in a line."""
    return f"{value:g}" if isinstance(value, float) else as_json(value, indent=None)


def as_json(value: Any, indent: int | None = 2) -> str:
    """A value for other programs."""
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=indent)


# --- the command ``cjm``


_EXAMPLES = """\
examples:
  cjm new visit.cjm.json --template airport-departure
  cjm show visit.cjm.json
  cjm validate *.cjm.json
  cjm diff old.cjm.json new.cjm.json
  cjm export visit.cjm.json visit.svg visit.pdf --page "a4 landscape"
  cjm convert visit.csv visit.cjm.json

exit codes:
  0 all is well    1 differences, or not a map (diff, validate)    2 it could not be done

With --json what went wrong is JSON too, and the sentence is told as ever.

Git shows what changed in a map in words, with *.cjm.json diff=cjm in .gitattributes and
  git config diff.cjm.textconv "cjm diff"
"""
_OPTIONS = {
    "theme": "light or dark",
    "page": "of a PDF or printed page: a4, a3 or letter, with or without landscape",
    "lane": "draw this one, and others named likewise, instead of all",
    "width": "of the picture in px",
}
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code != ord("\n")}
_SIGNS = {"added": "+", "removed": "-", "moved": ">", "changed": "~"}


def entry() -> None:
    """Run as the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # whatever the terminal's: git and pipes take bytes
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has seen enough; nothing is left to be said at exit either
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
    asked = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = asked.run
    try:
        return run(asked)
    except BrokenPipeError:
        raise
    except CjmError as error:
        why = str(error)
    except OSError as error:
        why = _about_file(error)
    _print(f"cjm: {why}", sys.stderr)
    if asked.json:
        print(as_json({"error": why}))
    return 2


def _about_file(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


def _parser() -> argparse.ArgumentParser:
    style: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter}
    parser = argparse.ArgumentParser(
        prog="cjm", description="Customer journey maps on the command line.", epilog=_EXAMPLES, **style
    )
    parser.add_argument("--version", action="version", version=f"cjm_widgets {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Callable[[argparse.Namespace], int], says: str, *examples: str) -> Any:
        epilog = "\n  ".join(["examples:", *examples])
        made = commands.add_parser(name, help=says, description=f"{says}.", epilog=epilog, **style)
        made.add_argument("--json", action="store_true", help="write JSON for other programs")
        made.set_defaults(run=run)
        return made

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
    validate = command("validate", _validate, "Say whether files are maps", "cjm validate *.cjm.json")
    validate.add_argument("files", nargs="+", metavar="file")
    new = command(
        "new", _new, "Start a map", 'cjm new visit.cjm.json --title "A visit" --stage Arrive --stage Wait'
    )
    new.add_argument("file", help="where to: visit.cjm.json")
    new.add_argument(
        "--template", metavar="NAME", help="what to start from; a wrong name is answered with all"
    )
    new.add_argument("--title", default="", help="what the map is called")
    new.add_argument("--stage", action="append", default=[], metavar="NAME", help="once for each, in order")
    for writing in (export, convert, new):
        writing.add_argument("--overwrite", action="store_true", help="replace a map that is there")
    return parser


# --- reading


def _show(asked: argparse.Namespace) -> int:
    from cjm_widgets.document.outline import outline

    document = document_in(asked.file)
    if asked.json:
        print(file.dumps(document), end="")
    else:
        _print("\n".join(full_lines(document)) if asked.full else outline(document))
    return 0


def _diff(asked: argparse.Namespace) -> int:
    if asked.after is None:
        return _show(argparse.Namespace(file=asked.before, json=asked.json, full=True))
    found = list(diff(document_in(asked.before), document_in(asked.after)))
    if asked.json:
        print(as_json([one._asdict() for one in found]))
    else:
        for one in found:
            _print(_sentence(one))
    return 1 if found else 0


def _sentence(one: Difference) -> str:
    place = f"{_SIGNS[one.change]} {one.what} {one.where}" + (f", {one.field}" if one.field else "")
    if one.change in ("added", "removed"):
        value = one.after if one.change == "added" else one.before
        return place if value == one.where else f"{place}: {said(value)}"
    return f"{place}: {said(one.before)} -> {said(one.after)}"


def _validate(asked: argparse.Namespace) -> int:
    told = list(_checked(asked.files))
    if asked.json:
        print(as_json([{"file": path, "valid": why is None, "why": why} for path, why in told]))
    else:
        for path, why in told:
            _print(f"{path}: a map" if why is None else why)
    return 0 if all(why is None for _, why in told) else 1


def _checked(paths: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    for path in paths:
        try:
            document_in(path)
        except CjmError as error:
            yield path, str(error)
        except OSError as error:
            yield path, _about_file(error)
        else:
            yield path, None


# --- writing


def _export(asked: argparse.Namespace) -> int:
    import cjm_widgets as cjm

    chosen = {name: getattr(asked, name) for name in ("theme", "page", "lanes", "width")}
    chosen = {name: value for name, value in chosen.items() if value is not None}
    files = {out: [name for name in options_of(suffix_to_write(out)) if name in chosen] for out in asked.out}
    for name in chosen:
        if not any(name in taken for taken in files.values()):
            raise CjmError(f"none of {listing(files)} takes --{name.rstrip('s')}")
    save = cjm.read(asked.file, autosave=False).save
    return _written(
        asked,
        [(out, partial(save, **{name: chosen[name] for name in taken})) for out, taken in files.items()],
    )


def _convert(asked: argparse.Namespace) -> int:
    import cjm_widgets as cjm

    return _written(asked, [(asked.out, cjm.read(asked.file, autosave=False).save)])


def _new(asked: argparse.Namespace) -> int:
    import cjm_widgets as cjm

    if asked.template is None:
        journey = cjm.Journey(asked.stage, title=asked.title)
    elif asked.stage:
        raise CjmError("a template has its stages: give --template or --stage, not both")
    else:
        journey = cjm.Journey.from_template(asked.template)
        if asked.title:
            journey.title = asked.title
    return _written(asked, [(asked.file, journey.save)])


def _written(asked: argparse.Namespace, files: Sequence[tuple[str, Callable[..., None]]]) -> int:
    """Write them all, but none over a map unless asked to."""
    for path, _ in files:
        suffix_to_write(path)  # all of them or none
        if path.endswith(".json") and os.path.exists(path) and not asked.overwrite:
            raise CjmError(f"{path} is there already; replace it with --overwrite")
    for path, save in files:
        save(path, overwrite=asked.overwrite)
    print(as_json({"written": [path for path, _ in files]}) if asked.json else "\n".join(p for p, _ in files))
    return 0


def _print(text: str, stream: TextIO | None = None) -> None:
    """Print what a map says; a terminal is told no commands that a text may hold."""
    print(text.translate(_CONTROLS), file=stream or sys.stdout)
