"""How the site is built: pages with what their code gives, the gallery, the reference."""
