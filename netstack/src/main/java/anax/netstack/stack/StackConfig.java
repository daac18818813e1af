package anax.netstack.stack;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.udp.UdpPortRange;

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
                secret);
    }

    /// The same with another pool.
    public StackConfig withPool(PacketPoolConfig newPool) {
        return new StackConfig(
                flowHash,
                udpDispatch,
                udpPorts,
                newPool,
                batch,
                cohorts,
                pseudoConnect,
                icmpErrorsPerSecond,
                probeAddresses,
                secret);
    }

    /// The same with another hash and dispatch.
    public StackConfig withDispatch(FlowHash newHash, UdpDispatch newDispatch) {
        return new StackConfig(
                newHash,
                newDispatch,
                udpPorts,
                pool,
                batch,
                cohorts,
                pseudoConnect,
                icmpErrorsPerSecond,
                probeAddresses,
                secret);
    }

    /// The same with another limit of a batch.
    public StackConfig withBatch(int newBatch) {
        return new StackConfig(
                flowHash,
                udpDispatch,
                udpPorts,
                pool,
                newBatch,
                cohorts,
                pseudoConnect,
                icmpErrorsPerSecond,
                probeAddresses,
                secret);
    }

    /// The same, with frames of a batch classified together or one by one.
    public StackConfig withCohorts(boolean on) {
        return new StackConfig(
                flowHash,
                udpDispatch,
                udpPorts,
                pool,
                batch,
                on,
                pseudoConnect,
                icmpErrorsPerSecond,
                probeAddresses,
                secret);
    }

    /// The same, with or without a connect for each datagram.
    public StackConfig withPseudoConnect(boolean on) {
        return new StackConfig(
                flowHash, udpDispatch, udpPorts, pool, batch, cohorts, on, icmpErrorsPerSecond, probeAddresses, secret);
    }

    /// The same with another limit of ICMP errors.
    public StackConfig withIcmpErrorsPerSecond(int limit) {
        return new StackConfig(
                flowHash, udpDispatch, udpPorts, pool, batch, cohorts, pseudoConnect, limit, probeAddresses, secret);
    }
}
