package anax.netstack.congestion;

/// The contract, for [HighSpeed].
class HighSpeedContractTest extends CongestionControlContract {
    HighSpeedContractTest() {
        super(StandardAlgorithm.HIGHSPEED);
    }
}
