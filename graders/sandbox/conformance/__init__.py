"""The checks that every executor must pass on the machine it is used on."""
