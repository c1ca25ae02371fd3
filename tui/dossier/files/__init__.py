"""Files on the disk: reading, saving, watching, caching."""
