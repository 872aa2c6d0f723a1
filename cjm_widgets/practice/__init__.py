"""What teams do with a map: opportunities and bets, questionnaires, decisions, what an interview confirms."""
