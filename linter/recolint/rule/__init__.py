"""The contract with rules: kinds, registry, options and pages."""
