package anax.netstack.tcp;

import anax.netstack.congestion.CongestionConfig;
import java.util.Objects;
import java.util.function.Consumer;

/// What TCP is told when a stack is made; a profile of another stack is nothing but a value of this.
///
/// Owner: nobody, it never changes.
///
/// @param segments how long segments are
/// @param options which options are offered
/// @param buffers how much a connection holds
/// @param acks when data is acknowledged
/// @param retransmission how long to wait, and how often to try
/// @param opening how connections are opened
/// @param keepalive when an idle peer is asked for
/// @param closing how connections end
/// @param defense how attacks are met
/// @param congestion how much may be under way
/// @param recovery how losses are noticed and mended
public record TcpConfig(
        SegmentConfig segments,
        OptionConfig options,
        BufferConfig buffers,
        AckConfig acks,
        RetransmissionConfig retransmission,
        OpeningConfig opening,
        KeepaliveConfig keepalive,
        ClosingConfig closing,
        DefenseConfig defense,
        CongestionConfig congestion,
        RecoveryConfig recovery) {
    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public TcpConfig {
        Objects.requireNonNull(segments, "segments");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(buffers, "buffers");
        Objects.requireNonNull(acks, "acks");
        Objects.requireNonNull(retransmission, "retransmission");
        Objects.requireNonNull(opening, "opening");
        Objects.requireNonNull(keepalive, "keepalive");
        Objects.requireNonNull(closing, "closing");
        Objects.requireNonNull(defense, "defense");
        Objects.requireNonNull(recovery, "recovery");
        Objects.requireNonNull(congestion, "congestion");
    }

    /// What a stack does if nobody wants it otherwise.
    public static TcpConfig standard() {
        return new TcpConfig(
                SegmentConfig.standard(),
                OptionConfig.standard(),
                BufferConfig.standard(),
                AckConfig.standard(),
                RetransmissionConfig.standard(),
                OpeningConfig.standard(),
                KeepaliveConfig.standard(),
                ClosingConfig.standard(),
                DefenseConfig.standard(),
                CongestionConfig.standard(),
                RecoveryConfig.standard());
    }

    /// What RFCs 9293, 5681, 6298 and 6582 ask for, and nothing that is newer about congestion and losses.
    public static TcpConfig basic() {
        return standard()
                .withSegments(SegmentConfig.basic())
                .withCongestion(CongestionConfig.basic())
                .withRecovery(RecoveryConfig.classic());
    }

    static void check(String what, long given, long least, long most) {
        if (given < least || given > most) {
            throw new IllegalArgumentException(what + " " + given + " was given; use " + least + " to " + most);
        }
    }

    /// The same with some of it changed.
    ///
    /// ```java
    /// TcpConfig.standard().with(draft -> draft.acks = draft.acks.withDelayNs(0))
    /// ```
    public TcpConfig with(Consumer<Draft> change) {
        final Draft draft = new Draft(this);
        change.accept(draft);
        return draft.config();
    }

    /// The same with another value of this.
    public TcpConfig withSegments(SegmentConfig value) {
        return with(draft -> draft.segments = value);
    }

    /// The same with another value of this.
    public TcpConfig withOptions(OptionConfig value) {
        return with(draft -> draft.options = value);
    }

    /// The same with another value of this.
    public TcpConfig withBuffers(BufferConfig value) {
        return with(draft -> draft.buffers = value);
    }

    /// The same with another value of this.
    public TcpConfig withAcks(AckConfig value) {
        return with(draft -> draft.acks = value);
    }

    /// The same with another value of this.
    public TcpConfig withRetransmission(RetransmissionConfig value) {
        return with(draft -> draft.retransmission = value);
    }

    /// The same with another value of this.
    public TcpConfig withOpening(OpeningConfig value) {
        return with(draft -> draft.opening = value);
    }

    /// The same with another value of this.
    public TcpConfig withKeepalive(KeepaliveConfig value) {
        return with(draft -> draft.keepalive = value);
    }

    /// The same with another value of this.
    public TcpConfig withClosing(ClosingConfig value) {
        return with(draft -> draft.closing = value);
    }

    /// The same with another value of this.
    public TcpConfig withDefense(DefenseConfig value) {
        return with(draft -> draft.defense = value);
    }

    /// The same with another value of this.
    public TcpConfig withCongestion(CongestionConfig value) {
        return with(draft -> draft.congestion = value);
    }

    /// The same with another value of this.
    public TcpConfig withRecovery(RecoveryConfig value) {
        return with(draft -> draft.recovery = value);
    }

    /// A configuration on its way to be another one: its fields are the components of the record, by their names.
    ///
    /// Owner: the call of [TcpConfig#with] that made it.
    public static final class Draft {
        public SegmentConfig segments;
        public OptionConfig options;
        public BufferConfig buffers;
        public AckConfig acks;
        public RetransmissionConfig retransmission;
        public OpeningConfig opening;
        public KeepaliveConfig keepalive;
        public ClosingConfig closing;
        public DefenseConfig defense;
        public CongestionConfig congestion;
        public RecoveryConfig recovery;

        private Draft(TcpConfig from) {
            segments = from.segments;
            options = from.options;
            buffers = from.buffers;
            acks = from.acks;
            retransmission = from.retransmission;
            opening = from.opening;
            keepalive = from.keepalive;
            closing = from.closing;
            defense = from.defense;
            congestion = from.congestion;
            recovery = from.recovery;
        }

        private TcpConfig config() {
            return new TcpConfig(
                    segments,
                    options,
                    buffers,
                    acks,
                    retransmission,
                    opening,
                    keepalive,
                    closing,
                    defense,
                    congestion,
                    recovery);
        }
    }
}
