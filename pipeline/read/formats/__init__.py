"""Bytes of one format to text: each module reads one kind of file into a `Rendition` (see `model`)."""
