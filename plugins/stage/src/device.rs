//! A graphics device of our own, where no window has made one.

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Waker};

/// A device and the queue that feeds it.
#[derive(Clone, Debug)]
pub struct Gpu {
    pub device: wgpu::Device,
    pub queue: wgpu::Queue,
    /// The adapter and its driver, such as `llvmpipe (LLVM 15.0.6, 256 bits), Mesa 22.3.6`.
    pub name: String,
    /// The first thing that went wrong on the device, if anything did.
    fault: Arc<OnceLock<String>>,
}

/// Why there is nothing to draw with.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    #[error(
        "there is no Vulkan driver to draw with; install one (on Debian and Ubuntu, which need no graphics card \
         for it: apt install mesa-vulkan-drivers)"
    )]
    NoAdapter(#[source] wgpu::RequestAdapterError),
    #[error("the graphics device {name} could not be opened; its driver may need an update")]
    NoDevice { name: String, source: wgpu::RequestDeviceError },
}

impl Gpu {
    /// Opens a graphics card if there is one, else a renderer in software.
    ///
    /// `WGPU_ADAPTER_NAME` names another, as for the window.
    ///
    /// # Errors
    /// When no driver is installed, or it refuses.
    pub fn open() -> Result<Self, DeviceError> {
        wait_for(Self::find())
    }

    /// The first thing that went wrong on the device, if anything did: what it drew since is not to be trusted.
    pub fn fault(&self) -> Option<&str> {
        self.fault.get().map(String::as_str)
    }

    async fn find() -> Result<Self, DeviceError> {
        let backends = wgpu::Backends::PRIMARY;
        let instance = wgpu::Instance::new(wgpu::InstanceDescriptor {
            backends,
            flags: wgpu::InstanceFlags::empty(),
            ..wgpu::InstanceDescriptor::new_without_display_handle()
        });
        let adapter = match named(&instance, backends).await {
            Some(adapter) => adapter,
            None => {
                let options = wgpu::RequestAdapterOptions {
                    power_preference: wgpu::PowerPreference::HighPerformance,
                    ..Default::default()
                };
                instance.request_adapter(&options).await.map_err(DeviceError::NoAdapter)?
            }
        };
        let info = adapter.get_info();
        let name = match info.driver_info.as_str() {
            "" => info.name.clone(),
            driver => format!("{}, {driver}", info.name),
        };
        let descriptor = wgpu::DeviceDescriptor {
            label: Some("stage"),
            required_limits: wgpu::Limits::default().using_resolution(adapter.limits()),
            ..Default::default()
        };
        match adapter.request_device(&descriptor).await {
            Ok((device, queue)) => {
                let fault = Arc::new(OnceLock::new());
                let noted = fault.clone();
                // Without this a full memory ends the process.
                device.on_uncaptured_error(Arc::new(move |error: wgpu::Error| {
                    let error = error.to_string();
                    tracing::error!(error, "the graphics device failed");
                    noted.get_or_init(|| error);
                }));
                Ok(Self { device, queue, name, fault })
            }
            Err(source) => Err(DeviceError::NoDevice { name, source }),
        }
    }
}

async fn named(instance: &wgpu::Instance, backends: wgpu::Backends) -> Option<wgpu::Adapter> {
    let wanted = std::env::var("WGPU_ADAPTER_NAME").ok()?.to_lowercase();
    let adapters = instance.enumerate_adapters(backends).await;
    adapters.into_iter().find(|adapter| adapter.get_info().name.to_lowercase().contains(&wanted))
}

/// Runs what never really waits: without a browser, the device answers at once.
fn wait_for<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        std::thread::yield_now();
    }
}
