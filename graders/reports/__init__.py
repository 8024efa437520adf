"""Shows grades to people: terminal, HTML, CSV."""
