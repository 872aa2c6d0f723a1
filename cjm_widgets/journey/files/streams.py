"""Standard input and output in place of files: the command ``cjm`` calls both ``-``.

A stream has no suffix, so it says apart what it holds; the map's own ``.cjm.json`` goes without saying.
"""

from __future__ import annotations

import sys

from cjm_widgets.document.errors import CjmError, unknown
from cjm_widgets.document.model import Document
from cjm_widgets.formats.registry import BY_SUFFIX, READABLE
from cjm_widgets.storage import file
from cjm_widgets.storage.limits import MAX_BYTES, check_size

STREAM = "-"
_INPUT = "standard input"


def suffix_called(name: str) -> str:
    """A suffix by the name of its kind, with or without its point, in capitals or not.

    Examples
    --------
    >>> suffix_called("CSV"), suffix_called(".cjm.json"), suffix_called("json")
    ('.csv', '.cjm.json', '.cjm.json')
    """
    suffix = f".{name.lstrip('.')}".casefold()
    return file.SUFFIX if suffix == ".json" else suffix


def read_input(suffix: str = file.SUFFIX) -> Document:
    """The map on standard input.

    Parameters
    ----------
    suffix
        Of the kind of file that it would be.

    Raises
    ------
    FileFormatError
        It is no map, or too large.
    CjmError
        No map is read from such files; names the nearest.
    """
    if suffix not in READABLE:
        raise unknown("suffix to read", suffix, READABLE, plural="suffixes")
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    check_size(content, _INPUT)
    if suffix == file.SUFFIX:
        return file.loads(content, _INPUT)
    return BY_SUFFIX[suffix].document_of(content, _INPUT)


def write_output(content: str | bytes, suffix: str) -> None:
    """Write what a file would hold to standard output.

    Raises
    ------
    CjmError
        It is no text, and a person looks at it.
    """
    if isinstance(content, bytes) and sys.stdout.isatty():
        raise CjmError(f"{suffix} is no text for a terminal: send it on, as in ... - > map{suffix}")
    encoding = BY_SUFFIX[suffix].encoding if suffix in BY_SUFFIX else "utf-8"
    sys.stdout.flush()
    sys.stdout.buffer.write(content if isinstance(content, bytes) else content.encode(encoding))
    sys.stdout.buffer.flush()
