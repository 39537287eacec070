//! The specimens of `corpus/`: texts drafted for this project, with their expected clauses beside them.
