"""Where things live: the landing (bytes as they came), the ledger (what happened to them) and the warehouse itself."""
