"""Widgets and text layout, independent of the screens that use them."""
