"""``recolint submit``: lint, ask, submit once, and wait with ``--wait``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from recolint.aws import clock
from recolint.aws.jobs import Jobs
from recolint.aws.session import Aws, region
from recolint.aws.wait import OF_NEW_JOBS
from recolint.awscli import skeleton
from recolint.base.errors import AwsError
from recolint.base.finding import Severity
from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import bounded, choice, flag, group, option
from recolint.cli.aws_options import AwsOptions, Printer, colored, connect, connection
from recolint.cli.command import Command
from recolint.cli.config_options import SEVERITIES, ConfigOptions, config_files, config_options
from recolint.cli.exits import Exit, UsageError
from recolint.cli.jobs import waiting
from recolint.cli.jobs.waiting import WaitOptions
from recolint.cli.plan.price_file import PRICES, PriceTables
from recolint.cli.streams import Streams
from recolint.cli.submit import confirm, sources
from recolint.cli.submit.findings import Findings
from recolint.cli.submit.saved import PlanChangedError, Saved, named
from recolint.cli.submit.sources import SourceOptions
from recolint.config.policy import digests
from recolint.report.shared.screen import Screen
from recolint.rule import registry
from recolint.submit import preflight
from recolint.submit.ledger import WAITING, Ledger, LedgerError, default_path
from recolint.submit.ledger_line import NameScope, unanswered
from recolint.submit.preflight import ReadyRequests
from recolint.submit.requests import Naming, PreparedRequest, PreparedRequests, prepare
from recolint.submit.submitter import AnotherJobError, Submission, Submitted, Submitter

OPERATION = "CreateInferenceRecommendationsJob"
SKELETONS = {"input": skeleton.as_json, "yaml-input": skeleton.as_yaml}


class CareOptions(NamedTuple):
    """The conditions for sending a request."""

    dry_run: bool = flag("print the request; send nothing")
    yes: bool = flag("submit without the question", short="-y")
    max_instance_hours: float | None = option(
        "refuse jobs that may exceed H instance-hours (exit code 5)", metavar="H", parse=bounded(float, 0, 1e9)
    )
    prices: str | None = PRICES
    fail_on: Severity | None = choice(
        "do not submit if a finding has this severity or a higher one (default: error)", SEVERITIES
    )
    ledger: str | None = option(
        "record of submissions (default: .recolint/ledger.jsonl of the project, or of the user)", metavar="FILE"
    )


class WaitingOptions(NamedTuple):
    """Whether the end of the jobs is waited for, and how."""

    wait: bool = flag("wait until the jobs end, and print the results")
    pace: WaitOptions = group(WaitOptions)


class Arguments(NamedTuple):
    """The requests to submit, with which care, and where."""

    source: SourceOptions = group(SourceOptions)
    generate_cli_skeleton: str | None = option(
        "print a request template, or check the request and print a sample response; send nothing",
        choices=(*SKELETONS, "output"),
        alone="input",
    )
    care: CareOptions = group(CareOptions, "care")
    waiting: WaitingOptions = group(WaitingOptions, "waiting")
    config: ConfigOptions = config_options()
    aws: AwsOptions = group(AwsOptions)


def run(arguments: Arguments, streams: Streams) -> int:
    """Submit each spec once; returns the exit code."""
    skeleton_of_input = SKELETONS.get(arguments.generate_cli_skeleton or "")
    if skeleton_of_input is not None:
        # Imported here: it takes botocore, which a refused spec does without.
        from recolint.aws.model import example_request

        streams.write(skeleton_of_input(example_request()))
        return Exit.CLEAN
    try:
        return _run(arguments, streams, Printer.of(arguments.aws, streams))
    except PlanChangedError:
        return Exit.UNCONFIRMED


def _run(arguments: Arguments, streams: Streams, printer: Printer) -> int:
    ledger = Ledger(_ledger_path(arguments.care.ledger, streams))
    rules = registry.load()
    where = region(connection(arguments.aws))
    suffix = arguments.source.request.name_suffix
    naming = Naming.of(suffix, ledger, where, lambda: streams.say(WAITING))
    configs = config_files(arguments.config, rules, streams.environment, fail_on=arguments.care.fail_on)
    saved = named(arguments.source)
    given = sources.members(arguments.source.request.members)
    inputs = sources.inputs(saved.source(arguments.source), streams, configs, given)
    prepared = prepare(inputs, given, naming)
    prices = PriceTables(arguments.care.prices).of
    findings = Findings(arguments.aws, streams, changed=bool(prepared.changed))

    def check(asked: PreparedRequests) -> ReadyRequests | Exit:
        return findings.verdict(preflight.check(asked, rules, streams.today, prices))

    ready = check(prepared.at(where, None))
    if isinstance(ready, Exit):
        return ready
    # Imported here: it takes botocore, which a refused spec does without.
    from recolint.aws.model import example_answer

    if arguments.generate_cli_skeleton == "output":
        printer.show(OPERATION, example_answer())
        return Exit.CLEAN
    if not ready.requests:
        raise UsageError("no request to submit")
    saved.hold(ready, digests(configs.policies), where, streams)
    most = arguments.care.max_instance_hours
    over = () if most is None else ready.over_limit(most)
    if arguments.care.dry_run or over:
        confirm.print_plans(ready, streams)
    if most is not None:
        confirm.print_over_limit(over, most, streams)
    if arguments.care.dry_run:
        confirm.print_suppressed(ready, streams)
        for one in ready.requests:
            printer.show(OPERATION, one.request)
        return Exit.UNCONFIRMED if over else Exit.CLEAN
    if over:
        return Exit.UNCONFIRMED
    _rehearse(ready.requests, where, printer, waits=arguments.waiting.wait)
    aws = connect(arguments.aws, streams)
    try:
        return _send(aws, prepared, saved, check, ledger, arguments, streams, printer)
    finally:
        aws.close()


def _screen(arguments: Arguments, streams: Streams) -> Screen:
    """The screen for the question, on standard error."""
    return Screen(color=colored(arguments.aws, streams._replace(stdout=streams.stderr)))


def _send(
    aws: Aws,
    prepared: PreparedRequests,
    saved: Saved,
    check: Callable[[PreparedRequests], ReadyRequests | Exit],
    ledger: Ledger,
    arguments: Arguments,
    streams: Streams,
    printer: Printer,
) -> int:
    identity = aws.identity()
    saved.hold_place(aws.region, identity.account, streams)
    for item in prepared.inputs:
        preflight.require_config_target(aws, identity, item.config)
    # Some rules need the account, which is known only now. recolint sends only requests that pass this check.
    ready = check(prepared.at(aws.region, identity.account))
    if isinstance(ready, Exit):
        return ready
    confirm.print_question(ready, aws, identity, streams, _screen(arguments, streams))
    refused = None if arguments.care.yes else confirm.confirmed(ready, streams)
    if refused is not None:
        return refused
    scope = NameScope(identity.account, aws.region, aws.endpoint)
    submitter = Submitter(aws, scope, ledger, clock.system(), streams.say)
    code = _submit(ready.submissions, submitter, aws, arguments.waiting, streams, printer)
    _warn_of_unanswered(ledger, streams)
    return code


def _rehearse(requests: Sequence[PreparedRequest], where: str | None, printer: Printer, *, waits: bool) -> None:
    """Render what will be printed, of samples; raise ``UserError`` while nothing is sent yet."""
    if waits:
        waiting.rehearse([one.request for one in requests], printer)
        return
    for one in requests:
        arn = f"arn:aws:sagemaker:{where}:{_SOME_ACCOUNT}:inference-recommendations-job/{one.name}"
        printer.rehearse(OPERATION, {"JobArn": arn})


_SOME_ACCOUNT = "111122223333"
"""Stands for the account in samples: digits, as any other."""


def _submit(
    submissions: Sequence[Submission],
    submitter: Submitter,
    aws: Aws,
    options: WaitingOptions,
    streams: Streams,
    printer: Printer,
) -> int:
    """Submit all, then wait for all; the gravest exit code."""
    codes = [int(Exit.CLEAN)]
    there: list[str] = []
    try:
        for submission in submissions:
            try:
                result = submitter.submit(submission)
            except AnotherJobError as error:
                codes.append(Exit.FINDINGS)
                streams.say(f"{error.name}: a job with this name and a different request exists; nothing was submitted")
                for difference in error.differences:
                    streams.say(f"  {difference}")
            except AwsError as error:
                codes.append(Exit.AWS)
                streams.say(str(error))
            else:
                there.append(submission.name)
                codes.append(_tell(submission, result, aws, options, streams, printer))
    except KeyboardInterrupt:
        waiting.leave(Jobs(aws), there, options.pace, streams)
        raise
    if options.wait:
        codes += waiting.wait_and_tell(Jobs(aws), there, options.pace, streams, printer, unknown=OF_NEW_JOBS)
    return max(codes)


def _tell(
    submission: Submission, result: Submitted, aws: Aws, options: WaitingOptions, streams: Streams, printer: Printer
) -> int:
    """Print the ARN of the job, then AWS's answer; the exit code. Never raises: others are still to come."""
    streams.say(f"{submission.name}: {'already submitted' if result.already else 'submitted'}: {result.arn}")
    for note in result.notes:
        streams.say(f"{submission.name}: {note}")
    if options.wait:
        return Exit.CLEAN
    return waiting.printed(partial(printer.show, OPERATION, {"JobArn": result.arn}, aws.default_form), streams)


def _ledger_path(file: str | None, streams: Streams) -> Path:
    if file is not None:
        return Path(file)
    return default_path(Path.cwd(), _state(streams.environment))


def _state(environment: Mapping[str, str]) -> Path:
    """Where the user's system keeps the state of programs: the folder of recolint there."""
    if environment.get("XDG_STATE_HOME"):
        return Path(environment["XDG_STATE_HOME"], "recolint")
    if sys.platform in {"win32", "darwin"}:
        # Imported here: only a submit outside of a project needs it.
        from platformdirs import user_state_path

        return user_state_path("recolint", appauthor=False)
    return Path(environment.get("HOME") or Path.home(), ".local", "state", "recolint")


def _warn_of_unanswered(ledger: Ledger, streams: Streams) -> None:
    try:
        lines = ledger.lines()
    except LedgerError as error:
        # Another process broke the ledger meanwhile; the jobs are already submitted.
        streams.say(str(error))
        return
    for line in unanswered(lines):
        streams.say(
            f"{line.name}: submitted at {line.at} in {line.place.region}, no answer received; unknown whether the job"
            f" was created: run `recolint jobs show {line.name}`, or submit again (this never creates a second job)"
        )


COMMAND = Command(Arguments, run)
