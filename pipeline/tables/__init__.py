"""The one declaration of every table and column, and what is generated from it."""
