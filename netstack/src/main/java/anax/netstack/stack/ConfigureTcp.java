package anax.netstack.stack;

import anax.netstack.tcp.TcpConfig;
import java.util.Objects;

/// Tells TCP otherwise in every partition, as [anax.netstack.tcp.TcpSockets#configure] does in one.
///
/// Owner: as every [StackMessage].
public final class ConfigureTcp extends EverywhereMessage {
    private final TcpConfig config;

    /// Makes the message.
    ///
    /// @param config what TCP is told from then on
    public ConfigureTcp(NetworkStack stack, TcpConfig config) {
        super(stack);
        this.config = Objects.requireNonNull(config, "config");
    }

    @Override
    protected int visit(Partition partition) {
        partition.tcp().configure(config);
        return 0;
    }
}
