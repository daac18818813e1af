package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.congestion.CongestionConfig;
import anax.netstack.link.BurstLoss;
import anax.netstack.link.Impairments;
import anax.netstack.link.Jitter;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpOctets;
import anax.netstack.socket.TcpReadiness;
import anax.netstack.socket.TcpSocket;
import anax.netstack.tcp.Ecn;
import anax.netstack.tcp.RecoveryConfig;
import anax.netstack.tcp.Switches;
import anax.netstack.tcp.SynCookies;
import anax.netstack.tcp.TcpConfig;
import anax.netstack.tcp.TcpSocketOptions;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.CpuCounters;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// One random program of TCP between two hosts of one to four CPUs over a wire that is bad for a while, as its seed
/// decides: octets both ways at once, written and read in every way that sockets have.
///
/// Owner: one test. Octets must arrive whole and in order, or both ends must come to an error; and each thread must
/// come to its end within 120 s after the wire is mended.
@SuppressWarnings("EnumOrdinal") // traits are bits of a word, within one run of the program
final class TcpProgram {
    /// What a program has or has not.
    enum Trait {
        LOSS,
        BURSTS,
        REORDERING,
        DUPLICATION,
        CORRUPTION,
        DELAY,
        FIRST_SCALES,
        FIRST_SACKS,
        FIRST_STAMPS,
        SECOND_SCALES,
        SECOND_SACKS,
        SECOND_STAMPS,
        COOKIES,
        CLIENT_NO_DELAY,
        CLIENT_CORK,
        CLIENT_QUICK_ACK,
        CLIENT_KEEP_ALIVE,
        CLIENT_SMALL_BUFFERS,
        CLIENT_LOW_WATER,
        SERVER_NO_DELAY,
        SERVER_CORK,
        SERVER_QUICK_ACK,
        SERVER_KEEP_ALIVE,
        SERVER_SMALL_BUFFERS,
        SERVER_LOW_WATER,
        BLACKOUT,
        ABORT,
        ANSWERS_AFTER_END,
        FIRST_MARKS,
        SECOND_MARKS,
        PACING,
        BASIC_CONTROL,
        SLOW_START_BOUND,
        CLIENT_HIGH_SPEED
    }

    private static final int PORT = 7;
    private static final int LEAST_OCTETS = 64 << 10;
    private static final int LEAST_SEGMENTS = 200;
    private static final long MS = 1_000_000L;
    private static final long SECOND_NS = 1_000 * MS;
    private static final long GRACE_NS = 120 * SECOND_NS;
    private static final int STEPS = 20_000;

    private final long seed;
    private final SplittableRandom random;
    private final Map<String, Long> reached;
    private final long traits;
    private final List<End> ends = new ArrayList<>();
    private final int cpus;
    private final int upOctets;
    private final int downOctets;
    private final int segmentOctets;
    private boolean timesChosen;
    private long badFromNs;
    private long mendedNs;
    private int running;
    private Throwable failure;

    TcpProgram(long seed, Map<String, Long> reached) {
        this.seed = seed;
        this.reached = reached;
        random = new SplittableRandom(seed);
        cpus = 1 + (int) (seed & 3);
        traits = random.nextLong() & ~rare();
        segmentOctets = random.nextInt(4) == 0 ? 536 : 200 + random.nextInt(120);
        final int total = Math.max(LEAST_OCTETS, LEAST_SEGMENTS * segmentOctets) + random.nextInt(8_000);
        upOctets = random.nextInt(total);
        downOctets = total - upOctets;
    }

    /// What makes programs short or slow is in one of eight only.
    private long rare() {
        long rare = 0;
        for (final Trait trait :
                List.of(Trait.BLACKOUT, Trait.ABORT, Trait.COOKIES, Trait.CLIENT_CORK, Trait.SERVER_CORK)) {
            rare |= random.nextInt(4) != 0 ? 1L << trait.ordinal() : 0;
        }
        return rare;
    }

