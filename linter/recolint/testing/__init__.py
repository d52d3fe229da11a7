"""A harness that tests the promises of any rule, built-in or not.

::

    from recolint.testing import check_rule

    def test_my_rules():
        for rule in my_package.rules():
            check_rule(rule)

The promises: on a ``Valid`` the rule is silent. On an ``Invalid`` it has one finding, at ``at``, with a fix when and
only when ``fixed`` is passed, and with the severity, message and help that the example states. The fix makes ``fixed``
of ``text``; in that the rule finds nothing, so that a second round changes nothing; and comments around the place
survive. An example in YAML is tried in JSON too: the same finding, and by its fix the same data. An online rule gets
the answers that its example records, and asks for no others.

And no finding rests on what a text does not tell, such as the value of a variable in code. The harness hides each value
of each example, leaves out each member, opens each structure and list, and does some of these together. What the rule
then finds, it finds in the whole example too.
"""

from recolint.testing.broken import BrokenPromiseError
from recolint.testing.findings import CALLER, REGION
from recolint.testing.promises import SETTINGS, check_example, check_rule

__all__ = ["CALLER", "REGION", "SETTINGS", "BrokenPromiseError", "check_example", "check_rule"]
