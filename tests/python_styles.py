"""Ways in which people write a request in Python: each gives code that sends the request it is given.

The code reads ``hidden(n)`` for leaves that it must not tell; whoever runs it defines the function and ``client``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

CALL = "create_inference_recommendations_job"
Request = dict[str, Any]
Style = Callable[[Request], str]


class Hidden:
    """A leaf that is known only when the code runs."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __repr__(self) -> str:
        return f"hidden({self.number})"


def keywords(request: Request) -> str:
    inside = ",\n    ".join(f"{name}={value!r}" for name, value in request.items())
    return f"client.{CALL}(\n    {inside},\n)\n"


def mapping(request: Request) -> str:
    return f"request = {request!r}\nclient.{CALL}(**request)\n"


def item_by_item(request: Request) -> str:
    lines = "".join(f"request[{name!r}] = {value!r}\n" for name, value in request.items())
    return f"request = {{}}\n{lines}client.{CALL}(**request)\n"


def updates(request: Request) -> str:
    lines = "".join(f"request.update({{{name!r}: {value!r}}})\n" for name, value in request.items())
    return f"request = dict()\n{lines}response = client.{CALL}(**request)\nprint(response)\n"


def names(request: Request) -> str:
    lines = "".join(f"{name.upper()} = {value!r}\n" for name, value in request.items())
    return f"{lines}client.{CALL}({', '.join(f'{name}={name.upper()}' for name in request)})\n"


def function_of_constants(request: Request) -> str:
    lines = "".join(f"{name.upper()} = {value!r}\n" for name, value in request.items())
    call = f"client.{CALL}({', '.join(f'{name}={name.upper()}' for name in request)})"
    return f"{lines}def handler(event, context):\n    return {call}\nHANDLER = handler\n"


def builder(request: Request) -> str:
    name = request["JobName"]
    rest = {key: value for key, value in request.items() if key != "JobName"}
    body = f"    request = {{'JobName': name}}\n    request |= {rest!r}\n    return request\n"
    return f"def build(name, *, extra=None):\n{body}client.{CALL}(**build({name!r}))\n"


def launcher(request: Request) -> str:
    parameters = ", ".join(name.lower() for name in request)
    passed = ", ".join(f"{name}={name.lower()}" for name in request)
    given = ", ".join(f"{name.lower()}={value!r}" for name, value in request.items())
    function = f"def launch({parameters}):\n    return client.{CALL}({passed})\n"
    return f"{function}if __name__ == '__main__':\n    launch({given})\n"


def klass(request: Request) -> str:
    lines = "".join(f"    {name} = {value!r}\n" for name, value in request.items())
    passed = ", ".join(f"{name}=self.{name}" for name in request)
    return f"class Job:\n{lines}    def submit(self):\n        return client.{CALL}({passed})\n"


def made_object(request: Request) -> str:
    lines = "".join(f"        self.{name.lower()} = {value!r}\n" for name, value in request.items())
    passed = ", ".join(f"{name}=self.{name.lower()}" for name in request)
    method = f"    def submit(self):\n        return self.client.{CALL}({passed})\n"
    maker = f"    def __init__(self, client):\n        self.client = client\n{lines}"
    return f"class Job:\n{maker}{method}Job(client).submit()\n"


def record(request: Request) -> str:
    fields = "".join(
        f"    {name}: object = field(default_factory=lambda: {value!r})\n" for name, value in request.items()
    )
    head = "from dataclasses import asdict, dataclass, field\n@dataclass\nclass Settings:\n"
    return f"{head}{fields}settings = Settings()\nclient.{CALL}(**asdict(settings))\n"


def record_with_values(request: Request) -> str:
    fields = "".join(f"    {name}: object\n" for name in request)
    given = ", ".join(f"{name}={value!r}" for name, value in request.items())
    passed = ", ".join(f"{name}=job.{name}" for name in request)
    head = "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass Settings:\n"
    return f"{head}{fields}job = Settings({given})\nclient.{CALL}({passed})\n"


def merged(request: Request) -> str:
    first = dict(list(request.items())[::2])
    second = dict(list(request.items())[1::2])
    return f"base = {first!r}\nmore = {second!r}\nclient.{CALL}(**{{**base, **more}})\n"


def united(request: Request) -> str:
    first = dict(list(request.items())[::2])
    second = dict(list(request.items())[1::2])
    return f"base = {first!r}\nclient.{CALL}(**(base | {second!r}))\n"


def copied(request: Request) -> str:
    name = request["JobName"]
    template = {**request, "JobName": "template"}
    head = f"import copy\nBASE = {template!r}\njob = copy.deepcopy(BASE)\n"
    return f"{head}job['JobName'] = {name!r}\nclient.{CALL}(**job)\n"


def texts(request: Request) -> str:
    name = request["JobName"]
    if not isinstance(name, str):
        return keywords(request)
    half = len(name) // 2
    rest = {key: value for key, value in request.items() if key != "JobName"}
    head = f"left, right = {name[:half]!r}, {name[half:]!r}\nclient.{CALL}(JobName=f'{{left}}' + right"
    return f"{head}, **{rest!r})\n"


def formatted(request: Request) -> str:
    name = request["JobName"]
    if not isinstance(name, str):
        return mapping(request)
    half = len(name) // 2
    rest = {key: value for key, value in request.items() if key != "JobName"}
    first = f"name = '{{}}{{tail}}'.format({name[:half]!r}, tail={name[half:]!r})\n"
    return f"{first}kwargs = {rest!r}\nkwargs.setdefault('JobName', '%s' % name)\nclient.{CALL}(**kwargs)\n"


