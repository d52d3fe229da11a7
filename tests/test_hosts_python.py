"""Requests in Python, by what the code says: a table of code and the request that the reader tells of it.

``<words>`` is unknown, ``<words>?`` may be missing too, ``...`` says that more may follow.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from textwrap import dedent
from typing import Any, SupportsIndex

import pytest

from host_claims import leaves, told
from recolint.base.text import Source, Span
from recolint.hosts.encoding import decoded
from recolint.hosts.python import machine, names, program, read_python, reader
from recolint.hosts.python.machine import Budget
from recolint.hosts.python.names import Survey
from recolint.hosts.python.program import Text
from recolint.hosts.tree import HIDDEN_REGION, HostReading
from recolint.hosts.tree import Mapping as Structure

CALL = "create_inference_recommendations_job"


def read(code: str, modules: Mapping[str, str] = {}) -> HostReading:
    text = dedent(code).replace("CREATE", CALL)
    return read_python(Source("repo/jobs/run.py", text), lambda path: modules.get(path))


def requests(code: str, modules: Mapping[str, str] = {}) -> list[Any]:
    reading = read(code, modules)
    assert not reading.faults
    return [told(request.request) for request in reading.requests]


KNOWN: dict[str, tuple[str, Any]] = {
    "a class that is given what its base has": ("""
        class Base:
            name = "a"
            kind = "b"
        class Job(Base):
            pass
        Job.name = "c"
        sm.CREATE(JobName=Job.name, JobType=Job.kind)
        """, [{"JobName": "<Job.name>", "JobType": "b"}]),
    "keywords": ("sm.CREATE(JobName='a', InputConfig={'Phases': [{'SpawnRate': 2}]})", [
        {"JobName": "a", "InputConfig": {"Phases": [{"SpawnRate": 2}]}}
    ]),
    "names and arithmetic": ("""
        HOURS = 2
        NAME = "fraud"
        sm.CREATE(JobName=f"{NAME}-{HOURS:02d}", InputConfig={"JobDurationInSeconds": HOURS * 60 * 60 - 1})
        """, [{"JobName": "fraud-02", "InputConfig": {"JobDurationInSeconds": 7199}}]),
    "methods of texts": ("""
        sm.CREATE(A="x {} {tail}".format(1, tail="y"), B="%s-%d" % ("a", 3), C="-".join(["a", "b"]),
                  D=" a ".strip().upper(), E=str(5), F=int("7"), G="a_b".replace("_", "-"))
        """, [{"A": "x 1 y", "B": "a-3", "C": "a-b", "D": "A", "E": "5", "F": 7, "G": "a-b"}]),
    "a mapping that grows": ("""
        job = dict(JobName="a")
        job["JobType"] = "Default"
        job.update({"RoleArn": "r"}, JobDescription="d")
        job |= {"Tags": []}
        job["Tags"] += [{"Key": "k", "Value": "v"}]
        other = job
        other.setdefault("InputConfig", {})["ModelName"] = "m"
        del job["JobDescription"]
        sm.CREATE(**job)
        """, [{"JobName": "a", "JobType": "Default", "RoleArn": "r", "Tags": [{"Key": "k", "Value": "v"}],
               "InputConfig": {"ModelName": "m"}}]),
    "json in a text": ("""
        import json
        sm.CREATE(JobName="a", InputConfig=json.loads('{"ModelName": "m"}'), JobDescription=json.dumps({"b": [1]}))
        """, [{"JobName": "a", "InputConfig": {"ModelName": "m"}, "JobDescription": '{"b": [1]}'}]),
    "a loop over a known list": ("""
        for index, name in enumerate(["a", "b"], 1):
            sm.CREATE(JobName=f"{name}{index}")
        """, [{"JobName": "a1"}, {"JobName": "b2"}]),
    "a loop that tries again": ("""
        for attempt in range(3):
            try:
                sm.CREATE(JobName="a")
                break
            except sm.exceptions.ResourceLimitExceeded:
                time.sleep(2 ** attempt)
        """, [{"JobName": "a"}]),
    "digits and stars beside a conversion": ("""
        sm.CREATE(A="arn:aws:iam::123456789012:role/%s" % "x", B="%(a)s-2024*" % {"a": 1}, C="%5000d" % 1)
        """, [{"A": "arn:aws:iam::123456789012:role/x", "B": "1-2024*", "C": "<\"%5000d\" % 1>"}]),
    "a loop that changes its list": ("""
        names = ["a", "b"]
        for name in names:
            names.remove(name)
            sm.CREATE(JobName=name, JobType="Default")
        """, [{"JobName": "<name>", "JobType": "Default"}]),
    "comprehensions": ("""
        types = ["ml.c5.large", "ml.m5.large", "x"]
        sm.CREATE(A=[{"InstanceType": t} for t in types if t != "x"], B={t: 1 for t in types[:1]},
                  C=[t for t in types if unknown])
        """, [{"A": [{"InstanceType": "ml.c5.large"}, {"InstanceType": "ml.m5.large"}], "B": {"ml.c5.large": 1},
               "C": ["..."]}]),
    "a branch": ("""
        job = {"JobName": "a", "JobType": "Default"}
        if fast:
            job["JobType"] = "Advanced"
            job["Tags"] = []
        sm.CREATE(**job)
        """, [{"JobName": "a", "JobType": "<'Advanced' or 'Default'>", "Tags": "<[]>?"}]),
    "a branch that ends the program": ("""
        name = "a"
        if not ready:
            name = "b"
            raise SystemExit
        sm.CREATE(JobName=name)
        """, [{"JobName": "a"}]),
    "a loop of unknown length": ("""
        tags, kept = [], ["x"]
        for tag in load():
            tags.append({"Key": tag})
        sm.CREATE(JobName="a", Tags=tags, Kept=kept)
        """, [{"JobName": "a", "Tags": ["..."], "Kept": ["x"]}]),
    "rest that is not known": ("sm.CREATE(JobName='a', **rest)", [{"JobName": "a", "...": "..."}]),
    "a mapping within one that is not known": ("sm.CREATE(Tags={**tags, 'Key': 'k'}, T={'Key': 'k', **tags})", [
        {"Tags": {"Key": "k", "...": "..."}, "T": {"Key": "<'k'>", "...": "..."}}
    ]),
    "what others may change": ("""
        job, safe = {"JobName": "a"}, {"JobName": "b"}
        decorate(job)
        print(safe)
        logger.info("%s", safe)
        sm.CREATE(**job)
        sm.CREATE(**safe)
        """, [{"...": "..."}, {"JobName": "b"}]),
    "a builder": ("""
        def build(name, kind="Default", **more):
            if not name:
                raise ValueError("no name")
            return {"JobName": name, "JobType": kind, **more}
        sm.CREATE(**build("a", RoleArn="r"))
        sm.CREATE(**build("b", "Advanced"))
        """, [{"JobName": "a", "JobType": "Default", "RoleArn": "r"}, {"JobName": "b", "JobType": "Advanced"}]),
    "a function that one call runs": ("""
        def main(name):
            sm.CREATE(JobName=name)
        if __name__ == "__main__":
            main("a")
        """, [{"JobName": "a"}]),
    "a function that anybody runs": ("""
        KIND = "Default"
        def handler(event, kind="x"):
            sm.CREATE(JobName=event["name"], JobType=KIND, JobDescription=kind)
        """, [{"JobName": '<event["name"]>', "JobType": "Default", "JobDescription": "<kind>"}]),
    "a function that two calls run": ("""
        def launch(name):
            sm.CREATE(JobName=name, JobType="Default")
        launch("a")
        launch("b")
        """, [{"JobName": "<name>", "JobType": "Default"}]),
    "a name that functions bind": ("""
        name = "a"
        def rename():
            global name
            name = "b"
        sm.CREATE(JobName=name)
        """, [{"JobName": "<name>"}]),
    "a mapping that functions change": ("""
        job = {"JobName": "a"}
        def handler(event):
            job["JobName"] = event
        sm.CREATE(**job)
        """, [{"...": "..."}]),
    "a class": ("""
        class Job:
            KIND = "Default"
            tags = []
            def __init__(self, name, role=None):
                self.name = name
                self.role = role or "r"
                self.minutes = 60
            @property
            def seconds(self):
                return self.minutes * 60
            def request(self):
                return {"JobName": self.name, "JobType": self.KIND, "RoleArn": self.role, "S": self.seconds}
            def submit(self):
                return self.sm.CREATE(**self.request())
        """, [{"JobName": "<self.name>", "JobType": "Default", "RoleArn": "<self.role>", "S": 3600}]),
    "an object": ("""
        class Job:
            def __init__(self, name):
                self.name = name
            def submit(self):
                return sm.CREATE(JobName=self.name)
        job = Job("a")
        job.name += "b"
        job.submit()
        """, [{"JobName": "ab"}]),
    "a list that an unknown object keeps": ("""
        names = ["a"]
        class Job:
            def __init__(self):
                self.names = names
            def run(self):
                self.names.append("b")
        register(Job)
        Job().run()
        sm.CREATE(JobName="a", Names=names)
        """, [{"JobName": "a", "Names": ["..."]}]),
    "a foreign class": ("""
        class Settings(BaseSettings):
            name: str = "a"
        sm.CREATE(JobName=Settings().name, JobType=Settings.name)
        """, [{"JobName": "<Settings().name>", "JobType": "<Settings.name>"}]),
    "a record": ("""
        from dataclasses import dataclass
        @dataclass
        class Job:
            name: str
            kind: str = "Default"
        job = Job("a")
        sm.CREATE(JobName=job.name, JobType=job.kind)
        """, [{"JobName": "a", "JobType": "Default"}]),
    "an environment variable": ("""
        import os
        sm.CREATE(JobName=os.environ.get("NAME", "a"), RoleArn=os.environ["ROLE"])
        """, [{"JobName": '<os.environ.get("NAME", "a")>', "RoleArn": '<os.environ["ROLE"]>'}]),
    "text that runs as code": ("name = 'a'\nexec(code)\nsm.CREATE(JobName=name, JobType='b')", [
        {"JobName": "<name>", "JobType": "b"}
    ]),
    "a star import": ("a = 'x'\nfrom names import *\nb = 'y'\nsm.CREATE(A=a, B=b)", [{"A": "<a>", "B": "y"}]),
    "ways to call": ("""
        from functools import partial
        send = sm.CREATE
        send(JobName="a")
        getattr(sm, "CREATE")(JobName="b")
        partial(sm.CREATE, JobType="Default")(JobName="c")
        lambda: sm.CREATE(JobName="d")
        await sm.CREATE(JobName="e")
        """, [{"JobName": "a"}, {"JobName": "b"}, {"JobType": "Default", "JobName": "c"}, {"JobName": "d"},
              {"JobName": "e"}]),
    "a branch that a constant leaves out": ("ON = False\nif ON:\n    sm.CREATE(A='a')", [{"A": "a"}]),
    "a branch that a value leaves out": ("""
        def f(kind):
            if kind == "Advanced":
                sm.CREATE(JobType=kind, JobName="a")
            else:
                sm.CREATE(JobType=kind, JobName="b")
        f("Default")
        """, [{"JobType": "<kind>", "JobName": "a"}, {"JobType": "Default", "JobName": "b"}]),
    "code that may run, though it looks as if it did not": ("""
        def f():
            try:
                return load()
            except KeyError:
                sm.CREATE(A="a")
            with suppress(KeyError):
                raise KeyError
            while True:
                if done():
                    break
            sm.CREATE(A="b")
        """, [{"A": "a"}, {"A": "b"}]),
    "cases of a known subject": ("""
        kind = "load"
        match kind:
            case "default": name = "a"
            case "load" | "test": name = "b"
            case _: name = "c"
        match unknown:
            case "x": role = "a"
            case _: role = "b"
        match kind:
            case "load" if ready(): more = "a"
            case other: more = "b"
        sm.CREATE(JobName=name, RoleArn=role, JobType=more)
        """, [{"JobName": "b", "RoleArn": "<role>", "JobType": "<more>"}]),
    "reading namespaces and attributes changes no name": ("""
        NAME = "a"
        class Options:
            def __init__(self, **more):
                self.kind = "x"
                self.__dict__.update(more)
                print(self.__class__.__name__)
        options = Options(kind="y")
        print(vars(arguments), "{x}".format(**locals()), "IPython" in sys.modules)
        sm.CREATE(JobName=NAME, JobType=options.kind)
        """, [{"JobName": "a", "JobType": "<options.kind>"}]),
    "a module may be the program itself": ("""
        import runner
        NAME = "a"
        runner.__dict__["NAME"] = "b"
        sm.CREATE(JobName=NAME)
        """, [{"JobName": "<NAME>"}]),
    "a keyword that comes twice": ("""
        more = {"JobName": "b", "JobType": "c"}
        sm.CREATE(JobName="a", **more)
        sm.CREATE(**more, JobName="b")
        """, [{"JobName": "<'a' or 'b'>", "JobType": "c"}, {"JobName": "b", "JobType": "c"}]),
    "arguments behind an unknown number of others": ("""
        def f(name, kind=None):
            sm.CREATE(JobName=name, JobType=kind)
        f(*names, "Default")
        """, [{"JobName": "<name>", "JobType": "<kind>"}]),
    "known members beside unknown ones": ("""
        job = {}
        job.update(JobName="a", **rest)
        sm.CREATE(JobType="b", InputConfig=dict(ModelName="m", **more), **job)
        """, [{"JobType": "b", "InputConfig": {"ModelName": "m", "...": "..."}, "JobName": "a", "...": "..."}]),
    "finally": ("""
        name = "a"
        try:
            name = load()
        finally:
            sm.CREATE(JobName=name, JobType="Default")
        """, [{"JobName": "<name>", "JobType": "Default"}]),
    "an import that may fail": ("""
        try:
            from settings import NAME
        except ImportError:
            NAME = "a"
        sm.CREATE(JobName=NAME)
        """, [{"JobName": "<NAME>"}]),
}  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), KNOWN.values(), ids=KNOWN)
def test_code_tells_its_request(code: str, expected: Any) -> None:
    assert requests(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        "session.CREATE(role='r', job_name='a')",
        "def CREATE(**kwargs): pass\nCREATE(JobName='a')",
        "from unittest.mock import Mock, call\nMock().CREATE(A='a')\nx.assert_has_calls([call.CREATE(A='a')])",
        "mock_sm.CREATE(JobName='a')",
        "sm.CREATE.assert_called_once_with(JobName='a')\nsm.CREATE.return_value = {}",
        "stubber.add_response('CREATE', {}, {'JobName': 'a'})",
        "'''sm.CREATE(JobName='a')'''  # sm.CREATE(JobName='a')",
        "with pytest.raises(ClientError):\n    sm.CREATE(JobName='a')",
        "class Wrapper:\n    def CREATE(self, name): pass\n    def go(self):\n        self.CREATE(JobName='a')",
        "sm.CREATE()",
        "sm.CREATE({'JobName': 'a'})",
        "def f():\n    return 1\n    sm.CREATE(JobName='a')",
        "def f():\n    if x:\n        raise E\n    else:\n        sys.exit(1)\n    sm.CREATE(JobName='a')",
        "def f():\n    for x in y:\n        continue\n        sm.CREATE(JobName='a')",
        "try:\n    raise E\nexcept E:\n    raise\nelse:\n    sm.CREATE(JobName='a')\nsm.CREATE(JobName='a')",
        "while 1:\n    for x in y:\n        break\nsm.CREATE(JobName='a')",
        "if TYPE_CHECKING:\n    sm.CREATE(JobName='a')\nelif not typing.TYPE_CHECKING: pass",
        "if False and ready():\n    sm.CREATE(JobName='a')\nwhile 0:\n    sm.CREATE(JobName='a')",
        "0 and sm.CREATE(JobName='a')\nx = sm.CREATE(JobName='a') if None else 1\n[] or 1 or sm.CREATE(JobName='a')",
        "for x in []:\n    sm.CREATE(JobName='a')",
        "if not 1:\n    p = partial(sm.CREATE)\n    p(JobName='a')",
        "grid.right_size(3)\ngrid.right_size(width=3)\ntree.right_size()",
    ],
)
def test_what_only_looks_like_a_request_is_none(code: str) -> None:
    assert read(code) == HostReading()


def test_a_place_is_the_literal_that_a_reader_would_change() -> None:
    code = """
        ROLE = "r"  # é
        kinds = ["é", "Default"]
        sm.CREATE(RoleArn=ROLE, JobType=kinds[1], JobName=name + "-x", InputConfig={"ModelName": f"{ROLE}m"})
        """
    text = dedent(code).replace("CREATE", CALL)
    (request,) = read(code).requests

    def at(span: Span) -> str:
        return text[span.start : span.end]

    assert at(request.span) == CALL
    assert at(request.request.span) == text[text.index("sm.") :].rstrip()
    places = {entry.name: (at(entry.name_span), at(entry.value.span)) for entry in request.request.entries}
    assert places == {
        "RoleArn": ("RoleArn", '"r"'),
        "JobType": ("JobType", '"Default"'),
        "JobName": ("JobName", 'name + "-x"'),
        "InputConfig": ("InputConfig", '{"ModelName": f"{ROLE}m"}'),
    }
    inner = request.request.entries[3].value
    assert isinstance(inner, Structure)
    assert (at(inner.entries[0].name_span), at(inner.entries[0].value.span)) == ('"ModelName"', 'f"{ROLE}m"')


@pytest.mark.parametrize(
    ("client", "region"),
    [
        ("boto3.client('sagemaker', region_name='eu-west-1')", "eu-west-1"),
        ("boto3.client('sagemaker', 'eu-west-1')", "eu-west-1"),
        ("boto3.Session(region_name='eu-west-1').client('sagemaker')", "eu-west-1"),
        ("boto3.session.Session(region_name='eu-west-1').client('sagemaker', region_name=where)", HIDDEN_REGION),
        ("boto3.client('sagemaker')", None),
        ("boto3.client('sagemaker', region_name=os.environ['AWS_REGION'])", HIDDEN_REGION),
    ],
)
def test_a_client_tells_the_region(client: str, region: str | None) -> None:
    (request,) = read(f"import boto3\nimport os\nsm = {client}\nsm.CREATE(JobName='a')").requests
    assert request.region == region


def test_constants_of_another_module_stand_where_they_are_used() -> None:
    code = """
        from config import NAME, TAGS
        import jobs.names as n
        from . import local
        sm.CREATE(A=NAME, B=TAGS, C=n.X, D=local.Y)
        """
    modules = {
        "config.py": "P = 'a'\nNAME = P + 'b'\nTAGS = [{'Key': P}]",
        "../jobs/names.py": "from .deep import X",
        "../jobs/deep.py": "X = 1",
        "local/__init__.py": "Y = 2",
    }
    reading = read(code, modules)
    assert [told(one.request) for one in reading.requests] == [{"A": "ab", "B": [{"Key": "a"}], "C": 1, "D": 2}]
    text = dedent(code).replace("CREATE", CALL)
    entries = reading.requests[0].request.entries
    assert [text[e.value.span.start : e.value.span.end] for e in entries] == ["NAME", "TAGS", "n.X", "local.Y"]


@pytest.mark.parametrize(
    ("module", "value"),
    [
        ("NAME = 'a'\nNAME = 'b'", "b"),
        ("NAME = 'a'\ndef f():\n    global NAME\n    NAME = 'b'", "<NAME>"),
        ("import os\nNAME = os.environ['NAME']", "<NAME>"),
        ("NAME = (", "<NAME>"),
        ("from config import NAME", "<NAME>"),
    ],
)
def test_a_name_of_another_module_counts_as_it_is_there(module: str, value: str) -> None:
    assert requests("from config import NAME\nsm.CREATE(JobName=NAME)", {"config.py": module}) == [{"JobName": value}]


@pytest.mark.parametrize(
    ("module", "told"),
    [
        ("import os\nA = 'a'\ndef make(): return A", {"A": "a", "B": "b", "C": "a"}),
        ("from .deep import *", {"A": "deep", "B": "b", "C": "<make()>"}),
        ("A = 'a'\nB = 'c'", {"A": "a", "B": "<B>", "C": "<make()>"}),
        ("A = 'a'\n__all__ = ['make']", {"A": "<A>", "B": "<B>", "C": "<make()>"}),
        ("A = 'a'\nfrom foreign import *", {"A": "<A>", "B": "<B>", "C": "<make()>"}),
        ("A = 'a'\ndef f():\n    global B\n    B = 1", {"A": "a", "B": "<B>", "C": "<make()>"}),
        ("_A = 'a'", {"A": "<A>", "B": "b", "C": "<make()>"}),
    ],
)
def test_a_star_import_binds_what_the_module_shows(module: str, told: Any) -> None:
    modules = {"config.py": module, "deep.py": "A = 'deep'"}
    code = "import os\nB = 'b'\nfrom config import *\n"
    assert requests(f"{code}sm.CREATE(A=A, B=B, C=make())", modules) == [told]
    if "deep" not in module:
        assert requests(f"{code}def send():\n    sm.CREATE(A=A, B=B, C=make())", modules) == [told]


def test_of_two_star_imports_either_may_bind_a_name() -> None:
    modules = {"config.py": "import os\nA = 'a'\nC = 'c'", "other.py": "import os\nA = 'z'\nB = 'b'"}
    both = "from config import *\nfrom other import *\n"
    assert requests(f"{both}sm.CREATE(A=A, B=B, C=C, D=os.path)", modules) == [
        {"A": "<A>", "B": "b", "C": "c", "D": "<os.path>"}
    ]
    either = "try:\n    from config import *\nexcept ImportError:\n    from other import *\n"
    assert requests(f"{either}sm.CREATE(A=A)", modules) == [{"A": "<A>"}]
    later = "from foreign import *\nfrom other import *\ndef send():\n    sm.CREATE(A=A)\n"
    assert requests(later, modules) == [{"A": "<A>"}]


def test_right_size_is_the_request_that_the_sdk_sends() -> None:
    code = """
        from sagemaker.parameter import CategoricalParameter
        from sagemaker.inference_recommender.inference_recommender_mixin import Phase, ModelLatencyThreshold
        phases = [Phase(duration_in_seconds=300, initial_number_of_users=2, spawn_rate=2), Phase(120, 14, 1)]
        package.right_size(
            job_name="load",
            sample_payload_url="s3://bucket/payload.tar.gz",
            supported_content_types=["text/csv"],
            framework="XGBOOST",
            job_duration_in_seconds=3600,
            hyperparameter_ranges=[
                {"instance_types": CategoricalParameter(["ml.m5.xlarge", "ml.c5.xlarge"]),
                 "OMP_NUM_THREADS": CategoricalParameter([1, "2"])},
            ],
            phases=phases,
            max_invocations=100,
            model_latency_thresholds=[ModelLatencyThreshold(percentile="P95", value_in_milliseconds=100)],
            max_tests=limit,
        )
        """
    threads = {"Name": "OMP_NUM_THREADS", "Value": ["1", "2"]}
    assert requests(code) == [
        {
            "JobName": "load",
            "JobType": "Advanced",
            "RoleArn": "<the model's role>",
            "InputConfig": {
                "ContainerConfig": {
                    "Domain": "MACHINE_LEARNING",
                    "Task": "OTHER",
                    "Framework": "XGBOOST",
                    "PayloadConfig": {
                        "SamplePayloadUrl": "s3://bucket/payload.tar.gz",
                        "SupportedContentTypes": ["text/csv"],
                    },
                    "FrameworkVersion": "<the model's framework version>?",
                },
                "ModelPackageVersionArn": "<the model's package>?",
                "ModelName": "<the model's name>?",
                "JobDurationInSeconds": 3600,
                "ResourceLimit": "<ResourceLimit>?",
                "TrafficPattern": {
                    "Phases": [
                        {"DurationInSeconds": 300, "InitialNumberOfUsers": 2, "SpawnRate": 2},
                        {"DurationInSeconds": 120, "InitialNumberOfUsers": 14, "SpawnRate": 1},
                    ],
                    "TrafficType": "PHASES",
                },
                "EndpointConfigurations": [
                    {"EnvironmentParameterRanges": {"CategoricalParameterRanges": [threads]}, "InstanceType": kind}
                    for kind in ("ml.m5.xlarge", "ml.c5.xlarge")
                ],
            },
            "StoppingConditions": {
                "MaxInvocations": 100,
                "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 100}],
            },
            "Tags": [{"Key": "ClientType", "Value": "PythonSDK-RightSize"}],
            "JobDescription": "#python-sdk-create",
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ("supported_instance_types=['ml.c5.large']", "Default"),
        ("supported_instance_types=['ml.c5.large'], job_duration_in_seconds=60, phases=None", "Default"),
        ("job_name='a', max_tests=1", "Advanced"),
        ("job_name='a', phases=phases", "<Advanced or Default>"),
        ("job_name='a', **more", "<Advanced or Default>"),
    ],
)
def test_right_size_is_advanced_where_the_sdk_says_so(arguments: str, kind: str) -> None:
    (request,) = requests(f"model.right_size({arguments})")
    assert request["JobType"] == kind


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ("print 'x'\nsm.CREATE(JobName='a')", 1),
        ("x = (\nsm.CREATE(JobName='a')", 1),
        ("sm.CREATE(JobName='a\0')", 1),
        ("x = " + "(" * 500 + "\nsm.CREATE(JobName='a')", 1),
        ("x = " + "-" * 100_000 + "1\nsm.CREATE(JobName='a')", 1),
        ("print 'x'  # sm.CREATE(JobName='a')", 0),
        ("print 'x'", 0),
        ("print 'x'\ngrid.right_size(3)", 0),
    ],
)
def test_broken_code_is_one_fault_where_it_mentions_the_call(code: str, faults: int) -> None:
    reading = read(code)
    assert (len(reading.requests), len(reading.faults)) == (0, faults)


def test_a_fault_stands_where_the_code_breaks() -> None:
    (fault,) = read("x = 'é'; y = 3 3\nsm.CREATE(JobName='a')").faults
    assert fault.span == (15, 16)


BOMBS = {
    "texts": "a = 'x' * 1000\n" + "a = a + a\n" * 60,
    "lists": "a = ['x']\n" + "a = a + a\n" * 60,
    "shared lists": "a = ['x']\n" + "a = [a, a]\n" * 60,
    "a list in itself": "a = []\na.append(a)\n",
    "numbers": "a = [9 ** 9 ** 9, '%99999999d' % 1, f'{1:>99999999}', 'a'.zfill(10 ** 9), 'a' * 10 ** 9]\n",
    "widths": "a = ['%((a))099999999d' % {'(a)': 1}, '%.99999999f' % 1, '%*d' % (9 ** 9, 1)]\n",
    "calls": "".join(f"def f{i}(x):\n    f{i + 1}(x)\n    f{i + 1}(x)\n" for i in range(30)) + "a = f0\nf0(1)\n",
    "loops": "".join("    " * i + f"for a{i} in range(1000):\n" for i in range(10)) + "    " * 10 + "pass\na = 1\n",
    "lone surrogates": "a = '\udc80'\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("code", BOMBS.values(), ids=BOMBS)
def test_work_is_bounded(code: str) -> None:
    (request,) = read(f"{code}sm.CREATE(JobName='n', A=a)").requests
    assert told(request.request)["JobName"] == "n"
    assert leaves(request.request)[1] <= 20_100


@pytest.mark.parametrize(
    ("made", "grows", "first"),
    [("{}", "a['k{0}'] = {0}", "a['k0']"), ("[]", "a.append({0})", "a[0]"), ("Job()", "a.k{0} = {0}", "a.k0")],
)
def test_a_structure_grows_up_to_a_size(made: str, grows: str, first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"class Job: pass\na = {made}\n" + "".join(f"{grows.format(i)}\n" for i in range(5))
    assert requests(f"{code}sm.CREATE(A={first})") == [{"A": 0}]
    monkeypatch.setattr(machine, "MAX_ITEMS", 4)
    assert requests(f"{code}sm.CREATE(A={first})") == [{"A": f"<{first}>"}]


def test_a_file_that_is_too_much_to_follow_is_surveyed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    surveys = []

    def counted(statements: list[ast.stmt]) -> Survey:
        surveys.append(statements)
        return names.survey(statements)

    monkeypatch.setattr(program, "survey", counted)
    monkeypatch.setattr(reader, "Budget", lambda steps=5: Budget(steps))
    found = read("sm.CREATE(JobName='a')\nsm.CREATE(JobName='b')\nsm.CREATE(JobName='c')\n").requests
    assert [told(request.request) for request in found] == [{"JobName": "a"}, {"JobName": "b"}, {"JobName": "c"}]
    assert len(surveys) == 1


def test_a_place_counts_characters_of_any_width() -> None:
    code = "x = ['é', '漢', '😀', 'a']; y = 'é'; sm.CREATE(JobName='ü漢', JobType='b😀c', RoleArn='d')"
    (request,) = read(code).requests
    assert isinstance(request.request, Structure)
    text = code.replace("CREATE", CALL)
    spans = [entry.value.span for entry in request.request.entries]
    assert [text[span.start : span.end] for span in spans] == ["'ü漢'", "'b😀c'", "'d'"]


@pytest.mark.parametrize("first", ["a", "é"])
def test_places_in_a_long_line_take_it_apart_once(first: str) -> None:
    taken = 0

    class Counted(str):
        __slots__ = ()

        def __getitem__(self, key: SupportsIndex | slice) -> str:
            nonlocal taken
            piece = super().__getitem__(key)
            taken += len(piece)
            return piece

    text = Text(Counted(first + "b" * 999))
    width = len(first.encode())
    assert [text.offset(1, width + column) for column in range(900)] == list(range(1, 901))
    assert taken <= 1_000


def test_of_a_file_with_too_many_requests_each_call_is_read_by_itself() -> None:
    loops = "for i in range({}):\n    sm.CREATE(JobName=i, JobType='Default')\n"
    assert len(requests(loops.format(600))) == 600
    assert requests(loops.format(600) + loops.format(600)) == [{"JobName": "<i>", "JobType": "Default"}] * 2
    calls = [f"sm.CREATE(JobName='job-{number}')" for number in range(1_200)]
    assert requests("\n".join(calls)) == [{"JobName": f"job-{number}"} for number in range(1_200)]


def test_bytes_that_are_not_utf_8_are_unknown() -> None:
    code = f"sm.{CALL}(JobName='caf\xe9', JobType='a')\n".encode("latin-1")
    (request,) = read_python(Source.decode("a.py", code), lambda _: None).requests
    assert told(request.request) == {"JobName": "<'caf\ufffd'>", "JobType": "a"}
    assert requests("sm.CREATE(JobName='\ufffd')") == [{"JobName": "\ufffd"}]


@pytest.mark.parametrize(
    ("first_lines", "encoding"),
    [
        ("# -*- coding: latin-1 -*-", "latin-1"),
        ("#!/usr/bin/python\n# vim: set fileencoding=cp1252 :", "cp1252"),
        ("# coding=gbk", "gbk"),
        ("# coding: utf-8", "utf-8"),
        ("import a\n# coding: latin-1", "utf-8"),
        ("# coding: rot13", "utf-8"),
        ("# coding: unicode_escape", "utf-8"),
    ],
)
def test_a_file_is_read_by_the_encoding_that_it_declares(first_lines: str, encoding: str) -> None:
    code = f"{first_lines}\nsm.{CALL}(JobName='\xfc', JobType='a')\n".encode(encoding)
    source = decoded("a.py", code)
    (request,) = read_python(source, lambda _: None).requests
    assert told(request.request) == {"JobName": "\xfc", "JobType": "a"}
    assert source.encode() == code


def test_an_unknown_is_said_in_a_few_words() -> None:
    (request,) = requests("sm.CREATE(JobName=make(\n    " + ",\n    ".join(f"argument{i}" for i in range(40)) + "))")
    assert request["JobName"].startswith("<make( argument0,")
    assert len(request["JobName"]) <= 62
