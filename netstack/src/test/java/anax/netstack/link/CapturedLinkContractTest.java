package anax.netstack.link;

import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;

class CapturedLinkContractTest extends LinkContract {
    @Override
    Ends open() {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("test", QUEUES, QUEUES));
        PcapngWriter writer = new PcapngWriter(Channels.newChannel(new ByteArrayOutputStream()), 0);
        return new Ends(new CapturedLink(pair.first(), writer), new CapturedLink(pair.second(), writer));
    }
}