    /// Which traits it has, by ordinal.
    long traits() {
        return traits;
    }

    private boolean has(Trait trait) {
        return (traits >>> trait.ordinal() & 1) != 0;
    }

    /// Runs it.
    ///
    /// @return the trace of the simulated machine
    long run() {
        final TwoHosts hosts = TwoHosts.apart(
                TwoHosts.machine(cpus).withRingBound(4 << random.nextInt(3)),
                seed,
                config -> config(config, Trait.FIRST_SCALES, Trait.FIRST_SACKS, Trait.FIRST_STAMPS),
                config -> config(config, Trait.SECOND_SCALES, Trait.SECOND_SACKS, Trait.SECOND_STAMPS)
                        .with(draft -> draft.secret = ~seed), // so flows have other CPUs there than here
                link -> MemoryLinkConfig.rawIp("wire", cpus, cpus).withFrames(64 << random.nextInt(3), 1),
                this::impaired);
        serve(hosts);
        final End client = new End("client", upOctets, downOctets);
        start(hosts, random.nextInt(cpus), "client", random.split(), own -> connect(hosts, client, own));
        while (hosts.simulation().runSteps(STEPS) && failure == null) {
            final long nowNs = hosts.simulation().clock().nowNs();
            assertThat(running > 0 && nowNs - mendedNs > GRACE_NS)
                    .as(() -> "threads hang: " + this)
                    .isFalse();
        }
        if (failure != null) {
            throw new AssertionError(toString(), failure);
        }
        assertThat(running).as(() -> "threads that wait for nothing: " + this).isZero();
        judge(client);
        note(hosts);
        final long trace = hosts.simulation().trace();
        hosts.close();
        return trace;
    }

    private StackConfig config(StackConfig config, Trait scales, Trait sacks, Trait stamps) {
        final TcpConfig tcp = config.tcp();
        final RecoveryConfig recovery = Switches.random(random.split());
        return config.withPool(config.pool().withSlots(1_024, 1).withDebug(false))
                .withTcp(tcp.withRecovery(recovery)
                        .withOptions(tcp.options()
                                .withWindowScaling(has(scales))
                                .withSack(has(sacks))
                                .withTimestamps(has(stamps)))
                        .withOpening(tcp.opening()
                                .withSynCookies(has(Trait.COOKIES) ? SynCookies.ALWAYS : SynCookies.WHEN_FULL))
                        .withSegments(tcp.segments().withEcn(marks(scales)))
                        .withCongestion(congestion(tcp.congestion())));
    }

    private Ecn marks(Trait scales) {
        final boolean first = scales == Trait.FIRST_SCALES;
        final boolean asks = has(first ? Trait.FIRST_MARKS : Trait.SECOND_MARKS);
        return asks ? first ? Ecn.REQUESTED : Ecn.ACCEPTED : Ecn.OFF;
    }

    private CongestionConfig congestion(CongestionConfig standard) {
        return (has(Trait.BASIC_CONTROL) ? CongestionConfig.basic() : standard)
                .withPacing(has(Trait.PACING))
                .withSlowStartBound(has(Trait.SLOW_START_BOUND) ? 4 : 0);
    }

