//! Screenplays: Fountain in and out, to the byte.
