"""What a publication needs of a map: how its numbers were made, in prose, and how to cite it."""
