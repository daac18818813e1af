package anax.procmaps.classify;

import anax.procmaps.jvm.JavaRange;
import anax.procmaps.live.ThreadStack;
import anax.procmaps.maps.MapsSnapshot;
import java.util.Optional;

/// The category of every region of one map, each with its reason.
///
/// Owner: nobody; nothing changes it. Holds one reference for each region. [#why] allocates.
public final class Classification {
    private final MapsSnapshot map;
    private final Knowledge knowledge;
    private final Rule[] rules;

    private Classification(MapsSnapshot map, Knowledge knowledge, Rule[] rules) {
        this.map = map;
        this.knowledge = knowledge;
        this.rules = rules;
    }

    /// Classifies a map with nothing else known.
    public static Classification of(MapsSnapshot map) {
        return of(map, Knowledge.NONE);
    }

    /// Classifies a map with what is known of its process.
    public static Classification of(MapsSnapshot map, Knowledge knowledge) {
        return new Classification(map, knowledge, new Classifier(map, knowledge).rules());
    }

    /// What the region is for.
    public Category category(int region) {
        return rule(region).category();
    }

    /// The rule that said so.
    public Rule rule(int region) {
        return rules[region];
    }

    /// The thread whose stack it is, if that is how the region was known.
    public Optional<ThreadStack> thread(int region) {
        return knowledge.stacks().stream()
                .filter(stack -> map.indexOf(stack.stackPointer()) == region)
                .findFirst();
    }

    /// What a JVM calls it, if that is how the region was known.
    public Optional<JavaRange> java(int region) {
        return knowledge.javaRanges().stream()
                .filter(range -> range.meets(map.start(region), map.end(region)))
                .findFirst();
    }

    /// The reason, with the thread or the range if one told.
    public String why(int region) {
        Rule rule = rule(region);
        return switch (rule) {
            case STACK_POINTER ->
                rule.why()
                        + thread(region)
                                .map(t -> ": " + t.name() + ", " + t.tid())
                                .orElse("");
            case JAVA_HEAP_RANGE, JAVA_CODE_RANGE, JAVA_CLASSES_RANGE, JAVA_TABLES_RANGE ->
                rule.why() + java(region).map(range -> ": " + range.label()).orElse("");
            default -> rule.why();
        };
    }
}
