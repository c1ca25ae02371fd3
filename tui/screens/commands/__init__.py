"""The commands of the review, in one class for each group."""
