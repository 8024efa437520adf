"""What other systems read: one module for each of their formats, all of them pure functions."""
