package anax.netstack.tap;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.link.LinkType;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.Ipv4Header;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Our flow hash as a program that runs in the kernel and chooses the queue of each frame for a device.
///
/// Owner: whoever opens the device, for that long. Allocates; makes system calls.
///
/// It does what the stack's own dispatch does: groups and what it does not know to queue 0, fragments by their
/// addresses, TCP and UDP by addresses and ports, ICMP errors by the flow that they quote. Where it and the stack
/// differ the stack passes the packet on, so a mistake here costs time and no packet.
final class SteeringProgram {
    private static final long TUNSETSTEERINGEBPF = 0x800454E0L;
    private static final int BPF_PROG_LOAD = 5;
    private static final int SOCKET_FILTER = 1;
    private static final int ATTRIBUTES = 128;

    private static final int ETHER_TYPE = 12;
    private static final int FIRST_GROUP_NIBBLE = 14;
    private static final int FRAGMENT_BITS = 0x3FFF; // more fragments, and the offset
    private static final int SLOTS_IN_WORD = 8;
    private static final int ICMP = 1;
    private static final int UNREACHABLE = 3;
    private static final int TIME_EXCEEDED = 11;
    private static final int PARAMETER_PROBLEM = 12;
    private static final int ICMP_HEADER = 8;

    private static final int SCRATCH = 1;
    private static final int HEADER_LENGTH = 7; // of IP
    private static final int WORD = 8; // addresses and ports, XORed to 16 bits
    private static final int HASH = 9;

    private final LinkType type;
    private final FlowHash hash;
    private final IndirectionTable table;

    SteeringProgram(LinkType type, FlowHash hash, IndirectionTable table) {
        this.type = type;
        this.hash = hash;
        this.table = table;
    }

    /// Has the device use it.
    void install(String device, int queue) throws TapException {
        final long[] code = code();
        final SystemCalls calls = new SystemCalls();
        try (Arena arena = Arena.ofConfined()) {
            final int program = load(calls, arena, code);
            if (program < 0) {
                throw new TapException(device + " cannot be steered: the kernel refused the program with error "
                        + -program + (program == -SystemCalls.EPERM ? ", for it takes CAP_BPF; run as root" : ""));
            }
            final MemorySegment number = arena.allocate(JAVA_INT);
            number.set(JAVA_INT, 0, program);
            final int answer = calls.ioctl(queue, TUNSETSTEERINGEBPF, number.address());
            calls.close(program);
            if (answer < 0) {
                throw new TapException(device + " cannot be steered: the kernel refused it with error " + -answer);
            }
        }
    }

    /// The program's instructions.
    long[] code() {
        final BpfAssembler a = new BpfAssembler();
        final int ip = type.headerLength();
        a.keepContext();
        if (type == LinkType.ETHERNET) {
            a.loadByte(0).jumpIfAnySet(BpfAssembler.RESULT, 1, "zero");
            a.loadHalf(ETHER_TYPE).jumpUnlessEqual(BpfAssembler.RESULT, EthernetHeader.IPV4, "zero");
        } else {
            a.loadByte(0).shiftRight(BpfAssembler.RESULT, 4).jumpUnlessEqual(BpfAssembler.RESULT, 4, "zero");
        }
        a.loadByte(ip).and(BpfAssembler.RESULT, 0xF).shiftLeft(BpfAssembler.RESULT, 2);
        a.move(HEADER_LENGTH, BpfAssembler.RESULT);
        a.loadByte(ip + 16).shiftRight(BpfAssembler.RESULT, 4);
        a.jumpIfAtLeast(BpfAssembler.RESULT, FIRST_GROUP_NIBBLE, "zero");
        addresses(a, ip, false);
        a.loadHalf(ip + 6).jumpIfAnySet(BpfAssembler.RESULT, FRAGMENT_BITS, "hash");
        a.loadByte(ip + 9);
        a.jumpIfEqual(BpfAssembler.RESULT, Ipv4Header.TCP, "ports");
        a.jumpIfEqual(BpfAssembler.RESULT, Ipv4Header.UDP, "ports");
        a.jumpUnlessEqual(BpfAssembler.RESULT, ICMP, "zero");
        quoted(a, ip);
        a.label("ports");
        a.loadWordAt(HEADER_LENGTH, ip).move(SCRATCH, BpfAssembler.RESULT).shiftRight(SCRATCH, 16);
        a.xor(WORD, SCRATCH).and(BpfAssembler.RESULT, 0xFFFF).xor(WORD, BpfAssembler.RESULT);
        a.label("hash");
        hash(a);
        queueOfSlot(a);
        a.label("zero").set(BpfAssembler.RESULT, 0).exit();
        return a.assemble();
    }

