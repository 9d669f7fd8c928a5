//! An off-screen frame and the way back from it: as encoders take it, through a ring, or as pixels.

use std::collections::VecDeque;
use std::sync::Arc;

use wgpu::{BufferUsages, TextureUsages, TextureView};

use crate::pipelines::{SHADERS, SHOWN, module};
use crate::texture::texture;
use crate::upload::Queues;

/// Where a frame is drawn that no screen shows.
pub(crate) struct OffScreen {
    size: [u32; 2],
    shown: wgpu::Texture,
    pub view: TextureView,
    convert: wgpu::ComputePipeline,
    group: wgpu::BindGroup,
    planes: wgpu::Buffer,
    words: u32,
    idle: Vec<wgpu::Buffer>,
    pending: VecDeque<Pending>,
    pixels: Readback,
}

/// A frame on its way back.
struct Pending {
    buffer: wgpu::Buffer,
    submission: wgpu::SubmissionIndex,
    mapped: std::sync::mpsc::Receiver<Result<(), wgpu::BufferAsyncError>>,
}

/// Why a drawn frame did not come back.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error(
        "the graphics device stopped answering; start again, and if it happens again update its driver"
    )]
    Poll(#[from] wgpu::PollError),
    #[error("the graphics device did not give back the frame; start again")]
    Map(#[from] wgpu::BufferAsyncError),
    #[error("the graphics device lost the frame; start again")]
    Lost(#[from] std::sync::mpsc::TryRecvError),
    #[error("no frame was drawn")]
    Nothing,
}

/// Frames that may be on their way at once.
const RING: usize = 3;

impl OffScreen {
    /// Width and height are even.
    pub(crate) fn new(gpu: &Queues, size: [u32; 2]) -> Self {
        let [width, height] = size;
        let usage = TextureUsages::RENDER_ATTACHMENT
            | TextureUsages::TEXTURE_BINDING
            | TextureUsages::COPY_SRC;
        let shown = texture(&gpu.device, size, SHOWN, usage);
        let view = shown.create_view(&Default::default());
        let words = width.div_ceil(4);
        let bytes = u64::from(words) * 4 * u64::from(height) * 3 / 2;
        let buffer = |usage| {
            gpu.device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("nv12"),
                size: bytes,
                usage,
                mapped_at_creation: false,
            })
        };
        let planes = buffer(BufferUsages::STORAGE | BufferUsages::COPY_SRC);
        let idle =
            (0..RING).map(|_| buffer(BufferUsages::MAP_READ | BufferUsages::COPY_DST)).collect();
        let (name, source) = SHADERS[4];
        let convert = gpu.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(name),
            layout: None,
            module: &module(&gpu.device, name, source),
            entry_point: Some("convert"),
            compilation_options: Default::default(),
            cache: None,
        });
        let measure = gpu.fixed("nv12 size", BufferUsages::UNIFORM, &[width, height, words, 0]);
        let group = gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("nv12"),
            layout: &convert.get_bind_group_layout(0),
            entries: &[
                wgpu::BindGroupEntry {
                    binding: 0,
                    resource: wgpu::BindingResource::TextureView(&view),
                },
                wgpu::BindGroupEntry { binding: 1, resource: planes.as_entire_binding() },
                wgpu::BindGroupEntry { binding: 2, resource: measure.as_entire_binding() },
            ],
        });
        let (pending, pixels) = (VecDeque::new(), Readback::default());
        Self { size, shown, view, convert, group, planes, words, idle, pending, pixels }
    }

    /// Whether another frame must be collected first.
    pub(crate) fn is_full(&self) -> bool {
        self.idle.is_empty()
    }

    /// Submits what was drawn, and sends it on its way back.
    pub(crate) fn submit(&mut self, gpu: &Queues, mut encoder: wgpu::CommandEncoder) {
        let Some(buffer) = self.idle.pop() else { return };
        {
            let mut pass = encoder.begin_compute_pass(&Default::default());
            pass.set_pipeline(&self.convert);
            pass.set_bind_group(0, &self.group, &[]);
            pass.dispatch_workgroups(self.words.div_ceil(8), (self.size[1] / 2).div_ceil(8), 1);
        }
        encoder.copy_buffer_to_buffer(&self.planes, 0, &buffer, 0, buffer.size());
        let submission = gpu.queue.submit([encoder.finish()]);
        let mapped = map(&buffer);
        self.pending.push_back(Pending { buffer, submission, mapped });
    }

    /// Waits for the oldest frame: a plane of brightness, then one of colour, rows without gaps.
    pub(crate) fn collect(&mut self, gpu: &Queues) -> Result<Arc<[u8]>, ReadError> {
        let Pending { buffer, submission, mapped } =
            self.pending.pop_front().ok_or(ReadError::Nothing)?;
        gpu.device
            .poll(wgpu::PollType::Wait { submission_index: Some(submission), timeout: None })?;
        mapped.try_recv()??;
        let frame = {
            let bytes = buffer.slice(..).get_mapped_range();
            let width = self.size[0] as usize;
            if width.is_multiple_of(4) {
                Arc::from(&bytes[..])
            } else {
                bytes
                    .chunks_exact(self.words as usize * 4)
                    .flat_map(|row| &row[..width])
                    .copied()
                    .collect()
            }
        };
        buffer.unmap();
        self.idle.push(buffer);
        Ok(frame)
    }

    /// Drops the frames that are on their way.
    pub(crate) fn forget(&mut self, gpu: &Queues) {
        while !self.pending.is_empty() {
            if let Err(fault) = self.collect(gpu) {
                tracing::debug!(%fault, "a forgotten frame was lost");
            }
        }
    }

    /// Submits what was drawn, and waits for its pixels: RGBA rows without gaps.
    pub(crate) fn read(
        &mut self,
        gpu: &Queues,
        encoder: wgpu::CommandEncoder,
    ) -> Result<Vec<u8>, ReadError> {
        self.pixels.read(gpu, &self.shown, encoder)
    }
}

