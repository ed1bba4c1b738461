"""What can go wrong with a release, in words for the person who runs it."""


class ReleaseError(RuntimeError):
    """The release was not written, or is not what its manifest says; the message says why and what to do."""
