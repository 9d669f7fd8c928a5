//! Draws a moment.
