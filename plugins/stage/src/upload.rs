//! Buffers that are filled anew for every frame, and grow when they must.

use bytemuck::Pod;

/// A buffer on the GPU that keeps what was last written.
#[derive(Debug)]
pub(crate) struct Upload {
    label: &'static str,
    usage: wgpu::BufferUsages,
    buffer: Option<wgpu::Buffer>,
}

impl Upload {
    pub(crate) fn new(label: &'static str, usage: wgpu::BufferUsages) -> Self {
        Self { label, usage: usage | wgpu::BufferUsages::COPY_DST, buffer: None }
    }

    /// Writes all of `values`, whose size in bytes is a multiple of four; true when the buffer is another one
    /// than before, so that what refers to it must be made again.
    pub(crate) fn write<T: Pod>(&mut self, gpu: &Queues, values: &[T]) -> bool {
        let bytes: &[u8] = bytemuck::cast_slice(values);
        if bytes.is_empty() {
            return false;
        }
        let large_enough =
            self.buffer.as_ref().filter(|buffer| bytes.len() as u64 <= buffer.size());
        let is_new = large_enough.is_none();
        if is_new {
            self.buffer = Some(gpu.device.create_buffer(&wgpu::BufferDescriptor {
                label: Some(self.label),
                size: (bytes.len() as u64).next_power_of_two().max(1024),
                usage: self.usage,
                mapped_at_creation: false,
            }));
        }
        if let Some(buffer) = &self.buffer {
            gpu.queue.write_buffer(buffer, 0, bytes);
        }
        is_new
    }

    /// None until something was written.
    pub(crate) fn buffer(&self) -> Option<&wgpu::Buffer> {
        self.buffer.as_ref()
    }
}

/// A device and its queue.
#[derive(Clone, Debug)]
pub(crate) struct Queues {
    pub device: wgpu::Device,
    pub queue: wgpu::Queue,
}

impl Queues {
    /// A buffer that is written once.
    pub(crate) fn fixed<T: Pod>(
        &self,
        label: &'static str,
        usage: wgpu::BufferUsages,
        values: &[T],
    ) -> wgpu::Buffer {
        let bytes: &[u8] = bytemuck::cast_slice(values);
        let buffer = self.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: (bytes.len() as u64).next_multiple_of(4).max(4),
            usage: usage | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        if !bytes.is_empty() {
            self.queue.write_buffer(&buffer, 0, bytes);
        }
        buffer
    }
}
