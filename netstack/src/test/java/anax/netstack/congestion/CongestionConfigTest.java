package anax.netstack.congestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What a stack is told of congestion control.
class CongestionConfigTest {
    private static final CongestionConfig STANDARD = CongestionConfig.standard();
    private static final CongestionConfig BASIC = CongestionConfig.basic();

    @Test
    void shouldUseCubicWithHyStartUnlessTold() {
        assertThat(STANDARD.algorithm().id()).isEqualTo("cubic");
        assertThat(STANDARD.hyStart()).isTrue();
        assertThat(STANDARD.validation()).isTrue();
        assertThat(STANDARD.pacing()).isFalse();
        assertThat(BASIC.algorithm().id()).isEqualTo("reno");
        assertThat(BASIC.hyStart() || BASIC.validation() || BASIC.pacing()).isFalse();
    }

    @Test
    void shouldChangeOneThingAtATime() {
        final CongestionConfig all = BASIC.withByteCountingLimit(2)
                .withHyStart(true)
                .withSlowStartBound(100)
                .withValidation(true)
                .withPacing(true)
                .withAlgorithm(StandardAlgorithm.HIGHSPEED);
        assertThat(all)
                .isEqualTo(new CongestionConfig(
                        StandardAlgorithm.HIGHSPEED, BASIC.algorithms(), 2, true, 100, true, true));
    }

    @Test
    void shouldSayWhichAlgorithmsThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STANDARD.named("vegas"))
                .withMessage("congestion control vegas was asked for; use one of reno, cubic, highspeed");
    }

    @Test
    void shouldRefuseWhatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BASIC.withByteCountingLimit(0))
                .withMessage("byteCountingLimit 0 was given; use 1 to 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BASIC.withSlowStartBound(-1))
                .withMessage("slowStartBound -1 was given; use 0 to 1048576");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CongestionConfig(
                        StandardAlgorithm.CUBIC, List.of(StandardAlgorithm.RENO), 1, false, 0, false, false))
                .withMessage("congestion control cubic was chosen, and is none of reno; add it to the algorithms");
    }

    @Test
    void shouldRefuseTwoAlgorithmsOfOneName() {
        final CongestionAlgorithm second = new CongestionAlgorithm() {
            @Override
            public String id() {
                return "reno";
            }

            @Override
            public CongestionControl create(CongestionConfig config) {
                return StandardAlgorithm.RENO.create(config);
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STANDARD.withChoice(second))
                .withMessage("congestion controls reno, cubic, highspeed, reno were given, two of one name; give each a"
                        + " name of its own");
    }
}
