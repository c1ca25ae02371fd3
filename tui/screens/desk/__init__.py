"""The desk: the panes, the open question, and where the reviewer stands."""
