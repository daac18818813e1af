package anax.procmaps.show;

import anax.procmaps.classify.Category;
import anax.procmaps.classify.Classification;
import anax.procmaps.classify.Rule;
import anax.procmaps.diff.Change;
import anax.procmaps.read.ReadOutcome;
import anax.procmaps.space.Gap;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// What the command and the window say, in the language of a locale: English, or Spanish.
///
/// Owner: nobody; immutable.
public final class Words {
    private static final String SHARED = "anax.procmaps.show.Words";
    private static final String WINDOW = "anax.procmaps.show.WindowWords";

    private final ResourceBundle own;
    private final ResourceBundle shared;

    private Words(ResourceBundle own, ResourceBundle shared) {
        this.own = own;
        this.shared = shared;
    }

    /// The words that both share; the window's stay unread.
    public static Words of(Locale locale) {
        ResourceBundle shared = load(SHARED, locale);
        return new Words(shared, shared);
    }

    /// The same with those that only the window has.
    public static Words ofWindow(Locale locale) {
        return new Words(load(WINDOW, locale), load(SHARED, locale));
    }

    private static ResourceBundle load(String name, Locale locale) {
        var noFallback = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return ResourceBundle.getBundle(name, locale, Words.class.getClassLoader(), noFallback);
    }

    /// The bundle with the most words of one's own.
    public ResourceBundle bundle() {
        return own;
    }

    /// A text without values.
    public String get(String key) {
        return bundleOf(key).getString(key);
    }

    /// A text with values in their places.
    public String get(String key, Object... values) {
        return MessageFormat.format(bundleOf(key).getString(key), values);
    }

    private ResourceBundle bundleOf(String key) {
        return own.containsKey(key) ? own : shared;
    }

    /// Why a process was not read, as a sentence.
    ///
    /// @throws IllegalArgumentException if it was
    public String outcome(ReadOutcome outcome) {
        String pid = Long.toString(outcome.pid());
        return switch (outcome) {
            case ReadOutcome.Empty empty -> get("empty." + empty.reason(), pid);
            case ReadOutcome.Gone _ -> get("error.gone", pid);
            case ReadOutcome.Denied _ -> get("error.denied", pid);
            case ReadOutcome.Torn torn -> get("error.torn." + torn.change(), pid);
            case ReadOutcome.TooLarge _ -> get("error.large", pid);
            case ReadOutcome.Ok _ ->
                throw new IllegalArgumentException("process " + pid + " was read; only a failure has a sentence");
        };
    }

    /// What a category is called.
    public String use(Category category) {
        return get("use." + category.name());
    }

    /// What a gap is called.
    public String use(Gap.Kind kind) {
        return get("gap." + kind.name());
    }

    /// What a change is called.
    public String change(Change.Kind kind) {
        return get("change." + kind.name());
    }

    /// Why a region is what it is, with the thread or the range that told.
    public String why(Classification classes, int region) {
        Rule rule = classes.rule(region);
        String why = get("why." + rule.name());
        return switch (rule) {
            case STACK_POINTER ->
                why
                        + classes.thread(region)
                                .map(t -> ": " + t.name() + ", " + t.tid())
                                .orElse("");
            case JAVA_HEAP_RANGE, JAVA_CODE_RANGE, JAVA_CLASSES_RANGE, JAVA_TABLES_RANGE ->
                why + classes.java(region).map(range -> ": " + range.label()).orElse("");
            default -> why;
        };
    }
}
