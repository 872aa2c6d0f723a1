"""What respondents mention where they may choose several options: counted, stacked and withheld."""
