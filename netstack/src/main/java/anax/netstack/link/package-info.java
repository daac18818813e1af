/// Links: what carries frames between this stack and others, behind one small interface.
///
/// **Law.** Each queue of a link belongs to one CPU, which alone touches it. A queue copies: what it receives it puts
/// into packets of the pool that it is given, and what it is to send stays its caller's packet. What a link cannot do
/// itself (sum checksums, cut super-segments) is done in software before it gets the packet. Time comes in as
/// `nowNs`; no clock is read here, and chance has a seed.
///
/// | what             | classes                                                                                |
/// |------------------|----------------------------------------------------------------------------------------|
/// | links            | [MemoryLink] between stacks of this JVM, [Loopback]                                    |
/// | decorations      | [ImpairedLink], [CapturedLink] with its [PcapngWriter]: of any link, and of each other |
/// | for plain links  | [Segmentation] and [ChecksumCompletion] before a send, [Coalescing] behind a poll      |
///
/// Uses JCTools and Agrona, and of ours `anax.runtime`, `anax.netstack.wire` and `anax.netstack.packet`. Read [Link]
/// first, then [LinkQueue].
package anax.netstack.link;
