//! Playhead, transport and the picture ring.
