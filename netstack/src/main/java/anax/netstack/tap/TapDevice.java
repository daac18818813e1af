package anax.netstack.tap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import anax.netstack.link.LinkType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Opens the queues of a device, and changes the kernel's interface at its other end.
///
/// Owner: whoever opens a device, for that long. Allocates; makes system calls.
final class TapDevice implements AutoCloseable {
    private static final int READ_AND_WRITE = 2;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int NON_BLOCKING = 0x800;

    private static final long TUNSETIFF = 0x400454CAL;
    private static final long TUNSETOFFLOAD = 0x400454D0L;
    private static final long TUNSETVNETHDRSZ = 0x400454D8L;
    private static final long TUNSETVNETLE = 0x400454DCL;
    private static final long SIOCGIFFLAGS = 0x8913L;
    private static final long SIOCSIFFLAGS = 0x8914L;
    private static final long SIOCGIFMTU = 0x8921L;
    private static final long SIOCSIFMTU = 0x8922L;

    private static final int IFF_TUN = 1;
    private static final int IFF_TAP = 2;
    private static final int IFF_MULTI_QUEUE = 0x100;
    private static final int IFF_NO_PI = 0x1000;
    private static final int IFF_VNET_HDR = 0x4000;
    private static final int IFF_UP = 1;

    private static final int CHECKSUM = 1;
    private static final int TSO4 = 2;
    private static final int TSO6 = 4;
    private static final int USO4 = 0x20;
    private static final int USO6 = 0x40; // the kernel takes both or neither
    private static final int ALL_OFFLOADS = CHECKSUM | TSO4 | TSO6 | USO4 | USO6;
    private static final int OFFLOADS_BEFORE_6_2 = CHECKSUM | TSO4 | TSO6;

    private static final int REQUEST = 40; // struct ifreq: 16 octets of name, then what is asked or told
    private static final int NAME_OCTETS = 16;
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;

    private final Arena arena = Arena.ofConfined();
    private final SystemCalls calls = new SystemCalls();
    private final MemorySegment request = arena.allocate(REQUEST, Long.BYTES);
    private final MemorySegment number = arena.allocate(JAVA_INT);
    private final MemorySegment path = arena.allocateFrom("/dev/net/tun");
    private final TapConfig config;
    private final int control;

    TapDevice(TapConfig config) throws TapException {
        this.config = config;
        putName(config.name());
        control = calls.socket(AF_INET, SOCK_DGRAM | CLOSE_ON_EXEC, 0);
        if (control < 0) {
            arena.close();
            throw new TapException("no socket could be made to set up " + config.name() + " (error " + -control
                    + "); raise the limit of open files");
        }
    }

    /// Opens one more queue; the first makes the device unless it is there.
    ///
    /// @return its descriptor
    int openQueue() throws TapException {
        final int descriptor = calls.open(path.address(), READ_AND_WRITE | NON_BLOCKING | CLOSE_ON_EXEC);
        if (descriptor < 0) {
            throw refused("/dev/net/tun could not be opened", -descriptor, "let you: chmod 666 /dev/net/tun");
        }
        try {
            attach(descriptor);
            return descriptor;
        } catch (TapException refused) {
            calls.close(descriptor);
            throw refused;
        }
    }

    /// The interface's name, which the kernel may have chosen.
    String name() {
        return request.getString(0, StandardCharsets.UTF_8);
    }

    /// Sets the MTU if one was asked for, and says what it is.
    int setMtu() throws TapException {
        check("the MTU could not be read", SIOCGIFMTU, "");
        final int found = request.get(JAVA_INT, NAME_OCTETS);
        if (config.mtu() == 0 || config.mtu() == found) {
            return found;
        }
        request.set(JAVA_INT, NAME_OCTETS, config.mtu());
        check(
                "the MTU " + config.mtu() + " was refused",
                SIOCSIFMTU,
                "set it: ip link set dev " + name() + " mtu " + config.mtu());
        return config.mtu();
    }

