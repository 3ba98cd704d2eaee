"""Agreements of a case: their parties, versions, signatures and terms."""
