"""scoring: what it is worth.

An *edition* of the assessment table is data (`editions/<name>/`): rows with their inputs and rules, policies, gates.
The *calculator* turns known inputs into points, as exact ranges where something is not known yet. It needs no
warehouse; the measures (`measures/`) are one of the places that inputs come from.
"""
