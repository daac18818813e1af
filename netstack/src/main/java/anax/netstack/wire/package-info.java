/// Header formats: one class per header, each a view over octets that somebody else owns; the checksum arithmetic
/// that the headers share; and addresses as values.
///
/// **Law.** A class here knows octets, offsets and the RFC that names them; no connection, clock, CPU or device.
/// Whether octets are valid is decided once, by `wrap`, which reads nothing past the `available` octets that it is
/// given, and throws for no octets at all; accessors trust that answer. Malformed is what cannot be read; what is
/// merely unwelcome (a wrong checksum, a source route, a TTL of 0) is for whoever asked. A view belongs to one CPU
/// and one use, is never kept and never travels in a message.
///
/// Setters do not look after checksums: `fillChecksum` comes last. [Ipv4Header#decrementTtl] alone updates one.
///
/// In views an IPv4 address is an `int`, an IPv6 address two `long`s, its first and its last eight octets, and an
/// Ethernet address the low 48 bits of a `long`. [IpAddress], [IpPrefix] and [MacAddress] are the same as values, and
/// what programs see of this package. The others are public for the other packages of the stack: what a program
/// builds on names no Agrona type, and they may change with any release.
///
/// Uses Agrona buffers, nothing of ours. Read [UdpHeader] first, then [Ipv4Header], then [Ipv4Options] for how
/// variable parts are read.
package anax.netstack.wire;
