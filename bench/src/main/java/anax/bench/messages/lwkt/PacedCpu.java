package anax.bench.messages.lwkt;

import anax.bench.measure.AllocationMeter;
import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.messages.load.Pacing;
import anax.bench.messages.pair.Letters;
import anax.runtime.CpuCounters;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.Port;
import anax.runtime.ThreadPort;
import anax.runtime.clock.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;

/// Anax: a lightweight thread on CPU 0 that sends messages at a given rate, and one on CPU 1 that notes when they
/// come and replies.
///
/// Owner: as of [Contestant]. Allocates when it starts, and two threads a slice. The sender looks at the clock all
/// the time, and passes a poll point after what was due: there the bell is rung. Kicks and bells are those of the
/// messages, not of the replies.
public final class PacedCpu implements Contestant {
    private static final int CPUS = 2;
    private static final long LAST = -1;

    private final String design;
    private final Setting setting;
    private final Pacing pacing;
    private final boolean timed;
    private final Histogram latencies = Slice.newHistogram();
    private final Parcel[] parcels = new Parcel[Letters.UNDER_WAY];
    private Machine machine;
    private AllocationMeter meter;
    private Pacing pace; // the slice's; this and startNs are published by the first send
    private long startNs;
    private long sent;
    private long home;
    private long windowNs;
    private long kicks;
    private long bells;
    private boolean warm;

    /// Makes a contestant.
    ///
    /// @param timed whether latencies are noted, which costs a reading of the clock for each message
    public PacedCpu(String design, Setting setting, Pacing pacing, boolean timed) {
        this.design = design;
        this.setting = setting;
        this.pacing = pacing;
        this.timed = timed;
        for (int i = 0; i < parcels.length; i++) {
            parcels[i] = new Parcel();
        }
    }

    @Override
    public String design() {
        return design;
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public void start() {
        machine = Machine.boot(
                // Looking for locks at a thread's first switches would delay the first messages of each slice.
                MachineConfig.ofCpus(CPUS).withName("anax-paced").withDebug(false),
                setting.clock(),
                setting.topology(),
                setting.pinning(),
                (thread, failure) -> {
                    throw new IllegalStateException(thread + " failed", failure);
                });
    }

    @Override
    public void prepare() throws InterruptedException {
        if (warm) {
            return;
        }
        meter = AllocationMeter.of(carrier(0), carrier(1));
        pace = Pacing.WARM_UP;
        for (int i = 0; i < Pacing.WARM_UP_WINDOWS; i++) {
            send(Pacing.WARM_UP_NS);
        }
        warm = true;
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        pace = pacing;
        latencies.reset();
        long allocatedBefore = meter.bytes();
        send(sliceNs);
        slice.addAllocated(meter.bytes() - allocatedBefore);
        slice.addWindow(sent, windowNs);
        slice.addWakeUps(kicks);
        slice.addBells(bells);
        if (timed) {
            slice.addLatencies(latencies);
        }
    }

    @Override
    public void stop() {
        if (machine != null) {
            machine.close();
        }
    }

    @Override
    public List<String> notes() {
        return machine.warnings();
    }

    private Thread carrier(int cpu) throws InterruptedException {
        try {
            return machine.call(cpu, "who", Thread::currentThread);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("CPU " + cpu + " could not be set up", failed.getCause());
        }
    }

    /// Sends for a while and waits for it; the result orders what the CPUs' threads wrote before what is read
    /// here.
    private void send(long lengthNs) throws InterruptedException {
        try {
            machine.call(0, "sender", () -> {
                work(lengthNs);
                return null;
            });
        } catch (ExecutionException failed) {
            throw new IllegalStateException("anax: " + failed.getCause().getMessage(), failed.getCause());
        }
    }

    private void work(long lengthNs) {
        final Clock clock = setting.clock();
        final ThreadPort own = Lwkt.current().port();
        final Port target = machine.spawn(1, "target", this::answer).port();
        Lwkt.checkpoint(); // rings for the spawn, so that the target is there when the window opens
        for (Parcel parcel : parcels) {
            parcel.replyTo(own);
        }
        final CpuCounters counters = machine.cpu(0).counters();
        final long kicksBefore = counters.kicks();
        final long bellsBefore = counters.rings();
        sent = 0;
        home = 0;
        startNs = clock.nowNs();
        long elapsedNs = 0;
        do {
            sendDue(elapsedNs, own, target);
            elapsedNs = clock.nowNs() - startNs;
        } while (pace.goesOn(elapsedNs, lengthNs, sent));
        windowNs = elapsedNs;
        kicks = counters.kicks() - kicksBefore;
        bells = counters.rings() - bellsBefore;
        while (home != sent) {
            bringHome((Parcel) own.waitMessage());
        }
        Parcel last = parcels[0];
        last.ask(LAST);
        target.doMessage(last);
    }

    private void sendDue(long elapsedNs, ThreadPort own, Port target) {
        for (Parcel parcel = (Parcel) own.getMessage(); parcel != null; parcel = (Parcel) own.getMessage()) {
            bringHome(parcel);
        }
        final long until = Math.min(pace.dueBy(elapsedNs), Math.min(sent + Pacing.BATCH, home + parcels.length));
        for (; sent < until; sent++) {
            Parcel parcel = parcels[(int) sent & parcels.length - 1];
            parcel.ask(sent);
            target.sendMessage(parcel);
        }
        Lwkt.checkpoint();
    }

    private void bringHome(Parcel parcel) {
        parcel.check(home++);
    }

    private void answer() {
        final ThreadPort own = Lwkt.current().port();
        while (takeOne((Parcel) own.waitMessage())) {
            // Everything happens there.
        }
    }

    private boolean takeOne(Parcel parcel) {
        final long number = parcel.question();
        if (timed && number != LAST) {
            long dueNs = startNs + pace.dueAtNs(number);
            latencies.recordValue(Math.clamp(setting.clock().nowNs() - dueNs, 0, Slice.MAX_LATENCY_NS));
        }
        parcel.answer();
        parcel.replyMessage(0);
        return number != LAST;
    }
}
