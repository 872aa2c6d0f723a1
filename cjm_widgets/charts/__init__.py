"""Altair charts of a journey. Each kind of chart is one module that draws it from tidy frames.

Altair is loaded when the first chart is drawn.
"""
