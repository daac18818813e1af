package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Difference;
import anax.netstack.packetdrill.syntax.Expression;
import anax.netstack.packetdrill.syntax.Notation;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls recvmsg and sendmsg: several buffers at once, flags that come back, and control data.
///
/// Owner: one call.
final class MessageCalls {
    private static final List<String> FIELDS =
            List.of("msg_name", "msg_namelen", "msg_iov", "msg_iovlen", "msg_flags", "msg_control");

    private final Arguments arguments;
    private final Expression.Struct message;

    MessageCalls(Arguments arguments) {
        this.arguments = arguments;
        message = arguments.struct(arguments.get(1));
        arguments.onlyFields(message, FIELDS);
    }

    /// Octets of all buffers together.
    int octets() {
        return CallTable.vector(arguments, arguments.field(message, "msg_iov"));
    }

    /// Takes a message, and compares what came with it.
    Attempt receive(SocketFile file, int flags) {
        final Attempt reading = file.read(octets(), flags);
        return new Attempt() {
            @Override
            public Optional<Reply> attempt() {
                return reading.attempt().map(reply -> compared(reply, file));
            }

            @Override
            public long deadlineNs() {
                return reading.deadlineNs();
            }
        };
    }

    private Reply compared(Reply reply, SocketFile file) {
        if (reply.value() < 0) {
            return reply;
        }
        final List<Difference> differences = new ArrayList<>(reply.differences());
        message.field("msg_flags").ifPresent(wanted -> compareFlags(wanted, file.messageFlags(), differences));
        message.field("msg_control").ifPresent(wanted -> compareControl(wanted, file.control(), differences));
        return Reply.of(reply.value(), differences);
    }

    private void compareFlags(Expression wanted, int got, List<Difference> differences) {
        if (!(wanted instanceof Expression.Ellipsis) && arguments.number(wanted) != got) {
            differences.add(new Difference("msg_flags", Notation.of(wanted), Constants.messageFlags(got)));
        }
    }

    private void compareControl(Expression wanted, Optional<Control> got, List<Difference> differences) {
        if (wanted instanceof Expression.Ellipsis) {
            return;
        }
        if (!(wanted instanceof Expression.Listing(List<Expression> elements))) {
            throw new UnsupportedException(arguments.at(), Notation.of(wanted) + " as control data");
        }
        final List<Control> all = elements.stream().map(this::control).toList();
        if (!all.equals(got.stream().toList())) {
            differences.add(new Difference(
                    "msg_control",
                    all.toString(),
                    got.map(List::of).orElse(List.of()).toString()));
        }
    }

    private Control control(Expression expression) {
        final Expression.Struct struct = arguments.struct(expression);
        arguments.onlyFields(struct, List.of("cmsg_level", "cmsg_type", "cmsg_data"));
        final long level = arguments.number(arguments.field(struct, "cmsg_level"));
        final long type = arguments.number(arguments.field(struct, "cmsg_type"));
        final Expression data = arguments.field(struct, "cmsg_data");
        if (!(data instanceof Expression.Struct(List<Expression.Field> fields))) {
            return Control.of(level, type, arguments.number(data));
        }
        final Map<String, Long> values = new LinkedHashMap<>();
        fields.forEach(field -> values.put(field.name(), arguments.number(field.value())));
        return new Control(level, type, values);
    }
}