    private Link impaired(Link link) {
        Impairments impairments = Impairments.none(random.nextLong());
        if (has(Trait.LOSS)) {
            impairments = impairments.withLoss(has(Trait.BLACKOUT) ? 1 : random.nextDouble() * 0.2);
        }
        if (has(Trait.BURSTS)) {
            impairments = impairments.withBurstLoss(BurstLoss.of(0.02, 1 + random.nextInt(6)));
        }
        if (has(Trait.REORDERING)) {
            impairments = impairments.withReordering(random.nextDouble() * 0.3, random.nextInt(20) * MS);
        }
        if (has(Trait.DUPLICATION)) {
            impairments = impairments.withDuplication(random.nextDouble() * 0.2);
        }
        if (has(Trait.CORRUPTION)) {
            impairments = impairments.withCorruption(random.nextDouble() * 0.1, 1);
        }
        if (has(Trait.DELAY)) {
            impairments =
                    impairments.withDelay(random.nextInt(20) * MS, Jitter.uniform(random.nextInt((int) (5 * MS))));
        }
        if (!timesChosen) { // the same for both ends
            timesChosen = true;
            badFromNs = Cpu.current().nowNs() + (random.nextInt(3) == 0 ? random.nextLong(300 * MS) : 0);
            mendedNs = badFromNs + random.nextLong(has(Trait.BLACKOUT) ? 60 * SECOND_NS : 20 * SECOND_NS);
        }
        return new MendedLink(link, impairments, badFromNs, mendedNs);
    }

    private void serve(TwoHosts hosts) {
        final int cpu = random.nextInt(cpus);
        final TcpListener listener = hosts.call(cpu, () -> {
            final TcpListener opened = TcpListener.open(hosts.second(), IpAddress.ANY_V4, PORT, 4, true);
            opened.configure(options -> choose(options, Trait.SERVER_NO_DELAY));
            return opened;
        });
        final End server = new End("server", downOctets, upOctets);
        start(hosts, cpu, "listener", random.split(), own -> {
            try (listener) {
                final TcpSocket socket = listener.accept(mendedNs + GRACE_NS - SECOND_NS);
                if (socket != null) {
                    server.opened(hosts, socket, own);
                }
            }
        });
    }

    private void connect(TwoHosts hosts, End client, SplittableRandom own) {
        final TcpSocket socket = TcpSocket.open(hosts.first());
        socket.configure(options -> choose(options, Trait.CLIENT_NO_DELAY));
        try {
            if (own.nextBoolean()) {
                socket.bind(IpAddress.ANY_V4, 1_024 + own.nextInt(10_000));
            }
            if (has(Trait.CLIENT_HIGH_SPEED)) {
                socket.configure(options -> options.congestion("highspeed"));
            }
            socket.connect(TwoHosts.SECOND, PORT);
            client.opened(hosts, socket, own);
        } catch (TcpException failed) {
            client.error = failed;
            socket.close();
        }
    }

    /// @param first the first of the six that are an end's own
    private void choose(TcpSocketOptions options, Trait first) {
        options.maxSeg(segmentOctets);
        options.noDelay(has(first));
        options.cork(has(trait(first, 1)));
        options.quickAck(has(trait(first, 2)));
        // The client may break off by a RST that is lost: whoever only reads then learns of it by asking.
        if (has(trait(first, 3)) || (has(Trait.ABORT) && first == Trait.SERVER_NO_DELAY)) {
            options.keepAlive(true).keepIdleNs(500 * MS).keepIntervalNs(20 * SECOND_NS);
        }
        if (has(trait(first, 4))) {
            options.receiveBuffer(3 * segmentOctets).sendBuffer(4 * segmentOctets);
        }
        if (has(trait(first, 5))) {
            options.notSentLowWater(segmentOctets);
        }
    }

    private static Trait trait(Trait first, int further) {
        return Trait.values()[first.ordinal() + further];
    }

    /// A thread of the program.
    private interface Body {
        void run(SplittableRandom own) throws Exception;
    }

    private void start(TwoHosts hosts, int cpu, String name, SplittableRandom own, Body body) {
        running++;
        hosts.spawn(cpu, name, () -> {
            try {
                body.run(own);
            } catch (Throwable thrown) {
                failure = thrown;
            }
            running--;
            return null;
        });
    }