/// The way back of whole textures, one at a time.
#[derive(Default)]
pub(crate) struct Readback {
    buffer: Option<wgpu::Buffer>,
}

impl Readback {
    /// Submits what was drawn, and waits for the texels of `texture`: rows without gaps.
    pub(crate) fn read(
        &mut self,
        gpu: &Queues,
        texture: &wgpu::Texture,
        mut encoder: wgpu::CommandEncoder,
    ) -> Result<Vec<u8>, ReadError> {
        let (width, height) = (texture.width(), texture.height());
        let filled = width * texture.format().block_copy_size(None).unwrap_or(4);
        let row = filled.next_multiple_of(wgpu::COPY_BYTES_PER_ROW_ALIGNMENT);
        let size = u64::from(row) * u64::from(height);
        let buffer = match self.buffer.take().filter(|buffer| buffer.size() == size) {
            Some(buffer) => buffer,
            None => gpu.device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("pixels"),
                size,
                usage: BufferUsages::MAP_READ | BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }),
        };
        let layout = wgpu::TexelCopyBufferLayout {
            offset: 0,
            bytes_per_row: Some(row),
            rows_per_image: None,
        };
        encoder.copy_texture_to_buffer(
            texture.as_image_copy(),
            wgpu::TexelCopyBufferInfo { buffer: &buffer, layout },
            wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
        );
        let submission = gpu.queue.submit([encoder.finish()]);
        let mapped = map(&buffer);
        gpu.device
            .poll(wgpu::PollType::Wait { submission_index: Some(submission), timeout: None })?;
        mapped.try_recv()??;
        let pixels = {
            let bytes = buffer.slice(..).get_mapped_range();
            bytes
                .chunks_exact(row as usize)
                .flat_map(|row| &row[..filled as usize])
                .copied()
                .collect()
        };
        buffer.unmap();
        self.buffer = Some(buffer);
        Ok(pixels)
    }
}

fn map(buffer: &wgpu::Buffer) -> std::sync::mpsc::Receiver<Result<(), wgpu::BufferAsyncError>> {
    let (sender, receiver) = std::sync::mpsc::sync_channel(1);
    buffer.slice(..).map_async(wgpu::MapMode::Read, move |result| {
        if sender.send(result).is_err() {
            tracing::debug!("nobody waits for this frame any more");
        }
    });
    receiver
}
