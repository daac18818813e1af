package anax.procmaps.tool;

import anax.procmaps.classify.Category;
import anax.procmaps.classify.Classification;
import anax.procmaps.classify.Rule;
import anax.procmaps.diff.Change;
import anax.procmaps.space.Gap;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// What the command says, in the language of a locale: English, or Spanish.
///
/// Owner: nobody; immutable.
final class Words {
    private static final String BUNDLE = "anax.procmaps.tool.Words";

    private final ResourceBundle bundle;

    private Words(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    static Words of(Locale locale) {
        var noFallback = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Words(ResourceBundle.getBundle(BUNDLE, locale, Words.class.getClassLoader(), noFallback));
    }

    ResourceBundle bundle() {
        return bundle;
    }

    String get(String key) {
        return bundle.getString(key);
    }

    String get(String key, Object... values) {
        return MessageFormat.format(bundle.getString(key), values);
    }

    String use(Category category) {
        return get("use." + category.name());
    }

    String use(Gap.Kind kind) {
        return get("gap." + kind.name());
    }

    String change(Change.Kind kind) {
        return get("change." + kind.name());
    }

    /// Why a region is what it is, with the thread or the range that told.
    String why(Classification classes, int region) {
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
