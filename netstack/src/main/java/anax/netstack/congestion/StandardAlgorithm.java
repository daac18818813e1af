package anax.netstack.congestion;

import java.util.Locale;

/// The algorithms that are there from the start.
///
/// Owner: nobody, it never changes.
public enum StandardAlgorithm implements CongestionAlgorithm {
    /// RFC 5681: half of the window, and a segment more for each round trip.
    RENO {
        @Override
        public CongestionControl create(CongestionConfig config) {
            return new Reno(config);
        }
    },

    /// RFC 9438: quickly back to where the loss was, carefully past it.
    CUBIC {
        @Override
        public CongestionControl create(CongestionConfig config) {
            return new Cubic(config);
        }
    },

    /// RFC 3649: as Reno while windows are small, the bolder the larger they are.
    HIGHSPEED {
        @Override
        public CongestionControl create(CongestionConfig config) {
            return new HighSpeed(config);
        }
    };

    private final String id = name().toLowerCase(Locale.ROOT);

    @Override
    public String id() {
        return id;
    }
}
