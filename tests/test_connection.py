"""The connection options of submit, and the messages if AWS cannot be reached."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from recolint.testing.aws.credentials import ACCESS_KEY, ACCESS_KEY_ID
from recolint.testing.aws.remote import TestAws
from submitting import CREATE, FakeClock, project, submit
from tls_front import Front, behind_tls


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a spec that is right."""
    return project(tmp_path)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeClock().use(monkeypatch)


@pytest.fixture
def front(aws: TestAws, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    """The test AWS behind TLS, instead of the plain one."""
    with behind_tls(aws.endpoint, tmp_path_factory.mktemp("tls")) as found:
        monkeypatch.setenv("AWS_ENDPOINT_URL", found.endpoint)
        yield found


@pytest.mark.usefixtures("front")
def test_a_server_that_cannot_prove_who_it_is_gets_no_request(aws: TestAws, folder: Path) -> None:
    outcome = submit(folder)
    assert (outcome.code, aws.requests()) == (4, [])
    assert "CERTIFICATE_VERIFY_FAILED" in outcome.err
    assert "no job was created" in outcome.err
    assert "trying again" not in outcome.err


@pytest.mark.parametrize("way", ["option", "variable", "config"])
def test_a_ca_bundle_verifies_the_server(
    aws: TestAws, front: Front, folder: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "variable":
        monkeypatch.setenv("AWS_CA_BUNDLE", str(front.certificate))
    if way == "config":
        (folder / "config").write_text(f"[default]\nca_bundle = {front.certificate}\n")
        monkeypatch.setenv("AWS_CONFIG_FILE", str(folder / "config"))
    outcome = submit(folder, *(["--ca-bundle", str(front.certificate)] if way == "option" else []))
    assert (outcome.code, len(aws.jobs())) == (0, 1), outcome.err


@pytest.mark.usefixtures("front")
def test_without_verification_any_server_will_do_and_nothing_is_said_of_it(aws: TestAws, folder: Path) -> None:
    outcome = submit(folder, "--no-verify-ssl")
    assert (outcome.code, len(aws.jobs())) == (0, 1)
    assert "Warning" not in outcome.err


@pytest.mark.usefixtures("front")
@pytest.mark.parametrize("bundle", ["none.pem", "job.yaml"])
def test_a_ca_bundle_that_is_none_is_said(aws: TestAws, folder: Path, bundle: str) -> None:
    outcome = submit(folder, "--ca-bundle", bundle)
    assert (outcome.code, aws.requests()) == (2, [])
    assert f"CA bundle {bundle}: " in outcome.err


def test_an_unsigned_request_holds_no_credentials_and_its_account_is_unknown(aws: TestAws, folder: Path) -> None:
    outcome = submit(folder, "--no-sign-request")
    assert (outcome.code, aws.jobs()) == (4, [])
    assert "account unknown (requests are not signed)" in outcome.err
    (request,) = aws.requests(operation=CREATE)
    assert request["refused"].startswith("MissingAuthenticationToken")


def test_an_unsigned_request_needs_no_credentials(aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    assert submit(folder, "--no-sign-request").code == 4
    assert len(aws.requests(operation=CREATE)) == 1


def test_a_config_with_an_account_stops_what_goes_to_an_unknown_one(aws: TestAws, folder: Path) -> None:
    (folder / "recolint.toml").write_text('account = "123456789012"\n')
    outcome = submit(folder, "--no-sign-request")
    assert (outcome.code, aws.requests(operation=CREATE)) == (2, [])
    assert "unknown account" in outcome.err


@pytest.mark.parametrize(
    ("variables", "options", "region"),
    [
        ({"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-2"}, [], "eu-west-1"),
        ({"AWS_REGION": "eu-west-1"}, [], "eu-west-1"),
        ({"AWS_REGION": "", "AWS_DEFAULT_REGION": "eu-west-2"}, [], "eu-west-2"),
        ({"AWS_REGION": "eu-west-1"}, ["--region", "eu-west-3"], "eu-west-3"),
        ({}, [], "eu-central-1"),
        ({}, ["--profile", "other"], "eu-north-1"),
    ],
)
def test_the_region_comes_from_where_the_aws_cli_takes_it(
    aws: TestAws,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    options: list[str],
    region: str,
) -> None:
    keys = f"aws_access_key_id = {ACCESS_KEY_ID}\naws_secret_access_key = {ACCESS_KEY.secret}\n"
    (folder / "config").write_text(f"[default]\nregion = eu-central-1\n[profile other]\nregion = eu-north-1\n{keys}")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(folder / "config"))
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    outcome = submit(folder, *options, "--ignore", "RL")
    assert outcome.code == 0, outcome.err
    assert aws.jobs()[0]["arn"].split(":")[3] == region


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--endpoint-url", "https://me:hunter2@example.invalid"], "remove user and password"),
        (["--endpoint-url", "https://me:hunter2@exam ple.invalid"], "Invalid endpoint: ****@exam ple.invalid"),
        (["--endpoint-url", "me:hunter2@example.invalid"], "Invalid endpoint: ****@example.invalid"),
        (["--endpoint-url", "ftp://example.invalid"], "expected http://"),
        (["--endpoint-url", ""], "--endpoint-url: expected a value, found an empty text"),
        (["--region", ""], "--region: expected a value, found an empty text"),
        (["--profile", "none"], "profile (none) could not be found"),
        (["--cli-read-timeout", "-1"], "expected a whole number from 0"),
        (["--poll", "nan"], "expected a number from 1"),
        (["--deadline", "inf"], "expected a number from 1"),
        (["--max-instance-hours", "nan"], "expected a number from 0"),
    ],
)
def test_an_option_that_makes_no_sense_is_said_before_anything_is_sent(
    aws: TestAws, folder: Path, options: list[str], said: str
) -> None:
    outcome = submit(folder, *options)
    assert (outcome.code, aws.requests()) == (2, [])
    assert said in outcome.err
    assert "hunter2" not in outcome.err


@pytest.mark.parametrize(("name", "value"), [("AWS_PROFILE", "none"), ("AWS_CONFIG_FILE", "broken")])
def test_broken_settings_of_aws_are_said(
    aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    (folder / "broken").write_text("[default\n")
    monkeypatch.setenv(name, value)
    outcome = submit(folder)
    assert (outcome.code, aws.requests()) == (2, [])
    assert value in outcome.err


@pytest.mark.slow
def test_a_wrong_signature_does_not_make_aws_repeat_the_session_token(aws: TestAws, folder: Path) -> None:
    said = (
        "does not match.\n\nThe Canonical String for this request should have been\n'POST\nx-amz-security-token:T0KEN"
    )
    aws.fault("error", "*", code="InvalidSignatureException", status=403, message=said, times=9)
    outcome = submit(folder, "--debug")
    assert outcome.code == 4
    assert "does not match" in outcome.err
    assert "T0KEN" not in outcome.err


def test_debug_shows_no_credential(aws: TestAws, folder: Path) -> None:
    outcome = submit(folder, "--debug")
    assert outcome.code == 0
    assert f"debug: POST {aws.endpoint}" in outcome.err
    for secret in (os.environ["AWS_SECRET_ACCESS_KEY"], os.environ["AWS_ACCESS_KEY_ID"], "Signature"):
        assert secret not in outcome.err
