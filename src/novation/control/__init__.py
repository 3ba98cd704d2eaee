"""The control plane: who may do what, and what was done. It knows accounts and cases, and never customers' rows."""
