package anax.netstack.udp;

import anax.netstack.dispatch.FlowIndex;

/// Where UDP's sockets are found: those of one partition, or those that several threads share.
///
/// Owner: that of the tables.
///
/// @param bindings unconnected sockets, by address and port
/// @param flows    connected ones, by flow
public record UdpTables(UdpBindings bindings, FlowIndex<UdpEndpoint> flows) {}
