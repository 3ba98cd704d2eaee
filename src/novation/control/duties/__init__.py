"""What the packs' controls ask of the organisation: by whom, by when, with which evidence."""
