from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from recolint.plugin import (
    ERROR,
    WARNING,
    Advice,
    CategoricalParameter,
    Context,
    Finding,
    Invalid,
    Job,
    Located,
    NamedTuple,
    Route,
    Rule,
    Tag,
    Valid,
)
from recolint_rules.facts import sources


class _Kind(NamedTuple):
    """A kind of credential: its name, marks (each credential contains one of them), and its form."""

    name: str
    marks: tuple[str, ...]
    form: str


_KINDS = (
    _Kind("AWS access key ID", ("AKIA", "ASIA"), r"(?<![A-Za-z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])"),
    _Kind("AWS session token", ("IQoJb3JpZ2lu", "GZXIvYXdz"), r"(?:IQoJb3JpZ2lu|F[Qw]oGZXIvYXdz)[A-Za-z0-9/+]{40,}"),
    _Kind("private key", ("-----BEGIN",), r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----"),
    _Kind("GitHub token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"\bgh[pousr]_[A-Za-z0-9]{36}"),
    _Kind("GitHub token", ("github_pat_",), r"\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
    _Kind("GitLab token", ("glpat-",), r"\bglpat-[A-Za-z0-9_-]{20}"),
    _Kind("Slack token", ("xox",), r"\bxox[abeoprs]-[0-9A-Za-z-]{10,}"),
    _Kind("Hugging Face token", ("hf_",), r"\bhf_[A-Za-z0-9]{34}\b"),
    _Kind("Google API key", ("AIza",), r"\bAIza[0-9A-Za-z_-]{35}"),
    _Kind("npm token", ("npm_",), r"\bnpm_[A-Za-z0-9]{36}\b"),
)
_MARKS = tuple(mark for kind in _KINDS for mark in kind.marks)

# 40 characters of base64 prove nothing, except beside the word "secret".
_SECRET_KEY = _Kind(
    "AWS secret key",
    ("",),
    r"(?<![A-Za-z0-9/+])"
    r"(?=[A-Za-z0-9/+]{0,39}[A-Z])(?=[A-Za-z0-9/+]{0,39}[a-z])(?=[A-Za-z0-9/+]{0,39}[0-9])"
    r"[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])",
)


class SecretInSpec(Rule[None]):
    """The spec contains a credential.

    What it checks: all strings, for AWS access key IDs (AKIA, ASIA), session tokens, private keys, and AWS secret keys
    beside the word "secret"; also for tokens of GitHub, GitLab, Slack, Hugging Face, Google and npm. The sample keys of
    AWS's documents are a warning: they grant no access, but a real key may replace them. A finding shows only the first
    four characters.

    Why it matters: a spec is committed and sent to the service. Describe calls return it to everybody who can read the
    job; environment variables are also visible on the endpoint. A committed credential is compromised.

    What to do: revoke the credential, then remove it here. Grant the permission to the execution role instead, or let
    the container fetch the secret when it starts.
    """

    code, name = "RL033", "secret-in-spec"
    severity, basis = ERROR, Advice(sources.IAM_BEST_PRACTICES, "and the forms that each issuer documents")
    security_severity = 9.1
    examples = (
        Valid("Tags: [{Key: secret-rotation, Value: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b}]", title="a commit"),
        Valid("OutputConfig: {CompiledOutputConfig: {S3OutputUri: 's3://secretbucket/Models/V2/churnModelBe01/'}}"),
        Invalid("JobDescription: run with AKIAABCDEFGHIJKLMNOP", at="/JobDescription"),
        Invalid("JobDescription: AKIAIOSFODNN7EXAMPLE", at="/JobDescription", severity=WARNING, title="AWS's sample"),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{EnvironmentParameterRanges: {CategoricalParameterRanges: ["
            "{Name: AWS_SECRET_ACCESS_KEY, Value: [abcdEFGH0123abcdEFGH0123abcdEFGH0123abcd]}]}}]}",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges/CategoricalParameterRanges/0/Value/0",
        ),
        Invalid("JobDescription: '-----BEGIN RSA PRIVATE KEY-----'", at="/JobDescription"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        # Most specs do not contain a mark of a credential.
        written = "\n".join(context.content.texts)
        if not any(mark in written for mark in _MARKS) and "secret" not in written.lower():
            return
        # Includes both values of a duplicate key: each is a secret, whichever the client keeps.
        strings = list(Job.of(context.document.data).strings())
        names = {text.route[:-1]: text.value for text in strings if text.route[-1] in _NAMES}
        for text in strings:
            kinds = (*_KINDS, *_by_neighbour(text.route, text.value, names))
            found = [(kind.name, secret) for kind in kinds for secret in _found(kind, text.value)]
            # A sample must not hide a real credential beside it.
            real = (one for one in found if _SAMPLE not in one[1])
            if found:
                yield self._secret(text, *next(real, found[0]))

    def _secret(self, text: Located[str], name: str, secret: str) -> Finding:
        what = f"{'an' if name[0] == 'A' else 'a'} {name}"
        if _SAMPLE in secret:
            return self.finding(
                text,
                f"the spec contains {what}, a sample from AWS's documents: {secret[:4]}...",
                help="remove it; use the execution role's permissions, or fetch the secret in the container",
                severity=WARNING,
            )
        return self.finding(
            text,
            f"the spec contains {what}: {secret[:4]}...",
            help="revoke and remove it; use the execution role's permissions, or fetch the secret in the container",
            confidential=True,
        )


_SAMPLE = "EXAMPLE"
"""All keys in AWS's documents contain it."""
_NAMES = (CategoricalParameter.name.name, Tag.key.name)


def _by_neighbour(route: Route, value: str, names: dict[Route, str]) -> tuple[_Kind, ...]:
    """The kinds that are recognized only by the word "secret", in the value or in the name of its variable. Paths of
    URIs and ARNs are excluded: they have the same characters, and may contain the word.
    """
    if "://" in value or value.startswith("arn:"):
        return ()
    beside = names.get(route[:-1]) or names.get(route[:-2]) or ""
    return (_SECRET_KEY,) if "secret" in f"{beside} {value}".lower() else ()


def _found(kind: _Kind, value: str) -> list[str]:
    return _compiled(kind.form).findall(value) if any(mark in value for mark in kind.marks) else []


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)