    /// Without an abort nothing may go wrong but the handshake. By a cookie only the segment right behind the SYN
    /// can open a connection; one that overtook it earns a RST, as from every listener.
    private void judge(End client) {
        final End server = ends.size() > 1 ? ends.get(ends.get(0) == client ? 1 : 0) : null;
        if (server == null) {
            assertThat(client.error).as("the client's error if nobody accepted").isNotNull();
            note("handshakes that failed", 1);
            return;
        }
        for (final End end : List.of(client, server)) {
            if (end.sawEnd) {
                assertThat(end.read)
                        .as("octets that came to the " + end.name + " before the end")
                        .isEqualTo(end.toRead);
            } else {
                assertThat(end.error)
                        .as("the error of the " + end.name + " that saw no end")
                        .isNotNull();
            }
            if (!has(Trait.ABORT) && !has(Trait.COOKIES)) {
                assertThat(end.error).as("error of the " + end.name).isNull();
            }
            note(end.error == null ? "whole streams" : "broken streams", 1);
        }
    }

    private void note(TwoHosts hosts) {
        long segments = 0;
        for (final NetworkStack stack : List.of(hosts.first(), hosts.second())) {
            TwoHosts.dropped(stack).forEach((reason, count) -> note("drop " + reason.key(), count));
            for (int cpu = 0; cpu < cpus; cpu++) {
                final var partition = stack.netisr(cpu).partition();
                final var counters = partition.tcp().counters();
                final var account = partition.environment().account();
                segments += counters.segmentsIn() + account.mergedCount(); // joined ones count singly
                note("segments joined", account.mergedCount());
                note("segments sent again", counters.retransmitted());
                note("fast retransmits", counters.fastRetransmits());
                note("time-outs", counters.timeouts());
                note("tail probes", counters.tailProbes());
                note("time-outs taken back", counters.spuriousTimeouts());
                note("recoveries taken back", counters.spuriousRecoveries());
                note("window probes", counters.probes());
                note("passed on", account.passedOnCount());
            }
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            final CpuCounters counters = hosts.simulation().machine().cpu(cpu).counters();
            note("full rings", counters.fifoFull());
            note("parks", counters.parks());
        }
        note("segments", segments);
        if (ends.size() == 2 && ends.stream().allMatch(end -> end.error == null)) {
            assertThat(segments).as("segments").isGreaterThanOrEqualTo(LEAST_SEGMENTS);
        }
    }

    private void note(String what, long times) {
        reached.merge(what, times, Long::sum);
    }

    private static byte octet(boolean up, int place) {
        return (byte) (((place + (up ? 77 : 0)) * 0x9E37_79B9) >>> 21);
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder("program " + seed + " on " + cpus + " CPUs, bad from " + badFromNs
                + " to " + mendedNs + " ns, segments of " + segmentOctets + ", traits");
        for (final Trait trait : Trait.values()) {
            text.append(has(trait) ? " " + trait : "");
        }
        ends.forEach(end -> text.append("; ").append(end));
        return text.toString();
    }

    /// One end of the connection: a thread that writes and one that reads. Owner: the program.
    private final class End {
        private final String name;
        private final int toWrite;
        private final int toRead;
        private final ByteBuffer buffer = ByteBuffer.allocate(8_192);
        private final ByteBuffer source = ByteBuffer.allocateDirect(8_192);
        private TcpSocket socket;
        private int written;
        private int read;
        private int left = 2;
        private boolean sawEnd;
        private boolean aborted;
        private TcpException error;
        private long sleepsNs = 5 * SECOND_NS; // what it may still spend

        private End(String name, int toWrite, int toRead) {
            this.name = name;
            this.toWrite = toWrite;
            this.toRead = toRead;
        }

        private boolean isClient() {
            return name.equals("client");
        }

        private void opened(TwoHosts hosts, TcpSocket opened, SplittableRandom own) {
            socket = opened;
            ends.add(this);
            final NetworkStack stack = isClient() ? hosts.first() : hosts.second();
            final int here = Cpu.current().id();
            start(hosts, here, name + " writes", own.split(), random -> finish(() -> writeAll(random)));
            start(hosts, here, name + " reads", own.split(), random -> finish(() -> readAll(stack, random)));
        }

