package anax.netstack.tcp;

import anax.netstack.congestion.CongestionConfig;
import java.util.Objects;

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
                .withOptions(OptionConfig.basic())
                .withBuffers(BufferConfig.fixed())
                .withCongestion(CongestionConfig.basic())
                .withRecovery(RecoveryConfig.classic());
    }

    static void check(String what, long given, long least, long most) {
        if (given < least || given > most) {
            throw new IllegalArgumentException(what + " " + given + " was given; use " + least + " to " + most);
        }
    }

    /// The same with another value of this.
    public TcpConfig withSegments(SegmentConfig value) {
        return new TcpConfig(
                value,
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

    /// The same with another value of this.
    public TcpConfig withOptions(OptionConfig value) {
        return new TcpConfig(
                segments,
                value,
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

    /// The same with another value of this.
    public TcpConfig withBuffers(BufferConfig value) {
        return new TcpConfig(
                segments,
                options,
                value,
                acks,
                retransmission,
                opening,
                keepalive,
                closing,
                defense,
                congestion,
                recovery);
    }

    /// The same with another value of this.
    public TcpConfig withAcks(AckConfig value) {
        return new TcpConfig(
                segments,
                options,
                buffers,
                value,
                retransmission,
                opening,
                keepalive,
                closing,
                defense,
                congestion,
                recovery);
    }

    /// The same with another value of this.
    public TcpConfig withRetransmission(RetransmissionConfig value) {
        return new TcpConfig(
                segments, options, buffers, acks, value, opening, keepalive, closing, defense, congestion, recovery);
    }

    /// The same with another value of this.
    public TcpConfig withOpening(OpeningConfig value) {
        return new TcpConfig(
                segments,
                options,
                buffers,
                acks,
                retransmission,
                value,
                keepalive,
                closing,
                defense,
                congestion,
                recovery);
    }

    /// The same with another value of this.
    public TcpConfig withKeepalive(KeepaliveConfig value) {
        return new TcpConfig(
                segments,
                options,
                buffers,
                acks,
                retransmission,
                opening,
                value,
                closing,
                defense,
                congestion,
                recovery);
    }

    /// The same with another value of this.
    public TcpConfig withClosing(ClosingConfig value) {
        return new TcpConfig(
                segments,
                options,
                buffers,
                acks,
                retransmission,
                opening,
                keepalive,
                value,
                defense,
                congestion,
                recovery);
    }

    /// The same with another value of this.
    public TcpConfig withDefense(DefenseConfig value) {
        return new TcpConfig(
                segments,
                options,
                buffers,
                acks,
                retransmission,
                opening,
                keepalive,
                closing,
                value,
                congestion,
                recovery);
    }

    /// The same with another value of this.
    public TcpConfig withCongestion(CongestionConfig value) {
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
                value,
                recovery);
    }

    /// The same with another value of this.
    public TcpConfig withRecovery(RecoveryConfig value) {
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
                value);
    }
}
