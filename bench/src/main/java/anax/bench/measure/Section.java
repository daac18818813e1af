package anax.bench.measure;

import java.util.List;

/// All results of one group, or the reason why there are none.
///
/// Owner: nobody; immutable.
///
/// @param bench       the group's name
/// @param title       the group's name for people
/// @param job         what an operation is, in one sentence
/// @param unit        what the figures count
/// @param reference   the design that ratios are told against
/// @param figures     one row for each design
/// @param further     what was counted beside them, in the order of columns
/// @param notes       what a reader of any row has to know
/// @param skipped     why it was not measured; empty if it was
public record Section(
        String bench,
        String title,
        String job,
        Unit unit,
        String reference,
        List<Result> figures,
        List<Further> further,
        List<String> notes,
        String skipped) {

    /// The section of a group that was left out.
    public static Section skipped(Group group) {
        return new Section(
                group.bench(),
                group.title(),
                group.job(),
                group.unit(),
                "",
                List.of(),
                List.of(),
                List.of(),
                group.skipped());
    }

    /// What a row showed in another unit; not a number if that was not counted.
    ///
    /// @param row index of the figure
    public double further(Unit wanted, int row) {
        for (Further column : further) {
            if (column.unit() == wanted) {
                return column.results().get(row).spread().median();
            }
        }
        return Double.NaN;
    }

    /// The row that ratios are told against; null if it is not there.
    public Result referenceRow() {
        for (Result figure : figures) {
            if (figure.design().equals(reference)) {
                return figure;
            }
        }
        return null;
    }
}
