"""What is told to everybody: purposes, bases, terms, recipients, rights and the numbers of the year, released version by version."""
