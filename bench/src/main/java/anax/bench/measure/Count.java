package anax.bench.measure;

/// Something that a contestant counts in a slice beside operations and time, for units that few groups have.
///
/// Owner: nobody; constants.
public enum Count {
    /// Nanoseconds of all CPUs that went into the load.
    LOAD_NS,
    /// What the load took when it was alone, by the clock, nanoseconds of all CPUs.
    ALONE_NS,
    /// Nanoseconds of collections.
    COLLECTION_NS,
    /// Nanoseconds in which the JVM held all threads.
    SAFEPOINT_NS,
    /// Messages that crossed from one CPU to another.
    MESSAGES,
    /// Batches of packets.
    BATCHES,
    /// Packets in them.
    BATCHED,
    /// Locks taken.
    LOCKS,
    /// Locks taken that somebody else had at that moment.
    CONTENDED_LOCKS,
    /// Nanoseconds in which a lock was waited for.
    LOCK_WAIT_NS,
    /// Locks taken that another thread had had last.
    HAND_OVERS,
    /// Octets of requests and answers.
    OCTETS,
    /// Operations that were due and never done.
    LOST,
    /// The load of the fullest of some places, times a million, against the mean of all.
    FULLEST_PPM,
    /// How much the share that is most off its due is off it, in millionths of the due.
    OFF_SHARE_PPM,
    /// Samples of what threads were at.
    SAMPLES,
    /// Samples in the load.
    IN_LOAD,
    /// Samples on the way in: link, headers, flow hash, batches.
    IN_RECEIVE,
    /// Samples in IP and ICMP.
    IN_IP,
    /// Samples in UDP.
    IN_UDP,
    /// Samples in TCP.
    IN_TCP,
    /// Samples in sockets.
    IN_SOCKET,
    /// Samples in messages and thread switches.
    IN_RUNTIME,
    /// Samples in locks.
    IN_LOCKS,
    /// Samples in the service.
    IN_SERVICE,
    /// All other samples.
    ELSEWHERE;

    /// Its place in an array of counts.
    @SuppressWarnings("EnumOrdinal") // arrays by it are read by the same program only
    public int place() {
        return ordinal();
    }
}
