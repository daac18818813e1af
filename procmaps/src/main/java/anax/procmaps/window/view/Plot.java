package anax.procmaps.window.view;

import anax.procmaps.window.model.Box;
import anax.procmaps.window.plot.Canvas;
import anax.procmaps.window.plot.GraphicsCanvas;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.ActionEvent;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.MouseEvent;
import javax.swing.AbstractAction;
import javax.swing.JPanel;
import javax.swing.KeyStroke;

/// A picture in the window, which takes the focus, and says what the user points at.
///
/// Owner: the event thread. Never serialized.
@SuppressWarnings("serial")
abstract class Plot extends JPanel {
    Plot(String name, String spoken) {
        Style.named(this, name, spoken);
        setFocusable(true);
        addFocusListener(new FocusAdapter() {
            @Override
            public void focusGained(FocusEvent e) {
                repaint();
            }

            @Override
            public void focusLost(FocusEvent e) {
                repaint();
            }
        });
    }

    /// Draws it, in units.
    abstract void draw(Canvas canvas, Box box);

    @Override
    protected final void paintComponent(Graphics graphics) {
        Graphics2D own = (Graphics2D) graphics.create();
        try {
            own.scale(Style.unit(), Style.unit());
            var canvas = new GraphicsCanvas(own, Style.plotFont());
            Box box = box();
            canvas.fill(0, 0, box.width(), box.height(), Style.theme().ground());
            draw(canvas, box);
            if (isFocusOwner()) {
                canvas.frame(0, 0, box.width(), box.height(), Style.theme().accent());
            }
        } finally {
            own.dispose();
        }
    }

    /// The whole of it, in units.
    final Box box() {
        return new Box(0, 0, getWidth() / Style.unit(), getHeight() / Style.unit());
    }

    /// Where the mouse is, in units.
    static double x(MouseEvent event) {
        return event.getX() / Style.unit();
    }

    /// Where the mouse is, in units.
    static double y(MouseEvent event) {
        return event.getY() / Style.unit();
    }

    /// Says what is pointed at, to those who see it and to those who do not; nothing if it is empty.
    final void tell(String text) {
        setToolTipText(text.isEmpty() ? null : text);
        getAccessibleContext().setAccessibleDescription(text);
        repaint();
    }

    /// Binds a key.
    final void onKey(String key, Runnable action) {
        getInputMap().put(KeyStroke.getKeyStroke(key), key);
        getActionMap().put(key, new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent e) {
                action.run();
            }
        });
    }
}
