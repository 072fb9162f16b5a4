"""Values every room speaks: money, time, ids, scope, refusals, facts. No I/O, no framework, no database."""
