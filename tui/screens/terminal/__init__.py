"""The terminal: colours, the output filter, signals, the external editor."""
