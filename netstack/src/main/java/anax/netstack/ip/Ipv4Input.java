package anax.netstack.ip;

import anax.netstack.dispatch.Classifier;
import anax.netstack.dispatch.DispatchTable;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.Ipv4Options;

/// Takes IPv4 datagrams on the CPU that owns them: are they lawful, are they ours, are they whole; then to their
/// protocol (RFC 1122, section 3.2.1).
///
/// Owner: one partition. Allocates nothing, never blocks. Each packet that it is given it passes on, or drops under a
/// reason.
public final class Ipv4Input {
    private static final int PROTOCOLS = 256;

    private final EngineEnvironment environment;
    private final InterfaceTable interfaces;
    private final DispatchTable dispatch;
    private final Reassembly reassembly;
    private final IcmpErrors errors;
    private final Groups groups;
    private final TransportInput[] transports = new TransportInput[PROTOCOLS];
    private final Ipv4Header ip = new Ipv4Header();
    private final Ipv4Options options = new Ipv4Options();

    /// Makes the input of a partition; protocols are added with [#register].
    public Ipv4Input(
            EngineEnvironment environment,
            InterfaceTable interfaces,
            DispatchTable dispatch,
            Reassembly reassembly,
            IcmpErrors errors,
            Groups groups) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.dispatch = dispatch;
        this.reassembly = reassembly;
        this.errors = errors;
        this.groups = groups;
    }

    /// Has a protocol take its datagrams.
    ///
    /// @param protocol its number, 0 to 255
    /// @throws IllegalStateException if another one takes them already
    public void register(int protocol, TransportInput transport) {
        if (transports[protocol] != null) {
            throw new IllegalStateException("protocol " + protocol + " was registered twice in one partition");
        }
        transports[protocol] = transport;
    }

    /// What takes a protocol's datagrams; null if nothing does.
    public TransportInput transport(int protocol) {
        return transports[protocol];
    }

    /// Takes a datagram, or a fragment of one, whose header was read and is true.
    public void input(Packet packet) {
        ip.wrap(packet.buffer(), packet.networkOffset(), packet.length());
        final DropReason unlawful = check(packet);
        if (unlawful != null) {
            environment.drop(packet, unlawful);
        } else if (ip.isFragment()) {
            reassemble(packet);
        } else {
            toTransport(packet);
        }
    }

    /// Gives a whole datagram that is ours to its protocol.
    public void toTransport(Packet packet) {
        final TransportInput transport = transports[packet.protocol()];
        if (transport == null) {
            errors.unreachable(packet, IcmpHeader.PROTOCOL_UNREACHABLE);
            environment.drop(packet, DropReason.PROTOCOL_UNKNOWN);
            return;
        }
        transport.input(packet);
    }

    /// Why a datagram goes no further; null if it does. Whose it is comes before what is wrong with its options:
    /// what is not ours must earn no answer (RFC 1122, section 3.2.1.3).
    private DropReason check(Packet packet) {
        final boolean looped = packet.interfaceIndex() == NetworkInterface.LOOPBACK;
        if (!looped && !isLawful(packet)) {
            return DropReason.IP_MARTIAN;
        }
        if (!isForUs(packet, looped)) {
            return DropReason.IP_NOT_OURS;
        }
        if (ip.hasOptions()) {
            if (!options.wrap(packet.buffer(), ip.optionsOffset(), ip.optionsLength())) {
                errors.parameterProblem(packet, Ipv4Header.MIN_HEADER_LENGTH + options.problem());
                return DropReason.IP_OPTIONS;
            }
            if (options.hasSourceRoute()) {
                return DropReason.IP_SOURCE_ROUTE;
            }
        }
        return null;
    }

    /// RFC 1122, section 3.2.1.3: sources that nobody can have, and what never leaves a host; section 3.3.6: what
    /// a link carried to all, but IP addresses to one.
    private boolean isLawful(Packet packet) {
        final int src = packet.srcAddress();
        final int dst = packet.dstAddress();
        final boolean toGroup = Ipv4Addresses.isMulticast(dst) || interfaces.isBroadcast(dst);
        if (Ipv4Addresses.isThisNetwork(src) && !(src == Ipv4Addresses.ANY && toGroup)) {
            return false;
        }
        if (Ipv4Addresses.isMulticast(src)
                || Ipv4Addresses.isReserved(src)
                || Ipv4Addresses.isLoopback(src)
                || interfaces.isBroadcast(src)
                || interfaces.isOurs(src)) {
            return false;
        }
        if (Ipv4Addresses.isThisNetwork(dst) || Ipv4Addresses.isLoopback(dst) || Ipv4Addresses.isReserved(dst)) {
            return false;
        }
        return toGroup || !packet.isLinkGroup();
    }

    private boolean isForUs(Packet packet, boolean looped) {
        final int dst = packet.dstAddress();
        if (Ipv4Addresses.isMulticast(dst)) {
            return groups.isMember(packet.interfaceIndex(), dst);
        }
        return interfaces.isOurs(dst) || interfaces.isBroadcast(dst) || (looped && Ipv4Addresses.isLoopback(dst));
    }

    /// A datagram that is whole now may belong to another partition: its ports are known only now.
    private void reassemble(Packet fragment) {
        final Packet whole = reassembly.add(fragment, ip);
        if (whole == null) {
            return;
        }
        Classifier.readPorts(whole);
        final int owner = dispatch.partitionOf(whole, false);
        if (owner == environment.partition()) {
            toTransport(whole);
        } else {
            environment.passOn(whole.stage(Classifier.STAGE_TRANSPORT), owner);
        }
    }
}
