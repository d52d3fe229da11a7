"""Facts that two or more families of rules use. Contains no rules."""
