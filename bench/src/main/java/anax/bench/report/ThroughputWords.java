package anax.bench.report;

import anax.bench.measure.Interval;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says in words how throughput came out: who is ahead, who gains by more CPUs, what locks cost, where the time goes.
///
/// Owner: nobody; stateless. Allocates. A difference is one if the 95 % interval of the ratio leaves 1 out.
final class ThroughputWords {
    /// Stands in each sentence about a claim of ours that a run does not bear out.
    static final String CONTRADICTION = "contradicts our claim";

    /// What we claim of the best locked design's throughput, where every flow comes in on its owner's queue and
    /// all send alike.
    static final double CLAIM = 0.95;

    private static final String CLAIMANT = "partitioned";

    private static final int ALL_AT_HOME = 100;
    private static final double SAME_SKEW = 0.005;

    private final Section section;
    private final Scaling scaling;

    private ThroughputWords(Section section) {
        this.section = section;
        scaling = Scaling.of(section);
    }

    /// The sentences about a group.
    static List<String> of(Section section) {
        return new ThroughputWords(section).sentences();
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (int cpus : scaling.realCpus().reversed()) {
            best(Role.OURS, cpus).ifPresent(ours -> againstLocked(ours, cpus).ifPresent(sentences::add));
        }
        skewOfClients().ifPresent(sentences::add);
        variants(sentences);
        if (scaling.realCpus().size() > 1) {
            sentences.add(speedUps());
            laws(sentences);
        }
        floors(sentences);
        contention().ifPresent(sentences::add);
        stages().ifPresent(sentences::add);
        if (!scaling.crowdedCpus().isEmpty()) {
            sentences.add("Rows with " + joined(scaling.crowdedCpus()) + " CPUs had to share " + scaling.processors()
                    + (scaling.processors() == 1 ? " processor" : " processors") + " and say nothing about scaling.");
        }
        noise().ifPresent(sentences::add);
        return sentences;
    }

    private static String joined(List<Integer> counts) {
        return String.join(", ", counts.stream().map(String::valueOf).toList());
    }

    private Optional<Result> best(Role role, int cpus) {
        return scaling.rows(role, cpus).stream()
                .max(Comparator.comparingDouble(row -> row.spread().median()));
    }

    private Optional<String> againstLocked(Result best, int cpus) {
        Result ours = scaling.row(scaling.designs().getFirst(), cpus);
        Result mine = ours != null && ours.role() == Role.OURS ? ours : best;
        return best(Role.RIVAL, cpus).map(locked -> {
            Interval ratio = Scaling.ratio(mine, locked);
            return mine.design() + ": " + rate(mine) + ", "
                    + verdict(ratio, locked.design() + " (" + rate(locked) + "), the best locked design") + "."
                    + claim(mine, ratio);
        });
    }

    /// What a ratio says about the claim; nothing where the claim is about other traffic.
    private String claim(Result mine, Interval ratio) {
        if (!isClaimed(mine)) {
            return "";
        }
        String claim = String.format(
                Locale.ROOT,
                "%s: at least %.2f × where every flow comes in on its owner's queue",
                mine.forkMedians().length > 1 ? "" : ", as far as a single JVM can tell",
                CLAIM);
        if (ratio.low() >= CLAIM) {
            return " This bears out our claim" + claim + ".";
        }
        return ratio.high() < CLAIM
                ? " This " + CONTRADICTION + claim + "."
                : " This neither bears out nor refutes our claim" + claim + ".";
    }

    /// Whether a row is one that the claim is about.
    static boolean isClaimed(Result row) {
        return Scaling.design(row).equals(CLAIMANT) && param(row, "affinity") == ALL_AT_HOME && param(row, "zipf") == 0;
    }

    private double param(String name) {
        return param(section.figures().getFirst(), name);
    }

