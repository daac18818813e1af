package anax.bench.paths;

import anax.netstack.link.ImpairedLink;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import anax.netstack.tap.Relay;
import anax.netstack.tap.TapLink;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.clock.Clock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A bottleneck that a connection of ours and one of a kernel share: the kernel passes our segments on, so both wait
/// in the same queue.
///
/// Owner: nobody; immutable.
///
/// @param roundTripMs the round trip without queueing
/// @param megabits    a second that the bottleneck passes
/// @param queue       segments that it holds
public record SharedPath(int roundTripMs, int megabits, int queue) {
    /// Paths whose queue holds as much as is under way otherwise, or more.
    public static final List<SharedPath> USUAL = List.of(
            new SharedPath(10, 20, 60),
            new SharedPath(20, 20, 60),
            new SharedPath(20, 50, 100),
            new SharedPath(40, 20, 100));

    private static final long MEGA = 1_000_000;
    private static final int KERNEL_PORT = 5_002;
    private static final int OUR_PORT = 5_003;
    private static final long APART_NS = TimeUnit.MILLISECONDS.toNanos(150);

    /// What came of a turn.
    ///
    /// Owner: nobody; immutable.
    ///
    /// @param ours   octets a second that came from us
    /// @param kernel octets a second that came from the kernel
    record Outcome(double ours, double kernel) {
        double share() {
            return ours / (ours + kernel);
        }
    }

    /// Both send at once.
    ///
    /// @param oursFirst who begins; the other one follows soon
    /// @param settling  how long it takes until it counts, in nanoseconds
    /// @param measured  and how long it counts
    Outcome run(Hosts hosts, Clock clock, String algorithm, boolean oursFirst, long settling, long measured)
            throws Exception {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(1).withDebug(false));
                TapLink behind = hosts.openBehindSender();
                TapLink near = hosts.openSender(algorithm);
                TapLink far = hosts.openReceiver();
                Relay _ = Relay.between(machine, 0, new ImpairedLink(near, there()), new ImpairedLink(far, delay()));
                Sink kernelSink = new Sink(hosts, KERNEL_PORT, clock);
                Sink ourSink = new Sink(hosts, OUR_PORT, clock);
                KernelSender kernel = new KernelSender(hosts, KERNEL_PORT)) {
            final OurSender ours = new OurSender(machine, behind, Hosts.OURS_BEHIND, OUR_PORT, algorithm);
            final Sender first = oursFirst ? ours : kernel;
            first.begin();
            LockSupport.parkNanos(APART_NS);
            (first == ours ? kernel : ours).begin();
            final long beginNs = clock.nowNs() + settling;
            try (Sink.Incoming fromUs = ourSink.accept();
                    Sink.Incoming fromKernel = kernelSink.accept();
                    ExecutorService threads = Executors.newFixedThreadPool(2)) {
                final Future<Long> our = threads.submit(() -> take(fromUs, beginNs, measured));
                final Future<Long> kernels = threads.submit(() -> take(fromKernel, beginNs, measured));
                final double seconds = measured / (double) TimeUnit.SECONDS.toNanos(1);
                return new Outcome(our.get() / seconds, kernels.get() / seconds);
            }
        }
    }

    private static long take(Sink.Incoming from, long beginNs, long measured) throws IOException {
        from.takeUntil(beginNs, 0);
        return from.takeUntil(beginNs + measured, 0);
    }

    private Impairments there() {
        return delay().withRate(megabits * MEGA, queue);
    }

    private Impairments delay() {
        return Impairments.none(1).withDelay(TimeUnit.MILLISECONDS.toNanos(roundTripMs) / 2, Jitter.NONE);
    }

    /// In a few words.
    String shown() {
        return "%d ms, %d Mb/s, %d".formatted(roundTripMs, megabits, queue);
    }
}
