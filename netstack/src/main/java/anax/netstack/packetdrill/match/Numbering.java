package anax.netstack.packetdrill.match;

/// How sequence numbers of a script become those of the wire, and back.
///
/// Owner: the run of a script. A script counts as tcpdump does: a segment with a SYN carries numbers as they are, all
/// others count from the first SYN of their direction. The peer's first number is used as it is written. The stack
/// chooses its own: that of a SYN that leaves is shifted to the one that the script writes there. Until there is a
/// SYN, all numbers are as they are.
///
/// A connection may be opened anew between the same ends, which the numbers show: when the stack sends a SYN with
/// another number than before, counting begins again, for both directions.
public final class Numbering {
    private static final long MASK = 0xFFFF_FFFFL;

    private boolean knowsLocal;
    private boolean knowsRemote;
    private long liveLocal;
    private long scriptLocal;
    private long remote;
    private long lastRemoteSyn;

    /// Makes the numbering of a connection that has seen no SYN.
    public Numbering() {}

    /// Learns that a SYN is injected.
    public void onInboundSyn(long seq) {
        lastRemoteSyn = seq;
        if (!knowsRemote) {
            knowsRemote = true;
            remote = seq;
        }
    }

    /// Learns the number of a SYN that the stack sends.
    ///
    /// @param live as it is on the wire
    public void onOutboundSyn(long live) {
        if (knowsLocal && live == liveLocal) {
            return;
        }
        if (knowsLocal) {
            remote = lastRemoteSyn;
        }
        knowsLocal = true;
        liveLocal = live;
        scriptLocal = 0;
    }

    /// Learns what the script says of that number.
    public void scriptLocal(long script) {
        scriptLocal = script;
    }

    /// A number of the peer's, as the script writes it, on the wire.
    public long remoteToLive(long script, boolean syn) {
        return (script + remoteOffset(syn)) & MASK;
    }

    /// A number of the peer's on the wire, as the script would write it.
    public long remoteToScript(long live, boolean syn) {
        return (live - remoteOffset(syn)) & MASK;
    }

    /// A number of the stack's, as the script writes it, on the wire.
    public long localToLive(long script, boolean syn) {
        return (script + localOffset(syn)) & MASK;
    }

    /// A number of the stack's on the wire, as the script would write it.
    public long localToScript(long live, boolean syn) {
        return (live - localOffset(syn)) & MASK;
    }

    private long remoteOffset(boolean syn) {
        return syn ? 0 : remote;
    }

    private long localOffset(boolean syn) {
        if (!knowsLocal) {
            return 0;
        }
        return syn ? liveLocal - scriptLocal : liveLocal;
    }
}
