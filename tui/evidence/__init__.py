"""What the sources say about a claim."""
