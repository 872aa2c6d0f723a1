"""The page of one student: points, what each item asks, and what to do about it. No script, no network."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from cjm_widgets.grading.scoring import Result

STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --grey: #5f5f5f; --line: #ddd; --page: #fff }
:root { --soft: #f4f4f4; --blue: #1f5fa8 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eee; --grey: #ababab; --line: #444; --page: #181818; --soft: #2a2a2a; --blue: #7db4f0 }
}
body { max-width: 860px; margin: 24px auto; padding: 0 16px; background: var(--page); color: var(--ink) }
body { font: 15px/22px system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 22px; line-height: 30px; margin: 0 } h2 { font-size: 17px; margin: 28px 0 8px }
p { margin: 4px 0 12px } .quiet { color: var(--grey) } .points { font-size: 22px; font-weight: 600 }
.wide { overflow-x: auto } table { border-collapse: collapse; margin: 12px 0; width: 100% }
th, td { padding: 6px 8px; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top }
th { font-weight: 600; background: var(--soft) } td.number, th.number { text-align: end; white-space: nowrap }
svg { max-width: 100%; height: auto } svg text { fill: var(--ink); font-size: 12px }
.one { fill: none; stroke: var(--grey); stroke-width: 1; stroke-opacity: 0.45 }
.middle { fill: none; stroke: var(--blue); stroke-width: 3 } .zero { stroke: var(--line) }
"""


def student_page(student: str, origin: str, title: str, result: Result) -> str:
    """The page as HTML; ``origin`` says what was read.

    Examples
    --------
    >>> "&lt;b&gt;" in student_page("<b>", "", "A visit", Result(0.0, 2.0, (), "There is no map."))
    True
    """
    rows = "".join(
        f"<tr><td>{text(item.about)}</td><td class='number'>{item.points:g} of {item.of:g}</td>"
        f"<td>{text('' if result.problem else item.feedback)}</td></tr>"
        for item in result.items
    )
    names = "".join(f"<th scope='col'>{name}</th>" for name in ("Asked", "Points", "What next"))
    head = f"<tr>{names}</tr>"
    problem = f"<p>{text(result.problem)}</p>" if result.problem else ""
    read = f"<p class='quiet'>Read: {text(origin)}</p>" if origin else ""
    return page(
        f"{student}: {title or 'Assignment'}",
        f"<h1>{text(title or 'Assignment')}</h1><p>{text(student)}</p>"
        f"<p class='points'>{result.points:g} of {result.of:g} points</p>{problem}"
        f"<div class='wide'><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>{read}",
    )


def page(title: str, body: str) -> str:
    """A page that fetches nothing and runs nothing; ``body`` is escaped already."""
    mark = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{mark}'; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>{STYLE}</style></head>\n<body>{body}</body></html>\n"
    )


def text(value: str) -> str:
    """A text for a page: escaped, and without what UTF-8 cannot write."""
    return escape(value.encode("utf-8", "replace").decode("utf-8"))
