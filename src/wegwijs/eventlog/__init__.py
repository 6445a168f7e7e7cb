"""The published vocabulary of facts. Standard library only; everything else in the house speaks these words."""
