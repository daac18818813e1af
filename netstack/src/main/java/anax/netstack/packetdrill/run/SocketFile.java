package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.run.Arguments.Address;
import java.util.Optional;

/// A socket: what the calls do with it.
///
/// Owner: the run of a script. What a call cannot do on such a socket it answers as POSIX does.
abstract sealed class SocketFile extends OpenFile permits TcpFile, UdpFile {
    private boolean nonBlocking;
    private boolean reuse;
    private int messageFlags;
    private Control control; // null if none came

    /// Whether calls answer at once instead of waiting.
    final boolean isNonBlocking() {
        return nonBlocking;
    }

    final void nonBlocking(boolean on) {
        nonBlocking = on;
    }

    /// Whether its port may be others' too.
    final boolean isReuse() {
        return reuse;
    }

    final void reuse(boolean on) {
        reuse = on;
    }

    abstract Attempt bind(Address address);

    abstract Attempt listen(int backlog);

    /// @param descriptors where the descriptor of the accepted one is made
    abstract Attempt accept(Descriptors descriptors, boolean nonBlockingAccepted);

    abstract Attempt connect(Address address);

    /// Takes octets.
    ///
    /// @param flags those of recv()
    abstract Attempt read(int most, int flags);

    /// Hands octets over, all of them zero.
    ///
    /// @param to    whom for; null for whom it is connected to
    /// @param flags those of send()
    abstract Attempt write(int octets, Address to, int flags);

    abstract Attempt shutdown(int how);

    /// Octets that could be read at once.
    abstract int readable();

    /// Octets that were written and not acknowledged.
    abstract int unacknowledged();

    /// Octets that were written and not sent.
    abstract int unsent();

    /// The error that it has kept, once: its name, or `0`.
    abstract String takeError();

    /// Notes what comes back with a message that is taken.
    final void cameWith(int flags, Control data) {
        messageFlags = flags;
        control = data;
    }

    /// The flags that came back with the last message.
    final int messageFlags() {
        return messageFlags;
    }

    /// The control data that came with the last message.
    final Optional<Control> control() {
        return Optional.ofNullable(control);
    }

    /// Whether the next octet to be read is the one behind the urgent ones.
    abstract boolean isAtMark();

    /// Whether a call with flags waits.
    final boolean waits(int flags) {
        return !nonBlocking && (flags & Constants.MSG_DONTWAIT) == 0;
    }
}
