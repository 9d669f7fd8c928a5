//! Cameras as code: a script in the words of the set becomes a [`Recipe`], which is data.
//!
//! Owns the words ([`WORDS`], [`NAMES`], [`FUNCTIONS`]), the sandbox that scripts run in, and what a script may
//! know ([`Facts`]). A recipe says what is to be framed and how the camera moves; where the camera has to stand
//! for that is staging's to find. A script sees no file, no clock and no network; it ends within a number of
//! steps; the same script and facts give the same recipe on every machine.
//!
//! ```
//! use maquette_camera::script::{Facts, run};
//! use maquette_document::{Id, ShotSize};
//! # use maquette_time::Flicks;
//! let mara = Id::hashed(&["MARA"]);
//! let facts = Facts { figures: vec![(mara, "MARA".into())], ..Facts::default() };
//! let recipe = run(r#"shot(MS).on("MARA").from(eye).lens(35).dolly_in(1.2).ease(slow)"#, &facts)?;
//! assert_eq!((recipe.size, recipe.subjects), (Some(ShotSize::Ms), vec![mara]));
//!
//! let fault = run("shot(MS).lens(-35)", &facts).expect_err("no lens is that short");
//! assert_eq!(fault.to_string(), "line 1, column 10: a lens is 4 to 2000 mm; this is -35");
//! # Ok::<(), maquette_camera::script::ScriptFault>(())
//! ```

mod builder;
mod engine;
mod facts;
mod fault;
mod functions;
mod names;
mod page;
mod read;
mod recipe;
mod timing;
mod words;

pub use engine::run;
pub use facts::{Facts, Key};
pub use fault::ScriptFault;
pub use functions::{FUNCTIONS, Function};
pub use names::{NAMES, Name, NameRow};
pub use page::reference;
pub use recipe::{Hand, Placing, Recipe, RecipeKind, RecipeMove, Track};
pub use words::{Part, WORDS, Word};

#[cfg(test)]
mod tests;
