package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.wire.IgmpReport;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One group of one interface: what all that listen to it want of it together, and what routers are still to be told
/// of that. It is here as long as there is something to say of it.
///
/// Owner: that of [GroupMembership]. Allocates when made, when what somebody wants changes, and when a router asks
/// after sources. Never blocks. Bound: [#MOST_QUERIED] sources that a router has asked after, beyond which the answer
/// is for the whole group, which says no less.
final class IgmpGroup implements TimerHandler {
    static final int MOST_QUERIED = 1_024;

    private static final int RESPONSE = 0;
    private static final int CHANGE = 1;
    private static final int[] WHOLE_GROUP = {};

    /// RFC 3376, section 8.11.
    private static final long REPEAT_WITHIN_NS = 1_000_000_000L;

    /// RFC 2236, section 8.10.
    private static final long OLDER_REPEAT_WITHIN_NS = 10_000_000_000L;

    private final EngineEnvironment environment;
    private final IgmpOutput output;
    private final IgmpInterface by;
    private final int address;
    private final Timer response;
    private final Timer change;
    private final List<Listener> listeners = new ArrayList<>();
    private final SortedMap<Integer, Integer> sourceReportsLeft = new TreeMap<>();
    private SourceFilter wanted = SourceFilter.NONE;
    private int[] queried = WHOLE_GROUP;
    private int modeReportsLeft;

    IgmpGroup(EngineEnvironment environment, IgmpOutput output, IgmpInterface by, int address) {
        this.environment = environment;
        this.output = output;
        this.by = by;
        this.address = address;
        response = environment.newTimer(this, RESPONSE);
        change = environment.newTimer(this, CHANGE);
    }

    int address() {
        return address;
    }

    /// What the host wants of the group.
    SourceFilter wanted() {
        return wanted;
    }

    boolean isJoined() {
        return !wanted.isNone();
    }

    void listen(Object listener, SourceFilter filter) {
        listeners.removeIf(each -> each.who == listener);
        if (!filter.isNone()) {
            listeners.add(new Listener(listener, filter));
        }
        SourceFilter together = SourceFilter.NONE;
        for (final Listener each : listeners) {
            together = together.merge(each.filter);
        }
        if (!together.equals(wanted)) {
            become(together);
        }
    }

    /// Answers a query within a time, unless it is about to be answered sooner (RFC 3376, section 5.2, rules 3 to
    /// 5).
    ///
    /// @param sources those that are asked after; none for the whole group
    void respond(long withinNs, int[] sources) {
        if (!isJoined()) {
            return;
        }
        final boolean isWhole = response.isScheduled() && queried.length == 0;
        if (isWhole || sources.length == 0) {
            queried = WHOLE_GROUP;
        } else {
            final int[] all = SourceFilter.union(response.isScheduled() ? queried : WHOLE_GROUP, sources);
            queried = all.length > MOST_QUERIED ? WHOLE_GROUP : all;
        }
        final long atNs = by.timeWithin(withinNs);
        if (!IgmpInterface.isSooner(response, atNs)) {
            environment.schedule(response, atNs);
        }
    }

    /// Says what is wanted as if it was only now.
    void tellAgain() {
        if (isJoined()) {
            noteChange(SourceFilter.NONE, wanted);
            tellChange();
        }
    }

    /// Says nothing of what was about to be said.
    void keepQuiet() {
        environment.cancel(response);
        environment.cancel(change);
        modeReportsLeft = 0;
        sourceReportsLeft.clear();
        if (!isJoined()) {
            by.forget(this);
        }
    }

    @Override
    public void onTimer(Timer timer, long nowNs) {
        if (timer.kind() == CHANGE) {
            tellChange();
        } else if (by.version() < 3) {
            output.olderReport(by.index(), by.version(), address);
        } else if (queried.length == 0) {
            output.record(by.index(), wanted, address);
        } else {
            output.record(by.index(), IgmpReport.MODE_IS_INCLUDE, address, queriedThatAreWanted());
        }
    }

    private void become(SourceFilter next) {
        final SourceFilter before = wanted;
        wanted = next;
        if (!isJoined()) {
            environment.cancel(response);
        }
        if (by.version() == 3 || before.isNone() != next.isNone()) {
            noteChange(before, next);
            tellChange();
        }
    }

    /// RFC 3376, section 5.1: a change of mode is said with all of the list; a change of the list source by
    /// source.
    private void noteChange(SourceFilter before, SourceFilter next) {
        if (by.version() < 3 || before.excludes() != next.excludes()) {
            modeReportsLeft = by.robustness();
            sourceReportsLeft.clear();
            return;
        }
        for (final int source : before.difference(next)) {
            sourceReportsLeft.put(source, by.robustness());
        }
    }

    /// Says what has changed: at once, and again as often as the links of this network want it.
    private void tellChange() {
        if (by.version() == 3) {
            tellChangeBySources();
        } else {
            tellChangeOfMembership(by.version());
        }
        if (modeReportsLeft > 0 || !sourceReportsLeft.isEmpty()) {
            final long within = by.version() == 3 ? REPEAT_WITHIN_NS : OLDER_REPEAT_WITHIN_NS;
            environment.schedule(change, by.timeWithin(within));
            return;
        }
        environment.cancel(change);
        if (!isJoined()) {
            by.forget(this);
        }
    }

    /// Section 5.1: while a change of mode is to be said, what has changed of the list since is said with it.
    private void tellChangeBySources() {
        if (modeReportsLeft > 0) {
            modeReportsLeft--;
            final int type = wanted.excludes() ? IgmpReport.CHANGE_TO_EXCLUDE : IgmpReport.CHANGE_TO_INCLUDE;
            output.record(by.index(), type, address, wanted.sources());
        } else {
            output.change(by.index(), address, changedThatAre(true), changedThatAre(false));
        }
        sourceReportsLeft.replaceAll((source, left) -> left - 1);
        sourceReportsLeft.values().removeIf(left -> left == 0);
    }

    private void tellChangeOfMembership(int version) {
        sourceReportsLeft.clear();
        if (isJoined()) {
            modeReportsLeft--;
            output.olderReport(by.index(), version, address);
            return;
        }
        modeReportsLeft = 0; // that is said once
        if (version == 2) {
            output.leave(by.index(), address);
        }
    }

    private int[] changedThatAre(boolean allowed) {
        return sourceReportsLeft.keySet().stream()
                .mapToInt(source -> source)
                .filter(source -> wanted.allows(source) == allowed)
                .toArray();
    }

    private int[] queriedThatAreWanted() {
        return Arrays.stream(queried).filter(wanted::allows).toArray();
    }

    /// Who listens, and to what. Owner: nobody, it never changes.
    private record Listener(Object who, SourceFilter filter) {}
}
