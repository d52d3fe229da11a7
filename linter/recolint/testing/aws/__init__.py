"""A test AWS that answers real HTTP on loopback. ``python -m recolint.testing.aws`` starts it for anyone to try.

It needs moto, which ``pip install 'recolint[dev]'`` brings. Nothing else of recolint imports it. From Python::

    from recolint.testing.aws.remote import started

    with started() as aws:
        aws.fault("throttle", "CreateInferenceRecommendationsJob")
        aws.client("sagemaker").create_inference_recommendations_job(...)

A module of tests that says ``pytest_plugins = ("recolint.testing.aws.fixtures",)`` has it as the fixture ``aws``.
"""
