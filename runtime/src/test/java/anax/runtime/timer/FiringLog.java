package anax.runtime.timer;

import java.util.ArrayList;
import java.util.List;

/// Makes timers that note their firing here, by kind, and then do what the test says.
final class FiringLog implements TimerHandler {
    final List<Integer> kinds = new ArrayList<>();
    final List<Long> timesNs = new ArrayList<>();
    private TimerHandler then = (timer, nowNs) -> {};

    Timer timer(int kind) {
        return new Timer(this, kind);
    }

    /// What each timer does when it has fired.
    void then(TimerHandler then) {
        this.then = then;
    }

    @Override
    public void onTimer(Timer timer, long nowNs) {
        kinds.add(timer.kind());
        timesNs.add(nowNs);
        then.onTimer(timer, nowNs);
    }
}
