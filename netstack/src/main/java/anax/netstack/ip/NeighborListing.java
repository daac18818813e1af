package anax.netstack.ip;

/// What there is to show of a neighbour: a copy.
///
/// Owner: nobody, it never changes.
///
/// @param interfaceIndex the interface on whose link it is
/// @param address        its IPv4 address, as 32 bits
/// @param hardware       its station address in the low 48 bits; -1 if it has not answered
/// @param asked          how often it was asked for since it answered last
/// @param waiting        datagrams that wait for its answer
public record NeighborListing(int interfaceIndex, int address, long hardware, int asked, int waiting) {}
