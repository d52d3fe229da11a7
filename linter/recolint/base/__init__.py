"""What all other packages use: text, its places, findings, words, names of AWS. It has no effects."""
