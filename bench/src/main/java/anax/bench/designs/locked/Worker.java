package anax.bench.designs.locked;

import anax.bench.designs.frame.CpuTally;
import anax.bench.designs.frame.Exchange;
import anax.bench.designs.frame.ExchangeQueue;
import anax.bench.designs.frame.Work;
import anax.netstack.engine.BatchWork;
import anax.netstack.engine.BatchWorkList;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.engine.Guard;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.packet.PacketQueue;
import anax.netstack.stack.Partition;
import anax.netstack.stack.Transmitter;
import anax.netstack.udp.UdpEndpoint;
import anax.runtime.clock.Clock;
import anax.runtime.topology.PinOutcome;
import anax.runtime.topology.Pinning;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/// A CPU of a locked design: a plain thread that takes frames from its own device queue and works off whatever they
/// are, answers included.
///
/// Owner: itself; others touch only [#returns], and read what it counts. Allocates when made. While nothing comes it
/// spins, then parks for [WorkerIdle]'s time; else it blocks at locks only.
abstract class Worker extends Thread implements UdpEndpoint.Readers {
    private static final int FIRST_READABLE = 64;

    private final int index;
    private final Clock clock;
    private final int batch;
    private final Work work;
    private final PacketPool pool;
    private final PacketReturns returns;
    private final CpuTally tally = new CpuTally();
    private final BatchWorkList atEnd = new BatchWorkList();
    private final PacketQueue later = new PacketQueue();
    private final PacketQueue served = new PacketQueue();
    private UdpEndpoint[] readable = new UdpEndpoint[FIRST_READABLE];
    private int[] readableCount = new int[FIRST_READABLE];
    private int readables;
    private final ExchangeQueue exchanges = new ExchangeQueue();
    private final ExchangeQueue answers = new ExchangeQueue();

    private LockedEnvironment environment;
    private Transmitter transmitter;
    private WorkerPort[] ports = new WorkerPort[0];
    private long nowNs;
    private long acquired;
    private long contended;
    private long waitedNs;
    private long handOvers;

    private final CompletableFuture<PinOutcome> pinOutcome = new CompletableFuture<>();
    private Pinning pinning;
    private int processor;
    private volatile boolean ending;
    private volatile Throwable failure;

    /// @param returnsGuard keeps others apart who give its packets back
    Worker(
            String name,
            int index,
            int workers,
            Clock clock,
            int batch,
            PacketPoolConfig poolConfig,
            Work work,
            Guard returnsGuard) {
        super(name + "-" + index);
        this.index = index;
        this.clock = clock;
        this.batch = batch;
        this.work = work;
        pool = new PacketPool(index, poolConfig, () -> true);
        returns = new PacketReturns(index, workers, returnsGuard);
        nowNs = clock.nowNs();
        setDaemon(true);
    }

    /// The one that calls.
    static Worker current() {
        return (Worker) Thread.currentThread();
    }

    /// Counts a lock that the caller has taken; what is taken before the threads run is not counted.
    ///
    /// @param wasTaken   whether it was not free at once
    /// @param isHandOver whether another thread had it last
    static void countAcquired(boolean wasTaken, boolean isHandOver) {
        if (Thread.currentThread() instanceof Worker worker) {
            worker.acquired++;
            worker.contended += wasTaken ? 1 : 0;
            worker.handOvers += isHandOver ? 1 : 0;
        }
    }

    /// Counts how long the caller has waited for a lock.
    static void countWaited(long ns) {
        if (Thread.currentThread() instanceof Worker worker) {
            worker.waitedNs += ns;
        }
    }

    /// Gives it the environment that its account is in, and by which it sends.
    void environment(LockedEnvironment own) {
        environment = own;
        transmitter = new Transmitter(own);
    }

    /// Has it receive and send by an interface from now on. Before it runs.
    void add(WorkerPort port) {
        ports = Arrays.copyOf(ports, ports.length + 1);
        ports[ports.length - 1] = port;
        transmitter.add(port.by(), port.link(), port.queue());
    }

    /// Works off what has been received, in `input`'s order, up to what is to be served and sent.
    abstract void input();

    /// Sends the answers, by [#answerAll].
    abstract void output();

    /// Fires timers, if any may be due, and takes what else has come.
    ///
    /// @return how much that was
    abstract int takeElse();

    /// Does something for a user of the first of TCP's engines, in its lock, and what follows of it; what is to
    /// leave leaves with the next turn.
    abstract void call(Runnable call);

    /// When [#takeElse] has something to do at the earliest.
    abstract long nextDeadlineNs();

    /// Takes a packet that an engine passes on.
    abstract void passOn(Packet packet, int target);

    /// Takes a packet that is to leave.
    abstract void transmit(Packet packet);

    /// Has it run on one processor. Before it runs.
    void pinTo(int onProcessor, Pinning by) {
        processor = onProcessor;
        pinning = by;
    }

    /// What came of that; waits until it has tried.
    PinOutcome pinOutcome() {
        return pinOutcome.join();
    }

    /// Has it end when nothing comes any more.
    void end() {
        ending = true;
    }

    /// Throws what ended it before its time, if anything did.
    void throwFailure() {
        if (failure != null) {
            throw new IllegalStateException(getName() + " failed: " + failure, failure);
        }
    }

