"""The experts' desk in words, the same in the terminal and on chat platforms: what is written there, and what is seen."""
