"""How right the published tables are, measured against labels made by hand (tests/gold, GUIDELINE.md)."""
