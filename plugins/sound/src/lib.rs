//! Decode, mix, meter, master, voices and music.