        private void finish(Half half) {
            try {
                half.run();
            } catch (TcpException thrown) {
                error = thrown;
                note(thrown.getClass().getSimpleName(), 1);
            }
            left--;
            if (left == 0) {
                socket.close();
            }
        }

        private void writeAll(SplittableRandom own) throws TcpException {
            if (has(Trait.ANSWERS_AFTER_END) && !isClient()) {
                while (!sawEnd && error == null) {
                    pause(50 * MS);
                }
            }
            final int breaksAt = has(Trait.ABORT) && isClient() ? own.nextInt(toWrite + 1) : -1;
            while (written < toWrite) {
                if (breaksAt >= 0 && written >= breaksAt) {
                    aborted = true;
                    socket.abort();
                    return;
                }
                source.clear().limit(Math.min(toWrite - written, 1 + own.nextInt(source.capacity())));
                for (int i = 0; i < source.limit(); i++) {
                    source.put(i, octet(isClient(), written + i));
                }
                write(own);
                written += source.position();
                sleep(own);
            }
            if (own.nextInt(4) == 0) {
                pause(own.nextLong(SECOND_NS));
            }
            socket.shutdownOutput();
        }

        private void write(SplittableRandom own) throws TcpException {
            switch (own.nextInt(3)) {
                case 0 -> socket.write(source);
                case 1 -> socket.write(source, Cpu.current().nowNs() + own.nextLong(100 * MS));
                default -> {
                    if (socket.tryWrite(source) == 0) {
                        await(TcpReadiness.WRITE);
                    }
                }
            }
        }

        private void readAll(NetworkStack stack, SplittableRandom own) throws TcpException {
            final TcpOctets octets = new TcpOctets(stack);
            while (true) {
                buffer.clear().limit(1 + own.nextInt(buffer.capacity()));
                final int count = read(octets, own);
                if (count == TcpSocket.END) {
                    sawEnd = true;
                    return;
                }
                for (int i = 0; i < count; i++) {
                    final byte octet = octets.isHeld() ? octets.get(i) : buffer.get(i);
                    if (octet != octet(!isClient(), read + i)) {
                        throw new AssertionError("octet " + (read + i) + " that came to the " + name + " is wrong");
                    }
                }
                octets.release();
                read += Math.max(0, count);
                sleep(own);
            }
        }

        private int read(TcpOctets octets, SplittableRandom own) throws TcpException {
            return switch (own.nextInt(4)) {
                case 0 -> socket.read(buffer);
                case 1 -> socket.read(buffer, Cpu.current().nowNs() + own.nextLong(100 * MS));
                case 2 -> socket.receive(octets, Cpu.current().nowNs() + own.nextLong(100 * MS));
                default -> {
                    final int count = socket.tryRead(buffer);
                    if (count == TcpSocket.NOTHING) {
                        await(TcpReadiness.READ);
                    }
                    yield count;
                }
            };
        }

        private void await(int interest) {
            final TcpReadiness question = new TcpReadiness(null);
            socket.watch(question, interest);
            Lwkt.current().port().waitReply(question);
            assertThat(question.ready()).isEqualTo(interest);
        }

        /// Now and then, and sometimes long enough for windows to close.
        private void sleep(SplittableRandom own) {
            if (sleepsNs > 0 && own.nextInt(10) == 0) {
                final long ns = own.nextLong(own.nextInt(8) == 0 ? 3 * SECOND_NS : 20 * MS);
                sleepsNs -= ns;
                pause(ns);
            }
        }

        private void pause(long ns) {
            Lwkt.blockUntil("a while", Cpu.current().nowNs() + ns);
        }

        @Override
        public String toString() {
            return name + " wrote " + written + " of " + toWrite + ", read " + read + " of " + toRead
                    + (sawEnd ? " and the end" : "") + (aborted ? ", aborted" : "") + ", error " + error + ", "
                    + socket;
        }
    }

    /// Half of what an end does.
    private interface Half {
        void run() throws TcpException;
    }
}
