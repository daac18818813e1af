package anax.netstack.tcp;

/// What a connection has carried, and how long something kept it waiting: counts since it was opened.
///
/// Owner: that of the connection, or of the [TcpInfo] that it was copied into. Allocates when made. Never blocks.
public final class TcpTraffic {
    // What a connection does with its time.
    static final int IDLE = 0;
    static final int BUSY = 1;
    static final int WINDOW_LIMITED = 2;
    static final int BUFFER_LIMITED = 3;

    long octetsSent;
    long octetsResent;
    long octetsAcknowledged;
    long segmentsSent;
    long segmentsReceived;
    long segmentsOutOfOrder;
    long timeouts;
    long lastDataSentNs;
    long lastDataReceivedNs;
    long lastAckReceivedNs;

    private int phase;
    private long purelyBusyNs;
    private long windowLimitedNs;
    private long bufferLimitedNs;
    private long phaseSinceNs;

    TcpTraffic() {}

    /// Octets of payload that were sent, each time anew.
    public long octetsSent() {
        return octetsSent;
    }

    /// Those of them that had been sent before.
    public long octetsResent() {
        return octetsResent;
    }

    /// Octets of payload that the peer has acknowledged.
    public long octetsAcknowledged() {
        return octetsAcknowledged;
    }

    /// Segments with a payload that were sent, each time anew.
    public long segmentsSent() {
        return segmentsSent;
    }

    /// Segments with a payload that came and were taken up.
    public long segmentsReceived() {
        return segmentsReceived;
    }

    /// Those of them that did not come next in line.
    public long segmentsOutOfOrder() {
        return segmentsOutOfOrder;
    }

    /// How often the retransmission timer has fired.
    public long timeouts() {
        return timeouts;
    }

    /// When octets were last sent; 0 if none were.
    public long lastDataSentNs() {
        return lastDataSentNs;
    }

    /// When octets last came; 0 if none did.
    public long lastDataReceivedNs() {
        return lastDataReceivedNs;
    }

    /// When an acknowledgment last came; 0 if none did.
    public long lastAckReceivedNs() {
        return lastAckReceivedNs;
    }

    /// How long there was something to be sent or acknowledged.
    public long busyNs() {
        return purelyBusyNs + windowLimitedNs + bufferLimitedNs;
    }

    /// How much of that time the peer's window held octets back.
    public long windowLimitedNs() {
        return windowLimitedNs;
    }

    /// How much of that time all was sent that the buffer held, and the buffer was full.
    public long bufferLimitedNs() {
        return bufferLimitedNs;
    }

    /// Octets leave, some of which may have left before.
    void sent(int octets, int again, long nowNs) {
        octetsSent += octets;
        octetsResent += again;
        segmentsSent++;
        lastDataSentNs = nowNs;
    }

    /// Octets came.
    void received(long nowNs) {
        segmentsReceived++;
        lastDataReceivedNs = nowNs;
    }

    /// What the connection does with its time from now on.
    void enter(int next, long nowNs) {
        if (next != phase) {
            account(nowNs);
            phase = next;
        }
    }

    private void account(long nowNs) {
        final long spentNs = nowNs - phaseSinceNs;
        phaseSinceNs = nowNs;
        switch (phase) {
            case BUSY -> purelyBusyNs += spentNs;
            case WINDOW_LIMITED -> windowLimitedNs += spentNs;
            case BUFFER_LIMITED -> bufferLimitedNs += spentNs;
            default -> {}
        }
    }

    void copy(TcpTraffic from, long nowNs) {
        octetsSent = from.octetsSent;
        octetsResent = from.octetsResent;
        octetsAcknowledged = from.octetsAcknowledged;
        segmentsSent = from.segmentsSent;
        segmentsReceived = from.segmentsReceived;
        segmentsOutOfOrder = from.segmentsOutOfOrder;
        timeouts = from.timeouts;
        lastDataSentNs = from.lastDataSentNs;
        lastDataReceivedNs = from.lastDataReceivedNs;
        lastAckReceivedNs = from.lastAckReceivedNs;
        purelyBusyNs = from.purelyBusyNs;
        windowLimitedNs = from.windowLimitedNs;
        bufferLimitedNs = from.bufferLimitedNs;
        phase = from.phase;
        phaseSinceNs = from.phaseSinceNs;
        account(nowNs);
    }
}
