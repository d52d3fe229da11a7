from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Located, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.candidates import families, sharing_an_image
from recolint_rules.facts.instances import family
from recolint_rules.facts.wording import first_of


class VolumeKeyOnLocalStorage(Rule[None]):
    """An instance type has storage that VolumeKmsKeyId does not encrypt.

    What it checks: whether a job with VolumeKmsKeyId has instance types with local NVMe storage, such as the families
    g5, p4d and m5d.

    Why it matters: local storage is encrypted with a key of the hardware, never with yours. AWS's documents differ: by
    the older ones, AWS rejects the endpoint configuration; by the newer ones, the key does not cover that storage.

    What to do: remove VolumeKmsKeyId, or use types without local storage."""

    code, name = "RL606", "volume-key-on-local-storage"
    severity, basis = WARNING, Documented(sources.CREATE_ENDPOINT_CONFIG, "KmsKeyId")
    examples = (
        Valid("InputConfig: {VolumeKmsKeyId: alias/volumes, EndpointConfigurations: [{InstanceType: ml.m5.large}]}"),
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.g5.xlarge}]}"),
        Invalid(
            "InputConfig: {VolumeKmsKeyId: alias/volumes, EndpointConfigurations: [{InstanceType: ml.g5.xlarge}]}",
            at="/InputConfig/VolumeKmsKeyId",
        ),
        Invalid(
            "InputConfig:\n"
            "  VolumeKmsKeyId: alias/volumes\n"
            "  ContainerConfig: {SupportedInstanceTypes: [ml.c5.large, ml.m5d.large, ml.r5d.large]}\n",
            at="/InputConfig/VolumeKmsKeyId",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        key = job.input.volume_key
        if key is None or not key.value or not any(of.local_storage for of in families(job)):
            return
        local: dict[str, Located[str]] = {}
        for instance_type in (one for group in sharing_an_image(job) for one in group):
            known = family(instance_type.value)
            if known is not None and known.local_storage:
                local.setdefault(known.name, instance_type)
        if local:
            yield self.finding(
                key,
                f"the key does not encrypt the local storage of {first_of((f'ml.{name}' for name in local), 3)}",
                labels=[label(first, "has local storage") for first in local.values()],
                help="remove the key, or use types without local storage",
            )
