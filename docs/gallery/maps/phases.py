"""Phases, goals and moments of truth."""

import cjm_widgets as cjm

stages = ["Hear of it", "Compare", "Sign up", "First day", "Renew"]
journey = cjm.Journey(stages, ["Emotion"], title="A gym")
for number, phase in enumerate(["Before", "Before", "Begin", "Begin", "Stay"]):
    journey.set_stage(stages[number], phase=phase)
journey.set_stage("Sign up", goal="Know what it costs", moment_of_truth=True)
journey.set_stage("First day", goal="Find somebody to ask", duration=90)
journey.emotion["Customer"] = [0.5, 0.0, -1.0, 1.5, 0.5]
journey
