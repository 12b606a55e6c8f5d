"""junit.xml: for CI systems.

Here lives the XML form: a suite a topic. Never: a sum that the JSON has not.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vidlect_contract.known_failures import RED, Standing
from vidlect_contract.runner.result import Result, Summary, grouped
from vidlect_contract.verdict import Status


def render(summary: Summary) -> str:
    """The document."""
    suites = Element("testsuites", name=f"vidlect {summary.target}", time=f"{summary.seconds:.3f}")
    for topic, results in grouped(summary.results).items():
        suite = SubElement(
            suites,
            "testsuite",
            name=topic,
            tests=str(len(results)),
            failures=str(sum(_tag(one) == "failure" for one in results)),
            errors=str(sum(_tag(one) == "error" for one in results)),
            skipped=str(sum(_tag(one) == "skipped" for one in results)),
            time=f"{sum(one.seconds for one in results):.3f}",
        )
        for one in results:
            _case(suite, one)
    indent(suites)
    return tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: Element, result: Result) -> None:
    topic, _, slug = result.case.id.rpartition("/")
    element = SubElement(
        suite, "testcase", classname=topic.replace("/", "."), name=slug, time=f"{result.seconds:.3f}"
    )
    tag = _tag(result)
    if tag:
        codes = ", ".join(sorted(code.value for code in result.verdict.codes))
        message = result.reason or codes or result.standing.value
        detail = SubElement(element, tag, message=_legal(message))
        detail.text = _legal(
            "\n".join(
                [result.case.title, f"source: {result.case.source}"]
                + [
                    f"{one.place}: expected {one.expected}; seen {one.seen}"
                    for one in result.verdict.findings
                ]
            )
        )


def _tag(result: Result) -> str:
    if result.standing in RED:
        ours = result.verdict.status in {Status.HARNESS_ERROR, Status.UNTESTABLE}
        return "error" if ours else "failure"
    noted = result.standing in {Standing.KNOWN_FAILURE, Standing.ADVISORY}
    return "skipped" if noted or result.verdict.status is Status.NOT_APPLICABLE else ""


def _legal(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(
        one
        if one in "\n\t" or " " <= one <= "\ud7ff" or "\ue000" <= one <= "\ufffd" or one > "\uffff"
        else "�"
        for one in text
    )
