package anax.runtime;

import anax.runtime.crossbar.CacheLinePadding;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one CPU has counted since boot. The names are DragonFly's where it counts the same.
///
/// Owner: one CPU, which alone writes. Plain words: another thread may read them at any time and may see old values.
/// Counting allocates nothing.
@SuppressWarnings("unused") // padding
public final class CpuCounters extends CacheLinePadding {
    long polls;
    long switches;
    long rings;
    long kicks;
    long avoided;
    long passive;
    long rows;
    long syncs;
    long parks;
    long fifoFull;
    long spilled;
    long nested;
    long preemptHit;
    long preemptMiss;
    long fastInterrupts;
    long threadInterrupts;
    long livelocks;
    long messages;
    long idleNs;
    long userNs;
    long daemonNs;
    long softNs;
    long interruptNs;
    long contended;

    // The JVM lays bytes out behind wider fields: nobody else's words share a line with these.
    private byte t000, t001, t002, t003, t004, t005, t006, t007, t008, t009, t010, t011, t012, t013, t014, t015;
    private byte t016, t017, t018, t019, t020, t021, t022, t023, t024, t025, t026, t027, t028, t029, t030, t031;
    private byte t032, t033, t034, t035, t036, t037, t038, t039, t040, t041, t042, t043, t044, t045, t046, t047;
    private byte t048, t049, t050, t051, t052, t053, t054, t055, t056, t057, t058, t059, t060, t061, t062, t063;

    CpuCounters() {}

    /// How often it looked for arrivals: a CPU that runs, and whose figure stands still, is held by somebody.
    public long polls() {
        return polls;
    }

    /// How often a thread was given the processor by the scheduler.
    public long switches() {
        return switches;
    }

    /// How often a target's bell was rung: one fence each, for a batch of sends.
    public long rings() {
        return rings;
    }

    /// How often such a ring found the target parked and woke it: one system call each.
    public long kicks() {
        return kicks;
    }

    /// How often such a ring found the target awake, so that nothing had to be done.
    public long avoided() {
        return avoided;
    }

    /// How many entries were sent without a bell of their own.
    public long passive() {
        return passive;
    }

    /// How many rows of messages were sent as one entry each.
    public long rows() {
        return rows;
    }

    /// How often this CPU was held for a cpusync of another one.
    public long syncs() {
        return syncs;
    }

    /// How often it went to park for want of work.
    public long parks() {
        return parks;
    }

    /// How often a thread had to wait before it could send, because a lane was too full.
    public long fifoFull() {
        return fifoFull;
    }

    /// How many entries found no room in their lane where nobody may wait, and were kept until there was some.
    public long spilled() {
        return spilled;
    }

    /// How often something was taken in while the CPU waited for another one.
    public long nested() {
        return nested;
    }

    /// How often an interrupt thread took the processor from a running thread.
    public long preemptHit() {
        return preemptHit;
    }

    /// How often one had the priority to, but a critical section or another rule forbade it.
    public long preemptMiss() {
        return preemptMiss;
    }

    /// How often a fast handler ran.
    public long fastInterrupts() {
        return fastInterrupts;
    }

    /// How often an interrupt thread was scheduled.
    public long threadInterrupts() {
        return threadInterrupts;
    }

    /// How often an interrupt line was raised so often that it had to be limited.
    public long livelocks() {
        return livelocks;
    }

    /// How many requests came to ports of this CPU, from wherever.
    public long messages() {
        return messages;
    }

    /// For how long it had nothing to do, or only work for which it had no better use, in nanoseconds. These five
    /// are sampled where the clock is read.
    public long idleNs() {
        return idleNs;
    }

    /// For how long threads of user schedulers ran, in nanoseconds.
    public long userNs() {
        return userNs;
    }

    /// For how long threads ran that have the usual priority, or work on behalf of user threads, in nanoseconds.
    public long daemonNs() {
        return daemonNs;
    }

    /// For how long soft interrupts ran, in nanoseconds.
    public long softNs() {
        return softNs;
    }

    /// For how long interrupt threads and what supports them ran, in nanoseconds.
    public long interruptNs() {
        return interruptNs;
    }

    /// Notes whose time has passed.
    void charge(int priority, long ns) {
        if (priority >= Priority.INTERRUPT_SUPPORT) {
            interruptNs += ns;
        } else if (priority >= Priority.SOFT_NORMAL) {
            softNs += ns;
        } else if (priority >= Priority.KERNEL_USER) {
            daemonNs += ns;
        } else if (priority >= Priority.USER_HELPER) {
            userNs += ns;
        } else {
            idleNs += ns;
        }
    }

    /// How often a thread could not have a token at once, and how often the scheduler could not have those of a
    /// thread.
    public long contended() {
        return contended;
    }

    /// All of them by name, in the order of this class.
    public Map<String, Long> byName() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("polls", polls);
        figures.put("switches", switches);
        figures.put("rings", rings);
        figures.put("kicks", kicks);
        figures.put("avoided", avoided);
        figures.put("passive", passive);
        figures.put("rows", rows);
        figures.put("syncs", syncs);
        figures.put("parks", parks);
        figures.put("fifoFull", fifoFull);
        figures.put("spilled", spilled);
        figures.put("nested", nested);
        figures.put("preemptHit", preemptHit);
        figures.put("preemptMiss", preemptMiss);
        figures.put("fastInterrupts", fastInterrupts);
        figures.put("threadInterrupts", threadInterrupts);
        figures.put("livelocks", livelocks);
        figures.put("messages", messages);
        figures.put("idleNs", idleNs);
        figures.put("userNs", userNs);
        figures.put("daemonNs", daemonNs);
        figures.put("softNs", softNs);
        figures.put("interruptNs", interruptNs);
        figures.put("contended", contended);
        return figures;
    }
}
