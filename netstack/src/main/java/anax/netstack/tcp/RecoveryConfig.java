package anax.netstack.tcp;

/// How losses are noticed and mended, a switch for each way to do it.
///
/// Owner: nobody, it never changes.
///
/// @param limitedTransmit whether the first two duplicate acknowledgments each let a new segment go (RFC 3042)
/// @param earlyRetransmit whether fewer duplicates are enough when little is under way (RFC 5827)
/// @param sack whether losses are found and mended by what the peer reports to have (RFC 6675), if SACK was agreed
///     upon; all that the next four say needs it
/// @param rack whether time and not the count of duplicates tells what is lost (RFC 8985, section 6)
/// @param tailProbe whether a silent peer is asked by a probe before the time-out (RFC 8985, section 7)
/// @param proportionalRate whether a window that shrinks does so in step with what is delivered (RFC 6937)
/// @param duplicateUndo whether a recovery is taken back when the peer had all that was sent again (RFC 3708)
/// @param forwardRto whether new segments show if a time-out came too early (RFC 5682)
/// @param eifel whether timestamps show if something was sent again too early (RFC 3522)
public record RecoveryConfig(
        boolean limitedTransmit,
        boolean earlyRetransmit,
        boolean sack,
        boolean rack,
        boolean tailProbe,
        boolean proportionalRate,
        boolean duplicateUndo,
        boolean forwardRto,
        boolean eifel) {
    /// All that is good practice today.
    public static RecoveryConfig standard() {
        return new RecoveryConfig(true, true, true, true, true, true, true, true, true);
    }

    /// NewReno and nothing else: three duplicates, then one segment for each round trip (RFC 5681, RFC 6582).
    public static RecoveryConfig classic() {
        return new RecoveryConfig(false, false, false, false, false, false, false, false, false);
    }

    /// The same with another value of this.
    public RecoveryConfig withLimitedTransmit(boolean value) {
        return with(0, value);
    }

    /// The same with another value of this.
    public RecoveryConfig withEarlyRetransmit(boolean value) {
        return with(1, value);
    }

    /// The same with another value of this.
    public RecoveryConfig withSack(boolean value) {
        return with(2, value);
    }

    /// The same with another value of this.
    public RecoveryConfig withRack(boolean value) {
        return with(3, value);
    }

    /// The same with another value of this.
    public RecoveryConfig withTailProbe(boolean value) {
        return with(4, value);
    }

    /// The same with another value of this.
    public RecoveryConfig withProportionalRate(boolean value) {
        return with(5, value);
    }

    /// The same with another value of this.
    public RecoveryConfig withDuplicateUndo(boolean value) {
        return with(6, value);
    }

    /// The same with another value of this.
    public RecoveryConfig withForwardRto(boolean value) {
        return with(7, value);
    }

    /// The same with another value of this.
    public RecoveryConfig withEifel(boolean value) {
        return with(8, value);
    }

    private RecoveryConfig with(int place, boolean value) {
        return new RecoveryConfig(
                place == 0 ? value : limitedTransmit,
                place == 1 ? value : earlyRetransmit,
                place == 2 ? value : sack,
                place == 3 ? value : rack,
                place == 4 ? value : tailProbe,
                place == 5 ? value : proportionalRate,
                place == 6 ? value : duplicateUndo,
                place == 7 ? value : forwardRto,
                place == 8 ? value : eifel);
    }
}
