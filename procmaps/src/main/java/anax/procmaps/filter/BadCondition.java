package anax.procmaps.filter;

import anax.procmaps.show.Words;

/// A condition on regions, or an address, that is none: which sentence tells it, and of what.
///
/// Owner: whoever catches it.
public final class BadCondition extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String[] values;

    /// @param key    of the sentence, in the resource bundle
    /// @param values what it names
    public BadCondition(String key, String... values) {
        super(key + " " + String.join(" ", values));
        this.key = key;
        this.values = values;
    }

    /// The sentence in a language.
    public String in(Words words) {
        return words.get(key, (Object[]) values);
    }
}
