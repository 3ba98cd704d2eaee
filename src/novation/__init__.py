"""Novation (易主): hand over a company's customer data, lawfully and provably."""

__version__ = "0.1.0"
