"""One request, one job: what is sent, the checks before, and the record of what was sent. Nothing here prints or asks.

``requests.prepare`` puts values and suffixes into specs, ``preflight.check`` runs the rules and botocore's validator on
the result. ``Submitter.submit`` creates the job of each ``Submission`` at most once. ``docs/reference/python.md`` has
an example.
"""
