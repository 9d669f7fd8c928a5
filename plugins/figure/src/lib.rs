//! Mannequins, poses, walks, props and sets, built from code.
