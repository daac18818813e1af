/// Which CPU a packet belongs to.
///
/// **Law.** Everything here follows from the addresses and ports of a flow and from secrets of the boot: no packet,
/// clock, thread or device. Top half and bottom half ask the same classes, so both come to the same CPU. *Which CPU*
/// is a question for [FlowHash], a linear hash that network cards know too; what must withstand somebody who chooses
/// the flows asks [SipHash].
///
/// | step | input | answer |
/// |---|---|---|
/// | [FlowHash] | addresses and ports | 16 bits, the same in both directions |
/// | [IndirectionTable] | their low 7 bits: the slot | the CPU |
/// | [SourcePorts] | a destination and the CPU that asks | a port of ours with which the flow comes to that CPU |
///
/// Uses nothing of ours. Read [FlowHash] first.
package anax.netstack.dispatch;
