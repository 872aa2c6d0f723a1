"""A map as a PowerPoint slide: its text, its chart of emotions, and what the presenter reads below it."""
