package anax.netstack.link;

class MemoryLinkContractTest extends LinkContract {
    @Override
    Ends open() {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("test", QUEUES, QUEUES));
        return new Ends(pair.first(), pair.second());
    }
}
