package anax.runtime;

import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/// The critical and hard sections that one thread entered last, and where: in debug mode only.
///
/// Owner: the thread's CPU; others may read it, and get old answers. Allocates an entry for each section and looks at
/// the top of the stack, which takes a microsecond or two. Never blocks. Bound: [#KEPT] sections, the oldest is
/// forgotten. DragonFly's `DEBUG_CRIT_SECTIONS`.
///
/// Sections that have been left again stay on it: at each depth the newest entry is the one that may be open still.
final class SectionTrail {
    /// So many sections are remembered.
    static final int KEPT = 32;

    private static final StackWalker STACK = StackWalker.getInstance();

    private final Entry[] entries = new Entry[KEPT];
    private int next;

    /// Owner: nobody; immutable, so that whoever reads it from elsewhere sees a whole one.
    private record Entry(StackFrame place, int depth, boolean hard) {
        @Override
        public String toString() {
            return depth + (hard ? " (hard) at " : " at ") + place;
        }
    }

    /// Notes a section and who entered it: the first caller outside of the classes of sections.
    ///
    /// @param depth in how many the thread is now
    void note(int depth, boolean hard) {
        final StackFrame place = STACK.walk(
                frames -> frames.dropWhile(SectionTrail::isOwn).findFirst().orElseThrow());
        entries[next] = new Entry(place, depth, hard);
        next = (next + 1) % KEPT;
    }

    private static boolean isOwn(StackFrame frame) {
        final String name = frame.getClassName();
        return name.equals(SectionTrail.class.getName()) || name.equals(ThreadSections.class.getName());
    }

    /// Forgets all.
    void clear() {
        Arrays.fill(entries, null);
        next = 0;
    }

    /// The newest first, each as its depth and its place, and what occurs again once.
    @Override
    public String toString() {
        final int newest = next - 1;
        final Set<String> told = new LinkedHashSet<>();
        for (int back = 0; back < KEPT; back++) {
            final Entry entry = entries[Math.floorMod(newest - back, KEPT)];
            if (entry != null) {
                told.add(entry.toString());
            }
        }
        return String.join(", ", told);
    }
}
