"""Who else has the data, and that they are told what was corrected or erased."""
