package anax.bench.report;

import anax.bench.measure.Interval;
import anax.bench.measure.Result;
import anax.bench.measure.Section;
import anax.bench.measure.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Whether two runs rank the designs of a group alike, pair by pair on each number of CPUs.
///
/// Owner: nobody; immutable. A run tells two designs apart if the 95 % interval of their ratio leaves 1 out. Which of
/// two others has the higher median is chance, so only a pair that both runs tell apart can change places.
///
/// @param bench   the group's name
/// @param title   the group's name for people
/// @param held    pairs that both runs tell apart, the same way
/// @param open    pairs that at least one of them does not tell apart
/// @param swapped a sentence for each pair that both tell apart, and not the same way
/// @param isOrder whether even the medians stand in the same order
public record Ranking(String bench, String title, int held, int open, List<String> swapped, boolean isOrder) {
    private static final String HEADING = "Ranking of designs beside the older run";

    /// Copies.
    public Ranking {
        swapped = List.copyOf(swapped);
    }

    /// The throughput groups that both runs have.
    static List<Ranking> of(Report now, Report older) {
        List<Ranking> rankings = new ArrayList<>();
        for (Section section : now.sections()) {
            for (Section before : older.sections()) {
                if (section.unit() == Unit.OPERATIONS_PER_SECOND
                        && before.bench().equals(section.bench())
                        && before.unit() == section.unit()
                        && section.skipped().isEmpty()
                        && before.skipped().isEmpty()) {
                    rankings.add(of(section, before));
                }
            }
        }
        return rankings;
    }

    private static Ranking of(Section section, Section before) {
        Scaling now = Scaling.of(section);
        Scaling then = Scaling.of(before);
        int held = 0;
        int open = 0;
        List<String> swapped = new ArrayList<>();
        boolean isOrder = true;
        for (int cpus : now.realCpus()) {
            List<String> designs = now.designs().stream()
                    .filter(design -> now.row(design, cpus) != null && then.row(design, cpus) != null)
                    .toList();
            isOrder &= order(now, designs, cpus).equals(order(then, designs, cpus));
            for (int first = 0; first < designs.size(); first++) {
                for (int second = first + 1; second < designs.size(); second++) {
                    String one = designs.get(first);
                    String other = designs.get(second);
                    int side = side(now, one, other, cpus);
                    int sideThen = side(then, one, other, cpus);
                    if (side * sideThen == 0) {
                        open++;
                    } else if (side == sideThen) {
                        held++;
                    } else {
                        swapped.add(now.row(one, cpus).design() + (side > 0 ? " is ahead of " : " is behind ")
                                + now.row(other, cpus).design() + ", and was not then");
                    }
                }
            }
        }
        return new Ranking(section.bench(), section.title(), held, open, swapped, isOrder);
    }

    private static List<String> order(Scaling scaling, List<String> designs, int cpus) {
        return designs.stream()
                .sorted(Comparator.comparingDouble((String design) ->
                                scaling.row(design, cpus).spread().median())
                        .reversed())
                .toList();
    }

    /// 1 if the first is ahead, -1 if it is behind, 0 if they are not told apart.
    private static int side(Scaling scaling, String one, String other, int cpus) {
        Result row = scaling.row(one, cpus);
        Interval ratio = Scaling.ratio(row, scaling.row(other, cpus));
        return ratio.holds(1) ? 0 : ratio.median() > 1 ? 1 : -1;
    }

    /// For a terminal; nothing if there is nothing to compare.
    static List<String> lines(List<Ranking> rankings) {
        if (rankings.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("", HEADING, "  " + inWords(rankings)));
        for (Ranking ranking : rankings) {
            ranking.swapped().forEach(pair -> lines.add("  ! " + ranking.title() + ": " + pair));
        }
        return lines;
    }

    /// For the page; nothing if there is nothing to compare.
    static String html(List<Ranking> rankings) {
        if (rankings.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section>\n");
        html.append(Html.element("h2", HEADING))
                .append(Html.element("p", inWords(rankings)))
                .append('\n');
        for (Ranking ranking : rankings) {
            ranking.swapped()
                    .forEach(pair -> html.append("<p class=\"warning\">")
                            .append(Html.escaped(ranking.title() + ": " + pair))
                            .append("</p>\n"));
        }
        return html.append("</section>\n").toString();
    }

    private static String inWords(List<Ranking> rankings) {
        int held = rankings.stream().mapToInt(Ranking::held).sum();
        int open = rankings.stream().mapToInt(Ranking::open).sum();
        int swapped =
                rankings.stream().mapToInt(ranking -> ranking.swapped().size()).sum();
        long same =
                rankings.stream().filter(ranking -> ranking.swapped().isEmpty()).count();
        long orders = rankings.stream().filter(Ranking::isOrder).count();
        return String.format(
                Locale.ROOT,
                "the same in %d of %d groups: of %d pairs of designs that both runs tell apart, %d stand the same way"
                        + " and %d do not; %d more are not told apart by both; the plain order of medians is the same"
                        + " in %d groups",
                same,
                rankings.size(),
                held + swapped,
                held,
                swapped,
                open,
                orders);
    }
}