def json_text(request: Request) -> str:
    if "hidden" in repr(request):
        return mapping(request)
    return f"import json\nTEXT = {json.dumps(request)!r}\nclient.{CALL}(**json.loads(TEXT))\n"


def looped(request: Request) -> str:
    rest = {key: value for key, value in request.items() if key != "JobName"}
    return f"for name in [{request['JobName']!r}]:\n    client.{CALL}(JobName=name, **{rest!r})\n"


def appended(request: Request) -> str:
    lines = [
        "def listed(items):",
        "    made = []",
        "    for item in items:",
        "        made.append(item)",
        "    return made",
    ]
    passed = []
    for name, value in request.items():
        made = f"listed({value!r})" if isinstance(value, list) else repr(value)
        passed.append(f"{name}={made}")
    return "\n".join(lines) + f"\nclient.{CALL}({', '.join(passed)})\n"


def guarded(request: Request) -> str:
    inner = "\n".join("    " + line for line in mapping(request).splitlines())
    return f"try:\n{inner}\nexcept Exception as error:\n    print(error)\n    raise\n"


def partial(request: Request) -> str:
    first = dict(list(request.items())[::2])
    second = dict(list(request.items())[1::2])
    bound = "".join(f", {name}={value!r}" for name, value in first.items())
    head = f"from functools import partial\nsend = partial(client.{CALL}{bound})\n"
    return f"{head}send(**{second!r})\n"


def alias(request: Request) -> str:
    return f"request = {request!r}\nsend = client.{CALL}\nsame = request\ndel request\nsend(**same)\n"


def awaited(request: Request) -> str:
    return f"import asyncio\nasync def main():\n    client.{CALL}(**{request!r})\nasyncio.run(main())\n"


def nested(request: Request) -> str:
    lines = ["request = {}"]
    for name, value in request.items():
        if isinstance(value, dict):
            lines.append(f"request[{name!r}] = {{}}")
            lines += [f"request[{name!r}][{inner!r}] = {member!r}" for inner, member in value.items()]
        elif isinstance(value, list):
            lines.append(f"request.setdefault({name!r}, [])")
            lines += [f"request[{name!r}].append({item!r})" for item in value]
        else:
            lines.append(f"request[{name!r}] = {value!r}")
    return "\n".join(lines) + f"\nclient.{CALL}(**request)\n"


def matched(request: Request) -> str:
    first = "match kind:\n    case 'default' | 'none':\n        request = {}\n"
    second = f"    case 'load':\n        request = {request!r}\n"
    return f"kind = 'load'\n{first}{second}    case _:\n        raise ValueError\nclient.{CALL}(**request)\n"


def paired(request: Request) -> str:
    pairs = f"zip({list(request)!r}, {list(request.values())!r})"
    return f"request = {{name: value for name, value in {pairs}}}\nclient.{CALL}(**request)\n"


def unpacked(request: Request) -> str:
    (first, *others), (one, *more) = request, request.values()
    line = f"({first.lower()}, *rest), last = [{one!r}, 1, 2], {dict(zip(others, more, strict=True))!r}\n"
    return f"{line}client.{CALL}({first}={first.lower()}, **last)\n"


def popped(request: Request) -> str:
    lines = f"request = { ({**request, 'Old': 1, 'Older': 2})!r}\nrequest.pop('Old')\ndel request['Older']\n"
    return f"{lines}client.{CALL}(**request)\n"


def filtered(request: Request) -> str:
    given = {**request, "Left": None}
    return f"given = {given!r}\nclient.{CALL}(**{{k: v for k, v in given.items() if k != 'Left'}})\n"


def chained(request: Request) -> str:
    return f"request = other = {{}}\nother |= {request!r}\nif (sent := request):\n    client.{CALL}(**sent)\n"


def starred(request: Request) -> str:
    (first, *_), (one, *_) = request, request.values()
    rest = {name: value for name, value in request.items() if name != first}
    function = f"def launch(*args, **more):\n    return client.{CALL}({first}=args[0], **more)\n"
    return f"{function}launch(*[{one!r}], **{rest!r})\n"


def enclosed(request: Request) -> str:
    body = f"    request = {request!r}\n    def send():\n        return client.{CALL}(**request)\n    send()\n"
    return f"def main():\n{body}main()\n"


def inherited(request: Request) -> str:
    lines = "".join(f"    {name} = {value!r}\n" for name, value in request.items())
    passed = ", ".join(f"{name}=self.{name}" for name in request)
    base = f"class Base:\n    JobName = 'other'\n    def send(self):\n        return client.{CALL}({passed})\n"
    return f"{base}class Job(Base):\n{lines}Job().send()\n"


def never_elsewhere(request: Request) -> str:
    wrong = f"client.{CALL}(JobName='wrong')"
    dead = f"if False:\n    {wrong}\ndef unused():\n    return 1\n    {wrong}\nNone and {wrong}\n"
    return f"{dead}try:\n    client.{CALL}(**{request!r})\nexcept ValueError:\n    raise\n"


STYLES: tuple[Style, ...] = (
    keywords,
    mapping,
    item_by_item,
    updates,
    names,
    function_of_constants,
    builder,
    launcher,
    klass,
    made_object,
    record,
    record_with_values,
    merged,
    united,
    copied,
    texts,
    formatted,
    json_text,
    looped,
    appended,
    guarded,
    partial,
    alias,
    awaited,
    nested,
    matched,
    paired,
    unpacked,
    popped,
    filtered,
    chained,
    starred,
    enclosed,
    inherited,
    never_elsewhere,
)
DEFINES_ONLY: dict[Style, str] = {function_of_constants: "HANDLER(None, None)", klass: "Job().submit()"}
"""Styles that leave the call to whoever imports the module, and how that calls it."""
