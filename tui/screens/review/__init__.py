"""The review screen: the desk with its commands, and the keys that wait."""
