"""The things the grader talks about: frozen dataclasses, standard library only, no I/O."""
