package anax.netstack.packet;

/// Why a packet went no further. Each CPU counts in its own `long[]`, by ordinal; statistics print key and rule.
///
/// Owner: nobody, it never changes.
public enum DropReason {
    LINK_RUNT("link.runt", "frame shorter than its link header"),
    LINK_NOT_OURS("link.not-ours", "frame for another station's address"),
    LINK_TYPE("link.type", "EtherType that no protocol is registered for"),
    LINK_BUSY("link.busy", "the device's send queue stood at its bound"),
    LINK_TOO_LONG("link.too-long", "longer than the link's MTU"),
    LINK_DOWN("link.down", "the interface was taken down"),
    POOL_EXHAUSTED("pool.exhausted", "the CPU's packet pool stood at its bound"),
    OWNER_BUSY("dispatch.busy", "the owner CPU's queue stood at its bound"),
    PROTOCOL_UNKNOWN("ip.protocol", "no protocol is registered under this number (RFC 1122, section 3.2.2.1)"),
    ARP_MALFORMED("arp.malformed", "not Ethernet and IPv4, too short, or from no single station (RFC 826)"),
    ARP_NOT_OURS("arp.not-ours", "asks for, or tells of, what is none of this host's business (RFC 826)"),
    ARP_QUEUE(
            "arp.queue", "the neighbour's queue of unresolved packets stood at its bound (RFC 1122, section 2.3.2.2)"),
    ARP_UNRESOLVED("arp.unresolved", "the neighbour did not answer"),
    IP_HEADER("ip.header", "version, header length or total length is wrong (RFC 1122, section 3.2.1.1)"),
    IP_CHECKSUM("ip.checksum", "wrong header checksum (RFC 1122, section 3.2.1.2)"),
    IP_MARTIAN("ip.martian", "a source or destination that may not be on a wire (RFC 1122, section 3.2.1.3)"),
    IP_NOT_OURS("ip.not-ours", "for another host, and this one does not forward (RFC 1122, section 3.3.1)"),
    IP_OPTIONS("ip.options", "malformed options (RFC 1122, section 3.2.1.8)"),
    IP_SOURCE_ROUTE("ip.source-route", "source routed, which is refused (RFC 7126, sections 4.3 and 4.4)"),
    IP_NO_ROUTE("ip.no-route", "no route to the destination"),
    IP_NO_SOURCE("ip.no-source", "no address of ours to send it from"),
    IP_DONT_FRAGMENT("ip.dont-fragment", "longer than the path's MTU, and not to be fragmented (RFC 1191)"),
    FRAGMENT_MALFORMED("fragment.malformed", "a length that is no multiple of 8, or past 65,535 octets (RFC 791)"),
    FRAGMENT_OVERLAP("fragment.overlap", "overlapped another fragment of its datagram (RFC 5722)"),
    FRAGMENT_DUPLICATE("fragment.duplicate", "the very same part of a datagram had come before"),
    FRAGMENT_TIMEOUT("fragment.timeout", "the rest of the datagram did not come in time (RFC 1122, section 3.3.2)"),
    FRAGMENT_MARKED(
            "fragment.marked", "one part had met congestion, another was not to be marked (RFC 3168, section 5.3)"),
    FRAGMENT_MEMORY("fragment.memory", "reassembly stood at its bound, or memory was short"),
    ICMP_MALFORMED("icmp.malformed", "too short for its type (RFC 792)"),
    ICMP_CHECKSUM("icmp.checksum", "wrong checksum (RFC 792)"),
    ICMP_TYPE("icmp.type", "a type that a host takes no notice of (RFC 1122, section 3.2.2)"),
    ICMP_QUOTE("icmp.quote", "quotes a datagram that none of our sockets can have sent (RFC 5927)"),
    ICMP_REDIRECT(
            "icmp.redirect",
            "not from the router in use, or not to another one on its link (RFC 1122, section 3.2.2.2)"),
    ICMP_RATE("icmp.rate", "the limit of errors sent was reached (RFC 1812, section 4.3.2.8)"),
    IGMP_MALFORMED("igmp.malformed", "too short, or with a wrong checksum (RFC 2236)"),
    IGMP_NO_ALERT("igmp.no-alert", "a query without Router Alert (RFC 3376, section 9.1)"),
    UDP_LENGTH("udp.length", "length field under 8 or past the end of the IP payload (RFC 768)"),
    UDP_CHECKSUM("udp.checksum", "wrong checksum (RFC 1122, section 4.1.3.4)"),
    UDP_NO_PORT("udp.no-port", "no socket has the port (RFC 1122, section 4.1.3.1)"),
    UDP_SOURCE("udp.source", "no member of the group wants to hear its source (RFC 3376, section 3.1)"),
    UDP_QUEUE("udp.queue", "the socket's receive queue stood at its bound"),
    UDP_MEMORY("udp.memory", "seven eighths of the partition's memory were in use"),
    TCP_HEADER("tcp.header", "shorter than a header, or a data offset out of its range (RFC 9293, section 3.1)"),
    TCP_CHECKSUM("tcp.checksum", "wrong checksum (RFC 9293, section 3.1)"),
    TCP_OPTIONS("tcp.options", "an option with a length that it cannot have (RFC 9293, section 3.2)"),
    TCP_NOT_UNICAST("tcp.not-unicast", "to or from no single host (RFC 9293, section 3.9.2.3)"),
    TCP_NO_SOCKET("tcp.no-socket", "nobody has or awaits the connection (RFC 9293, section 3.10.7.1)"),
    TCP_NOT_LISTENED("tcp.not-listened", "a listener awaits SYNs only (RFC 9293, section 3.10.7.2)"),
    TCP_BACKLOG("tcp.backlog", "the listener's queue of connections stood at its bound"),
    TCP_FLOWS("tcp.flows", "the partition had as many connections as it may"),
    TCP_SEQUENCE("tcp.sequence", "no octet of it within the window (RFC 9293, section 3.10.7.4)"),
    TCP_PAWS("tcp.paws", "timestamp older than TS.Recent (RFC 7323, section 5)"),
    TCP_NO_TIMESTAMP("tcp.no-timestamp", "lacks the timestamps that were agreed upon (RFC 7323, section 3.2)"),
    TCP_RESET("tcp.reset", "a RST that does not name the next octet, or comes too late (RFC 5961, section 3)"),
    TCP_SYN("tcp.syn", "a SYN on a connection that stands already (RFC 5961, section 4)"),
    TCP_NO_ACK("tcp.no-ack", "acknowledges nothing where every segment must (RFC 9293, section 3.10.7.4)"),
    TCP_ACK("tcp.ack", "acknowledges what was never sent, or far too long ago (RFC 5961, section 5)"),
    TCP_DUPLICATE("tcp.duplicate", "all of its octets had come before"),
    TCP_REORDERING("tcp.reordering", "more out of order than is kept"),
    TCP_MEMORY("tcp.memory", "too much of the partition's memory was in use for what it brought"),
    TCP_TIME_WAIT("tcp.time-wait", "came too late: the connection is over (RFC 9293, section 3.10.7.4)"),
    TCP_AFTER_CLOSE("tcp.after-close", "data that nobody will read (RFC 9293, section 3.6.1)"),
    SOCKET_CLOSED("socket.closed", "the socket was closed with this unread");

    private final String key;
    private final String rule;

    DropReason(String key, String rule) {
        this.key = key;
        this.rule = rule;
    }

    /// What programs know it by.
    public String key() {
        return key;
    }

    /// What people read.
    public String rule() {
        return rule;
    }
}
