//! Standard output, standard error, and the threads that work for them.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::time::{Duration, Instant};

use clausewise::error::Error;
use indicatif::{ProgressBar, ProgressDrawTarget};

/// Says an error on standard error.
pub(super) fn complain(error: &Error) {
    // Nobody is left to tell when this fails too.
    let _ = writeln!(anstream::stderr(), "clausewise: {error}");
}

/// Limits the number of threads; 0 for one per core. To be called before any work is done.
pub(super) fn threads(jobs: usize) -> Result<(), Error> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build_global()
        .map_err(|error| Error::new(format!("cannot start threads: {error}")))
}

/// Standard output. A reader that went away ends the output without an error.
pub(super) struct Out {
    inner: Box<dyn Write>,
    is_closed: bool,
}

impl Out {
    /// For people: with colour where it is a terminal that wants it.
    pub(super) fn styled() -> Out {
        Out {
            inner: Box::new(anstream::stdout()),
            is_closed: false,
        }
    }

    /// For programs: bytes as they are.
    pub(super) fn plain() -> Out {
        Out {
            inner: Box::new(io::stdout().lock()),
            is_closed: false,
        }
    }

    /// Whether the reader went away, so that no more needs to be written.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Writes text.
    pub(super) fn write(&mut self, text: &str) -> Result<(), Error> {
        let written = self.inner.write_all(text.as_bytes());
        self.settle(written)
    }

    /// Writes what comes in pieces.
    pub(super) fn pieces(
        &mut self,
        write: impl FnOnce(&mut BufWriter<&mut Box<dyn Write>>) -> io::Result<()>,
    ) -> Result<(), Error> {
        let mut buffered = BufWriter::new(&mut self.inner);
        let written = write(&mut buffered).and_then(|()| buffered.flush());
        drop(buffered);
        self.settle(written)
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        let flushed = self.inner.flush();
        self.settle(flushed)
    }

    fn settle(&mut self, result: io::Result<()>) -> Result<(), Error> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            Err(error) => Err(Error::new(format!(
                "cannot write to standard output: {error}"
            ))),
            Ok(()) => Ok(()),
        }
    }
}

/// A bar on standard error, shown where that is a terminal, the output goes elsewhere, and the work takes more than a moment.
pub(super) struct Progress {
    bar: ProgressBar,
    begun: Instant,
}

impl Progress {
    /// Progress over so many pieces of work.
    pub(super) fn over(pieces: usize) -> Progress {
        let bar = ProgressBar::hidden();
        bar.set_length(pieces as u64);
        Progress {
            bar,
            begun: Instant::now(),
        }
    }

    /// So many more pieces are done.
    pub(super) fn add(&self, pieces: usize) {
        if self.bar.is_hidden() && self.begun.elapsed() > MOMENT && !io::stdout().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(pieces as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// How long work may take before its progress is shown.
const MOMENT: Duration = Duration::from_millis(700);
