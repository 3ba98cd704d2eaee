"""How the servers are set: one module per process, all of them from `base`, everything else from the environment."""
