"""What the sources say about a claim: coverage, cautions, search, figures, origins and differences."""
