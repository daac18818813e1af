package anax.bench.scheduler.wake;

import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.runtime.CpuCounters;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.Message;
import anax.runtime.Port;
import anax.runtime.ThreadPort;
import anax.runtime.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;

/// Anax: a message to a thread on CPU 1, which has parked, from a thread on CPU 0, which is awake.
///
/// Owner: as of [Contestant]. Allocates when it starts, and a thread a slice. The sender spins until it sends
/// with `doMessage`, which rings the bell at once. A kick is counted only where the bell found the target parked.
public final class SleepingCpu implements Contestant {
    private static final int CPUS = 2;

    private final String design;
    private final Setting setting;
    private final long sleepNs;
    private final Histogram latencies = Slice.newHistogram();
    private Machine machine;
    private long sent;
    private long kicks;
    private long foundAwake;

    /// Makes a contestant.
    ///
    /// @param sleepNs how long the CPU has nothing to do before the message comes
    public SleepingCpu(String design, Setting setting, long sleepNs) {
        this.design = design;
        this.setting = setting;
        this.sleepNs = sleepNs;
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
                // Looking for locks at a thread's first switches would keep the CPU awake when the first message comes.
                MachineConfig.ofCpus(CPUS).withName("anax-wake").withDebug(false),
                setting.clock(),
                setting.topology(),
                setting.pinning(),
                (thread, failure) -> {
                    throw new IllegalStateException(thread + " failed", failure);
                });
    }

    @Override
    public void prepare() throws InterruptedException {
        if (sent == 0) {
            for (int i = 0; i < WarmUpSleep.WINDOWS; i++) {
                called(WarmUpSleep.WINDOW_NS, WarmUpSleep.SLEEP_NS);
            }
        }
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        latencies.reset();
        long sentBefore = sent;
        long kicksBefore = kicks;
        long windowNs = called(sliceNs, sleepNs);
        slice.addWindow(sent - sentBefore, windowNs);
        slice.addWakeUps(kicks - kicksBefore);
        slice.addLatencies(latencies);
        foundAwake += Math.max(0, sent - sentBefore - (kicks - kicksBefore));
    }

    @Override
    public void stop() {
        if (machine != null) {
            machine.close();
        }
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(machine.warnings());
        if (foundAwake > 0) {
            notes.add(foundAwake + " messages found the CPU awake, which should have parked long before");
        }
        return notes;
    }

    /// Sends for a while and waits for it; the result orders what the CPU's thread wrote before what is read here.
    private long called(long lengthNs, long eachSleepNs) throws InterruptedException {
        try {
            return machine.call(0, "sender", () -> send(lengthNs, eachSleepNs));
        } catch (ExecutionException failed) {
            throw new IllegalStateException("anax: " + failed.getCause().getMessage(), failed.getCause());
        }
    }

    private long send(long lengthNs, long eachSleepNs) {
        final Clock clock = setting.clock();
        final Port target = machine.spawn(1, "target", () -> answer(clock)).port();
        Lwkt.checkpoint(); // rings for the spawn, so that the target gets ready and sleeps
        final Alarm alarm = new Alarm();
        alarm.replyTo(Lwkt.current().port());
        final CpuCounters counters = machine.cpu(0).counters();
        final long kicksBefore = counters.kicks();
        final long start = clock.nowNs();
        long now = start;
        do {
            long wakeAtNs = now + eachSleepNs;
            while ((now = clock.nowNs()) - wakeAtNs < 0) {
                Thread.onSpinWait();
            }
            target.doMessage(alarm);
            latencies.recordValue(Math.min(Slice.MAX_LATENCY_NS, alarm.wokenAtNs - now));
            sent++;
            now = clock.nowNs();
        } while (now - start < lengthNs);
        kicks += counters.kicks() - kicksBefore;
        alarm.isLast = true;
        target.doMessage(alarm);
        return now - start;
    }

    private static void answer(Clock clock) {
        final ThreadPort own = Lwkt.current().port();
        boolean ended;
        do {
            Alarm alarm = (Alarm) own.waitMessage();
            alarm.wokenAtNs = clock.nowNs();
            ended = alarm.isLast;
            alarm.replyMessage(0);
        } while (!ended);
    }

    /// The message: its target notes when it was there. Owner: as of [Message].
    private static final class Alarm extends Message {
        private long wokenAtNs;
        private boolean isLast;
    }
}
