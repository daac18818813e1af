package anax.bench.messages.lwkt;

import anax.bench.messages.pair.Answer;
import anax.runtime.Message;

/// The message of the suite as a message of the runtime: a question and the answer that its target writes.
///
/// Owner: as of [Message]. Allocates nothing.
final class Parcel extends Message {
    private long request;
    private long answer;

    void ask(long question) {
        request = question;
    }

    long question() {
        return request;
    }

    void answer() {
        answer = Answer.to(request);
    }

    void check(long expected) {
        Answer.check(expected, request, answer);
    }
}
