package anax.netstack.stack;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.ip.ConflictPolicy;
import anax.netstack.link.Link;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.tcp.TcpConfig;
import anax.netstack.udp.UdpPortRange;
import java.util.Objects;
import java.util.function.Consumer;

/// What a stack is told when it is made.
///
/// Owner: nobody, it never changes.
///
/// @param flowHash         the hash that chooses a flow's CPU
/// @param udpDispatch      how UDP's packets are shared out
/// @param udpPorts         the ports for sockets that ask for none
/// @param pool             each CPU's packets
/// @param batch            how many messages and frames a netisr takes before it ends its batch, 1 to 1024
/// @param cohorts          whether a CPU classifies all frames of a batch before it goes on with those that are its
///                         own, as the paper's protocol threads do; else each goes on at once
/// @param pseudoConnect    whether UDP connects for each datagram that it sends, for comparison
/// @param icmpErrorsPerSecond how many errors each partition may send, 0 to 1,000,000
/// @param probeAddresses   whether to ask for an address on Ethernet before it is used (RFC 5227): it takes 5 s
/// @param conflictPolicy   what to do when another station uses an address of ours
/// @param tcp              what TCP is told
/// @param coalescing       whether segments that come by links which join none are joined here: TCP's, and UDP's of
///     sockets that want them so
/// @param acceptRedirects  whether to heed routers that name a nearer one (RFC 1122, section 3.2.2.2); off is for
///     links whose hosts are not to be trusted
/// @param secret           what outsiders must not know; the same secret makes the same choices
public record StackConfig(
        FlowHash flowHash,
        UdpDispatch udpDispatch,
        UdpPortRange udpPorts,
        PacketPoolConfig pool,
        int batch,
        boolean cohorts,
        boolean pseudoConnect,
        int icmpErrorsPerSecond,
        boolean probeAddresses,
        ConflictPolicy conflictPolicy,
        TcpConfig tcp,
        boolean coalescing,
        boolean acceptRedirects,
        long secret) {
    /// Messages and frames of a batch, as the paper has it.
    public static final int STANDARD_BATCH = 32;

    private static final int MOST_BATCH = 1_024;
    private static final int MOST_ERRORS = 1_000_000;

    /// How UDP's packets are shared out.
    public enum UdpDispatch {
        /// By addresses and ports.
        FLOW,

        /// In turn, as the paper's hybrid strategy.
        ROUND_ROBIN
    }

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public StackConfig {
        Objects.requireNonNull(flowHash, "flowHash");
        Objects.requireNonNull(udpDispatch, "udpDispatch");
        Objects.requireNonNull(udpPorts, "udpPorts");
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(conflictPolicy, "conflictPolicy");
        if (batch < 1 || batch > MOST_BATCH) {
            throw new IllegalArgumentException("a batch of " + batch + " was asked for; use 1 to " + MOST_BATCH);
        }
        if (icmpErrorsPerSecond < 0 || icmpErrorsPerSecond > MOST_ERRORS) {
            throw new IllegalArgumentException(
                    icmpErrorsPerSecond + " ICMP errors a second were allowed; use 0 to " + MOST_ERRORS);
        }
    }

    /// What a stack has if nobody wants it otherwise.
    ///
    /// @param secret random, and kept from outsiders
    public static StackConfig standard(long secret) {
        return new StackConfig(
                FlowHash.TOEPLITZ,
                UdpDispatch.FLOW,
                UdpPortRange.STANDARD,
                PacketPoolConfig.standard(),
                STANDARD_BATCH,
                false,
                false,
                1_000,
                false,
                ConflictPolicy.DEFEND_ONCE,
                TcpConfig.standard(),
                true,
                true,
                secret);
    }

    /// What a stack has whose packets come by a link, if nobody wants it otherwise: a pool that suits it.
    ///
    /// @param secret random, and kept from outsiders
    public static StackConfig forLink(Link link, long secret) {
        final int longestFrame = link.type().headerLength() + link.mtu();
        final boolean joins = link.capabilities().longestSegment() > 0;
        return standard(secret).withPool(PacketPoolConfig.forFrames(longestFrame, joins));
    }

    /// The same with some of it changed; the result is checked as every configuration is.
    ///
    /// ```java
    /// StackConfig.standard(secret).with(draft -> {
    ///     draft.batch = 64;
    ///     draft.probeAddresses = true;
    /// })
    /// ```
    ///
    /// @throws IllegalArgumentException if something is out of its range then
    public StackConfig with(Consumer<Draft> change) {
        final Draft draft = new Draft(this);
        change.accept(draft);
        return draft.config();
    }

    /// The same with another pool.
    public StackConfig withPool(PacketPoolConfig newPool) {
        return with(draft -> draft.pool = newPool);
    }

    /// The same with another hash and dispatch.
    public StackConfig withDispatch(FlowHash newHash, UdpDispatch newDispatch) {
        return with(draft -> {
            draft.flowHash = newHash;
            draft.udpDispatch = newDispatch;
        });
    }

    /// The same with another limit of a batch.
    public StackConfig withBatch(int newBatch) {
        return with(draft -> draft.batch = newBatch);
    }

    /// The same, with or without a connect for each datagram.
    public StackConfig withPseudoConnect(boolean on) {
        return with(draft -> draft.pseudoConnect = on);
    }

    /// The same with another configuration of TCP.
    public StackConfig withTcp(TcpConfig newTcp) {
        return with(draft -> draft.tcp = newTcp);
    }

    /// A configuration on its way to be another one: its fields are the components of the record, by their names.
    ///
    /// Owner: the call of [StackConfig#with] that made it.
    public static final class Draft {
        public FlowHash flowHash;
        public UdpDispatch udpDispatch;
        public UdpPortRange udpPorts;
        public PacketPoolConfig pool;
        public int batch;
        public boolean cohorts;
        public boolean pseudoConnect;
        public int icmpErrorsPerSecond;
        public boolean probeAddresses;
        public ConflictPolicy conflictPolicy;
        public TcpConfig tcp;
        public boolean coalescing;
        public boolean acceptRedirects;
        public long secret;

        private Draft(StackConfig from) {
            flowHash = from.flowHash;
            udpDispatch = from.udpDispatch;
            udpPorts = from.udpPorts;
            pool = from.pool;
            batch = from.batch;
            cohorts = from.cohorts;
            pseudoConnect = from.pseudoConnect;
            icmpErrorsPerSecond = from.icmpErrorsPerSecond;
            probeAddresses = from.probeAddresses;
            conflictPolicy = from.conflictPolicy;
            tcp = from.tcp;
            coalescing = from.coalescing;
            acceptRedirects = from.acceptRedirects;
            secret = from.secret;
        }

        private StackConfig config() {
            return new StackConfig(
                    flowHash,
                    udpDispatch,
                    udpPorts,
                    pool,
                    batch,
                    cohorts,
                    pseudoConnect,
                    icmpErrorsPerSecond,
                    probeAddresses,
                    conflictPolicy,
                    tcp,
                    coalescing,
                    acceptRedirects,
                    secret);
        }
    }
}
