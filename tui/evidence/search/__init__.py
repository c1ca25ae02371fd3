"""Search: the passages of an article that may bear on a claim, and the articles of thousands that may have any."""
