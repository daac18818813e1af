package anax.netstack.tap;

import anax.runtime.Cpu;
import anax.runtime.DeviceWait;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// How a CPU with devices waits: for any of their descriptors, or for its bell, which is a descriptor as well.
///
/// Owner: its CPU, but for [#wake], which any thread may call. Allocates when made and when a device is added. Only
/// [#await] blocks.
///
/// Its first waits are rehearsals, which end at once. A CPU that has little to do wakes up some times a second, so
/// that the way out of its sleep would be interpreted for minutes; that takes a hundred microseconds, of which the
/// sender of each lone packet would hear.
final class DescriptorWait implements DeviceWait {
    private static final int ENTRY = 8; // struct pollfd: int fd; short events, revents
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;
    private static final short READABLE = 1; // POLLIN
    private static final int FLAGS = 0x800 | 0x80000; // EFD_NONBLOCK | EFD_CLOEXEC
    private static final int BELL = 0; // which entry is the bell's
    private static final long NS_PER_S = 1_000_000_000L;

    /// How many waits are rehearsed, half of them as if a device ended them: several times as many calls as it takes
    /// for a method to be compiled. They take a tenth of a second, in most of which the CPU looks for work.
    static final int REHEARSALS = 2_048;

    private final Cpu cpu;
    private final SystemCalls calls = new SystemCalls();
    private final int bell;
    private final MemorySegment one = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG); // what a wake adds
    private final MemorySegment counted = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
    private final MemorySegment timeout = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);
    private MemorySegment entries;
    private TapQueue[] queues = {};
    private int rehearsed;
    private final int[] queueOfEntry = new int[TapConfig.MOST_QUEUES + 1];

    private DescriptorWait(Cpu cpu) {
        this.cpu = cpu;
        bell = calls.eventfd(0, FLAGS);
        if (bell < 0) {
            throw new IllegalStateException("no descriptor was left for the bell of " + cpu + " (error " + -bell
                    + "); raise the limit of open files");
        }
        one.set(ValueLayout.JAVA_LONG, 0, 1);
        makeEntries(0);
    }

    /// That of the current CPU, which waits with it from now on.
    ///
    /// @throws IllegalStateException if it waits with something else already
    static DescriptorWait of(Cpu cpu) {
        final DeviceWait installed = cpu.deviceWait();
        if (installed instanceof DescriptorWait ours) {
            return ours;
        }
        if (installed != null) {
            throw new IllegalStateException(cpu + " waits with " + installed + " already; give the device another CPU");
        }
        final DescriptorWait made = new DescriptorWait(cpu);
        cpu.waitWith(made);
        return made;
    }

    /// Waits for this queue as well, whenever somebody waits for it.
    void add(TapQueue queue) {
        if (queues.length == TapConfig.MOST_QUEUES) {
            throw new IllegalStateException(cpu + " has " + queues.length + " devices; give this one another CPU");
        }
        queues = Arrays.copyOf(queues, queues.length + 1);
        queues[queues.length - 1] = queue;
        makeEntries(queues.length);
    }

    @Override
    public boolean look() {
        final int count = gather();
        if (count == 1) {
            return false;
        }
        timeout.set(ValueLayout.JAVA_LONG, 0, 0);
        timeout.set(ValueLayout.JAVA_LONG, Long.BYTES, 0);
        // The bell is left out: whoever rings it has put something on a lane, which the CPU looks at by itself.
        final int ready = calls.poll(entries.address() + ENTRY, count - 1L, timeout.address());
        return ready > 0 && tell(count);
    }

    @Override
    public boolean await(long untilNs) {
        final int count = gather();
        if (rehearsed < REHEARSALS && count > 1) {
            return rehearse(count);
        }
        return await(count, untilNs);
    }

    /// Does what it does when somebody rings and when a device has something, in turn; what it tells the device's
    /// queue is no more than that it is time to look.
    private boolean rehearse(int count) {
        rehearsed++;
        if ((rehearsed & 1) == 0) {
            wake();
            return await(count, cpu.nowNs());
        }
        await(count, cpu.nowNs());
        queues[queueOfEntry[1]].arrived();
        return true;
    }

    private boolean await(int count, long untilNs) {
        long timeoutAddress = 0;
        if (untilNs != Long.MAX_VALUE) {
            final long leftNs = Math.max(0, untilNs - cpu.nowNs());
            timeout.set(ValueLayout.JAVA_LONG, 0, leftNs / NS_PER_S);
            timeout.set(ValueLayout.JAVA_LONG, Long.BYTES, leftNs % NS_PER_S);
            timeoutAddress = timeout.address();
        }
        if (calls.poll(entries.address(), count, timeoutAddress) <= 0) {
            return false; // time is up, or a signal came
        }
        if (isReady(BELL)) {
            calls.read(bell, counted.address(), Long.BYTES);
        }
        return tell(count);
    }

    /// Nothing can go wrong: the counter is full after 2^64 rings only.
    @Override
    public void wake() {
        SystemCalls.writeUnheard(bell, one.address(), Long.BYTES);
    }

    /// Lists the bell, and each queue that somebody waits for.
    private int gather() {
        int count = 1;
        for (int i = 0; i < queues.length; i++) {
            if (queues[i].isWaitedFor()) {
                set(count, queues[i].descriptor());
                queueOfEntry[count++] = i;
            }
        }
        return count;
    }

    private boolean tell(int count) {
        boolean some = false;
        for (int entry = 1; entry < count; entry++) {
            if (isReady(entry)) {
                queues[queueOfEntry[entry]].arrived();
                some = true;
            }
        }
        return some;
    }

    private boolean isReady(int entry) {
        return entries.get(ValueLayout.JAVA_SHORT, (long) entry * ENTRY + REVENTS) != 0;
    }

    private void set(int entry, int descriptor) {
        final long at = (long) entry * ENTRY;
        entries.set(ValueLayout.JAVA_INT, at, descriptor);
        entries.set(ValueLayout.JAVA_SHORT, at + EVENTS, READABLE);
        entries.set(ValueLayout.JAVA_SHORT, at + REVENTS, (short) 0);
    }

    private void makeEntries(int devices) {
        entries = Arena.ofAuto().allocate(ENTRY * (devices + 1L), Long.BYTES);
        set(BELL, bell);
    }
}
