"""Rules for journey maps: what good practice asks of a map, each finding with its reason."""
