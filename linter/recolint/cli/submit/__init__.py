"""``recolint submit``: lint, ask, submit once, and wait if told to."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from recolint.aws import clock
from recolint.aws.jobs import Jobs
from recolint.aws.session import Aws, region
from recolint.aws.trouble import AwsError
from recolint.aws.wait import OF_NEW_JOBS
from recolint.awscli import skeleton
from recolint.cli.arguments import bounded
from recolint.cli.aws_options import Printer, add_aws_options, connect, connection
from recolint.cli.choosing import SEVERITIES, add_config_options, config_files
from recolint.cli.exits import Exit, UsageError
from recolint.cli.plan import price_file
from recolint.cli.streams import Streams
from recolint.cli.submit import confirm, waiting
from recolint.cli.submit.gate import Gate
from recolint.cli.submit.orders import Draft, Naming, add_request_options, gather
from recolint.rule import registry
from recolint.submit.ledger import Ledger, LedgerError, Place, default_path, unanswered
from recolint.submit.submitter import AnotherJobError, Order, Submitted, Submitter

OPERATION = "CreateInferenceRecommendationsJob"
SKELETONS = {"input": skeleton.as_json, "yaml-input": skeleton.as_yaml}


def configure(parser: Any) -> None:
    """Add the options of the command."""
    add_request_options(parser)
    parser.add_argument(
        "--generate-cli-skeleton", nargs="?", const="input", choices=[*SKELETONS, "output"],
        help="print a request to fill in, or check the request and print a sample answer; send nothing",
    )  # fmt: skip
    careful = parser.add_argument_group("care")
    careful.add_argument("--dry-run", action="store_true", help="print the request, send nothing")
    careful.add_argument("-y", "--yes", action="store_true", help="do not ask")
    careful.add_argument(
        "--max-instance-hours",
        type=bounded(float, 0, 1e9),
        metavar="H",
        help="submit nothing that may take more (exit 5)",
    )
    price_file.add_option(careful)
    careful.add_argument("--fail-on", choices=SEVERITIES, help="the severity of findings that stops the submit")
    careful.add_argument(
        "--ledger", metavar="FILE", help="default: .recolint/ledger.jsonl of the project, or the user's"
    )
    group = parser.add_argument_group("waiting")
    group.add_argument("--wait", action="store_true", help="wait for the end, and print the results")
    waiting.add_wait_options(group)
    add_config_options(parser)
    add_aws_options(parser)


def run(arguments: Any, streams: Streams) -> int:
    """Submit each spec once; the exit code says how it went."""
    if arguments.generate_cli_skeleton in SKELETONS:
        # Imported here: it takes botocore, which a refused spec does without.
        from recolint.aws.model import example_request

        streams.write(SKELETONS[arguments.generate_cli_skeleton](example_request()))
        return Exit.CLEAN
    return _run(arguments, streams, Printer.of(arguments, streams))


def _run(arguments: Any, streams: Streams, printer: Printer) -> int:
    ledger = Ledger(_ledger_path(arguments, streams))
    rules = registry.load()
    where = region(connection(arguments))
    naming = Naming.of(arguments, streams, ledger, where, clock.system().now())
    configs = config_files(arguments, rules, streams.environment)
    gathering = gather(arguments, streams, configs, naming)
    gate = Gate(gathering, rules, arguments, streams)
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
    confirm.show(passed, streams)
    over = confirm.over_limit(passed, arguments.max_instance_hours, streams)
    if arguments.dry_run:
        confirm.show_suppressed(passed, streams)
        for draft in passed.drafts:
            printer.show(OPERATION, draft.request)
        return Exit.UNCONFIRMED if over else Exit.CLEAN
    if over:
        return Exit.UNCONFIRMED
    _rehearse(passed.drafts, where, arguments, printer)
    aws = connect(arguments, streams)
    try:
        identity = aws.identity()
        confirm.show_place(aws, identity, streams)
        for item in gathering.inputs:
            confirm.hold_to_config(aws, identity, item.config)
        # Only now is the account known, of which some rules judge; what is sent is what passes here.
        passed = gate.check(aws.region, identity.account)
        if isinstance(passed, Exit):
            return passed
        confirm.show_suppressed(passed, streams)
        refused = confirm.confirmed(arguments, passed, streams)
        if refused is not None:
            return refused
        place = Place(identity.account, aws.region, aws.endpoint)
        submitter = Submitter(aws, place, ledger, clock.system(), streams.say)
        policies = tuple({"name": one.owner.name, "digest": one.digest} for one in configs.policies)
        orders = [Order(draft.request, draft.base, policies) for draft in passed.drafts]
        code = _submit(orders, submitter, aws, arguments, streams, printer)
        _warn_of_unanswered(ledger, streams)
        return code
    finally:
        aws.close()


def _rehearse(drafts: Sequence[Draft], where: str | None, arguments: Any, printer: Printer) -> None:
    """Render what will be printed, of samples; raise ``UserMistakeError`` while nothing is sent yet."""
    if arguments.wait:
        waiting.rehearse([draft.request for draft in drafts], printer)
        return
    for draft in drafts:
        name = draft.request.get("JobName")
        arn = f"arn:aws:sagemaker:{where}:{_SOME_ACCOUNT}:inference-recommendations-job/{name}"
        printer.rehearse(OPERATION, {"JobArn": arn})


_SOME_ACCOUNT = "111122223333"
"""Stands for the account in samples: digits, as any other."""


def _submit(
    orders: list[Order], submitter: Submitter, aws: Aws, arguments: Any, streams: Streams, printer: Printer
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
                codes.append(_tell(order, result, aws, arguments, streams, printer))
    except KeyboardInterrupt:
        waiting.leave(Jobs(aws), there, arguments, streams)
        raise
    if arguments.wait:
        codes += waiting.wait_and_tell(Jobs(aws), there, arguments, streams, printer, unknown=OF_NEW_JOBS)
    return max(codes)


def _tell(order: Order, result: Submitted, aws: Aws, arguments: Any, streams: Streams, printer: Printer) -> int:
    """Say what became of ``order``, the ARN first, and print the answer; the exit code. Others are still to come."""
    streams.say(f"{order.name}: {'already submitted' if result.already else 'submitted'}: {result.arn}")
    for note in result.notes:
        streams.say(f"{order.name}: {note}")
    if arguments.wait:
        return Exit.CLEAN
    return waiting.printed(partial(printer.show, OPERATION, {"JobArn": result.arn}, aws.default_form), streams)


def _ledger_path(arguments: Any, streams: Streams) -> Path:
    if arguments.ledger is not None:
        return Path(arguments.ledger)
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
