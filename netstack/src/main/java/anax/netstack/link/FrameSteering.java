package anax.netstack.link;

import anax.netstack.packet.Packet;

/// Which queue of the receiving end a frame goes to, as a device with several queues decides.
///
/// Owner: the caller's who gives it. It is called on the sending queue's CPU, on several at a time, for each frame:
/// it must keep no state, allocate nothing, and give the same queue to all frames of a flow.
@FunctionalInterface
public interface FrameSteering {
    /// Queue i of the sender leads to queue i of the receiver, and round if that one has fewer.
    FrameSteering BY_SENDING_QUEUE = (frame, sendingQueue, queues) -> sendingQueue % queues;

    /// Chooses.
    ///
    /// @param frame        what is sent; to be read only
    /// @param sendingQueue by which queue of the sending end
    /// @param queues       how many queues the receiving end has
    /// @return 0 to `queues` - 1
    int queueOf(Packet frame, int sendingQueue, int queues);
}
