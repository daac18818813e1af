package anax.procmaps.tool;

import anax.procmaps.Detail;
import anax.procmaps.filter.BadCondition;
import anax.procmaps.filter.Filter;
import anax.procmaps.show.Words;
import anax.procmaps.window.WindowStart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `anax maps`: its options, and whether they go together. What they say about themselves stands in the resource
/// bundle, under their names.
///
/// Owner: the main thread.
@Command(
        name = "maps",
        versionProvider = ToolVersion.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        sortSynopsis = false)
public final class MapsCommand implements Callable<Integer> {
    private static final double LEAST_SECONDS = 0.1;
    private static final double MOST_SECONDS = 3600;

    private static final Set<String> WITH_WINDOW = Set.of("--window", "--dark", "--lang");

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PID|NAME|self|FILE|-", arity = "0..*", descriptionKey = "targets")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--top", descriptionKey = "top")
    private boolean top;

    @Option(names = "--rss", descriptionKey = "rss")
    private boolean rss;

    @Option(names = "--wide", descriptionKey = "wide")
    private boolean wide;

    @Option(names = "--why", descriptionKey = "why")
    private boolean why;

    @Option(names = "--threads", descriptionKey = "threads")
    private boolean threads;

    @Option(names = "--java", descriptionKey = "java")
    private boolean java;

    @Option(names = "--gaps", descriptionKey = "gaps")
    private boolean gaps;

    @Option(names = "--bar", descriptionKey = "bar")
    private boolean bar;

    @Option(names = "--filter", paramLabel = "CONDITION", descriptionKey = "filter")
    private List<String> filters = new ArrayList<>();

    @Option(names = "--range", paramLabel = "FROM-TO", descriptionKey = "range")
    private String range;

    @Option(names = "--at", paramLabel = "ADDRESS", descriptionKey = "at")
    private List<String> at = new ArrayList<>();

    @Option(names = "--pages", descriptionKey = "pages")
    private boolean pages;

    @Option(names = "--numa", descriptionKey = "numa")
    private boolean numa;

    @Option(names = "--totals", descriptionKey = "totals")
    private boolean totals;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Option(names = "--csv", descriptionKey = "csv")
    private boolean csv;

    @Option(names = "--pmap", descriptionKey = "pmap")
    private boolean pmap;

    @Option(names = "-x", descriptionKey = "extended")
    private boolean extended;

    @Option(names = "--original", descriptionKey = "original")
    private boolean original;

    @Option(names = "--diff", descriptionKey = "diff")
    private boolean diff;

    @Option(names = "--watch", paramLabel = "SECONDS", arity = "0..1", fallbackValue = "2", descriptionKey = "watch")
    private Double watch;

    @Option(names = "--count", paramLabel = "N", descriptionKey = "count")
    private Integer count;

    @Option(names = "--stable", descriptionKey = "stable")
    private boolean stable;

    @Option(names = "--window", descriptionKey = "window")
    private boolean window;

    @Option(names = "--dark", descriptionKey = "dark")
    private boolean dark;

    @Option(names = "--color", paramLabel = "WHEN", defaultValue = "auto", descriptionKey = "color")
    private String color;

    @Option(names = "--lang", paramLabel = "LANGUAGE", descriptionKey = "lang")
    private String lang;

    private MapsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// The command, ready to be run or to be made part of another.
    ///
    /// @param arguments what it will be run with: the language that they name is that of its help
    public static CommandLine commandLine(Surroundings surroundings, String... arguments) {
        var command = new CommandLine(new MapsCommand(surroundings));
        command.setResourceBundle(Words.of(locale(named(arguments))).bundle());
        command.setParameterExceptionHandler((wrong, given) -> {
            Words words = Words.of(locale(named(given)));
            CommandLine at = wrong.getCommandLine();
            String name = at.getCommandSpec().qualifiedName();
            at.getErr().println(name + ": " + UsageError.sentence(wrong, words));
            at.getErr().println(words.get("wrong.help", name));
            return ExitCodes.USAGE;
        });
        return command;
    }

    private static String named(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--lang=")) {
                return arguments[i].substring("--lang=".length());
            }
            if (arguments[i].equals("--lang") && i + 1 < arguments.length) {
                return arguments[i + 1];
            }
        }
        return null;
    }

    private static Locale locale(String language) {
        return language == null ? Locale.getDefault() : Locale.forLanguageTag(language.replace('_', '-'));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (window) {
            return openWindow();
        }
        if (dark) {
            throw wrong("wrong.dark");
        }
        if (targets.isEmpty()) {
            throw wrong("wrong.missing", spec.positionalParameters().getFirst().paramLabel());
        }
        Request request = request();
        return new Session(surroundings, request).run();
    }

    /// The window has its own ways to choose what is shown, so other options would be promises that nobody keeps.
    private int openWindow() throws InterruptedException {
        if (targets.size() > 1) {
            throw wrong("wrong.window");
        }
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (!WITH_WINDOW.contains(option.longestName())) {
                throw wrong("wrong.together", "--window", option.longestName());
            }
        }
        if (!WindowStart.hasDisplay()) {
            surroundings.err().println("anax maps: " + words().get("error.nodisplay"));
            return ExitCodes.NO_DISPLAY;
        }
        WindowStart.open(locale(lang), targets.isEmpty() ? "" : targets.getFirst(), dark);
        return ExitCodes.OK;
    }

    private Request request() {
        Format format = format();
        if (diff && (targets.size() != 2 || watch != null)) {
            throw wrong("wrong.diff");
        }
        if (extended && !pmap) {
            throw wrong("wrong.extended");
        }
        if ((count != null && (watch == null || count < 1)) || (watch != null && !isInterval(watch))) {
            throw wrong("wrong.watch", Double.toString(LEAST_SECONDS), Double.toString(MOST_SECONDS));
        }
        if (watch != null && format != Format.TABLE) {
            throw wrong("wrong.watched", optionOf(format));
        }
        boolean wantsColour = switch (color) {
            case "auto" -> surroundings.mayColour();
            case "always" -> true;
            case "never" -> false;
            default -> throw wrong("wrong.color", color);
        };
        Subject subject = subject(format);
        return new Request(
                targets,
                subject,
                addresses(),
                format,
                new View(conditions(), gaps, top),
                details(format),
                columns(),
                diff,
                watch == null ? 0 : watch,
                count == null ? Integer.MAX_VALUE : count,
                stable,
                bar,
                new Palette(wantsColour),
                locale(lang));
    }

    /// What is asked for besides regions stands alone, for it has columns of its own.
    private Subject subject(Format format) {
        List<Subject> subjects = new ArrayList<>();
        addIf(!at.isEmpty(), Subject.POINTS, subjects);
        addIf(pages, Subject.PAGES, subjects);
        addIf(numa, Subject.NODES, subjects);
        if (subjects.isEmpty()) {
            return Subject.REGIONS;
        }
        Subject subject = subjects.getFirst();
        List<String> others = new ArrayList<>();
        subjects.stream().skip(1).map(Subject::option).forEach(others::add);
        addIf(!EnumSet.of(Format.TABLE, Format.JSON, Format.CSV).contains(format), optionOf(format), others);
        addIf(diff, "--diff", others);
        addIf(watch != null, "--watch", others);
        addIf(bar, "--bar", others);
        addIf(gaps, "--gaps", others);
        addIf(rss, "--rss", others);
        addIf(wide, "--wide", others);
        addIf(why, "--why", others);
        addIf(subject == Subject.POINTS && !filters.isEmpty(), "--filter", others);
        addIf(subject == Subject.POINTS && range != null, "--range", others);
        if (!others.isEmpty()) {
            throw wrong("wrong.together", subject.option(), others.getFirst());
        }
        return subject;
    }

    private List<Long> addresses() {
        try {
            return at.stream().map(Filter::point).toList();
        } catch (BadCondition bad) {
            throw new UsageError(spec.commandLine(), bad.in(words()));
        }
    }

    private static boolean isInterval(double seconds) {
        return seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS;
    }

    private Format format() {
        List<Format> formats = new ArrayList<>();
        addIf(totals, Format.TOTALS, formats);
        addIf(json, Format.JSON, formats);
        addIf(csv, Format.CSV, formats);
        addIf(pmap, extended ? Format.PMAP_EXTENDED : Format.PMAP, formats);
        addIf(original, Format.ORIGINAL, formats);
        if (formats.size() > 1) {
            throw wrong("wrong.both", optionOf(formats.get(0)), optionOf(formats.get(1)));
        }
        return formats.isEmpty() ? Format.TABLE : formats.getFirst();
    }

    private static <T> void addIf(boolean wanted, T element, List<T> to) {
        if (wanted) {
            to.add(element);
        }
    }

    private static String optionOf(Format format) {
        return switch (format) {
            case PMAP, PMAP_EXTENDED -> "--pmap";
            default -> "--" + format.name().toLowerCase(Locale.ROOT);
        };
    }

    private List<Filter> conditions() {
        List<Filter> conditions = new ArrayList<>();
        try {
            for (String words : filters) {
                conditions.add(Filter.parse(words));
            }
            if (range != null) {
                conditions.add(Filter.range(range));
            }
        } catch (BadCondition bad) {
            throw new UsageError(spec.commandLine(), bad.in(words()));
        }
        return conditions;
    }

    private Set<Detail> details(Format format) {
        Set<Detail> details = EnumSet.noneOf(Detail.class);
        if (rss || format == Format.PMAP_EXTENDED) {
            details.add(Detail.PAGES);
        }
        if (threads) {
            details.add(Detail.THREADS);
        }
        if (java) {
            details.add(Detail.JAVA);
        }
        return details;
    }

    private Set<TableReport.Column> columns() {
        Set<TableReport.Column> columns = EnumSet.noneOf(TableReport.Column.class);
        if (wide) {
            columns.add(TableReport.Column.WIDE);
        }
        if (why) {
            columns.add(TableReport.Column.WHY);
        }
        return columns;
    }

    private UsageError wrong(String key, Object... values) {
        return new UsageError(spec.commandLine(), words().get(key, values));
    }

    private Words words() {
        return Words.of(locale(lang));
    }
}
