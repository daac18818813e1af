package anax.netstack.stack;

import anax.netstack.link.LinkQueue;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.tcp.SynCookies;
import anax.netstack.wire.ArpHeader;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.runtime.Cpu;

/// What an attacker does.
///
/// Owner: nobody; what it sends is its [Attack]'s.
public enum Flood {
    /// Opens connections from everywhere, and never answers.
    SYN(1, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            attack.crowd().behave(Crowd.Manner.DEAF, 0).open(frame, OPEN_PORT);
        }
    },

    /// The same, and no cookies are sent: the oldest make room.
    SYN_NO_COOKIES(1, SynCookies.NEVER) {
        @Override
        public void send(Attack attack, int frame) {
            SYN.send(attack, frame);
        }
    },

    /// The same, and nothing but cookies is sent.
    SYN_ALL_COOKIES(1, SynCookies.ALWAYS) {
        @Override
        public void send(Attack attack, int frame) {
            SYN.send(attack, frame);
        }
    },

    /// The same against two CPUs.
    SYN_TWO_CPUS(2, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            SYN.send(attack, frame);
        }
    },

    /// Acknowledges what nobody has said.
    ACK(1, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            attack.crowd().segment(frame, OPEN_PORT, TcpHeader.ACK, frame, frame * 31, 0);
        }
    },

    /// Resets what nobody has opened.
    RST(1, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            attack.crowd().segment(frame, OPEN_PORT, TcpHeader.RST, frame * 31, 0, 0);
        }
    },

    /// Octets to ports where nobody listens.
    DATA_TO_CLOSED_PORTS(1, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            if (frame % 2 == 0) {
                attack.crowd().segment(frame, 20_000 + frame % 1_000, TcpHeader.ACK, frame, frame, 1_000);
            } else {
                final byte[] datagram = Frames.udp(
                        Crowd.address(frame), attack.crowd().host(), 9, 20_000 + frame % 1_000, new byte[200]);
                attack.crowd().datagram(frame, Ipv4Header.UDP, datagram, 0, false);
            }
        }
    },

    /// Parts of datagrams whose rest never comes.
    FRAGMENTS(1, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            attack.crowd().datagram(frame, Ipv4Header.UDP, new byte[1_000], frame % 3 * 1_000, true);
        }
    },

    /// Echo requests, and errors about what was never sent.
    ICMP(1, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            final byte[] quoted = new byte[28];
            final byte[] message =
                    frame % 2 == 0 ? Frames.icmp(8, 0, frame, new byte[500]) : Frames.icmp(3, 3, 0, quoted);
            attack.crowd().datagram(frame, Ipv4Header.ICMP, message, 0, false);
        }
    },

    /// Asks as thousands of stations, on the wire that the client has.
    ARP(1, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            final int sender = attack.neighbor() + 1 + frame % 250;
            final long station = 0x02_00_00_10_00_00L + frame;
            sendRaw(
                    attack,
                    Frames.arp(
                            frame % 2 == 0 ? -1L >>> 16 : ATTACKED_STATION,
                            frame % 3 == 0 ? ArpHeader.REPLY : ArpHeader.REQUEST,
                            station,
                            sender,
                            0,
                            frame % 5 == 0 ? sender : attack.neighbor()));
        }
    },

    /// Has a thousand octets echoed one by one.
    TINY_WINDOWS(1, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            slowly(attack, frame, Crowd.Manner.TINY_WINDOW, 1_000);
        }
    },

    /// Has octets echoed and does not take them.
    SLOW_READERS(1, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            slowly(attack, frame, Crowd.Manner.CLOSED_WINDOW, 1_000);
        }
    },

    /// Leaves holes in what it says.
    SLOW_WRITERS(1, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            slowly(attack, frame, Crowd.Manner.HOLES, 60);
        }
    },

    /// Opens connections, and is silent.
    IDLE_CONNECTIONS(1, SynCookies.WHEN_FULL) {
        @Override
        public void send(Attack attack, int frame) {
            slowly(attack, frame, Crowd.Manner.POLITE, 0);
        }
    },

    /// Every port, in each of the ways that scanners have.
    PORT_SCAN(1, SynCookies.WHEN_FULL) {
        private static final int[] WAYS = {
            TcpHeader.SYN,
            0,
            TcpHeader.FIN,
            TcpHeader.FIN | TcpHeader.PSH | TcpHeader.URG,
            TcpHeader.ACK,
            TcpHeader.FIN | TcpHeader.ACK,
            TcpHeader.SYN | TcpHeader.FIN,
            TcpHeader.SYN | TcpHeader.ACK
        };

        @Override
        public void send(Attack attack, int frame) {
            attack.crowd().behave(Crowd.Manner.DEAF, 0);
            attack.crowd().segment(3, 1 + frame / WAYS.length % 65_535, WAYS[frame % WAYS.length], 1, 1, 0);
        }
    };

    private static final int OPEN_PORT = 7;
    private static final int SLOW = 25; // connections open so many times slower than frames are sent
    private static final int MOST_SLOW = 2_000;
    private static final long ATTACKED_STATION = 0x02_00_00_00_00_02L;

    private static final PacketPool POOL = new PacketPool(0, PacketPoolConfig.standard(), () -> true);

    private final int cpus;
    private final SynCookies cookies;

    Flood(int cpus, SynCookies cookies) {
        this.cpus = cpus;
        this.cookies = cookies;
    }

    /// How many CPUs are attacked.
    public int cpus() {
        return cpus;
    }

    /// What those who are attacked do when SYNs are too many.
    public SynCookies cookies() {
        return cookies;
    }

    /// Sends one frame.
    public abstract void send(Attack attack, int frame);

    private static void slowly(Attack attack, int frame, Crowd.Manner manner, int octets) {
        attack.crowd().behave(manner, octets);
        if (frame % SLOW == 0 && frame / SLOW < MOST_SLOW) {
            attack.crowd().open(frame / SLOW, OPEN_PORT);
        }
    }

    private static void sendRaw(Attack attack, byte[] octets) {
        final Packet packet = POOL.allocate(octets.length);
        packet.range(packet.offset(), octets.length).buffer().putBytes(packet.offset(), octets);
        final LinkQueue queue = attack.wire().queue(0);
        queue.send(packet, Cpu.current().nowNs());
        queue.flush(Cpu.current().nowNs());
        POOL.takeBack(packet);
    }
}
