"""The request of CreateInferenceRecommendationsJob: its contract, and typed views of it."""
