"""The only place where the zones meet."""
