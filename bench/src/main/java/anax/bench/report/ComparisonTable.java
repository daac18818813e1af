package anax.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What has changed since an older run, for a terminal and for the page.
///
/// Owner: nobody; stateless. Allocates.
final class ComparisonTable {
    private static final String HEADING = "Compared with the older run";
    private static final String LAW =
            "a change is one if the 95 % intervals of both ratios leave 1 out: of the figures,"
                    + " and of the figures told in work of the machine that was measured beside them;"
                    + " each side has to have two forks at least";

    private ComparisonTable() {}

    /// For a terminal; nothing if there is nothing to compare.
    static List<String> lines(List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("", HEADING, LAW));
        String title = "";
        for (Change change : changes) {
            if (!change.title().equals(title)) {
                title = change.title();
                lines.add("  " + title);
            }
            lines.add(String.format(
                            Locale.ROOT,
                            "    %-32s new ÷ old %-22s to the machine %-22s %s",
                            change.design(),
                            Figures.ratio(change.raw()),
                            change.normalised() == null ? "–" : Figures.ratio(change.normalised()),
                            change.inWords())
                    .stripTrailing());
        }
        notes(changes).forEach(note -> lines.add("  ! " + note));
        return lines;
    }

    private static List<String> notes(List<Change> changes) {
        return changes.stream()
                .flatMap(change -> change.notes().stream())
                .distinct()
                .toList();
    }

    /// For the page; nothing if there is nothing to compare.
    static String html(List<Change> changes) {
        if (changes.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section>\n");
        html.append(Html.element("h2", HEADING))
                .append(Html.element("p", LAW + "."))
                .append('\n');
        for (String note : notes(changes)) {
            html.append("<p class=\"warning\">").append(Html.escaped(note)).append("</p>\n");
        }
        html.append("<div class=\"wide\"><table>\n<thead><tr><th>row</th><th>verdict</th><th>new ÷ old</th>")
                .append("<th>told in work of the machine</th></tr></thead>\n<tbody>\n");
        for (Change change : changes) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escaped(change.design()))
                    .append("<span class=\"small\"> ")
                    .append(Html.escaped(change.title()))
                    .append("</span></th>")
                    .append(Html.element("td", change.inWords()))
                    .append(Html.element("td", Figures.ratio(change.raw())))
                    .append(Html.element("td", change.normalised() == null ? "–" : Figures.ratio(change.normalised())))
                    .append("</tr>\n");
        }
        return html.append("</tbody>\n</table></div>\n</section>\n").toString();
    }
}
