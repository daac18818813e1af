import anax.procmaps.read.ProcFile;
import anax.procmaps.read.ProcReader;

public class Hello {
    public static void main(String[] args) throws Exception {
        long self = ProcessHandle.current().pid();
        System.out.println(new ProcReader().read(self, ProcFile.MAPS).explain());
    }
}
