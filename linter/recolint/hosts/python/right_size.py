"""The request that ``right_size()`` of the SageMaker SDK sends, version 2 and 3."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from recolint.hosts.python.machine import Machine
from recolint.hosts.python.sending import emit
from recolint.hosts.python.structures import items_of, truth
from recolint.hosts.python.values import (
    OPEN_MAP,
    Arguments,
    Box,
    ListState,
    MapState,
    Opaque,
    SdkMethod,
    SdkValue,
    Slot,
    Value,
)
from recolint.hosts.tree import Scalar

_IN_ORDER = (
    "sample_payload_url",
    "supported_content_types",
    "supported_instance_types",
    "job_name",
    "framework",
)
"""The parameters that both versions have in this order."""
_PARAMETERS = {
    *_IN_ORDER,
    "framework_version",
    "job_duration_in_seconds",
    "hyperparameter_ranges",
    "phases",
    "traffic_type",
    "max_invocations",
    "model_latency_thresholds",
    "max_tests",
    "max_parallel_tests",
    "log_level",
}
_INSTANCE_TYPES = "instance_types"


def sent(machine: Machine, method: SdkMethod, arguments: Arguments, node: ast.AST) -> Value:
    """Follow a call of ``right_size``; ignore other methods of this name."""
    given = dict(zip(_IN_ORDER, (Slot(method.span, value) for value in arguments.positional), strict=False))
    given.update((name, slot) for name, slot in arguments.keywords.items() if name in _PARAMETERS)
    foreign = len(arguments.positional) > len(_IN_ORDER) or not set(arguments.keywords) <= _PARAMETERS
    told = bool(arguments.keywords) or method.of_sdk
    if foreign or not told:
        machine.escape(*arguments.values())
        return machine.opaque(node)
    request = _Request(machine, given, node, method, whole=arguments.whole)
    emit(machine, request.state(), method.span, node, method.region)
    return machine.opaque(node, "sagemaker.Model()", method.region)


class _Request:
    def __init__(
        self, machine: Machine, given: Mapping[str, Slot], node: ast.AST, method: SdkMethod, *, whole: bool
    ) -> None:
        self.machine = machine
        self.given = given
        self.node = node
        self.method = method
        self.whole = whole

    def state(self) -> MapState:
        """The request that the SDK sends."""
        slots = {
            "JobName": self._given_or("job_name", "the SDK makes a name"),
            "JobType": self._job_type(),
            "RoleArn": self._filled_in("the model's role"),
            "InputConfig": self._slot(self._box(self._input())),
            "StoppingConditions": self._stopping(),
            "Tags": self._slot(self._tags()),
            "JobDescription": self._slot(self._scalar("#python-sdk-create")),
        }
        return MapState({name: slot for name, slot in slots.items() if slot is not None})

    def _input(self) -> dict[str, Slot | None]:
        package, model = "the model's package", "the model's name"
        return {
            "ContainerConfig": self._slot(self._box(self._container())),
            # One of the two is sent.
            "ModelPackageVersionArn": self._filled_in(package)._replace(sure=False),
            "ModelName": self._filled_in(model)._replace(sure=False),
            "JobDurationInSeconds": self._if_true("job_duration_in_seconds"),
            "ResourceLimit": self._limit(),
            "TrafficPattern": self._pattern(),
            "EndpointConfigurations": self._if_some("hyperparameter_ranges", self._endpoints),
        }

    def _container(self) -> dict[str, Slot | None]:
        payload = {
            "SamplePayloadUrl": self._given_or("sample_payload_url", "sample_payload_url"),
            "SupportedContentTypes": self._given_or("supported_content_types", "supported_content_types"),
        }
        version = self._given("framework_version")
        return {
            "Domain": self._slot(self._scalar("MACHINE_LEARNING")),
            "Task": self._slot(self._scalar("OTHER")),
            "Framework": self._given_or("framework", "the model's framework"),
            "PayloadConfig": self._slot(self._box(payload)),
            "FrameworkVersion": version
            if version and truth(self.machine, version.value)
            else self._filled_in("the model's framework version")._replace(sure=False),
            "SupportedInstanceTypes": self._if_true("supported_instance_types"),
        }

    def _job_type(self) -> Slot:
        marks = ("hyperparameter_ranges", "phases", "max_invocations", "model_latency_thresholds")
        verdicts = [self._truth(name) for name in (*marks, "max_tests", "max_parallel_tests")]
        if True in verdicts:
            return self._slot(self._scalar("Advanced"))
        return self._filled_in("Advanced or Default") if None in verdicts else self._slot(self._scalar("Default"))

    def _truth(self, name: str) -> bool | None:
        slot = self._given(name)
        if slot is None:
            return False if self.whole else None
        return truth(self.machine, slot.value) if slot.sure else None

    def _stopping(self) -> Slot | None:
        return self._group(
            {
                "MaxInvocations": self._if_true("max_invocations"),
                "ModelLatencyThresholds": self._if_some("model_latency_thresholds", self._sent_values),
            }
        )

    def _limit(self) -> Slot | None:
        return self._group(
            {
                "MaxNumberOfTests": self._if_true("max_tests"),
                "MaxParallelOfTests": self._if_true("max_parallel_tests"),
            }
        )

    def _group(self, slots: dict[str, Slot | None]) -> Slot | None:
        """A structure that is sent if one of its members is."""
        found = [slot for slot in slots.values() if slot is not None]
        if not found:
            return None
        sure = any(slot.sure for slot in found)
        return Slot(found[0].key_span, self._box(slots), sure)

    def _pattern(self) -> Slot | None:
        phases = self._if_some("phases", self._sent_values)
        if phases is None:
            return None
        kind = self._given("traffic_type")
        true = self._truth("traffic_type")
        told = self._filled_in("PHASES, or traffic_type") if true is None else self._slot(self._scalar("PHASES"))
        traffic = {"Phases": phases._replace(sure=True), "TrafficType": kind if true and kind else told}
        return Slot(phases.key_span, self._box(traffic), phases.sure)

    def _if_true(self, name: str) -> Slot | None:
        """The value of a parameter that is sent unless it is empty, zero or missing."""
        true = self._truth(name)
        if true is False:
            return None
        slot = self._given(name) or self._filled_in(name)
        return slot if true else slot._replace(sure=False)

    def _if_some(self, name: str, convert: Callable[[Value], Value]) -> Slot | None:
        slot = self._if_true(name)
        given = self._given(name)
        if slot is None or given is None:
            return slot
        return slot._replace(value=convert(given.value))

    def _sent_values(self, values: Value) -> Value:
        """A list of phases or thresholds, as they are sent."""
        state = self.machine.listing(values)
        if state is None:
            return self._unknown(values)
        items = tuple(item.sent if isinstance(item, SdkValue) else self._unknown(item) for item in state.items)
        return self._list(items, values, whole=state.whole)

    def _endpoints(self, ranges: Value) -> Value:
        state = self.machine.listing(ranges)
        if state is None:
            return self._unknown(ranges)
        items: list[Value] = []
        whole = state.whole
        for one in state.items:
            made = self._endpoint(one)
            if made is None:
                whole = False
                break
            items.extend(made)
        return self._list(tuple(items), ranges, whole=whole)

    def _endpoint(self, one: Value) -> list[Value] | None:
        """The endpoint configurations of one range: one for each instance type; ``None`` if these are unknown."""
        members = self.machine.mapping(one)
        slot = members.slots.get(_INSTANCE_TYPES) if members else None
        types = items_of(self.machine, slot.value.sent) if slot and isinstance(slot.value, SdkValue) else None
        if members is None or types is None:
            return None
        ranges: list[Value] = []
        sure = members.whole
        for name, parameter in members.slots.items():
            if name == _INSTANCE_TYPES:
                continue
            if not parameter.sure:
                sure = False
                break
            value = parameter.value.sent if isinstance(parameter.value, SdkValue) else self._unknown(parameter.value)
            pair = {
                "Name": Slot(parameter.key_span, Scalar(name, parameter.key_span)),
                "Value": Slot(parameter.key_span, value),
            }
            ranges.append(self._box(pair))
        environment = {"CategoricalParameterRanges": self._slot(self._list(tuple(ranges), one, whole=sure))}
        return [
            self._box(
                {"EnvironmentParameterRanges": self._slot(self._box(environment)), "InstanceType": self._slot(kind)}
            )
            for kind in types
        ]

    def _given(self, name: str) -> Slot | None:
        slot = self.given.get(name)
        absent = slot is not None and isinstance(slot.value, Scalar) and slot.value.value is None
        return None if absent else slot

    def _given_or(self, name: str, said: str) -> Slot:
        slot = self._given(name)
        if slot is None or truth(self.machine, slot.value) is False or not slot.sure:
            return self._filled_in(said)
        return slot

    def _filled_in(self, said: str) -> Slot:
        """The members that the SDK fills in."""
        return Slot(self.method.span, Opaque(self.method.span, said))

    def _slot(self, value: Value) -> Slot:
        return Slot(self.method.span, value)

    def _scalar(self, text: str) -> Value:
        return Scalar(text, self.method.span)

    def _unknown(self, value: Value) -> Value:
        self.machine.escape(value)
        return value if isinstance(value, Opaque) else Opaque(self.method.span, "...")

    def _tags(self) -> Value:
        tag = {"Key": self._slot(self._scalar("ClientType")), "Value": self._slot(self._scalar("PythonSDK-RightSize"))}
        return self._list((self._box(tag),), self._box({}), whole=True)

    def _box(self, slots: Mapping[str, Slot | None]) -> Value:
        return self._placed(MapState({name: slot for name, slot in slots.items() if slot is not None}))

    def _list(self, items: tuple[Value, ...], at: Value, *, whole: bool) -> Value:
        box = self._placed(ListState(items, whole))
        if isinstance(at, Box):
            box.span = at.span
        return box

    def _placed(self, state: MapState | ListState) -> Box:
        # No code sees these structures, so nothing changes them.
        box = self.machine.box("mapping" if isinstance(state, MapState) else "list", ast.Pass(), OPEN_MAP)
        self.machine.store.set(box, state)
        box.span = self.method.span
        return box
