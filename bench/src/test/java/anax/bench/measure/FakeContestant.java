package anax.bench.measure;

import java.util.ArrayList;
import java.util.List;

/// A contestant whose figures are given, and which writes down what is done to it. Owner: the test.
final class FakeContestant implements Contestant {
    private final String design;
    private final Role role;
    private final List<String> log;
    private final double[] nanoseconds;
    private final List<String> notes = new ArrayList<>();
    private int slices;
    private boolean preparing;

    /// @param nanoseconds time per operation, slice after slice; the last one again and again
    FakeContestant(String design, Role role, List<String> log, double... nanoseconds) {
        this.design = design;
        this.role = role;
        this.log = log;
        this.nanoseconds = nanoseconds;
    }

    FakeContestant note(String note) {
        notes.add(note);
        return this;
    }

    FakeContestant preparing() {
        preparing = true;
        return this;
    }

    @Override
    public void prepare() {
        if (preparing) {
            log.add("prepare " + design);
        }
    }

    @Override
    public String design() {
        return design;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public void start() {
        log.add("start " + design);
    }

    @Override
    public void run(long sliceNs, Slice slice) {
        log.add(design);
        double each = nanoseconds[Math.min(slices++, nanoseconds.length - 1)];
        if (Double.isNaN(each)) {
            throw new IllegalStateException(design + " lost a message");
        }
        slice.addWindow(each == 0 ? 0 : 1000, (long) (1000 * each));
        slice.addAllocated(8000);
        slice.addWakeUps(2000);
    }

    @Override
    public void stop() {
        log.add("stop " + design);
    }

    @Override
    public List<String> notes() {
        return notes;
    }
}
