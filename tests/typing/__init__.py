"""Whether type checkers find every public name typed, in a script as a user writes it."""
