"""What a reader sees of a source, for screen, picture, file and slide alike."""
