"""The staff's pages: they ask, show and call actions, and decide nothing themselves."""
