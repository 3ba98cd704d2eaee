"""The page of recipients: who has the data, what they are to be told, what the seller told us."""
