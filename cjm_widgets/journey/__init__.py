"""`Journey` (in `journey`), what a user holds, and its parts."""
