"""Examples of all commands, for their help."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "check": (
        "recolint check jobs/",
        "recolint check --fix jobs/churn.yaml",
        "recolint check --output-format sarif --output-file recolint.sarif",
    ),
    "rule": ("recolint rule RL204", "recolint rule --all --output-format markdown"),
    "plan": (
        "recolint plan jobs/churn.yaml --prices prices.toml",
        "recolint plan jobs/churn.yaml --against old.yaml --detailed-exitcode",
        "recolint plan jobs/churn.yaml --save churn.plan.json",
    ),
    "prices fetch": (
        "recolint prices fetch --region eu-central-1",
        "recolint prices fetch --region eu-central-1 --output-file frankfurt.toml",
    ),
    "submit": (
        "recolint submit jobs/churn.yaml --dry-run",
        "recolint submit jobs/churn.yaml --max-instance-hours 2 --wait",
        "recolint submit churn.plan.json --yes",
    ),
    "jobs list": ("recolint jobs list", "recolint jobs list --name-contains churn --max-items 5"),
    "jobs show": ("recolint jobs show churn-week", "recolint jobs show churn-week --output yaml"),
    "jobs wait": ("recolint jobs wait churn-week", "recolint jobs wait churn-week --deadline 7200 --poll 60"),
    "jobs results": (
        "recolint jobs results churn-week",
        "recolint jobs results --from answer.json --report html=results.html",
    ),
    "jobs compare": (
        "recolint jobs compare churn-week churn-week-2",
        "recolint jobs compare --from old.json --from new.json",
    ),
    "jobs stop": ("recolint jobs stop churn-week", "recolint jobs stop churn-week churn-week-2"),
    "jobs audit": ("recolint jobs audit churn-week", "recolint jobs audit --from answer.json"),
    "init": ("recolint init", "recolint init --type advanced --directory jobs"),
    "config": ("recolint config", "recolint config jobs/churn.yaml"),
    "policy test": (
        "recolint policy test rules/acme.yaml",
        "recolint policy test policy.toml",
        "recolint policy test acme_policy:base",
    ),
    "policy docs": (
        "recolint policy docs rules/acme.yaml",
        "recolint policy docs rules/acme.yaml --output-dir docs/rules",
    ),
    "policy schema": ("recolint policy schema pack", "recolint policy schema policy > policy.schema.json"),
    "extract": ("recolint extract pipeline.py", "recolint extract notebook.ipynb -o jobs"),
    "convert": ("recolint convert jobs/churn.yaml --to boto3", "recolint convert jobs/churn.yaml --to json"),
    "schema": ("recolint schema spec", "recolint schema config > recolint.schema.json"),
    "baseline create": ("recolint baseline create", "recolint baseline create jobs/"),
    "baseline update": ("recolint baseline update", "recolint baseline update jobs/"),
    "baseline prune": ("recolint baseline prune", "recolint baseline prune jobs/"),
    "baseline show": ("recolint baseline show", "recolint baseline show --baseline old.json"),
    "iam evaluate": (
        "recolint iam evaluate --identity role.json --action s3:GetObject --resource arn:aws:s3:::data/churn.tar.gz",
        "recolint iam evaluate --identity role.json --requests requests.json --output-format json",
    ),
    "iam needs": (
        "recolint iam needs jobs/churn.yaml",
        "recolint iam needs jobs/churn.yaml --as-policy role > role.json",
    ),
    "completion": ("recolint completion bash", "recolint completion zsh > ~/.zfunc/_recolint"),
    "mcp": ("recolint mcp", "recolint mcp --root jobs"),
    "server": ("recolint server", "recolint server --stdio"),
    "version": ("recolint version", "recolint version --verbose"),
}
"""By the words of the command: command lines, the most common first."""
