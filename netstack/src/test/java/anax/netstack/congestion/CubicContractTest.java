package anax.netstack.congestion;

/// The contract, for [Cubic].
class CubicContractTest extends CongestionControlContract {
    CubicContractTest() {
        super(StandardAlgorithm.CUBIC);
    }
}
