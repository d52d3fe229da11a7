"""What a script sends is read without running it. Real bash says whether it was read right."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from host_readings import Hidden, More, literals, nothing, requests
from recolint.awscli.values import unpack
from recolint.base.text import Source
from recolint.hosts.shell import parser, read_magic, read_shell, reader
from recolint.hosts.traced import Traced
from recolint.hosts.tree import HIDDEN_REGION
from recolint.request.contract.shapes import REQUEST

COMMAND = "aws sagemaker create-inference-recommendations-job"
ROLE = "arn:aws:iam::111122223333:role/r"


def read(text: str) -> list[Any]:
    return requests(read_shell(Source("a.sh", text), nothing))


QUOTED = """'{"ModelName": "'$M'", "JobDurationInSeconds": '"$D"', "EndpointConfigurations": ['$E']}'"""
TOLD: list[tuple[str, Any]] = [
    (f"{COMMAND} --job-name a --job-type=Default", {"JobName": "a", "JobType": "Default"}),
    (f"aws --profile p --region r sagemaker --debug {COMMAND[14:]} --job-name a", {"JobName": "a"}),
    (
        f"{COMMAND} \\\n  --job-name 'a' \\\r\n  --job-type \"De\"fault # --role-arn x",
        {"JobName": "a", "JobType": "Default"},
    ),
    (f"if ! sudo -u me env X=1 time /usr/bin/{COMMAND} --job-name a; then :; fi", {"JobName": "a"}),
    (f"f() {{ command {COMMAND} --job-name a | jq . && echo; }}", {"JobName": "a"}),
    (f"ARN=$({COMMAND} --job-name a --query JobArn)", {"JobName": "a"}),
    (f'ARN=`{COMMAND} --job-name "a"`', {"JobName": "a"}),
    (f"{COMMAND} --job-name $'a\\tb\\x41\\u00e9\\''", {"JobName": "a\tbAé'"}),
    (f'{COMMAND} --job-name "\\$a \\x \\\\ \\""', {"JobName": '$a \\x \\ "'}),
    (f"{COMMAND} --job-name a\\ b''", {"JobName": "a b"}),
    (f"{COMMAND} --job-name ''", {"JobName": ""}),
    (
        f"{COMMAND} --job-n a --job-t Default --role a --inp ModelName=m",
        {"JobName": "a", "JobType": "Default", "RoleArn": "a", "InputConfig": {"ModelName": "m"}},
    ),
    (f"{COMMAND} --job-name a --job-name b", {"JobName": "b"}),
    (f"{COMMAND} --surprise a --cli-surprise b", {"Surprise": "a"}),
    (f"{COMMAND} --job-name a $MORE", More(JobName="a")),
    (f'{COMMAND} "$@" --job-name a', More(JobName="a")),
    (
        f"{COMMAND} --job-name $X --job-type ${{Y:-Default}}",
        {"JobName": Hidden("$X"), "JobType": Hidden("${Y:-Default}")},
    ),
    (
        f"{COMMAND} --job-name a-$(date +%s) --job-type `x`",
        {"JobName": Hidden("$(date +%s)"), "JobType": Hidden("`x`")},
    ),
    (
        f"{COMMAND} --job-name *.json --job-type {{a,b}} --role-arn ~/x",
        {"JobName": Hidden("*.json"), "JobType": Hidden("{a,b}"), "RoleArn": Hidden("~/x")},
    ),
    (f"R={ROLE}\n{COMMAND} --role-arn $R", {"RoleArn": ROLE}),
    (f"export R='{ROLE}' X=1; {COMMAND} --role-arn \"${{R}}\"", {"RoleArn": ROLE}),
    (f'A=a; A+=b; N="$A-${{A:-x}}"; {COMMAND} --job-name "$N"', {"JobName": "ab-ab"}),
    (f"if x; then R=a; fi; {COMMAND} --role-arn $R", {"RoleArn": Hidden("$R")}),
    (f"R=a; for R in x $Y; do {COMMAND} --role-arn $R; done", {"RoleArn": Hidden("$R")}),
    (f"R=a; while read R; do :; done; {COMMAND} --role-arn $R", {"RoleArn": Hidden("$R")}),
    (f"R=a; . ./env; {COMMAND} --role-arn $R", {"RoleArn": Hidden("$R")}),
    (f"R=a; f() {{ R=b; }}; f; {COMMAND} --role-arn $R", {"RoleArn": Hidden("$R")}),
    (f"R=a; x || R=b; {COMMAND} --role-arn $R", {"RoleArn": Hidden("$R")}),
    (f"R=a; (R=b); : $(R=c); {COMMAND} --role-arn $R", {"RoleArn": "a"}),
    (f'IFS=,; R=a,b; {COMMAND} --role-arn $R --job-name "$R"', {"RoleArn": Hidden("$R"), "JobName": "a,b"}),
    (f"IFS=$'\\n\\t'; R=a-b; while IFS=: read -r X; do :; done; {COMMAND} --role-arn $R", {"RoleArn": "a-b"}),
    (f"R=a; export $(cat .env); {COMMAND} --role-arn $R", {"RoleArn": Hidden("$R")}),
    (f"cp a.json job.json; {COMMAND} --cli-input-json file://job.json", More()),
    (f"x=$(f() {{ {COMMAND} --job-name a; }}; f)", {"JobName": "a"}),
    (f"R=a {COMMAND} --role-arn $R", {"RoleArn": Hidden("$R")}),
    (f"N=3; (( N++ )); {COMMAND} --job-name $N", {"JobName": Hidden("$N")}),
    (
        f"A=(--job-name 'a b'); A+=(--job-type Default); {COMMAND} \"${{A[@]}}\"",
        {"JobName": "a b", "JobType": "Default"},
    ),
    (f"A='--job-name a --job-type Default'; {COMMAND} $A", {"JobName": "a", "JobType": "Default"}),
    (
        f"{COMMAND} --tags Key=a,Value=b Key=c,Value=$X",
        {"Tags": [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": Hidden("$X")}, ...]},
    ),
    (f"{COMMAND} --tags $TAGS --job-name a", {"Tags": Hidden("$TAGS"), "JobName": "a"}),
    (
        f"{COMMAND} --input-config {QUOTED}",
        {
            "InputConfig": {
                "ModelName": Hidden("$M"),
                "JobDurationInSeconds": Hidden("$D"),
                "EndpointConfigurations": [Hidden("$E"), ...],
            }
        },
    ),
    (
        f'{COMMAND} --input-config "{{\\"ModelName\\": \\"$M\\", $X \\"JobDurationInSeconds\\": 60}}"',
        {"InputConfig": More(ModelName=Hidden("$M"), JobDurationInSeconds=60)},
    ),
    (
        f"{COMMAND} --input-config ModelName=m,JobDurationInSeconds=60,EndpointConfigurations=[{{InstanceType=$T}}]",
        {
            "InputConfig": {
                "ModelName": "m",
                "JobDurationInSeconds": 60,
                "EndpointConfigurations": [{"InstanceType": Hidden("$T")}],
            }
        },
    ),
    (
        f'{COMMAND} --cli-input-json \'{{"JobName": "a", "JobType": "Default"}}\' --job-name b',
        {"JobType": "Default", "JobName": "b"},
    ),
    (f'{COMMAND} --cli-input-json "$(cat <<-\'EOF\'\n\t{{"JobName":\n\t"$a"}}\n\tEOF\n)"', {"JobName": "$a"}),
    (
        f"{COMMAND} --cli-input-yaml \"$(cat <<EOF\nJobName: $X\nTags:\n- Key: a\n  Value: 'b'\nEOF\n)\"",
        {"JobName": Hidden("$X"), "Tags": [{"Key": "a", "Value": "b"}]},
    ),
    (
        f'cat > job.json <<EOF\n{{"JobName": "a", "RoleArn": "$R"}}\nEOF\n{COMMAND} --cli-input-json file://./job.json',
        {"JobName": "a", "RoleArn": Hidden("$R")},
    ),
    (
        f'cat > job.json <<EOF\n{{"JobName": "a"}}\nEOF\nsed -i s/a/b/ job.json\n{COMMAND} --cli-input-json file://job.json',
        More(),
    ),
    (f'{COMMAND} --cli-input-json file:///dev/stdin <<< \'{{"JobName": "a"}}\'', {"JobName": "a"}),
    (f'echo \'{{"JobName": "a"}}\' | {COMMAND} --cli-input-json file:///dev/stdin', {"JobName": "a"}),
    (f"{COMMAND} --cli-input-json file://$F", More()),
    (f"{COMMAND} --input-config file://gone.json", {"InputConfig": Hidden("file://gone.json")}),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_command_tells_its_request(text: str, told: Any) -> None:
    [found] = read(text)
    assert found == told
    assert isinstance(found, More) == isinstance(told, More)


RUNS = f"{COMMAND} --job-name a"


@pytest.mark.parametrize(
    "text",
    [
        f"sudo -u me -E {RUNS}",
        f"env X=1 {RUNS}",
        f"/usr/bin/env {RUNS}",
        f"time -p {RUNS}",
        f"exec {RUNS}",
        f"retry 3 {RUNS}",
        f"$DRY {RUNS}",
        f"aws-vault exec prod -- {RUNS}",
        f"docker run --rm -v ~/.aws:/root/.aws amazon/aws-cli:2.15.0 {RUNS.removeprefix('aws ')}",
        f"find . -name x -exec aws s3 ls \\; -exec {RUNS} \\;",
        f"bash -c '{RUNS}'",
        f'sudo sh -ec "cd x; {RUNS}"',
        f"bash -o pipefail -c '{RUNS}' name argument",
        f"su - me -c '{RUNS}'",
        f"ssh host '{RUNS}'",
        f'eval "{RUNS}"',
        f"bash <<EOF\n{RUNS}\nEOF",
        f"echo '{RUNS}' | bash -s",
        f'bash -c "$(cat <<EOF\n{RUNS}\nEOF\n)"',
        f"bash -c 'bash -c \"{RUNS}\"'",
        f"if true; then {RUNS}; fi; x || exit",
    ],
)
def test_a_command_may_be_run_by_another(text: str) -> None:
    assert read(text) == [{"JobName": "a"}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"bash -c '{COMMAND} --job-name $X'", {"JobName": Hidden("$X")}),
        (f'X=a; bash -c "{COMMAND} --job-name $X-$Y"', {"JobName": Hidden("$Y")}),
        (f"ls | xargs {RUNS}", More(JobName="a")),
        (f"ls | xargs {COMMAND} --job-name", {"JobName": Hidden("{}")}),
        (f"ls | xargs -I{{}} {COMMAND} --job-name a --role-arn x-{{}}", {"JobName": "a", "RoleArn": Hidden("{}")}),
        (f"ls | xargs -I NAME {COMMAND} --job-name NAME", {"JobName": Hidden("NAME")}),
        (f"parallel {COMMAND} --job-name {{.}} ::: a b", {"JobName": Hidden("{.}")}),
    ],
)
def test_what_another_command_fills_in_is_unknown(text: str, told: Any) -> None:
    assert read(text) == [told]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("for X in a b; do CREATE --job-name $X; done", ["a", "b"]),
        ('for X in a \'b c\'\ndo\n  N="n-$X"\n  CREATE --job-name "$N"\ndone', ["n-a", "n-b c"]),
        ("XS='a b'; for X in $XS; do CREATE --job-name $X; done", ["a", "b"]),
        ('A=(a b); for X in "${A[@]}"; do CREATE --job-name $X; done', ["a", "b"]),
        ("for X in a b; do for Y in 1 2; do CREATE --job-name $X$Y; done; done", ["a1", "a2", "b1", "b2"]),
        ("for X in 1 2 3; do CREATE --job-name a && break; done", ["a"]),
        ("N=a; for X in 1 2; do CREATE --job-name $N; N=b; done", [Hidden("$N")]),
        ("for X in *.json; do CREATE --job-name $X; done", [Hidden("$X")]),
        ("for X in a b; do read X; CREATE --job-name $X; done", [Hidden("$X")]),
    ],
)
def test_a_loop_over_known_words_is_a_request_each(text: str, names: list[Any]) -> None:
    assert [one["JobName"] for one in read(text.replace("CREATE", COMMAND))] == names


@pytest.mark.parametrize(
    "text",
    [
        f"# {COMMAND} --job-name a",
        f"echo {COMMAND} --job-name a",
        f"echo '{COMMAND} --job-name a'",
        f"cat <<EOF\n{COMMAND} --job-name a\nEOF",
        f"{COMMAND} --generate-cli-skeleton",
        f"{COMMAND} help",
        f"X='{COMMAND}'",
        "aws sagemaker describe-inference-recommendations-job --job-name create-inference-recommendations-job",
        f"aws s3 cp {COMMAND} --job-name a",
        f"[[ $x == {COMMAND.replace(' ', '-')} ]]",
        f"exit\n{COMMAND} --job-name a",
        f"f() {{ return 1; {COMMAND} --job-name a; }}",
        f"if false; then {COMMAND} --job-name a; fi",
        f"if true; then :; else {COMMAND} --job-name a; fi",
        f"python -c '{COMMAND} --job-name a'",
        f"man {COMMAND}",
    ],
)
def test_what_sends_nothing_is_no_request(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "region"),
    [
        (f"{COMMAND} --region eu-west-1", "eu-west-1"),
        (f"R=eu-west-1; {COMMAND} --region=$R", "eu-west-1"),
        (f"AWS_DEFAULT_REGION=eu-west-1 {COMMAND}", "eu-west-1"),
        (f"env AWS_REGION=eu-west-1 {COMMAND}", "eu-west-1"),
        (f"export AWS_REGION=eu-west-1\n{COMMAND}", "eu-west-1"),
        (f"export AWS_REGION=eu-west-1\n{COMMAND} --region $R", HIDDEN_REGION),
        (f"unset AWS_REGION AWS_PROFILE\n{COMMAND}", None),
        (f"export AWS_REGION=eu-west-1\nunset AWS_REGION\n{COMMAND}", None),
        (f"unset AWS_REGION\nexport AWS_REGION=eu-west-1\n{COMMAND}", "eu-west-1"),
        (f'unset AWS_REGION\nexport AWS_REGION="$R"\n{COMMAND}', HIDDEN_REGION),
        (f'if [ "$X" ]; then\n  unset AWS_REGION\nfi\n{COMMAND}', HIDDEN_REGION),
        (COMMAND, None),
    ],
)
def test_a_command_tells_its_region(text: str, region: str | None) -> None:
    assert [one.region for one in read_shell(Source("a.sh", text + " --job-name a"), nothing).requests] == [region]


def test_places_are_the_literals_to_change() -> None:
    text = f"""ROLE='{ROLE}'
