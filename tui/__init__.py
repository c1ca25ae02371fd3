"""factcheck: check claims against every source, in a terminal."""

__version__ = "0.1.0"
