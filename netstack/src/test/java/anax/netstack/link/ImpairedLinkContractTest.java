package anax.netstack.link;

class ImpairedLinkContractTest extends LinkContract {
    @Override
    Ends open() {
        var pair = MemoryLink.pair(MemoryLinkConfig.ethernet("test", QUEUES, QUEUES));
        return new Ends(
                new ImpairedLink(pair.first(), Impairments.none(1)),
                new ImpairedLink(pair.second(), Impairments.none(2)));
    }
}