    /// An ICMP error goes where the flow goes that it quotes: the quoted header takes the place of the outer one.
    private void quoted(BpfAssembler a, int ip) {
        a.loadByteAt(HEADER_LENGTH, ip);
        a.jumpIfEqual(BpfAssembler.RESULT, UNREACHABLE, "error");
        a.jumpIfEqual(BpfAssembler.RESULT, TIME_EXCEEDED, "error");
        a.jumpUnlessEqual(BpfAssembler.RESULT, PARAMETER_PROBLEM, "zero");
        a.label("error");
        a.add(HEADER_LENGTH, ICMP_HEADER);
        addresses(a, ip, true);
        a.loadByteAt(HEADER_LENGTH, ip + 9);
        a.jumpIfEqual(BpfAssembler.RESULT, Ipv4Header.TCP, "quoted");
        a.jumpUnlessEqual(BpfAssembler.RESULT, Ipv4Header.UDP, "zero");
        a.label("quoted");
        a.loadByteAt(HEADER_LENGTH, ip).and(BpfAssembler.RESULT, 0xF).shiftLeft(BpfAssembler.RESULT, 2);
        a.addRegister(HEADER_LENGTH, BpfAssembler.RESULT);
    }

    /// Folds both addresses to one word of 16 bits, as the hash does.
    private void addresses(BpfAssembler a, int ip, boolean behindHeader) {
        if (behindHeader) {
            a.loadWordAt(HEADER_LENGTH, ip + 12).move(WORD, BpfAssembler.RESULT);
            a.loadWordAt(HEADER_LENGTH, ip + 16);
        } else {
            a.loadWord(ip + 12).move(WORD, BpfAssembler.RESULT);
            a.loadWord(ip + 16);
        }
        a.xor(WORD, BpfAssembler.RESULT);
        if (hash == FlowHash.TOEPLITZ) {
            a.move(SCRATCH, WORD).shiftRight(SCRATCH, 16).xor(WORD, SCRATCH);
        }
        a.and(WORD, 0xFFFF);
    }

    /// The map is linear: what each bit adds, XORed.
    private void hash(BpfAssembler a) {
        a.set(HASH, 0);
        for (int bit = 0; bit < 16; bit++) {
            final String next = "bit" + bit;
            a.jumpUnlessAnySet(WORD, 1 << bit, next);
            a.xorWith(HASH, hash.ofWord(1 << bit));
            a.label(next);
        }
        a.and(HASH, IndirectionTable.SLOTS - 1);
    }

    /// Eight slots lie in a constant of 64 bits; which constant is found by comparing.
    private void queueOfSlot(BpfAssembler a) {
        a.move(SCRATCH, HASH).and(SCRATCH, SLOTS_IN_WORD - 1).shiftLeft(SCRATCH, 3);
        a.shiftRight(HASH, 3);
        for (int word = 0; word < IndirectionTable.SLOTS / SLOTS_IN_WORD; word++) {
            long slots = 0;
            for (int slot = 0; slot < SLOTS_IN_WORD; slot++) {
                slots |= (long) table.cpu(word * SLOTS_IN_WORD + slot) << (slot * Byte.SIZE);
            }
            final String next = "word" + word;
            a.jumpUnlessEqual(HASH, word, next);
            a.setLong(BpfAssembler.RESULT, slots);
            a.shiftRightBy(BpfAssembler.RESULT, SCRATCH)
                    .and(BpfAssembler.RESULT, 0xFF)
                    .exit();
            a.label(next);
        }
    }

    private static int load(SystemCalls calls, Arena arena, long[] code) {
        final MemorySegment instructions = arena.allocateFrom(JAVA_LONG, code);
        final MemorySegment attributes = arena.allocate(ATTRIBUTES, Long.BYTES);
        attributes.set(JAVA_INT, 0, SOCKET_FILTER);
        attributes.set(JAVA_INT, 4, code.length);
        attributes.set(JAVA_LONG, 8, instructions.address());
        attributes.set(JAVA_LONG, 16, arena.allocateFrom("GPL").address());
        return calls.syscall(bpfNumber(), BPF_PROG_LOAD, attributes.address(), ATTRIBUTES);
    }

    /// The call's number differs between processors.
    private static long bpfNumber() {
        return System.getProperty("os.arch").equals("amd64") ? 321 : 280;
    }
}
