"""The map file: its canonical text, keys of newer versions, reading, saving and migrations."""
