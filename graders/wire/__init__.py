"""What may cross the wall between the trusted side and student code."""
