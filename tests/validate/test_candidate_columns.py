"""The columns of candidates, which `validate` knows without reading documents, are those that a reading gives."""

from timeline.extract.rows import EVENT_COLUMNS, OBSERVATION_COLUMNS
from timeline.records import Event, Observation
from timeline.validate.candidates import candidate_columns


def test_candidates_have_the_columns_that_a_reading_gives() -> None:
    assert candidate_columns(Event) == list(EVENT_COLUMNS)
    assert candidate_columns(Observation) == list(OBSERVATION_COLUMNS)