    /// A number that a row's group was made with; not a number if it was made without.
    private static double param(Result row, String name) {
        return row.params().get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /// What unlike clients mean for a design in which one CPU alone may answer a client.
    private Optional<String> skewOfClients() {
        int cpus = scaling.realCpus().isEmpty() ? 1 : scaling.realCpus().getLast();
        Optional<Result> ours = best(Role.OURS, cpus);
        if (!(param("zipf") > 0) || cpus == 1 || ours.isEmpty()) {
            return Optional.empty();
        }
        double fullest = section.further(Unit.SKEW, section.figures().indexOf(ours.get()));
        return Double.isNaN(fullest)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Clients send unevenly (skew %.2f): of %d CPUs the fullest owns %s × the mean of the requests."
                                + " Where only the owner may answer, no more than %s × of one CPU is to be had.",
                        param("zipf"),
                        cpus,
                        Figures.number(fullest),
                        Figures.number(cpus / fullest)));
    }

    private String rate(Result row) {
        return Figures.number(row.unit(), row.spread().median()) + " " + Figures.symbol(row.unit());
    }

    /// What a ratio says about the one that is divided by.
    static String verdict(Interval ratio, String other) {
        return Figures.ratio(ratio) + " × that of " + other
                + (ratio.holds(1)
                        ? ": no difference that this run can tell"
                        : ratio.median() > 1 ? ": ahead" : ": behind");
    }

    /// Rows of ours that are one design in several forms stand to the first of them.
    private void variants(List<String> sentences) {
        if (!scaling.realCpus().isEmpty()) {
            int cpus = scaling.realCpus().getLast();
            List<Result> ours = scaling.rows(Role.OURS, cpus);
            for (int i = 1; i < ours.size(); i++) {
                Interval ratio = Scaling.ratio(ours.get(i), ours.getFirst());
                sentences.add(ours.get(i).design() + ": " + Figures.ratio(ratio) + " × the throughput of "
                        + ours.getFirst().design()
                        + (ratio.holds(1) ? ", no difference that this run can tell." : ".")
                        + skew(ours.get(i), ours.getFirst()));
            }
        }
    }

    private String skew(Result row, Result other) {
        double mine = section.further(Unit.SKEW, section.figures().indexOf(row));
        double theirs = section.further(Unit.SKEW, section.figures().indexOf(other));
        return Double.isNaN(mine) || Math.abs(mine - theirs) < SAME_SKEW
                ? ""
                : " Its fullest CPU gets " + Figures.number(mine) + " × the mean, not " + Figures.number(theirs) + ".";
    }

    private String speedUps() {
        int cpus = scaling.realCpus().getLast();
        List<String> parts = new ArrayList<>();
        for (String design : scaling.designs()) {
            Interval speedUp = scaling.speedUp(design, cpus);
            if (speedUp != null) {
                parts.add(design + " " + Figures.ratio(speedUp) + " ×");
            }
        }
        return "Speed-up from " + scaling.realCpus().getFirst() + " to " + cpus + " CPUs: " + String.join(", ", parts)
                + ".";
    }

    private void laws(List<String> sentences) {
        if (scaling.realCpus().size() < ScalabilityLaw.LEAST_COUNTS) {
            sentences.add("No law of scaling is fitted: that takes " + ScalabilityLaw.LEAST_COUNTS
                    + " numbers of CPUs with a processor each, and there were " + joined(scaling.realCpus())
                    + "; what CPUs pay to work together is measured instead.");
            return;
        }
        for (String design : scaling.designs()) {
            List<Integer> counts = scaling.realCpus().stream()
                    .filter(cpus -> scaling.row(design, cpus) != null)
                    .toList();
            if (counts.size() >= ScalabilityLaw.LEAST_COUNTS) {
                sentences.add(design + ": " + law(design, counts));
            }
        }
    }

    private String law(String design, List<Integer> counts) {
        ScalabilityLaw law = ScalabilityLaw.fit(
                counts.stream().mapToInt(Integer::intValue).toArray(),
                counts.stream()
                        .mapToDouble(cpus -> scaling.row(design, cpus).spread().median())
                        .toArray());
        return String.format(
                Locale.ROOT,
                "the universal scalability law, fitted to %s CPUs, says %.2f %% contention, %.4f %% coherence%s.",
                joined(counts),
                law.contention() * 100,
                law.coherence() * 100,
                Double.isInfinite(law.peak()) ? "" : String.format(Locale.ROOT, ", most at %.0f CPUs", law.peak()));
    }

    /// What a lock costs where nobody else wants it.
    private void floors(List<String> sentences) {
        for (Result floor : scaling.rows(Role.FLOOR, 1)) {
            String design = Scaling.design(floor).replace("-unlocked", "");
            Result locked = scaling.row(design, 1);
            if (locked != null) {
                sentences.add(design + " on 1 CPU reaches " + Figures.ratio(Scaling.ratio(locked, floor))
                        + " × the throughput of itself with the locks left out.");
            }
        }
    }

    /// What CPUs wait for each other, and what they hand over.
    private Optional<String> contention() {
        int cpus = scaling.realCpus().isEmpty() ? 1 : scaling.realCpus().getLast();
        List<String> parts = new ArrayList<>();
        for (Result locked : cpus == 1 ? List.<Result>of() : scaling.rows(Role.RIVAL, cpus)) {
            int index = section.figures().indexOf(locked);
            double waitNs = section.further(Unit.LOCK_WAIT_NS_PER_OPERATION, index);
            if (!Double.isNaN(waitNs)) {
                parts.add(locked.design() + ": " + Figures.number(section.further(Unit.LOCKS_PER_OPERATION, index))
                        + " locks for each operation, " + Figures.number(section.further(Unit.CONTENDED_SHARE, index))
                        + " % of them taken by somebody else at that moment, "
                        + Figures.number(section.further(Unit.HAND_OVERS_PER_OPERATION, index))
                        + " handed over from another CPU, " + Figures.number(waitNs) + " ns of waiting");
            }
        }
        Result ours = scaling.row(CLAIMANT, cpus);
        if (!parts.isEmpty() && ours != null) {
            double messages = section.further(
                    Unit.MESSAGES_PER_OPERATION, section.figures().indexOf(ours));
            parts.add(ours.design() + ": no lock, " + Figures.number(messages) + " messages for each operation");
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("Contention, as counted: " + String.join("; ", parts) + ".");
    }

    private Optional<String> stages() {
        if (scaling.realCpus().isEmpty()) {
            return Optional.empty();
        }
        int cpus = scaling.realCpus().getLast();
        List<String> parts = new ArrayList<>();
        for (Role role : List.of(Role.OURS, Role.RIVAL)) {
            best(role, cpus).flatMap(this::largestStage).ifPresent(parts::add);
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("Most processor time: " + String.join("; ", parts) + ".");
    }

    private Optional<String> largestStage(Result row) {
        int index = section.figures().indexOf(row);
        double all = 0;
        double most = 0;
        Unit largest = null;
        for (Unit unit : Unit.values()) {
            double ns = unit.isStage() && unit != Unit.NS_IN_LOAD ? section.further(unit, index) : Double.NaN;
            if (ns > 0) {
                all += ns;
                if (ns > most) {
                    most = ns;
                    largest = unit;
                }
            }
        }
        return largest == null
                ? Optional.empty()
                : Optional.of(row.design() + " in " + StagePlot.name(largest) + ", " + Figures.number(most) + " of "
                        + Figures.number(all) + " ns");
    }

    private Optional<String> noise() {
        List<String> noisy = section.figures().stream()
                .filter(row -> row.notes().stream().anyMatch(note -> note.startsWith("noisy")))
                .map(Result::design)
                .toList();
        return noisy.isEmpty()
                ? Optional.empty()
                : Optional.of("Noisy, for forks lie more than 5 % apart: " + String.join("; ", noisy) + ".");
    }
}
