"""Requests in Markdown, pipelines, makefiles, state machines, trails and answers of describe."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from host_readings import Hidden, More, literals, nothing, requests
from recolint.base.text import Source, Span
from recolint.document import read
from recolint.hosts.kinds import mentions_request
from recolint.hosts.machine import read_machine
from recolint.hosts.markdown import read_markdown
from recolint.hosts.pipelines import read_makefile, read_pipeline
from recolint.hosts.python import read_python
from recolint.hosts.reading import joined
from recolint.hosts.scalars import traced
from recolint.hosts.trail import read_trail
from recolint.hosts.tree import HostReading, HostRequest, Mapping

COMMAND = "aws sagemaker create-inference-recommendations-job"
ROLE = "arn:aws:iam::111122223333:role/r"
SPEC = {
    "JobName": "a-job",
    "JobType": "Default",
    "RoleArn": ROLE,
    "InputConfig": {"ModelName": "m", "JobDurationInSeconds": 7200},
}


def python(source: Source, _ask: Any) -> HostReading:
    """Finds one call, at its name."""
    at = source.text.index("create_inference")
    name = Span(at, at + len("create_inference"))
    return HostReading((HostRequest(Mapping((), name), name),))


def test_each_block_of_markdown_is_read_by_the_language_that_it_names() -> None:
    text = f"""# How to
```json
{json.dumps(SPEC, indent=2)}
```
Some text: {COMMAND} --job-name in-text
1. In a list:

   ~~~~yaml title="spec"
   JobName: in-yaml
   JobType: Default
   RoleArn: {ROLE}
   InputConfig:
     ModelName: m
   ~~~~
   - ```bash
     {COMMAND} \\
       --job-name 'in-bash' --input-config '{{
         "ModelName": "m"}}'
     ```
```
{COMMAND} --job-name unlabelled
```
```text
{COMMAND} --job-name text
```
```json
{{"JobName": "broken", "JobType": "Default", "RoleArn": "x", "InputConfig": {{
```
```json
{{"not": "a spec"}}
```
  ```Python
  client.create_inference_recommendations_job()
  ```
```console
$ ls
{COMMAND} --job-name output
$ {COMMAND} \\
>   --job-name in-console --input-config '{{"ModelName":
> "m"}}'
{{ "JobArn": "it's fine" }}
```
```sh
{COMMAND} --job-name open
"""
    reading = read_markdown(Source("a.md", text), nothing, {"python": python})
    names = [literals(text, one).get("JobName") for one in reading.requests]
    assert names == ['"a-job"', "in-yaml", "'in-bash'", None, "in-console", "open"]
    [fault] = reading.faults
    assert "broken" in text[fault.span.start - 90 : fault.span.end + 90]
    spot = next(one for one in reading.requests if not one.request.entries)
    assert text[spot.span.start : spot.span.end] == "create_inference"


def test_a_yaml_block_in_a_list_has_the_places_of_the_file() -> None:
    lines = ["# a spec", "JobName: 'x'", "JobType: Default", "RoleArn: r", "InputConfig:", "  ModelName: m"]
    text = "- item\n\n  ```yaml\n" + "".join(f"  {line}\n" for line in lines) + "  ```\n"
    [one] = read_markdown(Source("a.md", text), nothing, {}).requests
    assert literals(text, one) == {"JobName": "'x'", "JobType": "Default", "RoleArn": "r", "InputConfig.ModelName": "m"}


def in_markdown(text: str) -> list[Any]:
    return requests(read_markdown(Source("a.md", text), nothing, {"python": read_python}))


JSON = json.dumps(SPEC)


@pytest.mark.parametrize(
    "text",
    [
        f"> ```json\n> {JSON}\n> ```\n",
        f">```json\n>{JSON}\n>```\n",
        f"> > ```json\n> > {JSON}\n> > ```\n",
        f"1. a\n   > - ```json\n   >   {JSON}\n   >   ```\n",
        f"- > ```json\n  > {JSON}\n  > ```\n",
        f"> ```json\n> {JSON}\nbehind the quote\n```text\n{JSON}\n```\n",
        f"<!-- a --> b\n```json\n{JSON}\n```\n",
        f"<!--\n```json\n{JSON}\n```\n-->\n```json\n{JSON}\n```\n",
        f"- <!-- x\n  ```json\n{JSON}\n```\n--> y\n```json\n{JSON}\n```\n",
        f"<pre>\n```json\n{JSON}\n```\n</pre>\n```json\n{JSON}\n```\n",
        f"Write `<!--` to begin.\n```json\n{JSON}\n```\n",
    ],
)
def test_fences_in_quotes_and_lists_are_read_and_those_in_comments_are_not(text: str) -> None:
    [one] = read_markdown(Source("a.md", text), nothing, {}).requests
    assert literals(text, one)["JobName"] == '"a-job"'


