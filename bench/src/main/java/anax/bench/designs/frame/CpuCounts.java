package anax.bench.designs.frame;

/// What one CPU of a design has counted.
///
/// Owner: nobody; the array is the receiver's, a copy.
///
/// @param operations       datagrams and requests answered
/// @param batches          batches with something in them
/// @param taken            frames, messages and timers that were taken in those batches
/// @param batchSizes       how many of the batches had a size from 2^i to 2^(i+1) - 1, by i; the last counts all
///     above
/// @param messagesCrossed  packets handed to another CPU
/// @param lockAcquisitions locks taken
/// @param lockContended    of these, how many were not free at once
/// @param lockWaitNs       how long was waited for those
/// @param lockHandOvers    locks taken that another thread had had last
@SuppressWarnings("ArrayRecordComponent") // the array is a copy, and its receiver's
public record CpuCounts(
        long operations,
        long batches,
        long taken,
        long[] batchSizes,
        long messagesCrossed,
        long lockAcquisitions,
        long lockContended,
        long lockWaitNs,
        long lockHandOvers) {}
