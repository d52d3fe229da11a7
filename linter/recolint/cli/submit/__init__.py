"""``recolint submit``: lint, ask, submit once, and wait if told to."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from recolint.aws import clock
from recolint.aws.jobs import Jobs
from recolint.aws.session import Aws, region
from recolint.aws.trouble import AwsError
from recolint.aws.wait import OF_NEW_JOBS
from recolint.awscli import skeleton
from recolint.base.finding import Severity
from recolint.cli.arguments import bounded, choice, flag, group, option
from recolint.cli.aws_options import AwsOptions, Printer, connect, connection
from recolint.cli.choosing import SEVERITIES, ConfigOptions, config_files, config_options
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.jobs import waiting
from recolint.cli.jobs.waiting import WaitOptions
from recolint.cli.plan.price_file import PRICES, PriceTables
from recolint.cli.streams import Streams
from recolint.cli.submit import confirm
from recolint.cli.submit.gate import Gate
from recolint.cli.submit.orders import Draft, Naming, SourceOptions, gather
from recolint.cli.submit.saved import PlanChangedError, named
from recolint.config.policy import digests
from recolint.rule import registry
from recolint.submit.ledger import Ledger, LedgerError, Place, default_path, unanswered
from recolint.submit.submitter import AnotherJobError, Order, Submitted, Submitter

OPERATION = "CreateInferenceRecommendationsJob"
SKELETONS = {"input": skeleton.as_json, "yaml-input": skeleton.as_yaml}


class CareOptions(NamedTuple):
    """What must hold before a request is sent."""

    dry_run: bool = flag("print the request, send nothing")
    yes: bool = flag("do not ask", short="-y")
    max_instance_hours: float | None = option(
        "submit nothing that may take more (exit 5)", metavar="H", parse=bounded(float, 0, 1e9)
    )
    prices: str | None = PRICES
    fail_on: Severity | None = choice("the severity of findings that stops the submit", SEVERITIES)
    ledger: str | None = option("default: .recolint/ledger.jsonl of the project, or the user's", metavar="FILE")


class WaitingOptions(NamedTuple):
    """Whether the end of the jobs is waited for, and how."""

    wait: bool = flag("wait for the end, and print the results")
    pace: WaitOptions = group(WaitOptions)


class Arguments(NamedTuple):
    """What is submitted, with which care, and where."""

    source: SourceOptions = group(SourceOptions)
    generate_cli_skeleton: str | None = option(
        "print a request to fill in, or check the request and print a sample answer; send nothing",
        choices=(*SKELETONS, "output"),
        alone="input",
    )
    care: CareOptions = group(CareOptions, "care")
    waiting: WaitingOptions = group(WaitingOptions, "waiting")
    config: ConfigOptions = config_options()
    aws: AwsOptions = group(AwsOptions)


def run(arguments: Arguments, streams: Streams) -> int:
    """Submit each spec once; the exit code says how it went."""
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
    naming = Naming.of(arguments.source.request.name_suffix, streams, ledger, where, clock.system().now())
    configs = config_files(arguments.config, rules, streams.environment, fail_on=arguments.care.fail_on)
    saved = named(arguments.source)
    gathering = gather(saved.source(arguments.source), streams, configs, naming)
    gate = Gate(gathering, rules, PriceTables(arguments.care.prices), arguments.aws, streams)
    passed = gate.check(where, None)
    if isinstance(passed, Exit):
        return passed
    # Imported here: it takes botocore, which a refused spec does without.
    from recolint.aws.model import example_answer

    if arguments.generate_cli_skeleton == "output":
        printer.show(OPERATION, example_answer())
        return Exit.CLEAN
    if not passed.drafts:
        raise UsageError("there is no request to submit")
    saved.hold(passed, digests(configs.policies), where, streams)
    confirm.show(passed, streams)
    over = confirm.over_limit(passed, arguments.care.max_instance_hours, streams)
    if arguments.care.dry_run:
        confirm.show_suppressed(passed, streams)
        for draft in passed.drafts:
            printer.show(OPERATION, draft.request)
        return Exit.UNCONFIRMED if over else Exit.CLEAN
    if over:
        return Exit.UNCONFIRMED
    _rehearse(passed.drafts, where, printer, waits=arguments.waiting.wait)
    aws = connect(arguments.aws, streams)
    try:
        identity = aws.identity()
        confirm.show_place(aws, identity, streams)
        saved.hold_place(aws.region, identity.account, streams)
        for item in gathering.inputs:
            confirm.hold_to_config(aws, identity, item.config)
        # Only now is the account known, of which some rules judge; what is sent is what passes here.
        passed = gate.check(aws.region, identity.account)
        if isinstance(passed, Exit):
            return passed
        confirm.show_suppressed(passed, streams)
        refused = None if arguments.care.yes else confirm.confirmed(passed, streams)
        if refused is not None:
            return refused
        place = Place(identity.account, aws.region, aws.endpoint)
        submitter = Submitter(aws, place, ledger, clock.system(), streams.say)
        policies = tuple({"name": one.owner.name, "digest": one.digest} for one in configs.policies)
        orders = [Order(draft.request, draft.base, policies) for draft in passed.drafts]
        code = _submit(orders, submitter, aws, arguments.waiting, streams, printer)
        _warn_of_unanswered(ledger, streams)
        return code
    finally:
        aws.close()


def _rehearse(drafts: Sequence[Draft], where: str | None, printer: Printer, *, waits: bool) -> None:
    """Render what will be printed, of samples; raise ``UserMistakeError`` while nothing is sent yet."""
    if waits:
        waiting.rehearse([draft.request for draft in drafts], printer)
        return
    for draft in drafts:
        name = draft.request.get("JobName")
        arn = f"arn:aws:sagemaker:{where}:{_SOME_ACCOUNT}:inference-recommendations-job/{name}"
        printer.rehearse(OPERATION, {"JobArn": arn})


_SOME_ACCOUNT = "111122223333"
"""Stands for the account in samples: digits, as any other."""


def _submit(
    orders: list[Order], submitter: Submitter, aws: Aws, options: WaitingOptions, streams: Streams, printer: Printer
) -> int:
    """Submit all, then wait for all; the gravest exit code."""
    codes = [int(Exit.CLEAN)]
    there: list[str] = []
    try:
        for order in orders:
            try:
                result = submitter.submit(order)
            except AnotherJobError as error:
                codes.append(Exit.FINDINGS)
                streams.say(f"{error.name}: there is another job of this name; nothing was made")
                for difference in error.differences:
                    streams.say(f"  {difference}")
            except AwsError as error:
                codes.append(Exit.AWS)
                streams.say(str(error))
            else:
                there.append(order.name)
                codes.append(_tell(order, result, aws, options, streams, printer))
    except KeyboardInterrupt:
        waiting.leave(Jobs(aws), there, options.pace, streams)
        raise
    if options.wait:
        codes += waiting.wait_and_tell(Jobs(aws), there, options.pace, streams, printer, unknown=OF_NEW_JOBS)
    return max(codes)


def _tell(
    order: Order, result: Submitted, aws: Aws, options: WaitingOptions, streams: Streams, printer: Printer
) -> int:
    """Say what became of ``order``, the ARN first, and print the answer; the exit code. Others are still to come."""
    streams.say(f"{order.name}: {'already submitted' if result.already else 'submitted'}: {result.arn}")
    for note in result.notes:
        streams.say(f"{order.name}: {note}")
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
        # Somebody wrote to it meanwhile; what was submitted is submitted.
        streams.say(str(error))
        return
    for line in unanswered(lines):
        streams.say(
            f"{line.name}: submitted at {line.at} in {line.place.region} and never answered: recolint jobs show"
            f" {line.name} tells whether there is a job; submitting it again makes no second one"
        )


COMMAND = Command(Arguments, run)
