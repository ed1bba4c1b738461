"""What must be true of each stage's tables: one suite a stage, and the one bridge to Dagster asset checks."""
