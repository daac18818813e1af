package anax.netstack.link;

/// What one queue of an impaired link has done to frames so far.
///
/// Owner: nobody, it is a copy of the queue's own figures.
///
/// Every frame is somewhere: `arrived + duplicated = delivered + lost + burstLost + overLimit + overHeld + onTheWay`.
///
/// @param arrived    that came from the link
/// @param delivered  that were handed on
/// @param lost       that were lost for themselves
/// @param burstLost  that were lost in a burst
/// @param corrupted  that were corrupted
/// @param duplicated that were put in besides
/// @param reordered  that were held back
/// @param overLimit  that found the queue full
/// @param overHeld   that found as many frames on the way as there may be
/// @param onTheWay   that are held now
public record ImpairmentCounters(
        long arrived,
        long delivered,
        long lost,
        long burstLost,
        long corrupted,
        long duplicated,
        long reordered,
        long overLimit,
        long overHeld,
        int onTheWay) {}
