"""``python -m tui`` is ``factcheck``."""

import sys

from tui.cli import main

sys.exit(main())
