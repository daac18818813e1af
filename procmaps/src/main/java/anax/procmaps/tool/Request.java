package anax.procmaps.tool;

import anax.procmaps.Detail;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the command line asked for, checked.
///
/// Owner: nobody; a value.
///
/// @param targets      what to show, as it was written
/// @param subject      what of them
/// @param addresses    which ones, if these are asked for
/// @param format       what to write
/// @param view         which lines, in which order
/// @param details      what to ask live processes beside their maps
/// @param columns      more columns of the table
/// @param diff         whether the two targets are compared
/// @param watchSeconds how often to look again; 0 for once
/// @param rounds       how often to look at most
/// @param stable       whether to read until two maps are equal
/// @param bar          whether to draw the address space
/// @param palette      colours, or none
/// @param locale       the language
record Request(
        List<String> targets,
        Subject subject,
        List<Long> addresses,
        Format format,
        View view,
        Set<Detail> details,
        Set<TableReport.Column> columns,
        boolean diff,
        double watchSeconds,
        int rounds,
        boolean stable,
        boolean bar,
        Palette palette,
        Locale locale) {}
