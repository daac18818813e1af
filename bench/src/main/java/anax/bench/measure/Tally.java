package anax.bench.measure;

import java.util.List;

/// The figures of one contestant as they come in, round by round.
///
/// Owner: the harness's thread. Allocates when made.
final class Tally {
    private final Unit unit;
    private final List<Unit> units;
    private final Slice sum = new Slice();
    private final double[] values;
    private final double[][] further;

    Tally(Group group, int rounds) {
        unit = group.unit();
        units = group.further();
        values = new double[rounds];
        further = new double[units.size()][];
        for (int i = 0; i < further.length; i++) {
            further[i] = new double[units.get(i).isPooled() ? 1 : rounds];
        }
    }

    /// Takes in the slice of one round.
    void add(int round, Slice slice) {
        sum.add(slice);
        values[round] = unit.of(slice);
        for (int i = 0; i < further.length; i++) {
            if (units.get(i).isPooled()) {
                further[i][0] = units.get(i).of(sum);
            } else {
                further[i][round] = units.get(i).of(slice);
            }
        }
    }

    /// One figure a round.
    double[] values() {
        return values;
    }

    /// The figures in each further unit.
    double[][] further() {
        return further;
    }
}
