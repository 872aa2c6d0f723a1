"""One map in several browsers at once: the journal they share, and the room of it that a server keeps."""
