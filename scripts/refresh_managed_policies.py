"""Write the texts of the AWS managed policies that matter to a job's role, from the installed moto.

Usage: pip install moto, then python scripts/refresh_managed_policies.py

moto is needed for this alone: its data contains AWS's own texts, with version and date.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "linter" / "recolint" / "iam" / "managed"

NAMES = (
    "AWSKeyManagementServicePowerUser",
    "AdministratorAccess",
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonS3FullAccess",
    "AmazonS3ReadOnlyAccess",
    "AmazonSageMakerFullAccess",
    "AmazonSageMakerModelRegistryFullAccess",
    "AmazonSageMakerPipelinesIntegrations",
    "AmazonSageMakerReadOnly",
    "CloudWatchLogsFullAccess",
    "PowerUserAccess",
)

FULL_AWS_ACCESS = {
    "name": "FullAWSAccess",
    "arn": "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
    "version": "v1",
    "date": None,
    "source": "AWS Organizations user guide: service control policies",
    "document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},
}
"""The service control policy that AWS attaches to every new root, unit and account; moto's data lacks it."""


def shipped(name: str, policy: dict[str, Any]) -> dict[str, Any]:
    """The stored form of one policy of moto's data."""
    return {
        "name": name,
        "arn": f"arn:aws:iam::aws:policy{policy['Path']}{name}",
        "version": policy["DefaultVersionId"],
        "date": policy["UpdateDate"],
        "source": f"AWS's text, from moto {version('moto')}, moto/iam/aws_managed_policies.py (Apache-2.0)",
        "document": policy["Document"],
    }


def main() -> None:
    """Write the policies, a file each, and delete those that are no longer named."""
    from moto.iam.aws_managed_policies import aws_managed_policies_data

    data = json.loads(aws_managed_policies_data)
    TARGET.mkdir(exist_ok=True)
    policies = [shipped(name, data[name]) for name in NAMES] + [FULL_AWS_ACCESS]
    for stale in {path.stem for path in TARGET.glob("*.json")} - {policy["name"] for policy in policies}:
        (TARGET / f"{stale}.json").unlink()
    for policy in policies:
        (TARGET / f"{policy['name']}.json").write_text(json.dumps(policy, indent=1) + "\n", "utf-8")
    print(f"{len(policies)} policies in {TARGET.name}")


if __name__ == "__main__":
    main()
