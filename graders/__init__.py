"""Autograder for Keras coursework: trains submissions in a sandbox and scores what it measured."""

__version__ = "0.1.0"
