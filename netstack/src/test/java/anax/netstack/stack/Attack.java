package anax.netstack.stack;

import anax.netstack.link.Link;

/// Where a [Flood] comes from: a crowd of peers behind a router, and a station on the wire of whoever is attacked.
///
/// Owner: one test; the CPU whose thread attacks.
public interface Attack {
    /// Who sends datagrams.
    Crowd crowd();

    /// Where a station sends frames of its own, to 02:00:00:00:00:02.
    Link wire();

    /// Whom that station is after: the IPv4 address .2 of a network of 256.
    int neighbor();
}
