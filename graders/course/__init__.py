"""Reads what the teacher defined: assignments, calibration, data sets, secrets."""
