package anax.bench.report;

/// The universal scalability law (Gunther): throughput over CPUs, X(n) = l n / (1 + s (n - 1) + k n (n - 1)).
///
/// Owner: nobody; immutable. It has three numbers, so it fits any three points and says nothing then: it is fitted to
/// [#LEAST_COUNTS] at least. n / X(n) is linear in all three, which are found by least squares of relative errors,
/// none of them below 0.
///
/// @param perCpu     throughput of one CPU, l
/// @param contention what waits for its turn, as a share of the work, s
/// @param coherence  what each pair of CPUs costs, as a share of the work, k
public record ScalabilityLaw(double perCpu, double contention, double coherence) {
    /// The fewest numbers of CPUs that it may be fitted to.
    public static final int LEAST_COUNTS = 4;

    private static final int TERMS = 3;

    /// Fits the law.
    ///
    /// @param cpus       numbers of CPUs, each with a processor of its own
    /// @param throughput by number of CPUs
    /// @throws IllegalArgumentException if there are too few
    public static ScalabilityLaw fit(int[] cpus, double[] throughput) {
        if (cpus.length < LEAST_COUNTS || cpus.length != throughput.length) {
            throw new IllegalArgumentException(cpus.length + " numbers of CPUs and " + throughput.length
                    + " throughputs were given; use as many of each, " + LEAST_COUNTS + " at least");
        }
        double[] best = null;
        double least = Double.POSITIVE_INFINITY;
        // Which terms are there: the first always, the others if the best fit with them has none below 0.
        for (int terms : new int[] {0b001, 0b011, 0b101, 0b111}) {
            double[] solution = solve(cpus, throughput, terms);
            if (solution != null && solution[0] > 0 && solution[1] >= 0 && solution[2] >= 0) {
                double error = error(cpus, throughput, solution);
                if (error < least) {
                    least = error;
                    best = solution;
                }
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("no throughput above 0 was given; measure again");
        }
        return new ScalabilityLaw(1 / best[0], best[1] / best[0], best[2] / best[0]);
    }

    /// What the law says for so many CPUs.
    public double at(int cpus) {
        return perCpu * cpus / (1 + contention * (cpus - 1) + coherence * cpus * (cpus - 1));
    }

    /// The number of CPUs from which on more of them do less; infinite if there is none.
    public double peak() {
        return coherence == 0 ? Double.POSITIVE_INFINITY : Math.sqrt((1 - contention) / coherence);
    }

    private static double term(int which, int cpus) {
        return switch (which) {
            case 0 -> 1;
            case 1 -> cpus - 1;
            default -> (double) cpus * (cpus - 1);
        };
    }

    private static double error(int[] cpus, double[] throughput, double[] solution) {
        double sum = 0;
        for (int i = 0; i < cpus.length; i++) {
            double said = 0;
            for (int which = 0; which < TERMS; which++) {
                said += solution[which] * term(which, cpus[i]);
            }
            double off = said * throughput[i] / cpus[i] - 1;
            sum += off * off;
        }
        return sum;
    }

    /// The normal equations of the terms that are there, by elimination; null if they have no single solution.
    private static double[] solve(int[] cpus, double[] throughput, int terms) {
        double[][] equations = new double[TERMS][TERMS + 1];
        for (int row = 0; row < TERMS; row++) {
            if ((terms >> row & 1) == 0) {
                equations[row][row] = 1;
                continue;
            }
            for (int i = 0; i < cpus.length; i++) {
                double weight = throughput[i] / cpus[i];
                double mine = term(row, cpus[i]) * weight;
                for (int column = 0; column < TERMS; column++) {
                    if ((terms >> column & 1) == 1) {
                        equations[row][column] += mine * term(column, cpus[i]) * weight;
                    }
                }
                equations[row][TERMS] += mine;
            }
        }
        return eliminated(equations);
    }

    private static double[] eliminated(double[][] equations) {
        for (int pivot = 0; pivot < TERMS; pivot++) {
            // The matrix is symmetric and its diagonal positive, so no rows need to change places.
            if (Math.abs(equations[pivot][pivot]) < Double.MIN_NORMAL) {
                return null;
            }
            for (int row = 0; row < TERMS; row++) {
                if (row != pivot) {
                    double factor = equations[row][pivot] / equations[pivot][pivot];
                    for (int column = pivot; column <= TERMS; column++) {
                        equations[row][column] -= factor * equations[pivot][column];
                    }
                }
            }
        }
        double[] solution = new double[TERMS];
        for (int i = 0; i < TERMS; i++) {
            solution[i] = equations[i][TERMS] / equations[i][i];
        }
        return solution;
    }
}
