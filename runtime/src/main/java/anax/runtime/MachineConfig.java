package anax.runtime;

import anax.runtime.crossbar.Lane;
import java.time.Duration;
import java.util.Objects;

/// How a machine is built.
///
/// @param name         what its CPUs and Java threads are called after
/// @param cpus         how many CPUs, 1 to [#MAX_CPUS]; more than the process has processors works, but proves
///                     nothing about speed
/// @param ringBound    how many entries each lane between two CPUs holds: a power of two, 2 to 65536
/// @param inboxBound   how many entries from ordinary Java threads wait for one CPU: a power of two, 2 to 65536
/// @param idleSpinNs   how long a CPU without work looks for some before it parks, at most, in nanoseconds; 0 to 1 s.
///                     Where CPUs share processors 0 is used instead
/// @param tickNs       how long a thread runs while equals wait, before it yields to them at its next yield, in
///                     nanoseconds; 10,000 to 1 s
/// @param sleepBuckets how many hashes of identities that threads sleep on are told apart: a power of two, 1 to
///                     65536; with 1 a run doesn't depend on the JVM's hash codes, which differ from run to run
/// @param pooledStacks how many stacks of ended threads a CPU keeps, 0 to 1,000,000
/// @param pin          whether each CPU's Java thread is tied to a processor
/// @param debug        whether switches under a monitor or a lock are looked for, which costs some 100 us at a
///                     thread's first switches, and for locks a twentieth of the time; and whether it is noted who
///                     entered the last critical sections, a microsecond or two each; on by default where
///                     assertions are
public record MachineConfig(
        String name,
        int cpus,
        int ringBound,
        int inboxBound,
        long idleSpinNs,
        long tickNs,
        int sleepBuckets,
        int pooledStacks,
        boolean pin,
        boolean debug) {
    /// The most CPUs that a machine can have.
    public static final int MAX_CPUS = 256;

    private static final int DEFAULT_RING_BOUND = 256;
    private static final int DEFAULT_INBOX_BOUND = 1024;
    private static final long DEFAULT_IDLE_SPIN_NS = 50_000;
    private static final long DEFAULT_TICK_NS = 1_000_000;
    private static final long MIN_TICK_NS = 10_000;
    private static final int DEFAULT_SLEEP_BUCKETS = 256;
    private static final int DEFAULT_POOLED_STACKS = 1024;
    private static final int MAX_POOLED_STACKS = 1_000_000;

    /// Checks each value.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public MachineConfig {
        Objects.requireNonNull(name, "a machine needs a name");
        check(cpus >= 1 && cpus <= MAX_CPUS, cpus + " CPUs were given; a machine has 1 to " + MAX_CPUS);
        Lane.checkBound(ringBound);
        Lane.checkBound(inboxBound);
        check(
                idleSpinNs >= 0 && idleSpinNs <= Duration.ofSeconds(1).toNanos(),
                "an idle spin of " + idleSpinNs + " ns was given; use 0 to 1,000,000,000");
        check(
                tickNs >= MIN_TICK_NS && tickNs <= Duration.ofSeconds(1).toNanos(),
                "a tick of " + tickNs + " ns was given; use 10,000 to 1,000,000,000");
        check(
                sleepBuckets >= 1 && sleepBuckets <= 1 << 16 && Integer.bitCount(sleepBuckets) == 1,
                sleepBuckets + " sleep buckets were given; use a power of two from 1 to 65536");
        check(
                pooledStacks >= 0 && pooledStacks <= MAX_POOLED_STACKS,
                pooledStacks + " pooled stacks were given; use 0 to " + MAX_POOLED_STACKS);
    }

    /// A machine of `cpus` CPUs, everything else as most want it.
    public static MachineConfig ofCpus(int cpus) {
        return new MachineConfig(
                "anax",
                cpus,
                DEFAULT_RING_BOUND,
                DEFAULT_INBOX_BOUND,
                DEFAULT_IDLE_SPIN_NS,
                DEFAULT_TICK_NS,
                DEFAULT_SLEEP_BUCKETS,
                DEFAULT_POOLED_STACKS,
                true,
                MachineConfig.class.desiredAssertionStatus());
    }

    /// The same under another name.
    public MachineConfig withName(String newName) {
        return new MachineConfig(
                newName, cpus, ringBound, inboxBound, idleSpinNs, tickNs, sleepBuckets, pooledStacks, pin, debug);
    }

    /// The same with lanes of another bound.
    public MachineConfig withRingBound(int newBound) {
        return new MachineConfig(
                name, cpus, newBound, inboxBound, idleSpinNs, tickNs, sleepBuckets, pooledStacks, pin, debug);
    }

    /// The same with inboxes of another bound.
    public MachineConfig withInboxBound(int newBound) {
        return new MachineConfig(
                name, cpus, ringBound, newBound, idleSpinNs, tickNs, sleepBuckets, pooledStacks, pin, debug);
    }

    /// The same with another idle spin, in nanoseconds.
    public MachineConfig withIdleSpinNs(long newIdleSpinNs) {
        return new MachineConfig(
                name, cpus, ringBound, inboxBound, newIdleSpinNs, tickNs, sleepBuckets, pooledStacks, pin, debug);
    }

    /// The same, pinned or not.
    public MachineConfig withPin(boolean newPin) {
        return new MachineConfig(
                name, cpus, ringBound, inboxBound, idleSpinNs, tickNs, sleepBuckets, pooledStacks, newPin, debug);
    }

    /// The same with another tick, in nanoseconds.
    public MachineConfig withTickNs(long newTickNs) {
        return new MachineConfig(
                name, cpus, ringBound, inboxBound, idleSpinNs, newTickNs, sleepBuckets, pooledStacks, pin, debug);
    }

    /// The same with another number of sleep buckets.
    public MachineConfig withSleepBuckets(int newBuckets) {
        return new MachineConfig(
                name, cpus, ringBound, inboxBound, idleSpinNs, tickNs, newBuckets, pooledStacks, pin, debug);
    }

    /// The same with or without debug mode.
    public MachineConfig withDebug(boolean newDebug) {
        return new MachineConfig(
                name, cpus, ringBound, inboxBound, idleSpinNs, tickNs, sleepBuckets, pooledStacks, pin, newDebug);
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
