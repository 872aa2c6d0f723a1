"""Static pictures of a document, from Python alone: SVG, one HTML page, PNG and PDF. No JavaScript."""
