package anax.runtime.sim;

import java.util.Arrays;

/// Choices that come again until they have all been made: a depth-first walk through the tree of runs.
///
/// Owner: one exploration; each run begins at the root again, repeats the choices of the run before it up to the last
/// one that can be made differently, and makes that one differently. Allocates when a run has more choices than any
/// before. Bound: the depth, beyond which nothing branches.
final class ExploringPolicy implements Policy {
    private static final long STEP_NS = 1_000;

    /// Where a CPU that comes to so many places without being stopped is stopped, at no cost: it may wait for
    /// what only another one can do.
    private static final int PLACES_WITHOUT_STOP = 1_000;

    private final int mostStops;
    private final int depth;
    private int[] chosen = new int[64];
    private int[] options = new int[64];
    private int planned; // how many choices are made already, by the plan of this run
    private int made; // how many were made in this run
    private boolean wentDeeper;
    private String divergence; // how this run left its plan; null while it follows it
    private boolean branching;
    private int stopsLeft;
    private int places; // since the last step began

    ExploringPolicy(int mostStops, int depth) {
        this.mostStops = mostStops;
        this.depth = depth;
    }

    /// Begins a run; nothing branches until [#branch].
    void begin() {
        made = 0;
        wentDeeper = false;
        divergence = null;
        branching = false;
        stopsLeft = mostStops;
        places = 0;
    }

    /// Has the choices branch from now on, or no more.
    void branch(boolean on) {
        branching = on;
    }

    /// Plans the next run.
    ///
    /// @return false if there is none
    boolean planNext() {
        int last = made - 1;
        while (last >= 0 && chosen[last] + 1 == options[last]) {
            last--;
        }
        if (last < 0) {
            return false;
        }
        chosen[last]++;
        planned = last + 1;
        return true;
    }

    /// Plans a run that was made before.
    void plan(int[] choices) {
        chosen = Arrays.copyOf(choices, Math.max(choices.length, chosen.length));
        options = new int[chosen.length];
        planned = choices.length;
    }

    /// The choices of this run, as far as they branch.
    int[] made() {
        return Arrays.copyOf(chosen, made);
    }

    /// True if this run had more choices than branch.
    boolean wentDeeper() {
        return wentDeeper;
    }

    /// Refuses a run that left its plan, or ended before its plan did.
    void checkPlanWasFollowed() {
        if (divergence == null && made < planned) {
            divergence = "a run had " + made + " choices where " + planned + " were planned";
        }
        if (divergence != null) {
            throw new IllegalStateException(
                    divergence + "; the scenario is not the same each time: look for hash codes,"
                            + " real time, random numbers, or static fields");
        }
    }

    @Override
    public long stepNs() {
        return STEP_NS;
    }

    @Override
    public int chooseCpu(int cpus) {
        places = 0;
        return choose(cpus);
    }

    @Override
    public boolean stopsHere(boolean anotherCanRun) {
        if (++places > PLACES_WITHOUT_STOP) {
            return true;
        }
        if (!anotherCanRun || stopsLeft == 0 || choose(2) == 0) {
            return false;
        }
        stopsLeft--;
        return true;
    }

    @Override
    public long pauseSteps() {
        return 0;
    }

    private int choose(int count) {
        if (!branching || count == 1) {
            return 0;
        }
        if (made == depth) {
            wentDeeper = true;
            return 0;
        }
        if (made == chosen.length) {
            chosen = Arrays.copyOf(chosen, made * 2);
            options = Arrays.copyOf(options, made * 2);
        }
        if (made >= planned) {
            chosen[made] = 0;
        } else if (chosen[made] >= count || (options[made] != 0 && options[made] != count)) {
            // Whoever asks may be in the midst of a thread, which an exception would end; the run is refused after it.
            divergence = "choice " + made + " of a run has " + count + " ways to go on, where "
                    + Math.max(options[made], chosen[made] + 1) + " were expected";
            planned = made;
            chosen[made] = 0;
        }
        options[made] = count;
        return chosen[made++];
    }
}
