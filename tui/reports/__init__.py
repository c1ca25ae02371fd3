"""Reports and exports of a dossier, as text for people and other programs."""
