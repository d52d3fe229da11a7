"""moto, with what it lacks: recommendation jobs, policy simulation, SageMaker's quotas.

Only this module knows moto, and for that reason it is long. moto has no extension points. So this module subclasses its
response classes and puts them into its tables of URLs. Then moto's own parsers and serializers, which read botocore's
models, work for these operations too. The module depends on private names of moto, so moto's version is pinned.
"""

from __future__ import annotations

import copy
import hashlib
import io
import json
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC
from functools import cache
from typing import Any, ClassVar
from urllib.parse import unquote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import moto.iam.urls
import moto.sagemaker.urls
import moto.servicequotas.urls
from moto.core.exceptions import ServiceException
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request
from moto.core.responses import ActionContext, ActionResult, EmptyResult
from moto.core.routing import get_service_router
from moto.core.utils import get_service_model
from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.models import AWSManagedPolicy, IAMBackend, get_account_id_from, iam_backends
from moto.iam.responses import IamResponse
from moto.moto_api._internal.models import moto_api_backend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.sagemaker.responses import SageMakerResponse
from moto.servicequotas.responses import ServiceQuotasResponse
from moto.sts.models import sts_backends
from werkzeug.exceptions import NotFound

from recolint.testing.aws import shapes
from recolint.testing.aws.credentials import ACCESS_KEY, ACCESS_KEY_ID, ACCOUNT, EXPIRED_KEY, EXPIRED_KEY_ID, USER, Key
from recolint.testing.aws.jobs import JobRefusal, Jobs
from recolint.testing.aws.messages import HttpRequest
from recolint.testing.aws.price_list import TARGET, PriceList
from recolint.testing.aws.simulator import Policy, UnsupportedError, simulate
from recolint.testing.aws.troubles import Protocol, Service

PAGE = 10
"""Jobs and steps on a page where the request does not say: few, so that clients must ask for the next."""

_MANAGED = frozenset(
    {
        "AdministratorAccess",
        "AmazonEC2ContainerRegistryReadOnly",
        "AmazonS3FullAccess",
        "AmazonS3ReadOnlyAccess",
        "AWSKeyManagementServicePowerUser",
        "CloudWatchLogsFullAccess",
        "PowerUserAccess",
    }
)
"""AWS managed policies that can be attached, besides all that have a name with the prefix AmazonSageMaker."""


def page(items: list[Any], token: str | None, size: int) -> tuple[list[Any], str | None]:
    """``size`` of the ``items`` from where ``token`` points, and the token of the page after it."""
    start = 0
    if token:
        word, _, number = token.partition("-")
        if word != "from" or not number.isdigit():
            raise RefusalError("ValidationException", "Invalid NextToken.")
        start = int(number)
    end = start + size
    return items[start:end], f"from-{end}" if end < len(items) else None


class RefusalError(ServiceException):
    """An error of the service, by code and message. Not moto's own class: moto reads the service off its module."""


class AsGiven(ActionResult):
    """A result in which members may be not available, as the text or the number NaN; these go out as they are."""

    def execute_result(self, context: ActionContext) -> Any:
        """Serialize all the rest by the model, and put the NaN back."""
        result = copy.deepcopy(self.result)
        strays = list(_not_available(result))
        for *way, name, _ in strays:
            del _at(result, way)[name]
        status, headers, body = ActionResult(result).execute_result(context)
        answer = json.loads(body)
        for *way, name, value in strays:
            _at(answer, way)[name] = value
        return status, headers, json.dumps(answer)


