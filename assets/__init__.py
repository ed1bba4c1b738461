"""The nouns: Dagster assets from raw to published. Thin: read, call one verb, check, write."""
