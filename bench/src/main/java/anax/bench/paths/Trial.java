package anax.bench.paths;

import anax.netstack.link.ImpairedLink;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.tap.Relay;
import anax.netstack.tap.TapLink;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.clock.Clock;

/// One turn over a bad path, of a kernel or of ours, on devices that are made for it: nothing is left of the turn
/// before.
///
/// Owner: the run's thread.
final class Trial {
    private static final int FRAMES = 4_096; // more than a window

    private final Hosts hosts;
    private final Clock clock;

    Trial(Hosts hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    /// What came of a turn.
    ///
    /// Owner: nobody; immutable.
    ///
    /// @param rate  octets a second that the receiver's program got
    /// @param again segments that were sent again
    /// @param twice segments that the receiver had already
    record Outcome(double rate, long again, long twice) {}

    /// The kernel sends.
    Outcome kernel(BadPath path, String algorithm, long seed) throws Exception {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(1).withDebug(false));
                TapLink near = hosts.openSender(algorithm);
                TapLink far = hosts.openReceiver();
                Relay _ = join(machine, new ImpairedLink(near, path.there(seed)), far, path, seed);
                Sink sink = new Sink(hosts, Sink.PORT, clock);
                KernelSender sender = new KernelSender(hosts, Sink.PORT)) {
            return take(sender, sink, path);
        }
    }

    /// A stack of ours sends.
    Outcome ours(BadPath path, String algorithm, long seed) throws Exception {
        final MemoryLinkConfig config = MemoryLinkConfig.rawIp("ours", 1, 1).withFrames(FRAMES, 1);
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(1).withDebug(false));
                MemoryLink.Pair pair = MemoryLink.pair(config);
                TapLink far = hosts.openReceiver();
                Relay _ = join(machine, new ImpairedLink(pair.second(), path.there(seed)), far, path, seed);
                Sink sink = new Sink(hosts, Sink.PORT, clock)) {
            final OurSender sender = new OurSender(machine, pair.first(), Hosts.OURS, Sink.PORT, algorithm);
            return take(sender, sink, path);
        }
    }

    private static Relay join(Machine machine, ImpairedLink near, TapLink far, BadPath path, long seed)
            throws Exception {
        return Relay.between(machine, 0, near, new ImpairedLink(far, path.back(seed)));
    }

    private Outcome take(Sender sender, Sink sink, BadPath path) throws Exception {
        final KernelCounters before = KernelCounters.of(hosts.receiver());
        sender.begin();
        try (Sink.Incoming incoming = sink.accept()) {
            final double rate = incoming.rate(path.turnNs());
            final long again = sender.sentAgain();
            return new Outcome(
                    rate,
                    again,
                    KernelCounters.of(hosts.receiver()).since(before).cameTwice());
        }
    }
}
