package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Difference;
import anax.netstack.packetdrill.run.Arguments.Address;
import anax.netstack.packetdrill.syntax.CallLine;
import anax.netstack.packetdrill.syntax.Expression;
import anax.netstack.packetdrill.syntax.Notation;
import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The calls of the socket interface that scripts make. A call that stands not here is unsupported by its name.
///
/// Owner: the run of a script.
final class CallTable {
    private static final Reply BAD_DESCRIPTOR = Reply.failed("EBADF");
    private static final int RECEIVE_FLAGS = Constants.MSG_OOB
            | Constants.MSG_PEEK
            | Constants.MSG_TRUNC
            | Constants.MSG_DONTWAIT
            | Constants.MSG_WAITALL
            | Constants.MSG_ERRQUEUE
            | Constants.MSG_NOSIGNAL;
    private static final int SEND_FLAGS = Constants.MSG_OOB
            | Constants.MSG_DONTWAIT
            | Constants.MSG_EOR
            | Constants.MSG_NOSIGNAL
            | Constants.MSG_MORE;

    private final VirtualHost host;
    private final Conversation conversation;
    private final Address local;
    private final Address remote;
    private final Descriptors descriptors = new Descriptors();
    private final PollCalls polls;
    private final OptionCalls options;

    /// @param local  what `...` means in bind()
    /// @param remote what `...` means in connect()
    CallTable(VirtualHost host, Conversation conversation, Address local, Address remote, boolean relaxed) {
        this.host = host;
        this.conversation = conversation;
        this.local = local;
        this.remote = remote;
        polls = new PollCalls(host, descriptors);
        options = new OptionCalls(descriptors, relaxed);
    }

    Descriptors descriptors() {
        return descriptors;
    }

    /// Whether what a call returns is a descriptor, whose number the script chooses.
    static boolean opens(String name) {
        return switch (name) {
            case "socket", "accept", "accept4", "epoll_create", "epoll_create1" -> true;
            default -> false;
        };
    }

    /// Makes a call.
    ///
    /// @throws UnsupportedException if it is none of these, or is given what it does not know
    Attempt call(Position at, CallLine line) {
        final Arguments arguments = new Arguments(at, line);
        return switch (line.name()) {
            case "socket" -> socket(arguments);
            case "bind" -> onSocket(arguments, 3, file -> file.bind(arguments.address(arguments.get(1), local)));
            case "listen" -> onSocket(arguments, 2, file -> file.listen((int) arguments.number(1)));
            case "accept" -> onSocket(arguments, 3, file -> file.accept(descriptors, false));
            case "accept4" -> onSocket(arguments, 4, file -> file.accept(descriptors, isNonBlocking(arguments, 3)));
            case "connect" -> onSocket(arguments, 3, file -> file.connect(arguments.address(arguments.get(1), remote)));
            case "shutdown" -> onSocket(arguments, 2, file -> file.shutdown((int) arguments.number(1)));
            case "close" -> close(arguments);
            case "fcntl" -> fcntl(arguments);
            case "ioctl" -> onSocket(arguments, 3, file -> ioctl(arguments, file));
            case "poll" -> polls.poll(arguments);
            case "epoll_create", "epoll_create1" -> polls.create();
            case "epoll_ctl" -> polls.control(arguments);
            case "epoll_wait" -> polls.await(arguments, 4);
            case "epoll_pwait" -> polls.await(arguments, 6);
            case "getsockopt" -> options.get(arguments);
            case "setsockopt" -> options.set(arguments);
            default -> transfer(arguments);
        };
    }

    private Attempt transfer(Arguments arguments) {
        return switch (arguments.name()) {
            case "read" -> onSocket(arguments, 3, file -> file.read(buffer(arguments), 0));
            case "recv" -> onSocket(arguments, 4, file -> file.read(buffer(arguments), receiveFlags(arguments, 3)));
            case "recvfrom" -> onSocket(arguments, 6, file -> file.read(buffer(arguments), receiveFlags(arguments, 3)));
            case "readv" -> onSocket(arguments, 3, file -> file.read(vector(arguments, arguments.get(1)), 0));
            case "recvmsg" ->
                onSocket(arguments, 3, file -> new MessageCalls(arguments).receive(file, receiveFlags(arguments, 2)));
            case "write" -> onSocket(arguments, 3, file -> file.write(buffer(arguments), null, 0));
            case "send" -> onSocket(arguments, 4, file -> file.write(buffer(arguments), null, sendFlags(arguments, 3)));
            case "sendto" ->
                onSocket(
                        arguments,
                        6,
                        file -> file.write(
                                buffer(arguments),
                                arguments.address(arguments.get(4), remote),
                                sendFlags(arguments, 3)));
            case "writev" -> onSocket(arguments, 3, file -> file.write(vector(arguments, arguments.get(1)), null, 0));
            case "sendmsg" ->
                onSocket(
                        arguments,
                        3,
                        file -> file.write(new MessageCalls(arguments).octets(), null, sendFlags(arguments, 2)));
            default -> throw new UnsupportedException(arguments.at(), "call " + arguments.name());
        };
    }

