"""From bytes to rows: plain functions that know neither an orchestrator nor a checker."""
