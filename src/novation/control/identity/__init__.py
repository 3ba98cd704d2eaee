"""How a customer without an account shows who they are: a link once, or a code to a contact that is known."""
