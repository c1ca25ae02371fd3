"""The panes of claims, evidence and article, and the page of a claim."""
