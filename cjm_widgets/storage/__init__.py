"""The file: canonical text, keys of newer versions, migrations, saving."""
