"""recolint: a policy linter for the job specs of AWS SageMaker Inference Recommender."""

__version__ = "0.1.0"
