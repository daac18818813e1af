package anax.netstack.tcp;

/// How much a connection holds.
///
/// Owner: nobody, it never changes.
///
/// @param receive octets that may lie unread, and that the peer may send ahead
/// @param send octets that may lie unacknowledged or unsent
/// @param receiveInSegments whether the first is rounded up to whole segments when a connection stands, as BSD does
/// @param sendMemory octets of all unacknowledged and unsent data of a partition together
public record BufferConfig(int receive, int send, boolean receiveInSegments, long sendMemory) {
    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public BufferConfig {
        TcpConfig.check("receive", receive, 256, 1 << 30);
        TcpConfig.check("send", send, 256, 1 << 30);
        TcpConfig.check("sendMemory", sendMemory, 1 << 16, 1L << 40);
    }

    /// What RFCs ask for.
    public static BufferConfig standard() {
        return new BufferConfig(1 << 18, 1 << 18, false, 1L << 28);
    }

    /// The same with another value of this.
    public BufferConfig withReceive(int value) {
        return new BufferConfig(value, send, receiveInSegments, sendMemory);
    }

    /// The same with another value of this.
    public BufferConfig withSend(int value) {
        return new BufferConfig(receive, value, receiveInSegments, sendMemory);
    }

    /// The same with another value of this.
    public BufferConfig withReceiveInSegments(boolean value) {
        return new BufferConfig(receive, send, value, sendMemory);
    }

    /// The same with another value of this.
    public BufferConfig withSendMemory(long value) {
        return new BufferConfig(receive, send, receiveInSegments, value);
    }
}
