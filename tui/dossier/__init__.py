"""What is checked: claims, sources, quotes, and the files that they live in."""
