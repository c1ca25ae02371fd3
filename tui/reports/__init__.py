"""What is handed on: text, Markdown."""