HIDDEN = {
    "a member": ("json", '{"JobName": "a", "InputConfig": {}, ...}', More(JobName="a", InputConfig={})),
    "a line": (
        "json",
        '{\n"JobName": "a",\n…\n"InputConfig": {...}, // more\n}',
        More(JobName="a", InputConfig=More()),
    ),
    "a value": (
        "json",
        '{"JobName": ..., "JobType": "x...", "Tags": [...], "InputConfig": {}}',
        {"JobName": Hidden("..."), "JobType": Hidden("x..."), "Tags": [Hidden("..."), ...], "InputConfig": {}},
    ),
    "text that is no comment": (
        "json",
        '{"JobName": "a", "JobType": "b", "RoleArn": "https://x#y", "InputConfig": {}}',
        {"JobName": "a", "JobType": "b", "RoleArn": "https://x#y", "InputConfig": {}},
    ),
    "a line of YAML": (
        "yaml",
        "JobName: a\nJobType: ...\n# ...\nInputConfig:\n  ModelName: m\n  ...\n...\n",
        More(JobName="a", JobType=Hidden("..."), InputConfig=More(ModelName="m")),
    ),
    "flow in YAML": (
        "yaml",
        "JobName: a\nJobType: b\nInputConfig: {...}\nTags: [...]\n",
        {"JobName": "a", "JobType": "b", "InputConfig": More(), "Tags": [Hidden("..."), ...]},
    ),
    "an item of YAML": (
        "yaml",
        "JobName: a\nInputConfig: {}\nTags:\n- Key: a\n- ...\n",
        {"JobName": "a", "InputConfig": {}, "Tags": [{"Key": "a"}, Hidden("..."), ...]},
    ),
    "words of a command": (
        "bash",
        f"{COMMAND} --job-name <name> --job-type <Default|Advanced> [--tags ...] ...",
        More(JobName=Hidden("<name>"), JobType=Hidden("<Default|Advanced>")),
    ),
    "arguments": ("python", "sm.CREATE(JobName='a', ...)", More(JobName="a")),
    "all arguments": ("python", "sm.CREATE(...)", More()),
    "members and items": (
        "python",
        "sm.CREATE(JobName=..., RoleArn='arn:...', InputConfig={...}, Tags=[{'Key': 'a'}, ...])",
        {
            "JobName": Hidden("..."),
            "RoleArn": Hidden("arn:..."),
            "InputConfig": More(),
            "Tags": [{"Key": "a"}, ...],
        },
    ),
    "a name": (
        "json",
        '{"JobName": "a", "InputConfig": {"...": "..."}}',
        {"JobName": "a", "InputConfig": More()},
    ),
    "placeholders": (
        "python",
        "name = `\"<NAME>\"`\nsm.CREATE(JobName=name, RoleArn=<role>, JobType='Default')",
        {"JobName": Hidden("name"), "RoleArn": Hidden("_"), "JobType": "Default"},
    ),
    "a comment": ("python", "sm.CREATE(\n    JobName='a',\n    # ... more\n)", More(JobName="a")),
    "a session": (
        "python",
        ">>> print('...')\n...\n>>> sm.CREATE(\n...     JobName='a',\n... )\n{'JobArn': 'x'}",
        {"JobName": "a"},
    ),
    "magics": ("python", "!pip install boto3\n%time\nsm.CREATE(JobName='a')", {"JobName": "a"}),
}


