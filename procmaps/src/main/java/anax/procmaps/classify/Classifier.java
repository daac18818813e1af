package anax.procmaps.classify;

import anax.procmaps.jvm.JavaRange;
import anax.procmaps.live.ThreadStack;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Permissions;
import java.util.regex.Pattern;

/// Finds the rule for each region of one map.
///
/// Owner: one call. Allocates an entry for each file of the map. In line with the number of regions, times the number
/// of Java ranges.
final class Classifier {
    /// A guard is small beside what it guards; JVMs use 4 to 16 KiB, languages with green threads up to 1 MiB.
    private static final long LARGEST_GUARD = 1L << 20;

    private static final int ANY_RIGHT = Permissions.READ | Permissions.WRITE | Permissions.EXECUTE;
    private static final Pattern SYSTEM_V = Pattern.compile("/SYSV[0-9a-f]{8}( \\(deleted\\))?");
    private static final Pattern DEVICE_MEMORY =
            Pattern.compile("/(?:dmabuf:.*|i915 \\(deleted\\)|drm mm object \\(deleted\\))");

    private final MapsSnapshot map;
    private final Knowledge knowledge;
    private final MappedFiles files;

    Classifier(MapsSnapshot map, Knowledge knowledge) {
        this.map = map;
        this.knowledge = knowledge;
        this.files = new MappedFiles(map, knowledge.codeAddress(), knowledge.executable());
    }

    Rule[] rules() {
        Rule[] rules = new Rule[map.count()];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = rule(i);
        }
        for (ThreadStack stack : knowledge.stacks()) {
            int region = map.indexOf(stack.stackPointer());
            if (region >= 0 && isPlainMemory(rules[region])) {
                rules[region] = Rule.STACK_POINTER;
            }
        }
        return rules;
    }

    /// The stack of the first thread has its own label, and a signal stack may lie in a file or a heap.
    private static boolean isPlainMemory(Rule rule) {
        Category category = rule.category();
        return category == Category.ANONYMOUS || category == Category.NAMED_ANONYMOUS;
    }

    private Rule rule(int region) {
        for (JavaRange range : knowledge.javaRanges()) {
            if (range.meets(map.start(region), map.end(region))) {
                return ofJava(range.kind());
            }
        }
        String name = map.name(region);
        if (name.isEmpty()) {
            return nameless(region);
        }
        if (name.charAt(0) == '[') {
            return label(name);
        }
        return name.charAt(0) == '/' ? path(region, name) : Rule.PSEUDO_FILE;
    }

    private static Rule ofJava(JavaRange.Kind kind) {
        return switch (kind) {
            case HEAP -> Rule.JAVA_HEAP_RANGE;
            case CODE -> Rule.JAVA_CODE_RANGE;
            case CLASSES, ARCHIVE -> Rule.JAVA_CLASSES_RANGE;
            case COLLECTOR, POLLING_PAGE -> Rule.JAVA_TABLES_RANGE;
        };
    }

    private Rule nameless(int region) {
        if ((map.permissions(region) & ANY_RIGHT) == 0) {
            return isGuard(region) ? Rule.GUARD_BESIDE : Rule.NO_RIGHTS;
        }
        return (map.permissions(region) & Permissions.SHARED) != 0 ? Rule.NO_NAME_SHARED : Rule.NO_NAME;
    }

    private boolean isGuard(int region) {
        if (Long.compareUnsigned(map.size(region), LARGEST_GUARD) > 0) {
            return false;
        }
        boolean below = region + 1 < map.count()
                && map.start(region + 1) == map.end(region)
                && (map.permissions(region + 1) & Permissions.WRITE) != 0;
        boolean above = region > 0
                && map.end(region - 1) == map.start(region)
                && (map.permissions(region - 1) & Permissions.WRITE) != 0;
        return below || above;
    }

    private static Rule label(String name) {
        return switch (name) {
            case "[heap]" -> Rule.HEAP_LABEL;
            case "[stack]" -> Rule.STACK_LABEL;
            case "[vdso]", "[vsyscall]" -> Rule.SYSTEM_CALL_LABEL;
            default -> {
                if (name.startsWith("[stack:")) {
                    yield Rule.THREAD_STACK_LABEL;
                }
                if (name.startsWith("[vvar")) {
                    yield Rule.KERNEL_VARIABLE_LABEL;
                }
                if (name.startsWith("[anon:")) {
                    yield Rule.ANONYMOUS_NAME;
                }
                yield name.startsWith("[anon_shmem:") ? Rule.SHARED_NAME : Rule.UNKNOWN_LABEL;
            }
        };
    }

    private Rule path(int region, String name) {
        if (name.equals("/dev/zero (deleted)")) {
            return Rule.SHARED_ZERO;
        }
        // What has no file system of its own has a device without a major number.
        if (map.major(region) == 0) {
            if (name.startsWith("/SYSV") && SYSTEM_V.matcher(name).matches()) {
                return Rule.SYSTEM_V;
            }
            if (name.startsWith("/memfd:") && name.endsWith(" (deleted)")) {
                return Rule.MEMFD;
            }
            if (name.equals("/anon_hugepage (deleted)")) {
                return (map.permissions(region) & Permissions.SHARED) != 0 ? Rule.NO_NAME_SHARED : Rule.ANONYMOUS_HUGE;
            }
            if (name.equals("/[aio] (deleted)")) {
                return Rule.ASYNCHRONOUS_IO;
            }
            if (DEVICE_MEMORY.matcher(name).matches()) {
                return Rule.DEVICE_PATH;
            }
        }
        if (name.startsWith("/dev/") && !name.startsWith("/dev/shm/") && !name.startsWith("/dev/hugepages/")) {
            return Rule.DEVICE_PATH;
        }
        return file(region);
    }

    private Rule file(int region) {
        int permissions = map.permissions(region);
        boolean executable = (permissions & Permissions.EXECUTE) != 0;
        if ((permissions & ANY_RIGHT) == 0) {
            return Rule.FILE_WITHOUT_RIGHTS;
        }
        if (files.isProgram(region)) {
            return executable ? Rule.PROGRAM_CODE : Rule.PROGRAM_FILE;
        }
        if (!files.isSomewhereExecutable(region)) {
            return Rule.OTHER_FILE;
        }
        if (files.isMappedFromHead(region)) {
            return executable ? Rule.LIBRARY_CODE : Rule.LIBRARY_FILE;
        }
        return executable ? Rule.OTHER_CODE : Rule.OTHER_FILE;
    }
}