    private Attempt onSocket(Arguments arguments, int count, Function<SocketFile, Attempt> call) {
        arguments.count(count, count);
        return descriptors.socket(arguments.number(0)).map(call).orElse(Attempt.done(BAD_DESCRIPTOR));
    }

    private Attempt socket(Arguments arguments) {
        arguments.count(3, 3);
        if (!arguments.isAny(0)) {
            arguments.number(0);
        }
        final long type = arguments.number(1);
        final boolean nonBlocking = (type & Constants.O_NONBLOCK) != 0;
        final long stream = Constants.number("SOCK_STREAM").orElseThrow();
        final long datagram = Constants.number("SOCK_DGRAM").orElseThrow();
        final long kind = type & ~(Constants.O_NONBLOCK | Constants.value("SOCK_CLOEXEC"));
        final long protocol = arguments.number(2);
        final SocketFile file;
        if (kind == stream && (protocol == 0 || protocol == 6)) {
            file = new TcpFile(host, conversation);
        } else if (kind == datagram && (protocol == 0 || protocol == 17)) {
            file = new UdpFile(host, conversation);
        } else {
            throw new UnsupportedException(
                    arguments.at(), "a socket of type " + Notation.of(arguments.get(1)) + " and protocol " + protocol);
        }
        file.nonBlocking(nonBlocking);
        descriptors.opened(file);
        return Attempt.done(Reply.of(0));
    }

    private static boolean isNonBlocking(Arguments arguments, int index) {
        return (arguments.number(index) & Constants.O_NONBLOCK) != 0;
    }

    private Attempt close(Arguments arguments) {
        arguments.count(1, 1);
        final long number = arguments.number(0);
        final Optional<OpenFile> file = descriptors.find(number);
        descriptors.remove(number);
        return file.map(OpenFile::close).orElse(Attempt.done(BAD_DESCRIPTOR));
    }

    private Attempt fcntl(Arguments arguments) {
        arguments.count(2, 3);
        final SocketFile file = descriptors.socket(arguments.number(0)).orElse(null);
        if (file == null) {
            return Attempt.done(BAD_DESCRIPTOR);
        }
        final String command = arguments.word(1);
        switch (command) {
            case "F_GETFL" -> {
                return Attempt.done(Reply.of(Constants.O_RDWR | (file.isNonBlocking() ? Constants.O_NONBLOCK : 0)));
            }
            case "F_SETFL" -> file.nonBlocking(isNonBlocking(arguments, 2));
            default -> throw new UnsupportedException(arguments.at(), command + " in fcntl");
        }
        return Attempt.done(Reply.of(0));
    }

    private static Attempt ioctl(Arguments arguments, SocketFile file) {
        final String command = arguments.word(1);
        final int got = switch (command) {
            case "FIONREAD", "SIOCINQ" -> file.readable();
            case "SIOCOUTQ", "TIOCOUTQ" -> file.unacknowledged();
            case "SIOCOUTQNSD" -> file.unsent();
            case "SIOCATMARK" -> file.isAtMark() ? 1 : 0;
            default -> throw new UnsupportedException(arguments.at(), command + " in ioctl");
        };
        if (arguments.isAny(2) || arguments.number(2) == got) {
            return Attempt.done(Reply.of(0));
        }
        return Attempt.done(Reply.of(
                0, List.of(new Difference(command, Long.toString(arguments.number(2)), Integer.toString(got)))));
    }

    private static int buffer(Arguments arguments) {
        arguments.zeros(arguments.get(1));
        return arguments.length(2);
    }

    /// `[{..., 1000}, {..., 500}]`
    static int vector(Arguments arguments, Expression vector) {
        if (!(vector instanceof Expression.Listing(List<Expression> elements))) {
            throw new UnsupportedException(arguments.at(), Notation.of(vector) + " as buffers");
        }
        int sum = 0;
        for (final Expression element : elements) {
            final List<Expression.Field> fields = arguments.struct(element).fields();
            if (fields.size() != 2) {
                throw new UnsupportedException(arguments.at(), Notation.of(element) + " as a buffer");
            }
            arguments.zeros(fields.getFirst().value());
            sum += arguments.length(fields.getLast().value());
        }
        return sum;
    }

    private static int receiveFlags(Arguments arguments, int index) {
        return flags(arguments, index, RECEIVE_FLAGS);
    }

    private static int sendFlags(Arguments arguments, int index) {
        return flags(arguments, index, SEND_FLAGS);
    }

    private static int flags(Arguments arguments, int index, int known) {
        final long flags = arguments.number(index);
        if ((flags & ~known) != 0) {
            throw new UnsupportedException(
                    arguments.at(), "flags " + Notation.of(arguments.get(index)) + " in " + arguments.name());
        }
        return (int) flags;
    }
}
