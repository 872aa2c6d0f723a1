"""Altair charts of a journey: each module draws one kind from tidy frames; nothing here looks at a row.

Altair is loaded when the first chart is drawn, never before.
"""
