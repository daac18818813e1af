package anax.bench.messages;

import anax.bench.measure.Contestant;
import anax.bench.measure.Group;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Unit;
import anax.bench.messages.pair.Pair;
import anax.bench.messages.pair.PairedContestant;
import anax.bench.messages.pair.Placement;
import anax.bench.messages.pair.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the groups of the suite have in common: the CPUs, the threads on them, and what has to be said of both.
///
/// Owner: nobody; immutable.
record Arena(Setting setting) {
    private static final int LOOKS_BEFORE_BLOCKING = 1000;
    private static final int TWO = 2;

    /// True if messages can cross CPUs.
    boolean hasTwoCpus() {
        return setting.cpus() >= TWO;
    }

    /// How many pairs of CPUs there are.
    int pairs() {
        return setting.cpus() / TWO;
    }

    /// How many CPUs have a partner.
    int pairedCpus() {
        return pairs() * TWO;
    }

    /// Two threads on one CPU.
    Contestant onOneCpu(String design, Role role, ThreadKind kind, Supplier<Pair> way) {
        return PairedContestant.onOneCpu(design, role, kind, setting, _ -> way.get());
    }

    /// A rival of pairs across CPUs.
    Contestant rival(String design, Function<Placement, Pair> way) {
        return across(design, Role.RIVAL, way);
    }

    /// Pairs across CPUs.
    Contestant across(String design, Role role, Function<Placement, Pair> way) {
        return PairedContestant.acrossCpus(design, role, setting, way);
    }

    /// A group that needs two CPUs where there is one.
    Group skipped(String bench, String title, String job, Unit unit) {
        return Group.skipped(
                bench, title, job, unit, TWO, "it needs two CPUs, and this run has " + setting.cpus() + " (--cpus)");
    }

    /// Looking before blocking helps where the other party runs on another processor, and hurts where it wants
    /// this one.
    static int looks(Placement placement) {
        return placement.isCrowded() ? 0 : LOOKS_BEFORE_BLOCKING;
    }

    /// What has to be said where one CPU works.
    List<String> sameCpuNotes() {
        return setting.topology().processorCount() > 1
                ? List.of()
                : List.of("one core: the compiler and the system share it with what is measured");
    }

    /// What has to be said where pairs of CPUs work.
    List<String> crossCpuNotes() {
        List<String> notes = new ArrayList<>(oversubscription());
        if (setting.cpus() % TWO != 0) {
            notes.add(
                    "--cpus " + setting.cpus() + " is odd: CPU " + (setting.cpus() - 1) + " had no partner and idled");
        }
        return notes;
    }

    /// What has to be said where all CPUs work.
    List<String> oversubscription() {
        int processors = setting.topology().processorCount();
        return setting.isOversubscribed()
                ? List.of("oversubscribed: " + setting.cpus() + " CPUs on " + processors
                        + (processors == 1 ? " core" : " cores") + ", says nothing about speed")
                : List.of();
    }

    /// What has to be said where two CPUs work, however many there are.
    List<String> twoCpuNotes() {
        return setting.topology().oversubscribedBy(TWO)
                ? List.of("one core: sender and receiver share it, says nothing about speed")
                : List.of();
    }
}
