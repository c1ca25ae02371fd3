"""What the reviewer sees and presses. Textual lives here alone."""
