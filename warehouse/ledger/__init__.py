"""The ledger: what came, what became of it, what was published. It stands outside the warehouse, on any SQLAlchemy URL.

It holds hashes, counts and our own sentences, never values of rows. Lines are only ever added, in the order of `seq`;
where a line is said again with another content (a rejected file that a corrected source can read), the latest holds.
"""

from warehouse.ledger.chain import Broken
from warehouse.ledger.ledger import Ledger
from warehouse.ledger.lines import Batch, LedgerError, Publication, Receipt, Run, SourceNight

__all__ = ["Batch", "Broken", "Ledger", "LedgerError", "Publication", "Receipt", "Run", "SourceNight"]