@pytest.mark.parametrize(("language", "code", "told"), HIDDEN.values(), ids=HIDDEN)
def test_what_an_example_leaves_out_is_unknown(language: str, code: str, told: Any) -> None:
    code = code.replace("CREATE", "create_inference_recommendations_job")
    assert in_markdown(f"```{language}\n{code}\n```\n") == [told]


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("json", '{"JobName": "a" ... "JobType": , "InputConfig"'),
        ("yaml", "JobName: a\n ...\n  JobType: b\nInputConfig: x\n"),
        ("python", "sm.create_inference_recommendations_job(JobName='a' ...)"),
    ],
)
def test_an_example_with_an_elision_that_cannot_be_read_is_silent(language: str, code: str) -> None:
    assert in_markdown(f"```{language}\n{code}\n```\n") == []


WORKFLOW = f"""\
on: push
jobs:
  submit:
    steps:
      - run: {COMMAND} --job-name plain --role-arn ${{{{ vars.ROLE }}}}
      - name: block
        run: |
          ROLE='{ROLE}'
          {COMMAND} \\
            --job-name "block" \\
            --role-arn "$ROLE" \\
            --job-description '${{{{ github.sha }}}}'
      - run: >-
          {COMMAND}
          --job-name folded
          --job-type Default
      - run: "{COMMAND} --job-name \\"quoted\\"   --job-type 'Default'"
      - shell: python
        run: |
          {COMMAND} --job-name python
"""

GITLAB = f"""\
submit:
  before_script:
    - export NAME=from-before
  script:
    - echo start
    - {COMMAND} --job-name $NAME
    - |
      {COMMAND} --job-name two
"""

MAKEFILE = f"""\
ROLE := {ROLE}
submit: spec
\t@NAME=a; {COMMAND} \\
\t  --job-name $$NAME --role-arn $(ROLE) \\
\t  --job-type 'Default'
\t-echo done
text = {COMMAND} --job-name text
"""


def test_scripts_of_a_workflow_are_read() -> None:
    reading = read_pipeline(Source(".github/workflows/a.yml", WORKFLOW), nothing)
    assert requests(reading) == [
        {"JobName": "plain", "RoleArn": Hidden("${{ vars.ROLE }}")},
        {"JobName": "block", "RoleArn": ROLE, "JobDescription": Hidden("${{ github.sha }}")},
        {"JobName": "folded", "JobType": "Default"},
        {"JobName": "quoted", "JobType": "Default"},
    ]
    found = [literals(WORKFLOW, one) for one in reading.requests]
    assert [one["JobName"] for one in found] == ["plain", '"block"', "folded", '\\"quoted\\"']
    assert found[1]["RoleArn"] == f"'{ROLE}'"


def test_the_lines_of_a_job_of_gitlab_are_one_script() -> None:
    reading = read_pipeline(Source(".gitlab-ci.yml", GITLAB), nothing)
    assert requests(reading) == [{"JobName": "from-before"}, {"JobName": "two"}]
    assert literals(GITLAB, reading.requests[0]) == {"JobName": "from-before"}


def test_recipes_of_a_makefile_are_read_as_make_gives_them_to_a_shell() -> None:
    reading = read_makefile(Source("Makefile", MAKEFILE), nothing)
    assert requests(reading) == [{"JobName": "a", "RoleArn": Hidden("$(ROLE)"), "JobType": "Default"}]
    assert literals(MAKEFILE, reading.requests[0])["JobType"] == "'Default'"


_WORDS = st.lists(st.text("ab \"'\\\\é😀#:", max_size=5).map(str.strip), max_size=4)


@given(_WORDS, st.sampled_from(["json", "ascii", "single", "literal", "folded", "folded plain"]))
def test_each_character_of_a_scalar_is_traced_to_its_place(words: list[str], style: str) -> None:
    lines = [word or "x" for word in words] or ["x"]
    value = "\n".join(lines)
    match style:
        case "json" | "ascii":
            written = json.dumps(value, ensure_ascii=style == "ascii")
        case "single":
            value = " ".join(lines)
            written = "'" + "\n    ".join(lines).replace("'", "''") + "'"
        case "literal":
            value += "\n"
            written = "|\n" + "".join(f"    {line}\n" for line in lines)
        case "folded":
            value = " ".join(lines)
            written = ">-\n" + "".join(f"    {line}\n" for line in lines)
        case _:
            lines = [f"w{len(line)}" for line in lines]
            value = " ".join(lines)
            written = "\n    ".join(lines)
    is_json = style in ("json", "ascii")
    text = f'{{"é": 1,\n "a": {{"b":{written}}}}}' if is_json else f"# é\na:\n  b: {written}\n"
    [document] = read(Source("a.json" if is_json else "a.yaml", text)).documents
    assert document.data["a"]["b"] == value
    found = traced(text, document.place(("a", "b")), value)
    at = 0
    for character, start, end in zip(value, found.starts, found.ends, strict=True):
        assert at <= start < end <= len(text), (text, value, character)
        at = end
        stands = text[start:end]
        assert stands == character or stands[0] in "\\\n'" or (character in " \n" and stands.isspace())


