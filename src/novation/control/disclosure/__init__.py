"""What the other side may see at which stage: the data room."""
