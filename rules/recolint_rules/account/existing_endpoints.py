"""The existing endpoints of a spec, as AWS describes them."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.account import Account, Answer
from recolint.job import Job
from recolint.view import Located


def described(job: Job, account: Account) -> Iterator[tuple[Located[str], Answer | None]]:
    """Each endpoint's name with what AWS says of it; ``None``: there is none."""
    for endpoint in job.input.endpoints:
        if endpoint.name is not None:
            yield endpoint.name, account.ask("sagemaker", "DescribeEndpoint", EndpointName=endpoint.name.value)