NAME=job-1
{COMMAND} --job-name "$NAME" --role-arn $ROLE --job-type "Default" \\
  --input-config "{{\\"ModelName\\": \\"m\\", \\"JobDurationInSeconds\\": 60, \\
    \\"ContainerConfig\\": {{\\"Domain\\": \\"$NAME\\"}}}}" \\
  --stopping-conditions 'MaxInvocations=5' --tags "$(cat <<EOF
[{{"Key": "k\\u0041", "Value": "x"}}]
EOF
)"
"""
    [one] = read_shell(Source("a.sh", text), nothing).requests
    assert literals(text, one) == {
        "JobName": "job-1",
        "RoleArn": f"'{ROLE}'",
        "JobType": '"Default"',
        "InputConfig.ModelName": '\\"m\\"',
        "InputConfig.JobDurationInSeconds": "60",
        "InputConfig.ContainerConfig.Domain": "job-1",
        "StoppingConditions.MaxInvocations": "5",
        "Tags.0.Key": '"k\\u0041"',
        "Tags.0.Value": '"x"',
    }
    assert text[one.span.start : one.span.end] == "create-inference-recommendations-job"


def test_files_beside_a_script() -> None:
    beside = {"job.json": '{"JobName": "a", "JobType": "Default"}', "input.json": '{"ModelName": "m"}'}
    text = f"""cd "$(dirname "$0")"
{COMMAND} --cli-input-json file://job.json
{COMMAND} --cli-input-json file://job.json --job-name b --input-config file://input.json
{COMMAND} --cli-input-json "$(cat job.json)" --job-name c
cd /tmp
{COMMAND} --cli-input-json file://job.json
"""
    reading = read_shell(Source("a.sh", text), beside.get)
    files = [(one.path, text[one.span.start : one.span.end]) for one in reading.files]
    assert files == [("job.json", "file://job.json")]
    assert requests(reading) == [
        {"JobType": "Default", "JobName": "b", "InputConfig": {"ModelName": "m"}},
        {"JobType": "Default", "JobName": "c"},
        More(),
    ]
    places = literals(text, reading.requests[0])
    assert places == {"JobType": "file://job.json", "JobName": "b", "InputConfig.ModelName": "file://input.json"}


def test_a_line_of_a_notebook_has_what_python_fills_in() -> None:
    text = f"""{COMMAND} --job-name {{name}} --role-arn $role --input-config '{{"ModelName": "m"}}'"""
    found = requests(read_magic(Traced.of(text), nothing))
    assert found == [{"JobName": Hidden("{name}"), "RoleArn": Hidden("$role"), "InputConfig": {"ModelName": "m"}}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{COMMAND} --job-name 'a", "the shell script cannot be read: unterminated single quote"),
        (f"if x; then {COMMAND} --job-name a", "the shell script cannot be read: expected 'elif'"),
        (f"{COMMAND} --input-config '{{\"a\": }}'", "--input-config: expected a value, found '}'"),
        (f"{COMMAND} --input-config a", "--input-config: expected JSON or shorthand"),
        (f"{COMMAND} --cli-input-json '[]'", "--cli-input-json: expected a mapping of the request's members"),
    ],
)
def test_what_cannot_be_read_is_one_fault(text: str, message: str) -> None:
    reading = read_shell(Source("a.sh", text), nothing)
    assert [one.message for one in reading.faults] == [message]
    assert reading.requests == ()
    # The same fault in a command for another operation is not reported.
    assert read_shell(Source("a.sh", text.replace("create", "stop")), nothing).faults == ()


_NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc", "Cs"]), max_size=12)
_REQUESTS = st.fixed_dictionaries(
    {"JobName": _NAMES.filter(lambda text: not text.startswith("-") and "file://" not in text)},
    optional={
        "RoleArn": st.just(ROLE),
        "InputConfig": st.fixed_dictionaries(
            {"ModelName": _NAMES},
            optional={
                "JobDurationInSeconds": st.integers(0, 10**6),
                "EndpointConfigurations": st.lists(
                    st.fixed_dictionaries({"InstanceType": st.sampled_from(["ml.c5.large", "ml.m5.large"])}), max_size=3
                ),
            },
        ),
        "Tags": st.lists(st.fixed_dictionaries({"Key": _NAMES, "Value": _NAMES}), min_size=1, max_size=2),
    },
)
_OPTIONS = {"JobName": "--job-name", "RoleArn": "--role-arn", "InputConfig": "--input-config", "Tags": "--tags"}
_SHAPES = [
    "{}",
    "if true; then\n{}\nfi",
    "x=$({})",
    "true && {} | cat",
    "for i in 1; do {}; done # {{",
    "( {} )",
    "f() {{\n{}\n}}; f",
    "case a in a) {};; esac",
]


@st.composite
def scripts(draw: st.DrawFn) -> str:
    """A script that sends a request, written in one of many ways."""
    request: dict[str, Any] = draw(_REQUESTS)
    before: list[str] = []
    if draw(st.booleans()):
        return _as_document(draw, request)
    words = []
    for member in draw(st.permutations(sorted(request))):
        value = request[member]
        texts = [value] if isinstance(value, str) else [json.dumps(value, ensure_ascii=draw(st.booleans()))]
        if member == "Tags" and draw(st.booleans()):
            texts = [_shorthand(one) for one in value]
        elif member == "InputConfig" and draw(st.booleans()):
            texts = [_shorthand(value)]
        styles = st.sampled_from(["single", "double", "ansi", "variable", "inner", "here"])
        words += [_OPTIONS[member], *(_written(draw, draw(styles), text, before) for text in texts)]
    command = draw(st.sampled_from([" ", " \\\n  "])).join([COMMAND, *words])
    return "\n".join([*before, draw(st.sampled_from(_SHAPES)).format(command)]) + "\n"


def _as_document(draw: st.DrawFn, request: dict[str, Any]) -> str:
    text = json.dumps(request, indent=draw(st.sampled_from([None, 2])))
    match draw(st.sampled_from(["inline", "cat", "file", "expanding"])):
        case "inline":
            return f"{COMMAND} --cli-input-json {shlex.quote(text)}\n"
        case "cat":
            return f"{COMMAND} --cli-input-json \"$(cat <<'END'\n{text}\nEND\n)\"\n"
        case "file":
            return f"cat > job.json <<'END'\n{text}\nEND\n{COMMAND} --cli-input-json file://job.json\n"
    escaped = "".join("\\" + char if char in "$`\\" else char for char in text).replace(ROLE, "${ROLE}")
    return f'ROLE={ROLE}\n{COMMAND} --cli-input-json "$(cat <<END\n{escaped}\nEND\n)"\n'


def _written(draw: st.DrawFn, style: str, text: str, before: list[str]) -> str:
    name = f"V{len(before)}"
    match style:
        case "double":
            return '"' + "".join("\\" + char if char in '$`\\"' else char for char in text) + '"'
        case "ansi":
            return "$'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("e", "\\x65") + "'"
        case "variable":
            how = draw(st.sampled_from(["{}={}", "export {}={}", "readonly {}={}"]))
            before.append(how.format(name, shlex.quote(text)))
            return draw(st.sampled_from([f'"${name}"', f'"${{{name}}}"', f'""${name}""'][: 3 if text.isalnum() else 2]))
        case "inner":
            middle = len(text) // 2
            before.append(f"{name}={shlex.quote(text[:middle])}")
            return f'"${{{name}}}"{shlex.quote(text[middle:])}'
        case "here":
            return f"\"$(cat <<'END'\n{text}\nEND\n)\""
    return shlex.quote(text)


def _shorthand(members: dict[str, Any]) -> str:
    return ",".join(f"{name}={_shorthand_value(value)}" for name, value in members.items())


def _shorthand_value(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ",".join("{" + _shorthand(one) + "}" for one in value) + "]"
    return str(value) if isinstance(value, int) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def sent_by_bash(script: str, folder: Path) -> dict[str, Any]:
    """The request of the one command that bash runs, read as the AWS CLI reads words."""
    stub = folder / "aws"
    stub.write_text('#!/bin/bash\nprintf "%s\\0" "$@" > "$OUT"\n')
    stub.chmod(0o755)
    out = folder / "out"
    environment = {"PATH": f"{folder}:/usr/bin:/bin", "OUT": str(out), "LC_ALL": "C.UTF-8"}
    subprocess.run(["bash", "-c", script], cwd=folder, env=environment, check=True, capture_output=True)
    words = out.read_bytes().decode().split("\0")[2:-1]
    members = {option: member for member, option in _OPTIONS.items()}
    found: dict[str, Any] = {}
    while words:
        option, *rest = words
        count = next((number for number, word in enumerate(rest) if word in members), len(rest))
        values, words = rest[:count], rest[count:]
        if option == "--cli-input-json":
            path = folder / values[0].removeprefix("file://")
            return dict(json.loads(path.read_text() if values[0].startswith("file://") else values[0]))
        found[members[option]] = unpack(option, REQUEST.members[members[option]], values, lambda text: text)
    return found


@pytest.mark.slow
@given(scripts())
def test_bash_sends_what_was_read(tmp_path_factory: pytest.TempPathFactory, script: str) -> None:
    [found] = read(script)
    assert found == sent_by_bash(script, tmp_path_factory.mktemp("bash"))


_PIECES = [
    "'", '"', "$(", "${", "`", "((", "))", "[[", "]]", "<<EOF\n", "EOF\n", "if ", "fi\n", "do ", "done\n", "case x in ",
    "esac ", "{", "}", "\\", "\n", ";;", "&&", "|", "&", "$X", COMMAND, " --tags ", "--input-config ", "=", ",", "(",
    ")", "X=", '"$@"', "\ue000", "\0", "\udc80", ">f ", "cat ", "#", "$'\\x4", "@(", "for x in ", "function f ",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_any_script_can_be_read(parts: list[str]) -> None:
    text = "".join(parts)
    for one in read_shell(Source("a.sh", text), lambda _: '{"JobName": "a"}').requests:
        literals(text, one)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "(" * 20_000, "$(" * 20_000, "${a:-" * 20_000, '"' * 20_001, "`\\" * 20_000, "if x; then " * 5_000,
        "--tags " * 20_000, "--input-config '" + '{"a":[' * 20_000 + "'", "--input-config '" + "a=[" * 20_000 + "'",
        "--job-name " + "'a'" * 20_000, "[" * 50_000, "--job-name ${{" * 20_000, "--job-name {a,", "$((" * 20_000,
    ],
)  # fmt: skip
def test_a_long_script_is_read_to_its_end(text: str) -> None:
    assert len(read_shell(Source("a.sh", f"{COMMAND} {text}"), nothing).requests) <= 1


def test_a_text_that_doubles_in_each_line_is_given_up() -> None:
    text = "A=aaaaaaaa\n" + "A=$A$A\n" * 60 + f"{COMMAND} --job-name $A"
    assert read(text) == [{"JobName": Hidden("$A")}]


def test_loops_in_loops_are_followed_for_some_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    words = " ".join(map(str, range(100)))
    loops = "".join(f"for {name} in {words}; do\n" for name in "ABCD")
    assert read(f"{loops}:\n" + "done\n" * 4 + f"{COMMAND} --job-name a-$A") == [{"JobName": Hidden("$A")}]
    monkeypatch.setattr(reader, "_MAX_REPEATED", 50)
    assert {"JobName": "a-0"} in read(f"{loops}{COMMAND} --job-name a-$D\n" + "done\n" * 4)


def test_what_a_script_forgets_as_a_whole_comes_back_behind_a_subshell() -> None:
    """A path that is not known may be any file, and `source` may set any variable: in a subshell for itself only."""
    write = 'cat <<EOF >r.json\n{"JobName": "a"}\nEOF\n'
    send = f"{COMMAND} --cli-input-json file://r.json --job-type $T\n"
    known = {"JobName": "a", "JobType": "b"}
    assert read(f"{write}T=b\n(source x; T=c)\n{send}") == [known]
    assert read(f"{write}T=b\nsource x\n{send}") == [known | {"JobType": Hidden("$T")}]
    assert read(f"{write}T=b\nsource x\nT=b\n{send}") == [known]
    assert read(f"{write}T=b\n(: >$X)\n{send}") == [More(JobType="b")]
    assert read(f"T=b\nf() {{ {write}: >$X; {send}}}\n{write}{send}") == [More(JobType="b"), More(JobType="b")]
    assert read(f"T=b\nf() {{ : >$X; {send}}}\n{write}{send}") == [More(JobType="b"), known]


def test_a_script_of_too_many_commands_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_MAX_COMMANDS", 100)
    text = f"{COMMAND} --job-name a\n" + ":;" * 100 + f"\n{COMMAND} --job-name b"
    reading = read_shell(Source("a.sh", text), nothing)
    assert [one.message for one in reading.faults] == ["the shell script cannot be read: more than 100 commands"]
    assert requests(reading._replace(faults=())) == [{"JobName": "a"}]
