/// Header formats: one class per header, each a view over octets that somebody else owns, and the checksum arithmetic
/// that the headers share.
///
/// **Law.** A class here knows octets, offsets and the RFC that names them; no connection, clock, CPU or device.
/// Whether octets are valid is decided once, by `wrap`; accessors trust that answer. A view belongs to one CPU and
/// one use, is never kept and never travels in a message. Uses Agrona buffers, nothing of ours. Read [UdpHeader]
/// first.
///
/// These classes are public for the other packages of the stack, not for programs. What a program builds on names no
/// Agrona type, and this package is not part of it: it may change with any release.
package anax.netstack.wire;
