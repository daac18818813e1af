package anax.bench.throughput.cost;

import anax.bench.measure.Group;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Unit;
import anax.bench.messages.lwkt.LwktContestant;
import anax.bench.messages.pair.PairedContestant;
import java.util.List;
import java.util.Map;

/// Makes the group that tells what working together costs two CPUs.
///
/// Owner: nobody; stateless.
public final class CostGroup {
    /// Its name.
    public static final String BENCH = "throughput.costs";

    private static final String CACHE_LINE = "cache line";
    private static final int TWO = 2;

    private CostGroup() {}

    /// The group, for the first two processors.
    public static Group of(Setting setting) {
        String title = "What two CPUs pay to work together";
        String job =
                "there and back between two CPUs: a cache line, a lock that was the other's, a message to a thread";
        if (setting.topology().processorCount() < TWO) {
            return Group.skipped(
                    BENCH, title, job, Unit.NS_PER_OPERATION, TWO, "it needs two processors, and this machine has one");
        }
        Setting two = new Setting(TWO, setting.topology(), setting.pinning(), setting.clock());
        return Group.of(
                BENCH,
                title,
                job,
                Unit.NS_PER_OPERATION,
                TWO,
                Map.of("pairs", 1),
                CACHE_LINE,
                List.of(
                        PairedContestant.acrossCpus(
                                CACHE_LINE, Role.FLOOR, two, at -> new CacheLineTrip(at.relax(), at.relax())),
                        PairedContestant.acrossCpus(
                                "lock hand-over", Role.RIVAL, two, at -> new LockTrip(at.relax(), at.relax())),
                        LwktContestant.tripAcrossCpus("Anax message", two)),
                List.of());
    }
}
