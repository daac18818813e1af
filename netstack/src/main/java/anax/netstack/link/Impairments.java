package anax.netstack.link;

import java.util.Objects;

/// What a path does to the frames that travel it, in the order in which it does so. Shares are from 0 to 1.
///
/// Owner: nobody, it never changes.
///
/// @param seed        from which each queue's chance follows
/// @param loss        share of frames that is lost, each for itself
/// @param burstLoss   loss in bursts, besides
/// @param corruption  bits that are turned over
/// @param duplication share of frames that comes twice, the second right behind the first
/// @param rate        how fast frames leave, one after the other
/// @param delay       the time on the way
/// @param reordering  frames that others overtake
/// @param mostHeld    how many frames are on the way, waiting or travelling, 1 to 65,536; what comes then is dropped.
///                    They are packets of the receiver's pool
public record Impairments(
        long seed,
        double loss,
        BurstLoss burstLoss,
        Corruption corruption,
        double duplication,
        Rate rate,
        Delay delay,
        Reordering reordering,
        int mostHeld) {
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final int MOST_FRAMES = 1 << 16;

    /// Bits that are turned over.
    ///
    /// @param share of frames
    /// @param bits  how many times a bit of such a frame is chosen and turned over, 1 to 64; an even number may
    ///              hit the same ones twice
    public record Corruption(double share, int bits) {
        /// Checks what was given.
        ///
        /// @throws IllegalArgumentException if something is out of its range
        public Corruption {
            checkShare("corruption", share);
            check("corrupted bits", bits, 1, 64);
        }
    }

    /// Frames leave one after the other; those that wait stand in a queue, and what finds that full is dropped.
    /// Each queue of a link is a path of its own.
    ///
    /// @param bitsPerSecond 1 or more; 0 for no limit
    /// @param queueLimit    how many frames there are in the queue, with the one that leaves just now, 1 to
    ///                      65,536
    public record Rate(long bitsPerSecond, int queueLimit) {
        /// Checks what was given.
        ///
        /// @throws IllegalArgumentException if something is out of its range
        public Rate {
            check("bits per second", bitsPerSecond, 0, Long.MAX_VALUE);
            check("frames of queue limit", queueLimit, 1, MOST_FRAMES);
        }
    }

    /// The time on the way. No frame overtakes another one by jitter alone.
    ///
    /// @param ns     0 to an hour
    /// @param jitter what comes to that
    public record Delay(long ns, Jitter jitter) {
        /// Checks what was given.
        ///
        /// @throws IllegalArgumentException if something is out of its range
        public Delay {
            check("ns of delay", ns, 0, HOUR_NS);
            Objects.requireNonNull(jitter, "a delay needs a jitter; use Jitter.NONE");
        }
    }

    /// Frames that are held back, so that those behind overtake them.
    ///
    /// @param share      of frames
    /// @param heldBackNs for how long, 0 to an hour
    public record Reordering(double share, long heldBackNs) {
        /// Checks what was given.
        ///
        /// @throws IllegalArgumentException if something is out of its range
        public Reordering {
            checkShare("reordering", share);
            check("ns of being held back", heldBackNs, 0, HOUR_NS);
        }
    }

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public Impairments {
        checkShare("loss", loss);
        Objects.requireNonNull(burstLoss, "impairments need a burst loss; use BurstLoss.NONE");
        checkShare("duplication", duplication);
        check("held frames", mostHeld, 1, MOST_FRAMES);
    }

    /// A path that does nothing to frames, to begin with, and holds 1,024 of them.
    public static Impairments none(long seed) {
        return new Impairments(
                seed,
                0,
                BurstLoss.NONE,
                new Corruption(0, 1),
                0,
                new Rate(0, 1),
                new Delay(0, Jitter.NONE),
                new Reordering(0, 0),
                1_024);
    }

    /// The same with another loss of single frames.
    public Impairments withLoss(double share) {
        return new Impairments(seed, share, burstLoss, corruption, duplication, rate, delay, reordering, mostHeld);
    }

    /// The same with another loss in bursts.
    public Impairments withBurstLoss(BurstLoss bursts) {
        return new Impairments(seed, loss, bursts, corruption, duplication, rate, delay, reordering, mostHeld);
    }

    /// The same with so many bits turned over in another share of frames.
    public Impairments withCorruption(double share, int bits) {
        var corrupting = new Corruption(share, bits);
        return new Impairments(seed, loss, burstLoss, corrupting, duplication, rate, delay, reordering, mostHeld);
    }

    /// The same with another share of frames that come twice.
    public Impairments withDuplication(double share) {
        return new Impairments(seed, loss, burstLoss, corruption, share, rate, delay, reordering, mostHeld);
    }

    /// The same with another rate, and the queue in front of it.
    public Impairments withRate(long bitsPerSecond, int queueLimit) {
        var limit = new Rate(bitsPerSecond, queueLimit);
        return new Impairments(seed, loss, burstLoss, corruption, duplication, limit, delay, reordering, mostHeld);
    }

    /// The same with another time on the way.
    public Impairments withDelay(long ns, Jitter jitter) {
        var time = new Delay(ns, jitter);
        return new Impairments(seed, loss, burstLoss, corruption, duplication, rate, time, reordering, mostHeld);
    }

    /// The same with another share of frames that are held back, and for how long.
    public Impairments withReordering(double share, long heldBackNs) {
        var held = new Reordering(share, heldBackNs);
        return new Impairments(seed, loss, burstLoss, corruption, duplication, rate, delay, held, mostHeld);
    }

    /// The same with another bound of frames on the way.
    public Impairments withMostHeld(int frames) {
        return new Impairments(seed, loss, burstLoss, corruption, duplication, rate, delay, reordering, frames);
    }

    static void checkShare(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a path was given a share of " + share + " for " + what
                    + "; use 0 for no frame to 1 for all of them");
        }
    }

    private static void check(String what, long given, long least, long most) {
        if (given < least || given > most) {
            throw new IllegalArgumentException(
                    "a path was given " + given + " " + what + "; use " + least + " to " + most);
        }
    }
}
