"""Builds the generated pages of the documentation from the code, so that they cannot say something else."""
