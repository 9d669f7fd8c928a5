//! Lens, sensor and moves: the camera as data.
