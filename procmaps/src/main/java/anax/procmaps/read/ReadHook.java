package anax.procmaps.read;

import java.io.IOException;

/// What a test does between two reads of the kernel, at the moments when a process may change under the reader.
///
/// Owner: the reader that it was given to.
@FunctionalInterface
interface ReadHook {
    /// Does nothing: for every reader but a test's.
    ReadHook NONE = bytesSoFar -> {};

    /// Called after each read that brought something, with all that this text has brought so far.
    void afterRead(int bytesSoFar) throws IOException;
}
