"""Other tools' files: CSV, XLSX and Mermaid out and in; Markdown and PowerPoint out. registry.py lists all.

A file of someone else's is checked for its size before it is parsed, becomes a whole map or is refused with a
sentence, and is never run. What a format cannot hold is left out, and the module of the format lists it.
"""
