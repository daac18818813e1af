package anax.netstack.congestion;

/// The contract, for [Reno].
class RenoContractTest extends CongestionControlContract {
    RenoContractTest() {
        super(StandardAlgorithm.RENO);
    }
}
