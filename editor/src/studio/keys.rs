//! Keys: space, arrows, home and end.

use bevy_ecs::prelude::*;
use bevy_input::ButtonInput;
use bevy_input::keyboard::KeyCode;
use maquette_playback::Transport;

/// Right and left step a frame, up and down (and page up, page down) a shot, home and end go to the ends.
pub(super) fn obey(keys: Res<ButtonInput<KeyCode>>, mut transport: MessageWriter<Transport>) {
    for key in keys.get_just_pressed() {
        let request = match key {
            KeyCode::Space => Transport::Toggle,
            KeyCode::ArrowRight => Transport::StepFrames(1),
            KeyCode::ArrowLeft => Transport::StepFrames(-1),
            KeyCode::ArrowDown | KeyCode::PageDown => Transport::StepShots(1),
            KeyCode::ArrowUp | KeyCode::PageUp => Transport::StepShots(-1),
            KeyCode::Home => Transport::ToHead,
            KeyCode::End => Transport::ToTail,
            _ => continue,
        };
        transport.write(request);
    }
}
