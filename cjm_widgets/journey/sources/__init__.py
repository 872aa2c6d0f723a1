"""Rows behind a map: joined by a plan, kept in the document as counts, followed as they change."""

NO_EVENTS = "no events are joined: journey.join_events(events, case=, activity=, time=)"
