package anax.netstack.link;

class LoopbackContractTest extends LinkContract {
    @Override
    Ends open() {
        Link loopback = new Loopback("lo", QUEUES, 300, i -> pools[i]);
        return new Ends(loopback, loopback);
    }
}
