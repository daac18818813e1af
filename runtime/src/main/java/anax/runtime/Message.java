package anax.runtime;

/// A message: the object that goes out comes back as its own reply. Subclasses add what they carry.
///
/// Owner: whoever [#state] names, one at a time; nobody else may touch it, not even to read. Sending allocates
/// nothing.
///
/// | state          | owner                                | entered by                             |
/// |----------------|--------------------------------------|----------------------------------------|
/// | done           | the originator, who may send it      | construction; collecting the reply     |
/// | at the target  | the target port, then who got it     | `sendMessage`, `doMessage`             |
/// | replied        | nobody until it is home              | `replyMessage`, which must be the last |
/// |                |                                      | time that the replier touches it       |
///
/// After DragonFly's sys/msgport.h.
public abstract class Message extends Ipi {
    /// What a port's `putPort` answers if it took the message and the reply comes later.
    static final int ASYNC = Integer.MIN_VALUE;

    /// The result of a message whose target port's owner has ended, before or after the message came there.
    public static final int TARGET_ENDED = Integer.MIN_VALUE + 1;

    /// Complete, or never sent.
    static final int DONE = 1;

    /// Replied, or on its way home; stays set when collected, so that a port's owner can tell replies from
    /// requests.
    static final int REPLY = 1 << 1;

    /// Linked on a port.
    static final int QUEUED = 1 << 2;

    /// The originator waits for this very message.
    static final int SYNC = 1 << 3;

    // The port's list.
    Message next;

    private Port targetPort;
    private Port replyPort;
    private int flags = DONE;
    private int error;

    /// Makes a message that was never sent. Unless [#replyTo] names another port, replies go to the built-in port
    /// of the thread that sends it first.
    protected Message() {}

    /// Names the port to which the reply goes. The paper's `lwkt_initmsg` with an explicit port,
    /// `lwkt_initmsg_rp`.
    ///
    /// @return this message
    /// @throws IllegalStateException if it is under way
    public final Message replyTo(Port port) {
        refuseUnlessDone("was given another reply port");
        replyPort = port;
        return this;
    }

    /// Sends the message home with a result; the caller must not touch it again. For whoever got it from a port.
    ///
    /// @param result what [Port#doMessage] and [#error] give the originator: 0 for success, else the
    ///     application's code, but for the two lowest integers, which are ours
    /// @throws IllegalStateException if it has been replied already or still lies on a port
    public final void replyMessage(int result) {
        if ((flags & (DONE | REPLY | QUEUED)) != 0) {
            throw new IllegalStateException("a message was replied that " + state()
                    + "; reply to each message once, after you got it from your port");
        }
        error = result;
        replyPort.replyPort(this);
    }

    /// The result of the last reply. For the originator.
    public final int error() {
        return error;
    }

    /// True if it is not under way. For the originator.
    public final boolean isDone() {
        return (flags & DONE) != 0;
    }

    /// True if it came back as a reply: how a thread tells replies from requests on its own port.
    public final boolean isReply() {
        return (flags & REPLY) != 0;
    }

    @Override
    protected final void run(Cpu cpu) {
        arrive(cpu);
    }

    // What follows is the ports'.

    /// Lands on a CPU: at the target port as a request, at the reply port as a reply.
    final void arrive(Cpu cpu) {
        final Port port = (flags & REPLY) != 0 ? replyPort : targetPort;
        port.arrive(cpu, this);
    }

    /// Begins its way out; the reply will be collected from its reply port.
    final void depart() {
        refuseUnlessDone("was sent");
        if (replyPort == null) {
            replyPort = Lwkt.current().port();
        }
        flags &= ~(DONE | REPLY | SYNC);
    }

    /// Begins its way out; the originator waits for it.
    final void departSync() {
        refuseUnlessDone("was sent");
        if (replyPort == null) {
            replyPort = Lwkt.current().port();
        }
        replyPort.checkWaiter();
        flags = (flags & ~(DONE | REPLY)) | SYNC;
    }

    final void targetPort(Port port) {
        targetPort = port;
    }

    final Port replyPort() {
        return replyPort;
    }

    final boolean isSync() {
        return (flags & SYNC) != 0;
    }

    final boolean isQueued() {
        return (flags & QUEUED) != 0;
    }

    final void set(int bits) {
        flags |= bits;
    }

    final void clear(int bits) {
        flags &= ~bits;
    }

    /// Takes the result of a port that ran the message in place.
    final void result(int result) {
        error = result;
    }

    private void refuseUnlessDone(String what) {
        if ((flags & (DONE | QUEUED)) != DONE) {
            throw new IllegalStateException(
                    "a message " + what + " that " + state() + "; wait for its reply and collect that first");
        }
    }

    private String state() {
        if ((flags & QUEUED) != 0) {
            return (flags & REPLY) != 0 ? "waits as a reply on its reply port" : "waits on its target port";
        }
        if ((flags & DONE) != 0) {
            return "is not under way";
        }
        return (flags & REPLY) != 0 ? "is on its way home" : "is under way or with its target";
    }
}
