//! A rule-based director: script to shots.
