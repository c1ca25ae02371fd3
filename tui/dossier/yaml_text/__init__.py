"""The claims file as text: parsing, validating and editing YAML in place."""
