"""Custody: the journal on disk, signed documents with their signatures beside them, checkpoints exchanged."""
