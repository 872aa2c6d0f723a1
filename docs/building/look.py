"""The colours of the site: those of the map (`cjm_widgets.render.palette`), so that both are one product."""

from __future__ import annotations

from pygments.style import Style
from pygments.token import Comment, Error, Generic, Keyword, Name, Number, Operator, String, Text

from cjm_widgets.render.palette import DARK, LIGHT, Palette

LOOK = {"light": "LightCode", "dark": "DarkCode"}
"""The styles of code below, by theme."""


def _variables(palette: Palette) -> dict[str, str]:
    """Furo's colours of a theme."""
    return {
        "color-foreground-primary": palette.text,
        "color-foreground-secondary": palette.text_2,
        "color-foreground-muted": palette.text_3,
        "color-foreground-border": palette.edge,
        "color-background-primary": palette.bg,
        "color-background-secondary": palette.back,
        "color-background-hover": palette.soft,
        "color-background-hover--transparent": "transparent",
        "color-background-border": palette.line,
        "color-background-item": palette.edge,
        "color-brand-primary": palette.text,
        "color-brand-content": palette.emo_3 if palette is DARK else palette.emo_4,
        "color-brand-visited": palette.emo_3 if palette is DARK else palette.emo_4,
        "color-highlight-on-target": palette.zone_high if palette is LIGHT else palette.soft,
        "color-sidebar-link-text--top-level": palette.text,
        "color-sidebar-caption-text": palette.text_3,
        "color-sidebar-search-border": palette.edge,
        "color-inline-code-background": palette.soft,
        "color-code-background": palette.back,
        "color-api-background": palette.back,
        "color-api-background-hover": palette.soft,
        "color-api-name": palette.text,
        "color-api-pre-name": palette.text_2,
        "cjm-above": palette.above,
        "cjm-below": palette.below,
        "cjm-good": palette.emo_3,
        "cjm-bad": palette.emo_0,
        "font-stack": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
        "font-stack--monospace": "ui-monospace, Menlo, Consolas, 'Liberation Mono', monospace",
    }


VARIABLES = {"light": _variables(LIGHT), "dark": _variables(DARK)}
"""What the theme takes in place of its own colours."""


def _code(palette: Palette) -> dict[object, str]:
    """Code in three colours: words of the language, texts and numbers, remarks."""
    word, text = (palette.emo_4, palette.emo_0) if palette is LIGHT else (palette.emo_3, palette.emo_0)
    return {
        Text: palette.text,
        Name: palette.text,
        Operator: palette.text_2,
        Comment: f"italic {palette.text_3}",
        Keyword: word,
        Operator.Word: word,
        Name.Builtin: word,
        String: text,
        Number: text,
        Error: palette.emo_0,
        Generic.Prompt: palette.text_3,
        Generic.Output: palette.text_2,
    }


class LightCode(Style):  # type: ignore[misc]
    """Code on a light page."""

    background_color = LIGHT.back
    styles = _code(LIGHT)


class DarkCode(Style):  # type: ignore[misc]
    """Code on a dark page."""

    background_color = DARK.back
    styles = _code(DARK)
