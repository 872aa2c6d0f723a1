"""A book of MyST with a map in it: its contents by mystmd, and the map by the renderer of MyST's themes."""
