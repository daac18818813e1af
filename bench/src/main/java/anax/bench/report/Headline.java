package anax.bench.report;

import anax.bench.measure.Further;
import anax.bench.measure.Ratio;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Unit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Says in words how a group came out: where ours wins, where it loses, and where this run cannot tell.
///
/// Owner: nobody; stateless. Allocates. Every comparison carries its ratio and the quartiles of the rounds.
final class Headline {
    private static final Unit TAIL = Unit.LATENCY_P999;

    private final Section section;

    private Headline(Section section) {
        this.section = section;
    }

    /// The sentences about a group: what spoils it, then one for each design of ours, or one that says who came
    /// closest to the floor.
    static List<String> of(Section section) {
        if (!section.skipped().isEmpty()) {
            return List.of("Not measured: " + section.skipped() + ".");
        }
        return new Headline(section).sentences();
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (String note : section.notes()) {
            sentences.add(Character.toUpperCase(note.charAt(0)) + note.substring(1) + ".");
        }
        if (section.unit().isToldOverRate()) {
            for (Role role : EnumSet.of(Role.OURS, Role.RIVAL)) {
                sentences.addAll(overRate(role));
            }
            return sentences;
        }
        if (section.unit() == Unit.OPERATIONS_PER_SECOND) {
            sentences.addAll(ThroughputWords.of(section));
            return sentences;
        }
        int warnings = sentences.size();
        for (Result result : section.figures()) {
            if (result.role() == Role.OURS) {
                sentences.add(aboutOurs(result));
            }
        }
        if (sentences.size() == warnings) {
            sentences.add(withoutOurs());
        }
        if (section.unit() == Unit.LATENCY && !Double.isNaN(section.further(TAIL, 0))) {
            sentences.add(tails());
        }
        return sentences;
    }

    /// The slow ones of all designs: what waits behind a stall shows here, not in the median.
    private String tails() {
        List<String> tails = new ArrayList<>();
        for (int row = 0; row < section.figures().size(); row++) {
            tails.add(Figures.number(TAIL, section.further(TAIL, row)) + " us with "
                    + section.figures().get(row).design());
        }
        return "One in a thousand takes longer than " + String.join("; ", tails) + ".";
    }

    private String aboutOurs(Result ours) {
        List<String> wins = new ArrayList<>();
        List<String> losses = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        for (Result other : section.figures()) {
            Ratio ratio = ours.ratioTo(other.design());
            if (ratio == null || other.role() != Role.RIVAL) {
                continue;
            }
            List<String> side = ratio.isUndecided() ? undecided : isBetter(ratio) ? wins : losses;
            side.add(times(ratio) + " of " + other.design());
        }
        StringBuilder text = new StringBuilder(ours.design());
        Ratio toReference = ours.ratioTo(section.reference());
        if (standsForItself()) {
            text.append(": ")
                    .append(Figures.number(section.unit(), ours.spread().median()))
                    .append(' ')
                    .append(Figures.symbol(section.unit()))
                    .append(" (")
                    .append(Figures.number(section.unit(), ours.spread().p25()))
                    .append('–')
                    .append(Figures.number(section.unit(), ours.spread().p75()))
                    .append(')')
                    .append(further(ours))
                    .append(toReference == null ? "" : ";");
        }
        if (toReference != null) {
            text.append(has())
                    .append(times(toReference))
                    .append(section.referenceRow().role() == Role.FLOOR ? " of its floor, " : " of ")
                    .append(section.reference());
        }
        beside(text, ours);
        append(text, "; better than ", wins);
        append(text, "; worse than ", losses);
        append(text, "; no difference that this run can tell from ", undecided);
        return text.append('.').toString();
    }

    /// What is neither floor nor rival, but shows where the time goes.
    private void beside(StringBuilder text, Result ours) {
        for (Result other : section.figures()) {
            Ratio ratio = ours.ratioTo(other.design());
            if (ratio != null && other.role() == Role.REFERENCE) {
                text.append(", ").append(times(ratio)).append(" of ").append(other.design());
            }
        }
    }

    /// The figures of one side at each rate, in one sentence. Behind the comma of a design stands its rate.
    private List<String> overRate(Role role) {
        List<String> points = new ArrayList<>();
        String side = "";
        for (Result result : section.figures()) {
            if (result.role() == role) {
                int comma = result.design().lastIndexOf(", ");
                side = result.design().substring(0, comma);
                points.add(Figures.number(section.unit(), result.spread().median()) + " at "
                        + result.design().substring(comma + 2));
            }
        }
        return points.isEmpty()
                ? List.of()
                : List.of(side + ", " + Figures.symbol(section.unit()) + ": " + String.join(", ", points) + ".");
    }

    /// Whether a figure means something without another one beside it: a pause that somebody has to wait for, a
    /// share of a core that is gone; and whether it has to, where rows took no turns and have no ratios.
    private boolean standsForItself() {
        return switch (section.unit()) {
            case LATENCY, LONGEST_PASS, CORE_SHARE -> true;
            default -> section.figures().stream().allMatch(row -> row.ratios().isEmpty());
        };
    }

    /// The figures over all slices, behind commas.
    private String further(Result ours) {
        StringBuilder text = new StringBuilder();
        int row = section.figures().indexOf(ours);
        for (Further further : section.further()) {
            if (further.unit().isPooled()) {
                double value = further.results().get(row).spread().median();
                text.append(", ")
                        .append(Figures.number(further.unit(), value))
                        .append(' ')
                        .append(Figures.symbol(further.unit()));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String introduction, List<String> designs) {
        if (!designs.isEmpty()) {
            text.append(introduction)
                    .append(designs.size() == 1 ? "one rival: " : designs.size() + " rivals: ")
                    .append(String.join(", ", designs));
        }
    }

    private String withoutOurs() {
        Result closest = null;
        for (Result result : section.figures()) {
            boolean candidate = result.role() == Role.RIVAL && result.ratioTo(section.reference()) != null;
            if (candidate && (closest == null || isCloser(result, closest))) {
                closest = result;
            }
        }
        return closest == null
                ? "No rival ran beside the floor."
                : "Closest to the floor: " + closest.design() + has() + times(closest.ratioTo(section.reference()))
                        + " of " + section.reference() + ".";
    }

    private boolean isCloser(Result result, Result other) {
        double mine = result.ratioTo(section.reference()).median();
        double theirs = other.ratioTo(section.reference()).median();
        return section.unit().higherIsBetter() ? mine > theirs : mine < theirs;
    }

    private boolean isBetter(Ratio ratio) {
        return section.unit().higherIsBetter() ? ratio.median() > 1 : ratio.median() < 1;
    }

    private String has() {
        return section.unit().higherIsBetter() ? " reaches " : " takes ";
    }

    private String times(Ratio ratio) {
        return Figures.ratio(ratio) + " × the " + section.unit().quantity();
    }
}
