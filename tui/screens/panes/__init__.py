"""The three panes and the pages that they show."""
