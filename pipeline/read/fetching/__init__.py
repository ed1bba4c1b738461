"""Addresses of the catalogue to bytes on disk: asked politely, bounded in every way, and every answer kept."""
