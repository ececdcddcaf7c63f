"""The contract computed a second time, independently of the program."""
