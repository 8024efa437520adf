"""Every text a student reads, by code, in Spanish and English."""
