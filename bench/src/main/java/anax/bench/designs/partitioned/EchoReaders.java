package anax.bench.designs.partitioned;

import anax.bench.designs.frame.CpuTally;
import anax.bench.designs.frame.Exchange;
import anax.bench.designs.frame.Work;
import anax.netstack.packet.Packet;
import anax.netstack.stack.Partition;
import anax.netstack.udp.UdpEndpoint;

/// The echo service of one partition: answers what has come at the end of the batch that it came in.
///
/// Owner: the partition's CPU; others may read what it counts. Allocates nothing, never blocks.
final class EchoReaders implements UdpEndpoint.Readers {
    private final Partition partition;
    private final Work work;
    private final CpuTally tally;

    EchoReaders(Partition partition, Work work, CpuTally tally) {
        this.partition = partition;
        this.work = work;
        this.tally = tally;
    }

    /// Counts what was answered.
    void served(int pieces) {
        tally.served(pieces);
    }

    /// Works on a request that has come by a connection.
    boolean serve(Exchange exchange) {
        work.run();
        tally.served(1);
        return true;
    }

    @Override
    public void onReadable(UdpEndpoint socket) {
        socket.takeError(); // the service answers whoever asks; what its answers met is not its business
        int served = 0;
        Packet packet;
        while ((packet = socket.poll()) != null) {
            work.run();
            final int address = packet.srcAddress();
            final int port = packet.srcPort();
            final Packet answer = partition.environment().turnRound(packet);
            answer.gso(Packet.GSO_NONE, 0).checksumState(Packet.CHECKSUM_UNKNOWN);
            partition.udpOutput().send(socket, answer, address, port);
            served++;
        }
        tally.served(served);
    }
}
