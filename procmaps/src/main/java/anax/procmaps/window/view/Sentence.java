package anax.procmaps.window.view;

import java.awt.Dimension;
import javax.swing.BorderFactory;
import javax.swing.JTextArea;
import javax.swing.UIManager;

/// A sentence that goes on in another line where the window is too narrow for it, so that nothing of it is cut off.
///
/// Owner: the event thread. Never serialized. At the bound of [#MOST] characters the rest is left to the tip.
@SuppressWarnings("serial")
final class Sentence extends JTextArea {
    /// Command lines and file names have no bound of their own, and the window is for other things than these.
    static final int MOST = 400;

    private static final int ABOVE = 4;
    private static final int BESIDE = 8;

    /// @param spoken the name that is read aloud
    Sentence(String name, String spoken) {
        super(" ");
        Style.named(this, name, spoken);
        setLineWrap(true);
        setWrapStyleWord(true);
        setEditable(false);
        setFocusable(false);
    }

    /// Says it.
    void say(String text) {
        setText(text.length() <= MOST ? text : text.substring(0, MOST - 1) + "\u2026");
        setToolTipText(text.isBlank() ? null : text);
    }

    /// It looks like a label, also after colours changed.
    @Override
    public void updateUI() {
        super.updateUI();
        setFont(UIManager.getFont("Label.font"));
        setOpaque(false);
        setBorder(BorderFactory.createEmptyBorder(ABOVE, BESIDE, ABOVE, BESIDE));
    }

    /// It takes the width that there is.
    @Override
    public Dimension getPreferredSize() {
        return new Dimension(0, super.getPreferredSize().height);
    }

    @Override
    public Dimension getMinimumSize() {
        return getPreferredSize();
    }

    /// How many lines it has depends on how wide it is.
    @Override
    public void setBounds(int x, int y, int width, int height) {
        boolean isOther = width != getWidth();
        super.setBounds(x, y, width, height);
        if (isOther) {
            revalidate();
        }
    }
}
