"""The documents that rules cite, each under one name. Rules say ``Documented(sources.LOAD_TEST, "duration")``."""

from __future__ import annotations

from datetime import date

from recolint.plugin import Reference

_AWS = "https://docs.aws.amazon.com"
_READ = date(2026, 11, 23)
"""The date of the facts from dated documents. Rules use one well-known statement of each other document."""


def _api(name: str, page: str = "", read: date | None = None) -> Reference:
    address = f"{_AWS}/sagemaker/latest/APIReference/API_{page or name}.html"
    return Reference(f"API reference: {name}", address, read)


def _guide(title: str, page: str, read: date | None = None) -> Reference:
    return Reference(f"SageMaker developer guide: {title}", f"{_AWS}/sagemaker/latest/dg/{page}.html", read)


def _iam(title: str, page: str) -> Reference:
    return Reference(f"IAM user guide: {title}", f"{_AWS}/IAM/latest/UserGuide/{page}.html")


def _kms(title: str, page: str) -> Reference:
    return Reference(f"KMS developer guide: {title}", f"{_AWS}/kms/latest/developerguide/{page}.html")


CREATE_JOB = _api("CreateInferenceRecommendationsJob", read=_READ)
COMPILED_OUTPUT_CONFIG = _api("RecommendationJobCompiledOutputConfig")
CONTAINER_CONFIG = _api("RecommendationJobContainerConfig")
CONTAINER_DEFINITION = _api("ContainerDefinition")
CREATE_ENDPOINT_CONFIG = _api("CreateEndpointConfig")
CREATE_MODEL_PACKAGE = _api("CreateModelPackage")
DATA_INPUT_CONFIG = _api("InputConfig")
ENDPOINT_CONFIGURATION = _api("EndpointInputConfiguration")
INPUT_CONFIG = _api("RecommendationJobInputConfig")
INVOKE_ENDPOINT = _api("InvokeEndpoint", "runtime_InvokeEndpoint")
JOB_IN_LIST = _api("InferenceRecommendationsJob")
LATENCY_THRESHOLD = _api("ModelLatencyThreshold")
OUTPUT_CONFIG = _api("RecommendationJobOutputConfig")
PAYLOAD_CONFIG = _api("RecommendationJobPayloadConfig")
PHASE = _api("Phase")
RESOURCE_LIMIT = _api("RecommendationJobResourceLimit")
SERVERLESS_CONFIG = _api("ProductionVariantServerlessConfig")
STAIRS = _api("Stairs")
STOPPING_CONDITIONS = _api("RecommendationJobStoppingConditions")
TAG = _api("Tag")
VPC_CONFIG = _api("RecommendationJobVpcConfig")

SERVICE_MODEL = Reference("SageMaker service model: CreateInferenceRecommendationsJob", CREATE_JOB.url, _READ)
"""The model is a file in botocore; the page states the same constraints."""

API_PERMISSIONS = _guide("API permissions reference", "api-permissions-reference", _READ)
DEFAULT_JOB = _guide("Create an inference recommendation", "instance-recommendation-create", _READ)
ENCRYPTION = _guide("Protect data at rest using encryption", "encryption-at-rest")
EXISTING_ENDPOINT = _guide(
    "Get an inference recommendation for an existing endpoint", "inference-recommender-existing-endpoint", _READ
)
HOST_VPC = _guide("Give hosted endpoints access to resources in your VPC", "host-vpc")
JOB_VPC = _guide(
    "Give Inference Recommender jobs access to resources in your VPC", "inference-recommender-vpc-access", _READ
)
LOAD_TEST = _guide("Run a custom load test", "inference-recommender-load-test", _READ)
NEO = _guide("Get compiled recommendations with Neo", "inference-recommender-neo-compilation", _READ)
NEO_FRAMEWORKS = _guide("Neo, supported instance types and frameworks", "neo-supported-cloud", _READ)
NEO_INPUT_SHAPES = _guide("Neo, what input data shapes it expects", "neo-compilation-preparing-model", _READ)
PREREQUISITES = _guide("Inference Recommender, prerequisites", "inference-recommender-prerequisites", _READ)
ROLES = _guide("SageMaker AI execution roles", "sagemaker-roles")
SERVERLESS = _guide("Deploy models with Serverless Inference", "serverless-endpoints", _READ)
SERVERLESS_ENDPOINT = _guide("Create a serverless endpoint", "serverless-endpoints-create")
TROUBLESHOOTING = _guide("Troubleshoot Inference Recommender errors", "inference-recommender-troubleshooting", _READ)

IAM_BEST_PRACTICES = _iam("Security best practices in IAM", "best-practices")
IAM_GRAMMAR = _iam("Grammar of the IAM JSON policy language", "reference_policies_grammar")
IAM_IDENTIFIERS = _iam("IAM identifiers", "reference_identifiers")
PASS_ROLE = _iam("Grant a user permissions to pass a role to an AWS service", "id_roles_use_passrole")
SERVICE_LINKED_ROLE = _iam("Create a service-linked role", "id_roles_create-service-linked-role")

KEY_IDENTIFIERS = _kms("Key identifiers", "concepts")
KEY_OF_OTHER_ACCOUNT = _kms(
    "Allowing users in other accounts to use a KMS key", "key-policy-modifying-external-accounts"
)
KEY_STATES = _kms("Key states of KMS keys", "key-state")
MULTI_REGION_KEYS = _kms("Multi-Region keys", "multi-region-keys-overview")
DESCRIBE_KEY = Reference("KMS API reference: DescribeKey", f"{_AWS}/kms/latest/APIReference/API_DescribeKey.html")

ARNS = Reference(
    "IAM user guide: Identify AWS resources with Amazon Resource Names (ARNs)",
    f"{_AWS}/IAM/latest/UserGuide/reference-arns.html",
)
BUCKET_NAMES = Reference(
    "Amazon S3 user guide: General purpose bucket naming rules",
    f"{_AWS}/AmazonS3/latest/userguide/bucketnamingrules.html",
)
FULL_ACCESS = Reference(
    "AWS managed policy AmazonSageMakerFullAccess",
    f"{_AWS}/aws-managed-policy/latest/reference/AmazonSageMakerFullAccess.html",
    _READ,
)
RESOURCE_IDS = Reference("EC2 user guide: Resource IDs", f"{_AWS}/AWSEC2/latest/UserGuide/resource-ids.html")
SERVICE_AUTHORIZATION = Reference(
    "Service Authorization Reference: Amazon SageMaker AI",
    f"{_AWS}/service-authorization/latest/reference/list_amazonsagemaker.html",
    _READ,
)
SKELETONS = Reference(
    "AWS CLI user guide: Skeletons and input files", f"{_AWS}/cli/latest/userguide/cli-usage-skeleton.html"
)
TAGGING = Reference("Tagging AWS resources", f"{_AWS}/tag-editor/latest/userguide/tagging.html")

EXAMPLE_NOTEBOOKS = Reference("AWS's example notebooks", "https://github.com/aws/amazon-sagemaker-examples", _READ)
PYTHON_SDK = Reference("SageMaker Python SDK", "https://github.com/aws/sagemaker-python-sdk", _READ)

HOSTING_PRICES = Reference("SageMaker's price lists for hosting, as shipped by cfn-lint")
INSTANCE_METADATA = Reference("EC2 metadata")
"""Data without its own page."""
