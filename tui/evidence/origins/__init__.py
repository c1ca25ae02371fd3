"""Origins: which sources carry the same reporting, and the text that they share."""
