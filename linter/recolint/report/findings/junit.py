"""JUnit XML: a suite a file, a case a finding. A case fails when its finding makes the run fail, and only then."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from recolint.base.finding import pointer
from recolint.base.text import visible
from recolint.check.placed import Diagnostic
from recolint.check.result import FileResult
from recolint.check.run import Crash, Run
from recolint.report.shared.style import Style
from recolint.report.shared.xml_text import document


def render(run: Run, style: Style) -> str:  # noqa: ARG001  the form is fixed; every format takes the same arguments
    """The document; a file with nothing to report is a suite of one case that passes."""
    suites = [_suite(file) for file in run.files]
    if run.crashes:
        suites.append(_counted("testsuite", "rules that crashed", [_crash(crash) for crash in run.crashes]))
    return document(_counted("testsuites", "recolint", suites))


def _suite(file: FileResult) -> Element:
    cases = []
    for placed in file.findings:
        case = _case(placed)
        severity = placed.finding.severity
        if file.fails(placed.finding):
            attributes = {"message": visible(placed.finding.message), "type": severity.label}
            SubElement(case, "failure", attributes).text = _text(placed)
        else:
            SubElement(case, "system-out").text = _text(placed)
        cases.append(case)
    for placed in file.suppressed:
        case = _case(placed)
        reason = visible(placed.hidden.reason) if placed.hidden else ""
        SubElement(case, "skipped", {"message": f"suppressed: {reason or 'no reason given'}"})
        cases.append(case)
    path = visible(file.path)
    return _counted("testsuite", path, cases or [_named(path, "nothing to report")])


def _counted(tag: str, name: str, children: list[Element]) -> Element:
    """The element with its counts: many readers show these instead of counting test cases."""
    root = Element(tag, {"name": name})
    root.extend(children)
    root.set("tests", str(len(list(root.iter("testcase")))))
    root.set("failures", str(len(list(root.iter("failure")))))
    root.set("errors", str(len(list(root.iter("error")))))
    if tag == "testsuite":
        root.set("skipped", str(len(list(root.iter("skipped")))))
    root.set("time", "0")
    return root


def _case(placed: Diagnostic) -> Element:
    """The case, by a name that stays when lines move, so that a history of runs shows one row for it."""
    finding = placed.finding
    document_number = f", document {placed.spec.index}" if placed.spec.index else ""
    where = visible(pointer(finding.route)) or "the root"
    return _named(visible(placed.spec.path), f"{finding.code} {finding.name} at {where}{document_number}")


def _named(classname: str, name: str) -> Element:
    return Element("testcase", {"classname": classname, "name": name, "time": "0"})


def _text(placed: Diagnostic) -> str:
    finding = placed.finding
    tag = f"{finding.severity.label}[{finding.code}]"
    lines = [f"{visible(placed.spec.path)}:{placed.place.where}: {tag} {visible(finding.message)}"]
    lines += [
        f"see {visible(label.spec.path)}:{label.place.where}: {visible(label.label.message)}" for label in placed.labels
    ]
    if finding.advice:
        lines.append(f"help: {visible(finding.advice)}")
    return "\n".join(lines)


def _crash(crash: Crash) -> Element:
    where = f", document {crash.spec.index}" if crash.spec and crash.spec.index else ""
    case = _named(visible(crash.spec.path) if crash.spec else crash.package, f"rule {crash.code}{where}")
    SubElement(case, "error", {"message": visible(crash.error), "type": "crash"})
    return case
