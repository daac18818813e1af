package anax.netstack.link;

class OffloadingMemoryLinkContractTest extends LinkContract {
    @Override
    Ends open() {
        var pair = MemoryLink.pair(MemoryLinkConfig.rawIp("test", QUEUES, QUEUES)
                .withMtu(9_000)
                .withFrames(64, 3)
                .withCapabilities(new LinkCapabilities(true, 65_535)));
        return new Ends(pair.second(), pair.first());
    }
}
