"""Work beside the screen: reading, indexing, the summary, the bookmark."""
