package anax.netstack.tcp;

/// What one acknowledgment has told, in octets: for whoever decides what is lost and how fast to go on.
///
/// Owner: one partition, which has one of these and fills it anew for each acknowledgment. Allocates nothing.
final class AckSample {
    private final Rack rack;
    TcpConnection connection;
    long nowNs;
    int acknowledged; // SND.UNA moved by so much
    int delivered; // acknowledged or reported for the first time
    int lost; // found lost by this
    boolean reported; // a block told something new
    boolean duplicate; // a block told of octets that came twice (RFC 2883)
    int duplicateLeft;
    int duplicateRight;
    boolean originalDelivered; // something came that was sent only once
    int originalEnd; // the number behind the first such
    boolean measured; // by what was acknowledged and sent only once
    long rttNs; // how long the oldest of it took
    boolean repeated; // some of what was acknowledged was sent more than once
    long repeatedNs; // when that went last
    private boolean echoes; // the peer's clock was echoed
    private int echo;

    AckSample(Rack rack) {
        this.rack = rack;
    }

    /// Begins with an acknowledgment.
    void begin(TcpConnection of, Segment segment, long now) {
        begin(of, now);
        echoes = of.timestamps && segment.options.hasTimestamps();
        echo = echoes ? segment.options.tsEcr() : 0;
    }

    /// Begins with nothing that came.
    void begin(TcpConnection of, long now) {
        connection = of;
        nowNs = now;
        acknowledged = 0;
        delivered = 0;
        lost = 0;
        reported = false;
        duplicate = false;
        originalDelivered = false;
        measured = false;
        repeated = false;
        echoes = false;
    }

    /// A segment, or the rest of one, is with the peer.
    ///
    /// @param repeated whether it was sent more than once
    void deliver(int length, int end, long sentNs, boolean repeated) {
        delivered += length;
        if (!repeated) {
            originalEnd = originalDelivered ? Seq.min(originalEnd, end) : end;
            originalDelivered = true;
        }
        rack.onDelivered(this, end - length, end, sentNs, repeated);
    }

    /// What was sent more than once was acknowledged.
    ///
    /// @param sentNs when it went last
    void acknowledgeRepeated(long sentNs) {
        repeatedNs = repeated ? Math.max(repeatedNs, sentNs) : sentNs;
        repeated = true;
    }

    /// Whether the peer echoes a stamp that is older than one of ours.
    boolean echoesBefore(int stamp) {
        return echoes && echo != 0 && Seq.lt(echo, stamp);
    }
}