RESOURCE = "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob"
MACHINE: dict[str, Any] = {
    "StartAt": "All",
    "States": {
        "All": {
            "Type": "Parallel",
            "Branches": [
                {"States": {"One": {"Type": "Task", "Resource": RESOURCE, "Parameters": {
                    "JobName.$": "$.name", "JobType": "Default", "RoleArn": "${Role}",
                    "InputConfig": {"ModelName": "m", "JobDurationInSeconds.$": "$.seconds"},
                }}}},
                {"States": {"Each": {"Type": "Map", "ItemProcessor": {"States": {"Two": {
                    "Type": "Task", "QueryLanguage": "JSONata", "Resource": RESOURCE + ".waitForTaskToken",
                    "Arguments": {
                        "JobName": "{% $x %}", "JobType": "Advanced", "Tags": [{"Key": "a", "Value": "{% 1 %}"}],
                    },
                }}}}}},
                {"States": {"Three": {"Type": "Task", "Resource": RESOURCE, "Arguments": "{% $all %}"}}},
                {"States": {"Other": {"Type": "Task", "Resource": RESOURCE.replace("create", "stop")}}},
            ],
        }
    },
}  # fmt: skip
TOLD = [
    {
        "JobName": Hidden("$.name"),
        "JobType": "Default",
        "RoleArn": Hidden("${Role}"),
        "InputConfig": {"ModelName": "m", "JobDurationInSeconds": Hidden("$.seconds")},
    },
    {"JobName": Hidden("{% $x %}"), "JobType": "Advanced", "Tags": [{"Key": "a", "Value": Hidden("{% 1 %}")}]},
    More(),
]
TEMPLATE = f"""\
Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {{"States": {{
          "One": {{"Type": "Task", "Resource": "{RESOURCE}",
            "Parameters": {{"JobName": "a\\u0062", "RoleArn": "${{Role.Arn}}"}}}}}}}}
  Other:
    Properties:
      Definition:
        States:
          One:
            Resource: {RESOURCE}
            Parameters: {{JobName: b, RoleArn: !GetAtt Role.Arn, JobType: {{Ref: T}}}}
"""


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(MACHINE, indent=2),
        json.dumps({"Resources": {"M": {"Properties": {"Definition": MACHINE}}}}),
        json.dumps({"Resources": {"M": {"Properties": {"DefinitionString": json.dumps(MACHINE)}}}}),
        json.dumps(
            {"Resources": {"M": {"Properties": {"DefinitionString": {"Fn::Sub": json.dumps(MACHINE, indent=1)}}}}}
        ),
    ],
)
def test_tasks_of_a_state_machine_are_read(text: str) -> None:
    reading = read_machine(Source("m.json", text))
    assert requests(reading) == TOLD
    assert [isinstance(one, More) for one in requests(reading)] == [False, False, True]
    assert literals(text, reading.requests[0])["JobType"].strip('\\"') == "Default"


def test_a_state_machine_in_a_template_is_read() -> None:
    reading = read_machine(Source("t.yaml", TEMPLATE))
    assert requests(reading) == [
        {"JobName": "ab", "RoleArn": Hidden("${Role.Arn}")},
        {"JobName": "b", "RoleArn": Hidden("!GetAtt Role.Arn"), "JobType": Hidden("Ref")},
    ]
    assert literals(TEMPLATE, reading.requests[0])["JobName"] == '"a\\u0062"'


