"""How the house writes, remembers and is heard: statements, transactions, the log, the edge. It knows no room."""
