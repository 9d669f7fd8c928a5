//! Requests, artifacts, manifests and the backends that make them.
