"""Finding personal data: Novation and the tools that exist, on the same labelled data and in the same run."""
