package anax.netstack.link;

/// Loss in bursts: a path is in a good or in a bad state, changes between them by chance with each frame, and loses
/// frames by chance in each. (E. N. Gilbert, "Capacity of a Burst-Noise Channel", 1960; E. O. Elliott, "Estimates of
/// Error Rates for Codes on Burst-Noise Channels", 1963.)
///
/// Owner: nobody, it never changes.
///
/// @param begins      share of frames with which a good state turns bad, 0 to 1
/// @param ends        share of frames with which a bad state turns good, 0 to 1; bursts last 1 / `ends` frames
/// @param lossInGood  share of frames that a good state loses, 0 to 1
/// @param lossInBad   share of frames that a bad state loses, 0 to 1
public record BurstLoss(double begins, double ends, double lossInGood, double lossInBad) {
    /// No bursts.
    public static final BurstLoss NONE = new BurstLoss(0, 1, 0, 0);

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is no share
    public BurstLoss {
        Impairments.checkShare("begins of bursts", begins);
        Impairments.checkShare("ends of bursts", ends);
        Impairments.checkShare("loss between bursts", lossInGood);
        Impairments.checkShare("loss in bursts", lossInBad);
    }

    /// Bursts in which everything is lost.
    ///
    /// @param begins share of frames with which one begins
    /// @param frames how many frames it takes in the mean, 1 or more
    /// @throws IllegalArgumentException if either is out of its range
    public static BurstLoss of(double begins, double frames) {
        if (!(frames >= 1)) {
            throw new IllegalArgumentException("bursts of " + frames + " frames were given; use 1 or more");
        }
        return new BurstLoss(begins, 1 / frames, 0, 1);
    }
}
