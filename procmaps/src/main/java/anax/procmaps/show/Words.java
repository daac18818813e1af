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

/// What people are told, in the language of a locale: English, or Spanish.
///
/// Owner: nobody; immutable.
public final class Words {
    private static final String BUNDLE = "anax.procmaps.show.Words";

    private final ResourceBundle bundle;

    private Words(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /// The words of a language; English if there are none of it.
    public static Words of(Locale locale) {
        var noFallback = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Words(ResourceBundle.getBundle(BUNDLE, locale, Words.class.getClassLoader(), noFallback));
    }

    /// The bundle itself, for the texts of a command's help.
    public ResourceBundle bundle() {
        return bundle;
    }

    /// A text without values.
    public String get(String key) {
        return bundle.getString(key);
    }

    /// A text with values in their places.
    public String get(String key, Object... values) {
        return MessageFormat.format(bundle.getString(key), values);
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
