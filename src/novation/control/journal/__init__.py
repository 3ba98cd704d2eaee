"""The journal of the control plane: Merkle logs in the database, append-only by trigger (decision 0012)."""
