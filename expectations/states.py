"""What a version inherits from the one before it about its state (measures-2019 section 1, "states")."""

from expectations.contract import Carry

FIRST_ACCEPTED = Carry("first_accepted_on", "date", "new.night", "old.first_accepted_on")
STATE_KNOWN = Carry(
    "state_known_on",
    "date",
    "new.night",
    "case when old.state is not distinct from new.state then old.state_known_on else new.night end",
)

DECISION_STATE = (FIRST_ACCEPTED, STATE_KNOWN)
