"""What the reviewer decides: decisions as data, the open session, undo."""
