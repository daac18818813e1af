package anax.procmaps.window.view;

import java.awt.Font;
import javax.swing.JComponent;

/// What is shown, or why nothing is: one sentence, whose sign tells what kind it is of to those who see no colours.
///
/// Owner: the event thread.
public final class MessageLine {
    private final Sentence sentence;
    private boolean isError;

    /// @param spoken the name that is read aloud
    public MessageLine(String spoken) {
        sentence = new Sentence("message", spoken);
        dress();
    }

    /// What to put into the window.
    public JComponent component() {
        return sentence;
    }

    /// Says what is shown.
    public void tell(String shown) {
        say(shown, false);
    }

    /// Says what is wrong.
    public void fail(String why) {
        say("\u2716 " + why, true);
    }

    private void say(String text, boolean wrong) {
        isError = wrong;
        sentence.say(text);
        dress();
    }

    /// To be called after colours changed.
    public void dress() {
        sentence.setFont(sentence.getFont().deriveFont(isError ? Font.BOLD : Font.PLAIN));
        sentence.setForeground(isError ? Style.theme().alarm() : Style.theme().ink());
    }
}
