package anax.bench.throughput.host;

import anax.bench.measure.Contestant;
import anax.bench.measure.ForkCommandLine;
import anax.bench.measure.Role;
import anax.bench.measure.Slice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A design on some CPUs, in a process of its own.
///
/// Owner: as of every [Contestant].
public final class HostedContestant implements Contestant {
    private static final int MOST_REPEATS = 100;

    private final String name;
    private final Role role;
    private final HostRequest request;
    private final ForkCommandLine commandLine;
    private final OfferedRate rate;
    private final Set<String> notes = new LinkedHashSet<>();
    private HostProcess process;
    private int repeats;
    private int processors;

    /// Makes one.
    ///
    /// @param name what it is called in its group
    /// @param rate at which its clients send; null if they keep a number of requests under way
    public HostedContestant(
            String name, Role role, HostRequest request, ForkCommandLine commandLine, OfferedRate rate) {
        this.name = name;
        this.role = role;
        this.request = request;
        this.commandLine = commandLine;
        this.rate = rate;
    }

    @Override
    public String design() {
        return name;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public int cpus() {
        return request.cpus();
    }

    @Override
    public void start() {
        process = HostProcess.start(commandLine, request);
        if (rate != null) {
            rate.join(this::closedRate);
        }
    }

    @Override
    public void prepare() throws InterruptedException {
        if (rate != null) {
            rate.find();
        }
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        runAt(rate == null ? 0 : rate.perSecond(), sliceNs, slice);
    }

    private double closedRate(long sliceNs) throws InterruptedException {
        final Slice closed = new Slice();
        runAt(0, sliceNs, closed);
        return closed.operationsPerSecond();
    }

    /// Works for a slice at another rate; 0 is a closed one. Where other programs leave the machine no time, a
    /// slice may end before anything was answered; then it is done again, and the reader is told.
    private void runAt(long perSecond, long sliceNs, Slice slice) throws InterruptedException {
        for (int i = 0; i < MOST_REPEATS; i++) {
            final HostAnswer answer = process.order(new HostOrder(sliceNs, perSecond));
            notes.addAll(answer.notes());
            processors = answer.cpus();
            if (answer.operations() > 0 || !answer.failure().isEmpty()) {
                answer.fill(slice);
                return;
            }
            repeats++;
        }
        throw new IllegalStateException(name + " answered nothing in " + MOST_REPEATS + " slices of " + sliceNs
                + " ns, one after the other; it hangs");
    }

    @Override
    public void stop() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    public List<String> notes() {
        if (rate != null) {
            notes.add(rate.inWords());
        }
        if (processors > 0 && processors < request.cpus()) {
            notes.add("oversubscribed: " + request.cpus() + " CPUs on " + processors
                    + (processors == 1 ? " processor" : " processors") + ", says nothing about scaling");
        }
        if (repeats > 0) {
            notes.add("slices in which the machine had no time for it were done again: " + repeats);
        }
        return List.copyOf(notes);
    }
}
