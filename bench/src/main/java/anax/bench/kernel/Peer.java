package anax.bench.kernel;

import java.io.IOException;

/// Whom the near kernel talks to: a stack of ours, or the far kernel. Both offer the same services.
///
/// | port | protocol | what it does |
/// |---|---|---|
/// | [#SINK] | TCP | takes octets, and counts them |
/// | [#SOURCE] | TCP | for each octet that comes sends zeros for as many [#TURN_NS] |
/// | [#SINK] | UDP | takes datagrams, and counts them |
///
/// Owner: the run.
interface Peer extends AutoCloseable {
    int SINK = 5_001;
    int SOURCE = 5_002;

    /// For how long a source sends for each time that it is asked.
    long TURN_NS = 50_000_000;

    /// Octets that are handed to a socket at once, by all that send.
    int PIECE = 1 << 17;

    /// What people call it.
    String name();

    /// The IPv4 address at which the near kernel finds it.
    String address();

    /// Octets that its TCP sink has taken so far.
    long octets();

    /// Datagrams that its UDP sink has taken so far.
    long datagrams();

    @Override
    void close() throws IOException;
}
