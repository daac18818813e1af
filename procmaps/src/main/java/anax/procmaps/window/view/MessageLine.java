package anax.procmaps.window.view;

import java.awt.Font;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// What is shown, or why nothing is: one sentence, whose sign tells what kind it is of to those who see no colours.
///
/// Owner: the event thread.
public final class MessageLine {
    private final JLabel label;
    private boolean isError;

    /// @param spoken the name that is read aloud
    public MessageLine(String spoken) {
        label = Style.named(new JLabel(" "), "message", spoken);
        label.setBorder(BorderFactory.createEmptyBorder(4, 8, 4, 8));
        dress();
    }

    /// What to put into the window.
    public JComponent component() {
        return label;
    }

    /// Says what is shown.
    public void tell(String sentence) {
        say(sentence, false);
    }

    /// Says what is wrong.
    public void fail(String sentence) {
        say("\u2716 " + sentence, true);
    }

    private void say(String text, boolean wrong) {
        isError = wrong;
        label.setText(text);
        label.setToolTipText(text);
        dress();
    }

    /// To be called after colours changed.
    public void dress() {
        label.setFont(label.getFont().deriveFont(isError ? Font.BOLD : Font.PLAIN));
        label.setForeground(isError ? Style.theme().alarm() : Style.theme().ink());
    }
}
