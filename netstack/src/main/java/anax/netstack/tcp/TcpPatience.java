package anax.netstack.tcp;

/// How long, and how often, a user wants things to be tried: what few choose otherwise than their stack, so that
/// endpoints share it until one does.
///
/// Owner: nobody, it does not change once an endpoint has it; [#copy] makes one to be changed.
final class TcpPatience {
    long keepIdleNs;
    long keepIntervalNs;
    int keepCount;
    int synCount;
    long userTimeoutNs;
    long openTimeoutNs;
    long lingerNs = -1;

    private TcpPatience() {}

    /// That of a stack.
    static TcpPatience of(TcpConfig config) {
        final TcpPatience patience = new TcpPatience();
        patience.keepIdleNs = config.keepalive().idleNs();
        patience.keepIntervalNs = config.keepalive().intervalNs();
        patience.keepCount = config.keepalive().probes();
        patience.synCount = config.opening().synRetries();
        patience.openTimeoutNs = config.opening().timeoutNs();
        return patience;
    }

    TcpPatience copy() {
        final TcpPatience copy = new TcpPatience();
        copy.keepIdleNs = keepIdleNs;
        copy.keepIntervalNs = keepIntervalNs;
        copy.keepCount = keepCount;
        copy.synCount = synCount;
        copy.userTimeoutNs = userTimeoutNs;
        copy.openTimeoutNs = openTimeoutNs;
        copy.lingerNs = lingerNs;
        return copy;
    }
}
