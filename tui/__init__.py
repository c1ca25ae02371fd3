"""factcheck: check claims against every source, in a terminal."""

__version__ = "0.2.0"
