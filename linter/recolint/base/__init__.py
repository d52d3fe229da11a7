"""What everything rests on: text and places in it, findings, words, names of AWS. No effects, no other room."""
