package anax.netstack.socket;

import anax.netstack.congestion.CongestionControlContract;

/// The contract, for an algorithm that is not of the stack's own.
class FrugalContractTest extends CongestionControlContract {
    FrugalContractTest() {
        super(Frugal.ALGORITHM);
    }
}
