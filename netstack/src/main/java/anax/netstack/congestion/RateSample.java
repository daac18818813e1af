package anax.netstack.congestion;

/// What one acknowledgment tells: how much has arrived, how fast, and under which circumstances.
///
/// Owner: one partition, which has one and fills it for each acknowledgment; it is not to be kept. Allocates nothing.
///
/// The delivery rate is that of a flight's part: from when a marked octet was sent to its acknowledgment, so much was
/// delivered meanwhile. There are some sixteen marks in a window.
public final class RateSample {
    private static final double NS_PER_SECOND = 1e9;

    private long nowNs;
    private int acknowledged;
    private int lost;
    private int priorFlight;
    private long deliveredMeanwhile;
    private long intervalNs;
    private long rttNs;
    private boolean appLimited;
    private boolean windowUsed;
    private boolean marked;

    /// Begins anew, without a rate and a round-trip time.
    ///
    /// @param acknowledgedOctets new ones
    /// @param flightBefore       what was under way before them
    public RateSample begin(long timeNs, int acknowledgedOctets, int flightBefore) {
        nowNs = timeNs;
        acknowledged = acknowledgedOctets;
        priorFlight = flightBefore;
        lost = 0;
        deliveredMeanwhile = 0;
        intervalNs = 0;
        rttNs = 0;
        appLimited = false;
        windowUsed = true;
        marked = false;
        return this;
    }

    /// Adds a rate.
    ///
    /// @param delivered    octets in the interval
    /// @param isAppLimited whether the application had too little to send then
    public RateSample rate(long delivered, long overNs, boolean isAppLimited) {
        deliveredMeanwhile = delivered;
        intervalNs = overNs;
        appLimited = isAppLimited;
        return this;
    }

    /// Adds a round-trip time.
    public RateSample rtt(long ns) {
        rttNs = ns;
        return this;
    }

    /// Adds octets that are lost, as was noticed since the acknowledgment before.
    public RateSample lost(int octets) {
        lost = octets;
        return this;
    }

    /// Says whether the window was what held the sender back.
    public RateSample windowUsed(boolean used) {
        windowUsed = used;
        return this;
    }

    /// Says whether the peer echoes congestion marks.
    public RateSample marked(boolean echoed) {
        marked = echoed;
        return this;
    }

    /// When it came.
    public long nowNs() {
        return nowNs;
    }

    /// New octets that were acknowledged, in order.
    public int acknowledged() {
        return acknowledged;
    }

    /// Octets that are lost, as was noticed since the acknowledgment before.
    public int lost() {
        return lost;
    }

    /// What was under way before it.
    public int priorFlight() {
        return priorFlight;
    }

    /// Octets that were delivered in [#intervalNs].
    public long deliveredMeanwhile() {
        return deliveredMeanwhile;
    }

    /// How long it took to deliver them; 0 if there is no rate.
    public long intervalNs() {
        return intervalNs;
    }

    /// Octets a second; 0 if there is no rate.
    public long deliveryRate() {
        return intervalNs <= 0 ? 0 : (long) (deliveredMeanwhile * NS_PER_SECOND / intervalNs);
    }

    /// A round-trip time that was measured by this acknowledgment; 0 if none was.
    public long rttNs() {
        return rttNs;
    }

    /// Whether the application had too little to send, so that the rate is no measure of the network.
    public boolean isAppLimited() {
        return appLimited;
    }

    /// Whether the window was what held the sender back: one that is not used must not grow (RFC 7661).
    public boolean isWindowUsed() {
        return windowUsed;
    }

    /// Whether the peer echoes congestion marks (RFC 3168).
    public boolean isMarked() {
        return marked;
    }
}