    /// Takes the kernel's end up.
    void takeUp() throws TapException {
        check("the flags could not be read", SIOCGIFFLAGS, "");
        final int flags = request.get(JAVA_SHORT, NAME_OCTETS);
        if ((flags & IFF_UP) == 0) {
            request.set(JAVA_SHORT, NAME_OCTETS, (short) (flags | IFF_UP));
            check("it could not be taken up", SIOCSIFFLAGS, "take it up: ip link set dev " + name() + " up");
        }
    }

    @Override
    public void close() {
        calls.close(control);
        arena.close();
    }

    private void attach(int descriptor) throws TapException {
        final int kind = config.type() == LinkType.ETHERNET ? IFF_TAP : IFF_TUN;
        final int queues = config.queues() > 1 ? IFF_MULTI_QUEUE : 0;
        request.set(JAVA_SHORT, NAME_OCTETS, (short) (kind | IFF_NO_PI | IFF_VNET_HDR | queues));
        int answer = calls.ioctl(descriptor, TUNSETIFF, request.address());
        if (answer == -SystemCalls.EINVAL && queues == 0) {
            // One that is there already and has several queues takes us only as one of these.
            request.set(JAVA_SHORT, NAME_OCTETS, (short) (kind | IFF_NO_PI | IFF_VNET_HDR | IFF_MULTI_QUEUE));
            answer = calls.ioctl(descriptor, TUNSETIFF, request.address());
        }
        if (answer < 0) {
            throw refused("it could not be had", -answer, "make it for you: " + command());
        }
        set(descriptor, TUNSETVNETHDRSZ, VirtioHeader.LENGTH, "its header");
        set(descriptor, TUNSETVNETLE, 1, "the order of its octets");
        if (!config.offload()) {
            offload(descriptor, 0);
        } else if (calls.ioctl(descriptor, TUNSETOFFLOAD, ALL_OFFLOADS) < 0) {
            offload(descriptor, OFFLOADS_BEFORE_6_2);
        }
    }

    private void offload(int descriptor, int what) throws TapException {
        final int answer = calls.ioctl(descriptor, TUNSETOFFLOAD, what);
        if (answer < 0) {
            throw refused("its offloads could not be set", -answer, "");
        }
    }

    private void set(int descriptor, long what, int value, String name) throws TapException {
        number.set(JAVA_INT, 0, value);
        final int answer = calls.ioctl(descriptor, what, number.address());
        if (answer < 0) {
            throw refused(name + " could not be set", -answer, "");
        }
    }

    private void check(String what, long ask, String remedy) throws TapException {
        final int answer = calls.ioctl(control, ask, request.address());
        if (answer < 0) {
            throw refused(what, -answer, remedy);
        }
    }

    private void putName(String name) {
        final byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(octets, 0, request, JAVA_BYTE, 0, octets.length);
    }

    /// What makes the device for a user who may not.
    private String command() {
        final String mode = config.type() == LinkType.ETHERNET ? "tap" : "tun";
        return "ip tuntap add dev " + config.name() + " mode " + mode + " multi_queue vnet_hdr user $USER, and ip link"
                + " set dev " + config.name() + " up";
    }

    /// @param remedy what root can do about it if a permission is what lacks; may be empty
    private TapException refused(String what, int error, String remedy) {
        final String device = (config.type() == LinkType.ETHERNET ? "TAP" : "TUN") + " device " + config.name();
        final boolean denied = error == SystemCalls.EPERM || error == SystemCalls.EACCES;
        final String reason = switch (error) {
            case SystemCalls.EPERM, SystemCalls.EACCES ->
                "because that takes the capability CAP_NET_ADMIN, which you do not have; run as root"
                        + (remedy.isEmpty() ? "" : ", or have root " + remedy);
            case SystemCalls.ENOENT -> "because this kernel has no TUN driver; load it: modprobe tun";
            case SystemCalls.EBUSY -> "because another program has it; end that, or choose another name";
            case SystemCalls.EINVAL ->
                "because there is an interface of this name of another kind, or with other numbers of queues;"
                        + " delete it or choose another name";
            default -> "error " + error + " of the kernel";
        };
        return new TapException(device + ": " + what + ", " + reason, denied);
    }
}
