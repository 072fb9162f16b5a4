"""What `comanda verify` looks at: the chains, the rows the log tells of, the bills, the heads kept elsewhere."""
