"""What two or more families of rules know of the world: no rule stands here."""
