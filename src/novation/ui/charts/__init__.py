"""Charts as SVG drawn on the server: values in, a string out; colours by class, texts escaped, and no script."""