def _not_available(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each member that is NaN, with its value at the end."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        if isinstance(value, dict) and (inner == "NaN" or (isinstance(inner, float) and math.isnan(inner))):
            yield (*way, key, inner)
        else:
            yield from _not_available(inner, (*way, key))


def _at(value: Any, way: list[Any]) -> Any:
    for step in way:
        value = value[step]
    return value


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn errors of the jobs into moto's exceptions."""
    try:
        yield
    except JobRefusal as refused:
        raise RefusalError(refused.code, refused.message) from refused


class SageMaker(SageMakerResponse):
    """SageMaker with recommendation jobs."""

    jobs: ClassVar[Jobs]
    _OURS = frozenset(
        {
            "CreateInferenceRecommendationsJob",
            "DescribeInferenceRecommendationsJob",
            "ListInferenceRecommendationsJobs",
            "ListInferenceRecommendationsJobSteps",
            "StopInferenceRecommendationsJob",
        }
    )

    def parse_parameters(self, request: Request) -> None:
        """Leave our operations' JSON as it is: moto's parser breaks on values of a wrong type."""
        if self._get_action() not in self._OURS:
            super().parse_parameters(request)

    def create_inference_recommendations_job(self) -> ActionResult:
        """Create a job."""
        request = self._checked()
        with _refusals():
            arn = self.jobs.create(self.current_account, self.region, self.partition, request)
        return ActionResult({"JobArn": arn})

    def describe_inference_recommendations_job(self) -> ActionResult:
        """Tell all of a job."""
        request = self._checked()
        with _refusals():
            return AsGiven(self.jobs.describe(self.current_account, self.region, request["JobName"]))

    def list_inference_recommendations_jobs(self) -> ActionResult:
        """Tell of the jobs of this account and Region."""
        request = self._checked()
        rows = self.jobs.summaries(self.current_account, self.region, request)
        rows, token = page(rows, request.get("NextToken"), request.get("MaxResults") or PAGE)
        return ActionResult({"InferenceRecommendationsJobs": rows, "NextToken": token})

    def list_inference_recommendations_job_steps(self) -> ActionResult:
        """Tell of the benchmarks of a job."""
        request = self._checked()
        with _refusals():
            rows = self.jobs.steps(self.current_account, self.region, request["JobName"], request.get("Status"))
        rows, token = page(rows, request.get("NextToken"), request.get("MaxResults") or PAGE)
        return AsGiven({"Steps": rows} | ({"NextToken": token} if token else {}))

    def stop_inference_recommendations_job(self) -> ActionResult:
        """Stop a job."""
        request = self._checked()
        with _refusals():
            self.jobs.stop(self.current_account, self.region, request["JobName"])
        return EmptyResult()

    def list_tags(self) -> ActionResult:
        """Tags of a job, too."""
        arn = self._get_param("ResourceArn")
        if ":inference-recommendations-job/" not in arn:
            return super().list_tags()
        with _refusals():
            job = self.jobs.get(self.current_account, self.region, arn.rpartition("/")[2])
        return ActionResult({"Tags": job.tags})

    def _checked(self) -> dict[str, Any]:
        """The request's members, without the null ones, once they keep to the model."""
        try:
            request = json.loads(self.body or "{}")
        except ValueError:
            request = None
        if not isinstance(request, dict):
            raise RefusalError("SerializationException", "The request is not a JSON object")
        shape = get_service_model("sagemaker").operation_model(self._get_action()).input_shape
        for misfit in shapes.misfits(shape, request):
            raise RefusalError("SerializationException", misfit)
        if found := list(shapes.violations(shape, request)):
            raise RefusalError("ValidationException", shapes.message(found))
        return {name: value for name, value in request.items() if value is not None}


class Iam(IamResponse):
    """IAM with the policy simulator."""

    def simulate_principal_policy(self) -> ActionResult:
        """Decide by the policies of a user or role, and those given, without resource policies."""
        if self._get_param("ResourcePolicy"):
            raise RefusalError("InvalidInput", "This test AWS does not simulate resource policies")
        identity, boundary = self._policies(self._get_param("PolicySourceArn"))
        given = self._get_param("PolicyInputList") or []
        identity += [Policy(f"PolicyInputList.{n}", json.loads(text)) for n, text in enumerate(given, start=1)]
        for text in self._get_param("PermissionsBoundaryPolicyInputList") or []:
            boundary = Policy("PermissionsBoundaryPolicyInputList.1", json.loads(text))
        context = {
            entry["ContextKeyName"].lower(): entry.get("ContextKeyValues", [])
            for entry in self._get_param("ContextEntries") or []
        }
        answers = []
        for action in self._get_param("ActionNames"):
            for resource in self._get_param("ResourceArns") or ["*"]:
                try:
                    decision = simulate(action, resource, context, identity, boundary)
                except UnsupportedError as unsupported:
                    raise RefusalError("InvalidInput", f"This test AWS does not know {unsupported}") from None
                answer: dict[str, Any] = {
                    "EvalActionName": action,
                    "EvalResourceName": resource,
                    "EvalDecision": decision.verdict,
                    "MatchedStatements": [
                        {"SourcePolicyId": source, "SourcePolicyType": "IAM Policy"} for source in decision.matched
                    ],
                    "MissingContextValues": sorted(set(decision.missing)),
                }
                if decision.bounded is not None:
                    answer["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": decision.bounded}
                answers.append(answer)
        answers, marker = page(answers, self._get_param("Marker"), self._get_param("MaxItems") or 100)
        return ActionResult({"EvaluationResults": answers, "IsTruncated": marker is not None, "Marker": marker})

    def _policies(self, arn: str) -> tuple[list[Policy], Policy | None]:
        """The identity policies of the user or role ``arn``, and its permissions boundary."""
        kind, _, name = arn.rpartition(":")[2].partition("/")
        name = name.rpartition("/")[2]
        backend = self.backend
        holders: list[Any]
        if kind == "role" and name in {role.name for role in backend.get_roles()}:
            holders = [backend.get_role(name)]
        elif kind == "user" and name in backend.users:
            holders = [backend.users[name], *backend.get_groups_for_user(name)]
        elif kind in {"role", "user"}:
            raise RefusalError("NoSuchEntity", f"The {kind} with name {name} cannot be found.")
        else:
            raise RefusalError(
                "InvalidInput", f"Invalid Entity Arn: {arn} does not clearly define entity type and name."
            )
        found = []
        for holder in holders:
            found += [Policy(policy, _document(text)) for policy, text in holder.policies.items()]
            found += [Policy(policy.name, _default(policy)) for policy in holder.managed_policies.values()]
        limit = getattr(holders[0], "permissions_boundary_arn", None)
        return found, Policy(limit, _default(backend.get_policy(limit))) if limit else None


def _document(text: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(text if text.lstrip().startswith("{") else unquote(text))
    return parsed


def _default(policy: Any) -> dict[str, Any]:
    """The document of a managed policy's default version."""
    return _document(next(v.document for v in policy.versions if v.version_id == policy.default_version_id))


class Quotas(ServiceQuotasResponse):
    """Service Quotas with those of SageMaker endpoints: 20 of each instance type, or what ``values`` says by name."""

    values: ClassVar[dict[str, float]] = {}

    def get_service_quota(self) -> Any:
        """One quota by its code."""
        request = json.loads(self.body)
        if request.get("ServiceCode") != "sagemaker":
            return super().get_service_quota()
        for quota in self._quotas():
            if quota["QuotaCode"] == request.get("QuotaCode"):
                return ActionResult({"Quota": quota})
        raise RefusalError("NoSuchResourceException", "The request failed because the specified quota does not exist.")

    def list_service_quotas(self) -> ActionResult:
        """All quotas of a service, as applied to this account."""
        request = json.loads(self.body)
        if request.get("ServiceCode") != "sagemaker":
            raise RefusalError("NoSuchResourceException", "This test AWS has the quotas of sagemaker only")
        rows, token = page(self._quotas(), request.get("NextToken"), request.get("MaxResults") or 100)
        return ActionResult({"Quotas": rows, "NextToken": token})

    def _quotas(self) -> list[dict[str, Any]]:
        kinds = get_service_model("sagemaker").shape_for("ProductionVariantInstanceType").metadata["enum"]
        values = dict.fromkeys((f"{kind} for endpoint usage" for kind in kinds), 20.0) | self.values
        return [self._quota(name, value) for name, value in sorted(values.items())]

    def _quota(self, name: str, value: float) -> dict[str, Any]:
        code = "L-" + hashlib.sha256(name.encode()).hexdigest()[:8].upper()
        return {
            "ServiceCode": "sagemaker",
            "ServiceName": "Amazon SageMaker",
            "QuotaArn": f"arn:aws:servicequotas:{self.region}:{self.current_account}:sagemaker/{code}",
            "QuotaCode": code,
            "QuotaName": name,
            "Value": value,
            "Unit": "None",
            "Adjustable": True,
            "GlobalQuota": False,
        }


class Handler(MotoRequestHandler):
    """moto's HTTP handler, without a line for every request and without waiting for a full packet."""

    disable_nagle_algorithm = True
    timeout = 60

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """The record says it all."""

    def connection_dropped(self, *_: object) -> None:
        """Do not wait for a next request on a connection that was reset."""
        self.close_connection = True


def _managed_policies(backend: IAMBackend) -> list[Any]:
    """A few of the 1,582 policies that moto has and reads anew after every reset."""
    return [AWSManagedPolicy.from_data(name, backend.account_id, backend.region_name, d) for name, d in _chosen()]


@cache
def _chosen() -> list[tuple[str, dict[str, Any]]]:
    every = json.loads(aws_managed_policies_data)
    return [(name, d) for name, d in every.items() if name in _MANAGED or name.startswith("AmazonSageMaker")]


class MotoCloud:
    """The services behind the gate. One per process: moto keeps its state in its modules."""

    def __init__(self) -> None:
        """Put what moto lacks in place, and make the user that tests are."""
        self.jobs = SageMaker.jobs = Jobs()
        self.quotas = Quotas.values
        moto.sagemaker.urls.url_paths = {"{0}/$": SageMaker.dispatch}
        moto.iam.urls.url_paths = {"{0}/$": Iam.dispatch}
        moto.servicequotas.urls.url_paths = {"{0}/$": Quotas.dispatch}
        # moto has a switch for all of its policies and none for some.
        IAMBackend._init_aws_policies = _managed_policies  # type: ignore[method-assign, assignment]  # noqa: SLF001  as said above
        self.price_list = PriceList(get_service_model("sagemaker").shape_for("ProductionVariantInstanceType").enum)
        self._moto: WSGIApplication = DomainDispatcherApplication(create_backend_app)
        self.reset()

    def application(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Carry out one request: the Price List by ours, all others by moto."""
        if environ.get("HTTP_X_AMZ_TARGET", "").startswith(TARGET):
            return self.price_list.answer(HttpRequest.take(environ)).send(start_response)
        return self._moto(environ, start_response)

    def reset(self) -> None:
        """Forget everything that clients made."""
        self.price_list.clear()
        moto_api_backend.reset()
        self.jobs.clear()
        self.quotas.clear()
        backend = iam_backends[ACCOUNT]["aws"]
        backend.create_user(region_name="us-east-1", user_name=USER)
        key = backend.create_access_key(USER)
        backend.access_keys[ACCESS_KEY_ID] = backend.access_keys.pop(key.access_key_id)
        key.access_key_id, key.secret_access_key = ACCESS_KEY_ID, ACCESS_KEY.secret

    def key_of(self, key_id: str) -> Key | None:
        """A key of a user or of an assumed role, or the session that has long ended."""
        if key_id == EXPIRED_KEY_ID:
            return EXPIRED_KEY
        for account, partitions in list(iam_backends.items()):
            for partition, backend in list(partitions.items()):
                key = backend.access_keys.get(key_id)
                if key is not None and key.status == "Active":
                    session = sts_backends[account][partition].get_assumed_role_from_access_key(key_id)
                    if session is None:
                        return Key(key.secret_access_key)
                    return Key(key.secret_access_key, session.session_token, session.expiration.replace(tzinfo=UTC))
        return None

    def caller_of(self, key_id: str) -> str:
        """The ARN of the key's user or session."""
        account = get_account_id_from(key_id)
        return sts_backends[account]["aws"].get_caller_identity(key_id, "us-east-1")[1]

    def operation_of(
        self, service: Service, request: HttpRequest, environ: WSGIEnvironment
    ) -> tuple[str, dict[str, Any]]:
        """Name and parameters, by the routes and parsers that moto has from botocore's models."""
        asked = Request({**environ, "wsgi.input": io.BytesIO(request.body)})
        try:
            operation, labels = get_service_router(service.name).match(asked)
        except NotFound:
            return "Unknown", {}
        if service.protocol is Protocol.JSON:
            given = _json(request.body)
        else:
            parser = PROTOCOL_PARSERS[operation.service_model.protocol](operation)
            given = parser.parse(
                {
                    "method": asked.method,
                    "values": asked.values,
                    "headers": asked.headers,
                    "body": request.body,
                    "url_path": asked.path,
                    "url_params": labels,
                }
            )
        return operation.name, _public(operation.input_shape, given) if operation.input_shape else {}


def _json(body: bytes) -> Any:
    try:
        return json.loads(body or b"{}")
    except ValueError:
        return {}


def _public(shape: Any, value: Any) -> Any:
    """``value`` without the members that the model marks as sensitive, and with sizes instead of bytes."""
    if shape is not None and shape.metadata.get("sensitive"):
        return "(sensitive)"
    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    if isinstance(value, dict):
        members = getattr(shape, "members", {})
        return {name: _public(members.get(name), inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_public(getattr(shape, "member", None), inner) for inner in value]
    return value
