package anax.netstack.tap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes programs for the kernel's BPF machine (RFC 9669), as far as steering needs it: registers of 64 bits, loads
/// from the frame in network order, jumps forward to labels.
///
/// Owner: one thread. Allocates. Loads put what they read into [#RESULT] and spoil registers 1 to 5; one behind the
/// frame's end has the program answer 0.
final class BpfAssembler {
    /// The register that loads fill and that holds the answer.
    static final int RESULT = 0;

    private static final int CONTEXT = 1;
    private static final int KEPT_CONTEXT = 6; // where loads expect it

    private static final int MOVE_IMMEDIATE = 0xB7;
    private static final int MOVE_REGISTER = 0xBF;
    private static final int ADD_IMMEDIATE = 0x07;
    private static final int ADD_REGISTER = 0x0F;
    private static final int AND_IMMEDIATE = 0x57;
    private static final int SHIFT_LEFT = 0x67;
    private static final int SHIFT_RIGHT = 0x77;
    private static final int SHIFT_RIGHT_REGISTER = 0x7F;
    private static final int XOR_IMMEDIATE = 0xA7;
    private static final int XOR_REGISTER = 0xAF;
    private static final int LOAD_LONG = 0x18;
    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_BYTE = 0x30;
    private static final int LOAD_WORD_AT = 0x40;
    private static final int LOAD_BYTE_AT = 0x50;
    private static final int JUMP = 0x05;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int JUMP_IF_ANY_SET = 0x45;
    private static final int JUMP_UNLESS_EQUAL = 0x55;
    private static final int EXIT = 0x95;

    private static final int REGISTERS_SHIFT = 8;
    private static final int SOURCE_SHIFT = 12;
    private static final int OFFSET_SHIFT = 16;
    private static final int IMMEDIATE_SHIFT = 32;

    private final List<Long> code = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<Integer, String> jumps = new HashMap<>();

    BpfAssembler keepContext() {
        return move(KEPT_CONTEXT, CONTEXT);
    }

    BpfAssembler loadByte(int at) {
        return emit(LOAD_BYTE, 0, 0, at);
    }

    BpfAssembler loadHalf(int at) {
        return emit(LOAD_HALF, 0, 0, at);
    }

    BpfAssembler loadWord(int at) {
        return emit(LOAD_WORD, 0, 0, at);
    }

    /// Loads what lies `at` octets behind the place that a register names.
    BpfAssembler loadByteAt(int register, int at) {
        return emit(LOAD_BYTE_AT, 0, register, at);
    }

    BpfAssembler loadWordAt(int register, int at) {
        return emit(LOAD_WORD_AT, 0, register, at);
    }

    BpfAssembler set(int register, int value) {
        return emit(MOVE_IMMEDIATE, register, 0, value);
    }

    BpfAssembler setLong(int register, long value) {
        emit(LOAD_LONG, register, 0, (int) value);
        return emit(0, 0, 0, (int) (value >>> Integer.SIZE));
    }

    BpfAssembler move(int to, int from) {
        return emit(MOVE_REGISTER, to, from, 0);
    }

    BpfAssembler add(int register, int value) {
        return emit(ADD_IMMEDIATE, register, 0, value);
    }

    BpfAssembler addRegister(int register, int other) {
        return emit(ADD_REGISTER, register, other, 0);
    }

    BpfAssembler and(int register, int bits) {
        return emit(AND_IMMEDIATE, register, 0, bits);
    }

    BpfAssembler xor(int register, int other) {
        return emit(XOR_REGISTER, register, other, 0);
    }

    BpfAssembler xorWith(int register, int bits) {
        return emit(XOR_IMMEDIATE, register, 0, bits);
    }

    BpfAssembler shiftLeft(int register, int bits) {
        return emit(SHIFT_LEFT, register, 0, bits);
    }

    BpfAssembler shiftRight(int register, int bits) {
        return emit(SHIFT_RIGHT, register, 0, bits);
    }

    BpfAssembler shiftRightBy(int register, int other) {
        return emit(SHIFT_RIGHT_REGISTER, register, other, 0);
    }

    BpfAssembler jumpIfEqual(int register, int value, String label) {
        return jump(JUMP_IF_EQUAL, register, value, label);
    }

    BpfAssembler jumpUnlessEqual(int register, int value, String label) {
        return jump(JUMP_UNLESS_EQUAL, register, value, label);
    }

    BpfAssembler jumpIfAtLeast(int register, int value, String label) {
        return jump(JUMP_IF_AT_LEAST, register, value, label);
    }

    BpfAssembler jumpIfAnySet(int register, int bits, String label) {
        return jump(JUMP_IF_ANY_SET, register, bits, label);
    }

    /// The machine has no such jump: it is one over another.
    BpfAssembler jumpUnlessAnySet(int register, int bits, String label) {
        final String over = "over" + code.size();
        jump(JUMP_IF_ANY_SET, register, bits, over);
        jump(JUMP, 0, 0, label);
        return label(over);
    }

    BpfAssembler exit() {
        return emit(EXIT, 0, 0, 0);
    }

    /// Names the place of the next instruction.
    BpfAssembler label(String name) {
        if (labels.put(name, code.size()) != null) {
            throw new IllegalStateException("the label " + name + " was given twice");
        }
        return this;
    }

    /// The instructions, each as a number of 64 bits in this machine's order.
    long[] assemble() {
        final long[] program = code.stream().mapToLong(Long::longValue).toArray();
        jumps.forEach((at, label) -> {
            final Integer target = labels.get(label);
            if (target == null || target <= at) {
                throw new IllegalStateException("a jump leads to " + label + ", which does not lie before it");
            }
            program[at] |= (long) (target - at - 1) << OFFSET_SHIFT;
        });
        return program;
    }

    private BpfAssembler jump(int operation, int register, int value, String label) {
        jumps.put(code.size(), label);
        return emit(operation, register, 0, value);
    }

    private BpfAssembler emit(int operation, int target, int source, int immediate) {
        code.add((long) operation
                | (long) target << REGISTERS_SHIFT
                | (long) source << SOURCE_SHIFT
                | (long) immediate << IMMEDIATE_SHIFT);
        return this;
    }
}
