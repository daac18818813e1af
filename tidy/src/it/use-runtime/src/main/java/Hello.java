import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.Message;

public class Hello {
    static final class Question extends Message {}

    public static void main(String[] args) throws Exception {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(2))) {
            Lwkt server = machine.spawn(1, "server", () -> Lwkt.current().port().waitMessage().replyMessage(42));
            int answer = machine.call(0, "client", () -> server.port().doMessage(new Question()));
            System.out.println("CPU 1 answered " + answer);
        }
    }
}
