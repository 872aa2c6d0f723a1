"""Other tools' files: CSV, XLSX and Mermaid out and in; Markdown and PowerPoint out.

A file of someone else's is sized up before it is parsed, becomes a whole map or is refused with a sentence,
and is never run. What a format cannot say is left out, and the module of the format lists it.
"""
