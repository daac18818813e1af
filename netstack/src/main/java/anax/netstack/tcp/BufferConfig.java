package anax.netstack.tcp;

/// How much a connection holds.
///
/// Owner: nobody, it never changes.
///
/// @param receive octets that may lie unread, and that the peer may send ahead, when a connection begins
/// @param send octets that may lie unacknowledged or unsent, when it begins
/// @param mostReceive to how much the first may grow while its reader keeps up; if it is no more, it stays
/// @param mostSend to how much the second may grow; if it is no more, it stays
/// @param receiveInSegments whether the first is rounded up to whole segments when a connection stands, as BSD does
/// @param sendMemory octets of all unacknowledged and unsent data of a partition together
public record BufferConfig(
        int receive, int send, int mostReceive, int mostSend, boolean receiveInSegments, long sendMemory) {
    private static final int FIRST = 1 << 18;
    private static final int CEILING = 1 << 26;
    private static final int MOST = 1 << 30;
    private static final long MEMORY = 1L << 28;

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public BufferConfig {
        TcpConfig.check("receive", receive, 256, MOST);
        TcpConfig.check("send", send, 256, MOST);
        TcpConfig.check("mostReceive", mostReceive, 256, MOST);
        TcpConfig.check("mostSend", mostSend, 256, MOST);
        TcpConfig.check("sendMemory", sendMemory, 1 << 16, 1L << 40);
    }

    /// 256 KiB to begin with, which may become 64 MiB.
    public static BufferConfig standard() {
        return new BufferConfig(FIRST, FIRST, CEILING, CEILING, false, MEMORY);
    }

    /// 256 KiB, which stay.
    public static BufferConfig fixed() {
        return new BufferConfig(FIRST, FIRST, FIRST, FIRST, false, MEMORY);
    }

    /// The same with another value of this.
    public BufferConfig withReceive(int value) {
        return new BufferConfig(value, send, mostReceive, mostSend, receiveInSegments, sendMemory);
    }

    /// The same with another value of this.
    public BufferConfig withSend(int value) {
        return new BufferConfig(receive, value, mostReceive, mostSend, receiveInSegments, sendMemory);
    }

    /// The same with another value of this.
    public BufferConfig withMostReceive(int value) {
        return new BufferConfig(receive, send, value, mostSend, receiveInSegments, sendMemory);
    }

    /// The same with another value of this.
    public BufferConfig withMostSend(int value) {
        return new BufferConfig(receive, send, mostReceive, value, receiveInSegments, sendMemory);
    }

    /// The same with another value of this.
    public BufferConfig withReceiveInSegments(boolean value) {
        return new BufferConfig(receive, send, mostReceive, mostSend, value, sendMemory);
    }

    /// The same with another value of this.
    public BufferConfig withSendMemory(long value) {
        return new BufferConfig(receive, send, mostReceive, mostSend, receiveInSegments, value);
    }
}
