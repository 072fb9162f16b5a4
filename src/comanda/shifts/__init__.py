"""Who is responsible for which cash, from the first note to the count."""
