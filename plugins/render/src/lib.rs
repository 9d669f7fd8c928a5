//! Frames and samples to files.
