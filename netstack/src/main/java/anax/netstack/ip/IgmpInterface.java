package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.wire.IgmpHeader;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/// One interface's groups, and which version of IGMP its routers speak.
///
/// Owner: that of [GroupMembership]. Allocates when a group is joined, and when a router asks after sources of one.
/// Never blocks.
final class IgmpInterface implements TimerHandler {
    private static final int GENERAL_RESPONSE = 0;
    private static final int OLDER_QUERIER = 1;

    private static final int[] NO_SOURCES = {};
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long TENTH_NS = SECOND_NS / 10;

    /// RFC 3376, section 8.1.
    private static final int STANDARD_ROBUSTNESS = 2;

    /// RFC 3376, section 8.2.
    private static final long STANDARD_INTERVAL_NS = 125 * SECOND_NS;

    private final EngineEnvironment environment;
    private final IgmpOutput output;
    private final int index;
    private final Int2ObjectHashMap<IgmpGroup> byAddress = new Int2ObjectHashMap<>();
    private final List<IgmpGroup> inTurn = new ArrayList<>();
    private final Timer generalResponse;
    private final Timer version1Querier;
    private final Timer version2Querier;
    private int robustness = STANDARD_ROBUSTNESS;
    private long queryIntervalNs = STANDARD_INTERVAL_NS;

    IgmpInterface(EngineEnvironment environment, IgmpOutput output, int index) {
        this.environment = environment;
        this.output = output;
        this.index = index;
        generalResponse = environment.newTimer(this, GENERAL_RESPONSE);
        version1Querier = environment.newTimer(this, OLDER_QUERIER);
        version2Querier = environment.newTimer(this, OLDER_QUERIER);
    }

    int index() {
        return index;
    }

    /// How often to say what might get lost.
    int robustness() {
        return robustness;
    }

    /// The version to speak (RFC 3376, section 7.2.1).
    int version() {
        if (version1Querier.isScheduled()) {
            return 1;
        }
        return version2Querier.isScheduled() ? 2 : 3;
    }

    boolean isMember(int address) {
        final IgmpGroup group = byAddress.get(address);
        return group != null && group.isJoined();
    }

    void listen(Object listener, int address, SourceFilter filter) {
        IgmpGroup group = byAddress.get(address);
        if (group == null) {
            if (filter.isNone()) {
                return;
            }
            group = new IgmpGroup(environment, output, this, address);
            byAddress.put(address, group);
            inTurn.add(group);
        }
        group.listen(listener, filter);
    }

    /// Nothing is left to be said of a group that was left.
    void forget(IgmpGroup group) {
        byAddress.remove(group.address());
        inTurn.remove(group);
    }

    /// Says nothing any more, and forgets the routers of the link.
    void onDown() {
        environment.cancel(version1Querier);
        environment.cancel(version2Querier);
        robustness = STANDARD_ROBUSTNESS;
        queryIntervalNs = STANDARD_INTERVAL_NS;
        onVersionChange();
    }

    /// Says what the host is a member of, as if it had joined now.
    void onUp() {
        for (int i = 0; i < inTurn.size(); i++) {
            inTurn.get(i).tellAgain();
        }
    }

    /// RFC 3376, sections 5.2 and 7.2.1.
    void onQuery(IgmpHeader query) {
        final long withinNs = query.maxResponseTenths() * TENTH_NS;
        final int queriersVersion = query.queryVersion();
        final boolean general = query.group() == Ipv4Addresses.ANY;
        if (queriersVersion == 3) {
            learn(query);
        } else if (general) {
            hearOlder(queriersVersion, withinNs);
        }
        if (!general) {
            respondFor(query, withinNs);
        } else if (version() == 3) {
            respondForAll(withinNs);
        } else {
            for (int i = 0; i < inTurn.size(); i++) {
                inTurn.get(i).respond(withinNs, NO_SOURCES);
            }
        }
    }

    /// Another member has said what we were about to say (RFC 2236, section 3); version 3 wants to hear each of
    /// us.
    void onReport(int address) {
        final IgmpGroup group = byAddress.get(address);
        if (group != null && version() < 3) {
            group.keepQuiet();
        }
    }

    @Override
    public void onTimer(Timer timer, long nowNs) {
        if (timer.kind() == GENERAL_RESPONSE) {
            output.currentState(index, inTurn);
        } else {
            onVersionChange();
        }
    }

    /// Some time in a span, from what nobody can foretell.
    long timeWithin(long spanNs) {
        return environment.nowNs() + (spanNs == 0 ? 0 : 1 + Long.remainderUnsigned(environment.nextSecret(), spanNs));
    }

    private void learn(IgmpHeader query) {
        robustness = query.robustness() > 0 ? query.robustness() : STANDARD_ROBUSTNESS;
        final int seconds = query.queryIntervalSeconds();
        queryIntervalNs = seconds > 0 ? seconds * SECOND_NS : STANDARD_INTERVAL_NS;
    }

    /// Section 8.12 says for how long.
    private void hearOlder(int queriersVersion, long withinNs) {
        final int before = version();
        final Timer querier = queriersVersion == 1 ? version1Querier : version2Querier;
        environment.schedule(querier, environment.nowNs() + robustness * queryIntervalNs + withinNs);
        if (version() != before) {
            onVersionChange();
        }
    }

    /// Section 7.2.1: what was about to be said would be said in another way now, and will be asked for again.
    private void onVersionChange() {
        environment.cancel(generalResponse);
        for (int i = inTurn.size() - 1; i >= 0; i--) {
            inTurn.get(i).keepQuiet();
        }
    }

    private void respondForAll(long withinNs) {
        final long atNs = timeWithin(withinNs);
        if (!isSooner(generalResponse, atNs)) {
            environment.schedule(generalResponse, atNs);
        }
    }

    /// Section 5.2, rule 1: an answer for all groups that comes sooner says it too.
    private void respondFor(IgmpHeader query, long withinNs) {
        final IgmpGroup group = byAddress.get(query.group());
        if (group != null && !isSooner(generalResponse, environment.nowNs() + withinNs)) {
            group.respond(withinNs, query.queryVersion() == 3 ? sourcesOf(query) : NO_SOURCES);
        }
    }

    private static int[] sourcesOf(IgmpHeader query) {
        final int[] sources = new int[query.sourceCount()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = query.source(i);
        }
        return sources;
    }

    static boolean isSooner(Timer timer, long deadlineNs) {
        return timer.isScheduled() && timer.deadlineNs() - deadlineNs <= 0;
    }
}
