//! Standard output and standard error.

use std::io::{self, Write};

use clausewise::error::Error;

/// Says an error on standard error.
pub(super) fn complain(error: &Error) {
    // Nobody is left to tell when this fails too.
    let _ = writeln!(anstream::stderr(), "clausewise: {error}");
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
