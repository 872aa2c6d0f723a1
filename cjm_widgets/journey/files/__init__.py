"""A journey's beginnings and copies: templates, saving and exporting, versions and snapshots."""
