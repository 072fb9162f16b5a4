"""The edge: bytes in, one verb or query, bytes out. Refusals become problem details here and nowhere else."""
