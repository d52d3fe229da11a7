"""A harness that tests the promises of any rule, built-in or not.

::

    from recolint.testing import check_rule

    def test_my_rules():
        for rule in my_package.rules():
            check_rule(rule)

The promises: on a ``Valid`` the rule finds nothing. On an ``Invalid`` it has one finding, at ``at``, with the severity,
message and help that the example states. It has a fix if and only if ``fixed`` is set. The fix changes ``text`` to
``fixed`` and keeps comments around the place. The rule finds nothing in the result, so a second round changes nothing.
The harness also tries an example in YAML as JSON: the finding and the data after the fix must be the same. An online
rule gets the answers that its example records, and asks for no others.

No finding depends on a value that the text does not show, such as that of a variable in code. The harness hides each
value of each example, omits each member, opens each structure and list, and combines some of these. What the rule then
finds, it must find in the whole example too.
"""

from recolint.testing.broken import BrokenPromiseError
from recolint.testing.findings import CALLER, REGION
from recolint.testing.promises import SETTINGS, check_example, check_rule

__all__ = ["CALLER", "REGION", "SETTINGS", "BrokenPromiseError", "check_example", "check_rule"]
