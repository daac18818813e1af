package anax.bench.measure;

import java.util.Arrays;

/// Says when a contestant's figures have stopped moving.
///
/// Owner: the harness's thread; one for each contestant. Allocates when asked, which is between slices. Never
/// blocks.
///
/// It looks at the last [#WINDOW] figures in two halves. They have settled when the halves' medians lie no further
/// apart than [#TOLERANCE] or than half of the spread that the figures show anyway: a step or a slope in the
/// window moves the medians by as much as it spreads the figures, so neither passes; noise does.
public final class WarmUp {
    /// How many figures are looked at.
    static final int WINDOW = 12;

    /// Shift between the halves that is always forgiven, as a share of the median.
    static final double TOLERANCE = 0.02;

    private final double[] last = new double[WINDOW];
    private int count;
    private boolean settled;

    /// Makes one that has seen nothing.
    public WarmUp() {}

    /// Takes in the figure of one more slice.
    public void add(double value) {
        last[count++ % WINDOW] = value;
        settled = settled || halvesAgree();
    }

    /// How many slices were taken in.
    public int slices() {
        return count;
    }

    /// True from the moment on at which the figures have settled; never before [#WINDOW] of them.
    public boolean isSettled() {
        return settled;
    }

    private boolean halvesAgree() {
        if (count < WINDOW) {
            return false;
        }
        double[] ordered = new double[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            ordered[i] = last[(count + i) % WINDOW];
        }
        double older = Spread.of(Arrays.copyOfRange(ordered, 0, WINDOW / 2)).median();
        double newer =
                Spread.of(Arrays.copyOfRange(ordered, WINDOW / 2, WINDOW)).median();
        Spread all = Spread.of(ordered);
        double forgiven = Math.max(TOLERANCE * all.median(), all.interquartileRange() / 2);
        return Math.abs(newer - older) <= forgiven;
    }
}