    @Override
    public void run() {
        pinOutcome.complete(pinning.pinCurrentThread(processor));
        final WorkerIdle idle = new WorkerIdle();
        try {
            while (true) {
                final boolean last = ending;
                if (turn() > 0) {
                    idle.reset();
                } else if (last) {
                    return;
                } else {
                    idle.rest();
                }
            }
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        }
    }

    /// One batch.
    ///
    /// @return how much there was in it
    final int turn() {
        nowNs = clock.nowNs();
        returns.takeBack(pool);
        int size = 0;
        for (final WorkerPort port : ports) {
            size += receive(port);
        }
        size += takeElse();
        if (size > 0) {
            input();
        }
        while (readables > 0 || !exchanges.isEmpty()) {
            serve();
        }
        transmitter.flush(nowNs);
        returns.sendHome();
        environment.account().batch(size);
        tally.locked(acquired, contended, waitedNs, handOvers);
        acquired = 0;
        contended = 0;
        waitedNs = 0;
        handOvers = 0;
        return size;
    }

    private int receive(WorkerPort port) {
        final int frames = port.poll(nowNs, batch, pool);
        if (frames > 0) {
            environment.account().received(frames);
            environment.account().merged(port.merged());
            for (long lost = port.newlyLost(); lost > 0; lost--) {
                environment.account().droppedIn(DropReason.POOL_EXHAUSTED);
            }
        }
        return frames;
    }

    /// What the application does, outside of every lock, but for taking what is unread and sending what answers
    /// it. More may be there to be served then, if a peer did not wait for its answer.
    private void serve() {
        final int operations = served.size() + exchanges.size();
        for (int i = 0; i < operations; i++) {
            work.run();
        }
        Exchange exchange;
        while ((exchange = exchanges.poll()) != null) {
            answers.add(exchange);
        }
        output();
        readables = 0;
        tally.served(operations);
    }

    /// Has the calling worker serve a request when it is out of every lock.
    static boolean serveLater(Exchange exchange) {
        current().exchanges.add(exchange);
        return false;
    }

    @Override
    public final void onReadable(UdpEndpoint socket) {
        current().read(socket);
    }

    private void read(UdpEndpoint socket) {
        socket.takeError(); // the service answers whoever asks; what its answers met is not its business
        final int datagrams = socket.pollAll(served);
        if (datagrams > 0) {
            if (readables == readable.length) {
                readable = Arrays.copyOf(readable, 2 * readables);
                readableCount = Arrays.copyOf(readableCount, 2 * readables);
            }
            readable[readables] = socket;
            readableCount[readables++] = datagrams;
        }
    }

    /// The exchanges whose requests were served and are to be answered, in the engine that each belongs to.
    final ExchangeQueue answers() {
        return answers;
    }

    /// Sends what was served back to where it came from.
    final void answerAll(EngineEnvironment at, Partition engine) {
        for (int i = 0; i < readables; i++) {
            final UdpEndpoint socket = readable[i];
            readable[i] = null;
            for (int left = readableCount[i]; left > 0; left--) {
                final Packet packet = served.poll();
                final int address = packet.srcAddress();
                final int port = packet.srcPort();
                final Packet answer = at.turnRound(packet);
                answer.gso(Packet.GSO_NONE, 0).checksumState(Packet.CHECKSUM_UNKNOWN);
                engine.udpOutput().send(socket, answer, address, port);
            }
        }
    }

    /// Gives what was received to an engine.
    final void inputAll(Partition engine) {
        for (final WorkerPort port : ports) {
            Packet packet;
            while ((packet = port.received()) != null) {
                engine.receive(packet, port.by());
            }
        }
    }

    /// Ends a batch of an engine: what it passed on to itself, and what it put off.
    final void endBatch(Partition engine) {
        do {
            Packet packet;
            while ((packet = later.poll()) != null) {
                engine.goOn(packet);
            }
            finishPutOff();
        } while (!later.isEmpty());
    }

    /// Does what was put off to the end of the batch.
    void finishPutOff() {
        atEnd.run(nowNs);
    }

    final void later(Packet packet) {
        later.add(packet);
    }

    final void send(Packet packet) {
        transmitter.send(packet, nowNs);
    }

    final void atEndOfBatch(BatchWork wanted) {
        atEnd.add(wanted);
    }

    final Packet allocate(int octets) {
        return pool.allocate(octets);
    }

    final void free(Packet packet) {
        if (packet.home() == pool) {
            pool.takeBack(packet);
        } else {
            returns.add(packet);
        }
    }

    final int index() {
        return index;
    }

    final long nowNs() {
        return nowNs;
    }

    /// Takes a time that another one has brought, if that is later than its own.
    ///
    /// @return its own from now on
    final long catchUp(long latestNs) {
        if (latestNs - nowNs > 0) {
            nowNs = latestNs;
        }
        return nowNs;
    }

    final int batch() {
        return batch;
    }

    final PacketPool pool() {
        return pool;
    }

    final PacketReturns returns() {
        return returns;
    }

    final CpuTally tally() {
        return tally;
    }

    final LockedEnvironment environment() {
        return environment;
    }
}
