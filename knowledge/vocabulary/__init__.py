"""The platform's vocabulary in the official languages of the Union, for questions that are not English."""
