"""Phases, goals and moments of truth."""

import cjm_widgets as cjm

journey = cjm.Journey(["Hear of it", "Compare", "Sign up", "First day", "Renew"], ["Emotion"], title="A gym")
for stage, phase in zip(journey.frame.index, ["Before", "Before", "Begin", "Begin", "Stay"], strict=True):
    journey.set_stage(stage, phase=phase)
journey.set_stage("Sign up", goal="Know what it costs", moment_of_truth=True)
journey.set_stage("First day", goal="Find somebody to ask", moment_of_truth=True, duration=90)
journey.emotion["Customer"] = [0.5, 0.0, -1.0, 1.5, 0.5]
journey
