package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.wire.IgmpReport;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// One group of one interface, counted: it is joined as long as somebody wants it, and it is here as long as there is
/// something to say of it.
///
/// Owner: that of [GroupMembership]. Allocates when made. Never blocks.
final class IgmpGroup implements TimerHandler {
    private static final int RESPONSE = 0;
    private static final int CHANGE = 1;

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
    private int joins;
    private int changesLeft;

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

    boolean isJoined() {
        return joins > 0;
    }

    void join() {
        joins++;
        if (joins == 1) {
            changesLeft = by.robustness();
            tellChange();
        }
    }

    void leave() {
        joins--;
        if (joins == 0) {
            environment.cancel(response);
            changesLeft = by.robustness();
            tellChange();
        }
    }

    /// Answers a query within a time, unless it is about to be answered sooner.
    void respond(long withinNs) {
        final long atNs = by.timeWithin(withinNs);
        if (isJoined() && !IgmpInterface.isSooner(response, atNs)) {
            environment.schedule(response, atNs);
        }
    }

    /// Says that it is joined as if it was only now.
    void tellAgain() {
        changesLeft = by.robustness();
        tellChange();
    }

    /// Says nothing of what was about to be said.
    void keepQuiet() {
        environment.cancel(response);
        environment.cancel(change);
        changesLeft = 0;
        if (!isJoined()) {
            by.forget(this);
        }
    }

    @Override
    public void onTimer(Timer timer, long nowNs) {
        if (timer.kind() == CHANGE) {
            tellChange();
        } else if (by.version() == 3) {
            output.record(by.index(), IgmpReport.MODE_IS_EXCLUDE, address);
        } else {
            output.olderReport(by.index(), by.version(), address);
        }
    }

    /// Says that it was joined, or left: at once, and again as often as the links of this network want it.
    private void tellChange() {
        final int version = by.version();
        if (version == 3) {
            final int type = isJoined() ? IgmpReport.CHANGE_TO_EXCLUDE : IgmpReport.CHANGE_TO_INCLUDE;
            output.record(by.index(), type, address);
        } else if (isJoined()) {
            output.olderReport(by.index(), version, address);
        } else {
            changesLeft = 0; // that is said once
            if (version == 2) {
                output.leave(by.index(), address);
            }
        }
        if (--changesLeft > 0) {
            environment.schedule(change, by.timeWithin(version == 3 ? REPEAT_WITHIN_NS : OLDER_REPEAT_WITHIN_NS));
            return;
        }
        environment.cancel(change);
        if (!isJoined()) {
            by.forget(this);
        }
    }
}
