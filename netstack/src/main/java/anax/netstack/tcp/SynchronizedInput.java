package anax.netstack.tcp;

/// What a connection makes of a segment once it knows the peer's numbers: the checks of RFC 9293, section 3.10.7.4,
/// each in a file of its own, in its order.
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class SynchronizedInput {
    private final SequenceCheck sequence;
    private final ResetCheck reset;
    private final SynCheck syn;
    private final AckInput ack;
    private final UrgentInput urgent;
    private final DataInput data;
    private final FinInput fin;

    SynchronizedInput(TcpPartition tcp) {
        sequence = new SequenceCheck(tcp);
        reset = new ResetCheck(tcp);
        syn = new SynCheck(tcp);
        ack = new AckInput(tcp);
        urgent = new UrgentInput();
        data = new DataInput(tcp);
        fin = new FinInput(tcp);
    }

    void process(TcpConnection connection, Segment segment, long nowNs) {
        if (segment.isReset()) {
            reset.process(connection, segment, nowNs); // second; it has a rule of its own for its number (RFC 5961)
        } else if (sequence.passes(connection, segment, nowNs) // first
                && syn.passes(connection, segment, nowNs) // fourth
                && ack.passes(connection, segment, nowNs)) { // fifth
            processText(connection, segment, nowNs);
        }
    }

    /// From the sixth step on.
    void processText(TcpConnection connection, Segment segment, long nowNs) {
        urgent.process(connection, segment);
        if (segment.payloadLength > 0) {
            data.process(connection, segment, nowNs);
        }
        fin.process(connection, segment, nowNs);
    }

    AckInput ack() {
        return ack;
    }
}
