"""The base of all other packages: text, its places, findings, words, names of AWS. It has no effects."""
