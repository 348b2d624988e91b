"""The acts that people record: of one studio, of an intake, of the union's year (Art. 7–14)."""
