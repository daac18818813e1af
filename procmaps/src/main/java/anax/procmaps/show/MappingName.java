package anax.procmaps.show;

import anax.procmaps.classify.Classification;
import anax.procmaps.maps.MapsSnapshot;

/// What stands in the last column of a region's row.
///
/// Owner: nobody; stateless. Allocates the text, if it is not the name itself.
public final class MappingName {
    private MappingName() {}

    /// The name; behind it for a stack the thread, for a JVM's range what it is called.
    public static String of(MapsSnapshot map, Classification classes, int region) {
        String name = Printable.of(map.name(region));
        String told = switch (classes.rule(region)) {
            case STACK_POINTER ->
                classes.thread(region)
                        .map(thread -> "[" + thread.name() + ", " + thread.tid() + "]")
                        .orElse("");
            case JAVA_HEAP_RANGE, JAVA_CODE_RANGE, JAVA_CLASSES_RANGE, JAVA_TABLES_RANGE ->
                classes.java(region).map(range -> "[" + range.label() + "]").orElse("");
            default -> "";
        };
        String separator = name.isEmpty() || told.isEmpty() ? "" : " ";
        return name + separator + Printable.of(told);
    }
}
