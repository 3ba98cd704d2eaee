"""The command line: one file per command; results to standard output, words to standard error."""
