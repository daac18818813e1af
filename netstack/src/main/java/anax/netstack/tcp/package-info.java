/// TCP: connections between two ends, over which octets arrive whole and in order (RFC 9293).
///
/// **Law.** A segment, a call or a deadline and the time come in; segments and events go out, at the end of the
/// batch. No thread, no device, no lock. A connection belongs to one partition for life, and only its parts touch it.
/// Nothing is allocated for a segment; a connection allocates when it is made. What comes from the network never
/// throws.
///
/// The way of a segment, a file each, visited once:
///
/// ```
/// TcpInput --+--> ListenInput --> SynCache (HalfOpen, SynCookie)          RFC 9293, 3.10.7.2
///            +--> SynSentInput                                            3.10.7.3
///            +--> SynchronizedInput: SequenceCheck, ResetCheck, SynCheck, 3.10.7.4
///            |       AckInput, UrgentInput, DataInput, FinInput
///            +--> TimeWait, HalfOpen                                      small objects with the same rules
/// end of the batch: TcpOutput, one pass for each connection: data, else one acknowledgment
/// ```
///
/// | part | what it decides |
/// |---|---|
/// | [anax.netstack.tcp.Acknowledgements] | when to acknowledge, and which SACK blocks go with it |
/// | [anax.netstack.tcp.ReceiveWindow] | how much the peer may send |
/// | [anax.netstack.tcp.SackRecovery] | what is lost, by what the peer reports; [anax.netstack.tcp.Rack] by times |
/// | [anax.netstack.tcp.SentSegments] | what is under way; [anax.netstack.tcp.SackInput] what of it was reported |
/// | [anax.netstack.tcp.TailProbe] | when to ask a silent peer |
/// | [anax.netstack.tcp.Undo], [anax.netstack.tcp.ForwardRto] | whether it was lost at all |
/// | [anax.netstack.tcp.LossRecovery] | what is lost, of peers that report nothing |
/// | [anax.netstack.tcp.WindowControl] | how much may be under way, by way of `anax.netstack.congestion` |
/// | [anax.netstack.tcp.RateMeter] | how fast octets arrive; [anax.netstack.tcp.WindowUse] whether the window is used |
/// | [anax.netstack.tcp.Pacing] | when what may go goes |
/// | [anax.netstack.tcp.RoundTrip] | how long to wait; [anax.netstack.tcp.TcpTimers] what to do then |
/// | [anax.netstack.tcp.Lifecycle] | how a connection begins and ends |
///
/// **Glossary.** The variables of RFCs keep their names:
///
/// | name | RFC | what it is |
/// |---|---|---|
/// | `iss`, `irs` | 9293 | initial sequence numbers, own and the peer's |
/// | `sndUna`, `sndNxt` | 9293 | oldest number that is not acknowledged; the next new one |
/// | `sndWnd`, `sndWl1`, `sndWl2` | 9293 | the peer's window, and which segment told it |
/// | `sndUp`, `rcvUp` | 9293, 6093 | the number behind the last urgent octet |
/// | `rcvNxt`, `rcvAdv` | 9293 | the next number to come; the right edge of the window that was announced |
/// | `cwnd`, `ssthresh`, `smss` | 5681 | congestion window, slow start threshold, longest payload sent |
/// | `recover` | 6582 | recovery lasts until this number is acknowledged |
/// | `srtt`, `rttvar`, `rto` | 6298 | round-trip time, its variation, the time-out |
/// | `tsRecent`, `lastAckSent` | 7323 | the timestamp to echo; the acknowledgment that was sent last |
///
/// `sndAgain` is ours: what goes out next. It is `sndNxt`, but after a time-out it goes back to `sndUna` and catches
/// up.
///
/// Uses `anax.netstack.congestion`, `anax.netstack.ip` and what stands below it. Read [anax.netstack.tcp.TcpSockets]
/// and [anax.netstack.tcp.TcpEndpoint] first, then [anax.netstack.tcp.TcpInput].
package anax.netstack.tcp;
