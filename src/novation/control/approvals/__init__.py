"""Who must agree before anything moves: committee, counsel, signers."""
