package anax.netstack.tcp;

/// How attacks are met.
///
/// Owner: nobody, it never changes.
///
/// @param challengesPerSecond challenge ACKs of one connection (RFC 5961, section 7)
/// @param challengesPerSecondTogether challenge ACKs of a partition: from half of these to all, drawn each second
/// @param insecureReset whether any RST within the window ends a connection, as before RFC 5961
/// @param insecureSyn whether a SYN within the window ends a connection, as before RFC 5961
/// @param dropsSynFin whether a listener ignores a SYN that carries a FIN. RFC 9293, section 3.10.7.2, would open a
///     connection by it; but no host has anything to say by one, for what it would close was never open: it serves
///     those who scan, or pass by filters that take a segment with a FIN for the end of something
/// @param icmpResets whether an ICMP error may end a connection that is being opened (RFC 5927)
/// @param blackhole whether segments that nobody waits for go unanswered
/// @param mostFlows the most connections of a stack, those that open and those in TIME-WAIT included, of which each
///     partition has an equal share; what it was made with stays
public record DefenseConfig(
        int challengesPerSecond,
        int challengesPerSecondTogether,
        boolean insecureReset,
        boolean insecureSyn,
        boolean dropsSynFin,
        boolean icmpResets,
        boolean blackhole,
        int mostFlows) {
    /// What is reckoned for a connection: a silent one takes some 1,000, one that has something to do twice that,
    /// and the scoreboard of what is under way or out of order more. For that, and for all else, is the other
    /// half.
    private static final int OCTETS_OF_FLOW = 2_560;

    /// The share of the heap that connections may have.
    private static final int SHARE = 2;

    /// The most that anybody may ask for.
    private static final int MOST = 1 << 30;

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public DefenseConfig {
        TcpConfig.check("challengesPerSecond", challengesPerSecond, 1, 1_000_000);
        TcpConfig.check("challengesPerSecondTogether", challengesPerSecondTogether, 1, 1_000_000);
        TcpConfig.check("mostFlows", mostFlows, 1, MOST);
    }

    /// How many connections half of a heap has room for.
    ///
    /// @param heap octets that the JVM may take for it
    public static int flowsIn(long heap) {
        return Math.clamp(heap / SHARE / OCTETS_OF_FLOW, 1, MOST);
    }

    /// What RFCs ask for, and as many connections as half of this JVM's heap has room for.
    public static DefenseConfig standard() {
        return new DefenseConfig(
                10,
                1_000,
                false,
                false,
                true,
                true,
                false,
                flowsIn(Runtime.getRuntime().maxMemory()));
    }

    /// The same with another value of this.
    public DefenseConfig withChallengesPerSecond(int value) {
        return new DefenseConfig(
                value,
                challengesPerSecondTogether,
                insecureReset,
                insecureSyn,
                dropsSynFin,
                icmpResets,
                blackhole,
                mostFlows);
    }

    /// The same with another value of this.
    public DefenseConfig withChallengesPerSecondTogether(int value) {
        return new DefenseConfig(
                challengesPerSecond, value, insecureReset, insecureSyn, dropsSynFin, icmpResets, blackhole, mostFlows);
    }

    /// The same with another value of this.
    public DefenseConfig withInsecureReset(boolean value) {
        return new DefenseConfig(
                challengesPerSecond,
                challengesPerSecondTogether,
                value,
                insecureSyn,
                dropsSynFin,
                icmpResets,
                blackhole,
                mostFlows);
    }

    /// The same with another value of this.
    public DefenseConfig withInsecureSyn(boolean value) {
        return new DefenseConfig(
                challengesPerSecond,
                challengesPerSecondTogether,
                insecureReset,
                value,
                dropsSynFin,
                icmpResets,
                blackhole,
                mostFlows);
    }

    /// The same with another value of this.
    public DefenseConfig withDropsSynFin(boolean value) {
        return new DefenseConfig(
                challengesPerSecond,
                challengesPerSecondTogether,
                insecureReset,
                insecureSyn,
                value,
                icmpResets,
                blackhole,
                mostFlows);
    }

    /// The same with another value of this.
    public DefenseConfig withIcmpResets(boolean value) {
        return new DefenseConfig(
                challengesPerSecond,
                challengesPerSecondTogether,
                insecureReset,
                insecureSyn,
                dropsSynFin,
                value,
                blackhole,
                mostFlows);
    }

    /// The same with another value of this.
    public DefenseConfig withBlackhole(boolean value) {
        return new DefenseConfig(
                challengesPerSecond,
                challengesPerSecondTogether,
                insecureReset,
                insecureSyn,
                dropsSynFin,
                icmpResets,
                value,
                mostFlows);
    }

    /// The same with another value of this.
    public DefenseConfig withMostFlows(int value) {
        return new DefenseConfig(
                challengesPerSecond,
                challengesPerSecondTogether,
                insecureReset,
                insecureSyn,
                dropsSynFin,
                icmpResets,
                blackhole,
                value);
    }
}