RECORD: dict[str, Any] = {
    "eventSource": "sagemaker.amazonaws.com",
    "eventName": "CreateInferenceRecommendationsJob",
    "awsRegion": "eu-west-1",
    "errorCode": "ValidationException",
    "requestParameters": {
        "jobName": "a",
        "jobDescription": "HIDDEN_DUE_TO_SECURITY_REASONS",
        "inputConfig": {
            "jobDurationInSeconds": 7200,
            "vpcConfig": {"securityGroupIds": ["sg-1"]},
            "volumeKmsKeyId": "k",
            "surprise": 1,
        },
        "outputConfig": {"compiledOutputConfig": {"s3OutputUri": "s3://b/"}},
    },
}
RECORDED = {
    "JobName": "a",
    "JobDescription": Hidden("HIDDEN_DUE_TO_SECURITY_REASONS"),
    "InputConfig": {
        "JobDurationInSeconds": 7200,
        "VpcConfig": {"SecurityGroupIds": ["sg-1"]},
        "VolumeKmsKeyId": "k",
        "Surprise": 1,
    },
    "OutputConfig": {"CompiledOutputConfig": {"S3OutputUri": "s3://b/"}},
}
OTHER = {**RECORD, "eventName": "DescribeInferenceRecommendationsJob"}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.json", json.dumps({"Records": [OTHER, RECORD]}, indent=2)),
        ("a.json", json.dumps(RECORD)),
        ("a.jsonl", f"{json.dumps(OTHER)}\n\nnot JSON\n{json.dumps(RECORD)}\n"),
        ("a.json", json.dumps({"detail-type": "AWS API Call via CloudTrail", "detail": RECORD})),
        ("a.json", json.dumps({"Events": [{"EventName": "x", "CloudTrailEvent": json.dumps(RECORD)}]})),
        ("a.json", json.dumps({"Records": [OTHER] * 2000 + [RECORD]})),
    ],
)
def test_records_of_a_trail_have_the_names_of_the_request(path: str, text: str) -> None:
    reading = read_trail(Source(path, text))
    assert requests(reading) == [RECORDED]
    [one] = reading.requests
    assert (one.region, one.submits) == ("eu-west-1", False)
    assert literals(text, one)["InputConfig.JobDurationInSeconds"] == "7200"
    assert text[one.span.start : one.span.end].strip('\\"') == "CreateInferenceRecommendationsJob"


def test_a_record_that_holds_too_little_tells_nothing() -> None:
    cut = {**RECORD, "requestParameters": {"omitted": True}}
    assert requests(read_trail(Source("a.json", json.dumps(cut)))) == [More()]
    none = {**RECORD, "requestParameters": None}
    assert requests(read_trail(Source("a.json", json.dumps(none)))) == []


def test_an_answer_of_describe_is_the_request_but_for_what_it_never_tells() -> None:
    arn = "arn:aws:sagemaker:us-east-2:111122223333:inference-recommendations-job/a"
    answer = {
        "JobName": "a",
        "JobDescription": "",
        "JobArn": arn,
        "Status": "COMPLETED",
        "InputConfig": {"ModelName": "m", "JobDurationInSeconds": 0, "EndpointConfigurations": []},
        "InferenceRecommendations": [],
    }
    [one] = read_trail(Source("a.json", json.dumps(answer))).requests
    assert requests(HostReading((one,))) == [
        {
            "JobName": "a",
            "InputConfig": {"ModelName": "m"},
            "OutputConfig": Hidden("OutputConfig"),
            "Tags": Hidden("Tags"),
        }
    ]
    assert (one.region, one.submits) == ("us-east-2", False)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0\0",
        "{" * 5000,
        "- " * 3000,
        "```json\n" + "[" * 5000,
        "~~~",
        "`" * 50_000,
        "\t$(" * 20_000,
        "\ud800",
        "\ue000",
    ],
)
def test_any_text_can_be_read(text: str) -> None:
    mention = "CreateInferenceRecommendationsJob create-inference-recommendations-job :inference-recommendations-job/"
    for one in (text, text + mention, mention + text):
        source = Source("a.yaml", one)
        found = [
            read_markdown(source, nothing, {}),
            read_pipeline(source, nothing),
            read_makefile(source, nothing),
            read_machine(source),
            read_trail(source),
        ]
        assert joined(found).requests == ()


def test_a_quick_look_sees_every_host() -> None:
    for text in (WORKFLOW, GITLAB, MAKEFILE, TEMPLATE, json.dumps(MACHINE), json.dumps(RECORD), json.dumps(SPEC)):
        assert mentions_request(text.encode())
    assert not mentions_request(b"import boto3\n")
