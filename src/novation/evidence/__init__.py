"""Evidence: canonical JSON, Merkle proofs, signed notes and checkpoints, SSH signatures, authorisations (pure)."""
