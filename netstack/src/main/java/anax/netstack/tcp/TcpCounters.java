package anax.netstack.tcp;

/// What a partition's TCP has counted; the names are those of RFC 4022 where that has one.
///
/// Owner: one partition, which alone counts; others see old figures.
public final class TcpCounters {
    long segmentsIn;
    long segmentsOut;
    long retransmitted;
    long resetsOut;
    long activeOpens;
    long passiveOpens;
    long attemptsFailed;
    long established;
    long challenges;
    long synCookiesSent;
    long synCookiesTaken;
    long synsEvicted;
    long timeWaitsEvicted;
    long timeWaitsReused;
    long timeouts;
    long fastRetransmits;
    long probes;
    long keepalives;
    long tailProbes;
    long spuriousTimeouts;
    long spuriousRecoveries;
    long reneged;
    long buffersCut;

    TcpCounters() {}

    /// Segments that came, wrong ones included.
    public long segmentsIn() {
        return segmentsIn;
    }

    /// Segments that were sent, repeated ones included.
    public long segmentsOut() {
        return segmentsOut;
    }

    /// Segments that were sent again.
    public long retransmitted() {
        return retransmitted;
    }

    /// Segments with a RST that were sent.
    public long resetsOut() {
        return resetsOut;
    }

    /// Connections that were opened from here, or tried to be.
    public long activeOpens() {
        return activeOpens;
    }

    /// SYNs that a listener took.
    public long passiveOpens() {
        return passiveOpens;
    }

    /// Connections that were never established.
    public long attemptsFailed() {
        return attemptsFailed;
    }

    /// Connections that were established.
    public long established() {
        return established;
    }

    /// Challenge ACKs that were sent (RFC 5961).
    public long challenges() {
        return challenges;
    }

    /// SYNs that were answered with a cookie (RFC 4987).
    public long synCookiesSent() {
        return synCookiesSent;
    }

    /// Connections that were opened by a cookie that came back.
    public long synCookiesTaken() {
        return synCookiesTaken;
    }

    /// Half-open connections that made room for others.
    public long synsEvicted() {
        return synsEvicted;
    }

    /// Connections in TIME-WAIT that made room for others.
    public long timeWaitsEvicted() {
        return timeWaitsEvicted;
    }

    /// Connections in TIME-WAIT that made room for a new one between the same ends (RFC 6191).
    public long timeWaitsReused() {
        return timeWaitsReused;
    }

    /// Retransmission time-outs.
    public long timeouts() {
        return timeouts;
    }

    /// Segments that were sent again because of duplicate acknowledgments.
    public long fastRetransmits() {
        return fastRetransmits;
    }

    /// Probes of closed windows.
    public long probes() {
        return probes;
    }

    /// Keepalive probes.
    public long keepalives() {
        return keepalives;
    }

    /// Probes of the tail of what was sent (RFC 8985).
    public long tailProbes() {
        return tailProbes;
    }

    /// Time-outs that came too early.
    public long spuriousTimeouts() {
        return spuriousTimeouts;
    }

    /// Fast recoveries from losses that were none.
    public long spuriousRecoveries() {
        return spuriousRecoveries;
    }

    /// How often a peer did not have any more what it had reported (RFC 2018, section 8).
    public long reneged() {
        return reneged;
    }

    /// How often a buffer that had grown went back to what it began with, because memory was scarce.
    public long buffersCut() {
        return buffersCut;
    }
}
