"""Which files are suspiciously alike: pure functions from text to pairs and clusters."""
