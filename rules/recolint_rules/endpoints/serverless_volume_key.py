from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    INFO,
    Documented,
    EndpointConfiguration,
    Finding,
    InputConfig,
    Invalid,
    Job,
    Preset,
    Rule,
    Valid,
    label,
)
from recolint_rules.facts import sources
from recolint_rules.facts.serverless import asked


class ServerlessVolumeKey(Rule[None]):
    """VolumeKmsKeyId is set, but serverless endpoints do not have storage volumes.

    What it checks: that a job that tests only serverless endpoints does not have VolumeKmsKeyId.

    Why it matters: the key is for the volume of an instance. On a serverless endpoint it encrypts the copy of the
    container's image instead, which may not be intended.

    What to do: remove the key if it was intended for volumes."""

    code, name = "RL546", "serverless-volume-key"
    severity, basis = INFO, Documented(sources.SERVERLESS_ENDPOINT, "KmsKeyId")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {VolumeKmsKeyId: alias/volumes, EndpointConfigurations: [{InstanceType: ml.c5.large}]}"),
        Invalid(
            "InputConfig: {VolumeKmsKeyId: alias/volumes, ContainerConfig: {SupportedEndpointType: Serverless}}",
            at="/InputConfig/VolumeKmsKeyId",
        ),
        Invalid(
            "InputConfig:\n"
            "  VolumeKmsKeyId: alias/volumes\n"
            "  EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}}]\n",
            at="/InputConfig/VolumeKmsKeyId",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        key, serverless = job.input.volume_key, asked(job)
        configurations = job.input.configurations
        is_alone = (configurations.whole or job.input.lacks(InputConfig.configurations)) and all(
            one.lacks(EndpointConfiguration.instance_type) for one in configurations
        )
        if key and key.value and serverless is not None and is_alone:
            yield self.finding(
                key,
                "VolumeKmsKeyId has no effect: serverless endpoints have no storage volume",
                labels=[label(serverless, "serverless here")],
                help="remove it if it was intended for volumes",
            )
