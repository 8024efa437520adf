"""Figures of group pages as SVG text, drawn without a plotting library: docs/decisions/0019."""
