package anax.procmaps.window.view;

import anax.procmaps.filter.BadCondition;
import anax.procmaps.show.Words;
import anax.procmaps.window.model.Query;
import java.awt.BorderLayout;
import java.awt.event.ActionEvent;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/// The box for conditions on regions, which hold as they are typed; says what is wrong with them, or how many regions
/// there are.
///
/// Owner: the event thread.
public final class FilterBox {
    private final Words words;
    private final JTextField box;
    private final Sentence told;
    private final JPanel panel = new JPanel(new BorderLayout(Style.pixels(6), 0));

    /// @param words   the language
    /// @param onQuery takes what was typed whenever it is right
    public FilterBox(Words words, Consumer<Query> onQuery) {
        this.words = words;
        this.box = Style.named(new JTextField(), "filter", words.get("window.filter"));
        this.told = new Sentence("found", words.get("window.found"));
        var label = new JLabel(words.get("window.filter"));
        label.setLabelFor(box);
        box.putClientProperty("JTextField.placeholderText", words.get("window.filter.hint"));
        box.putClientProperty("JTextField.showClearButton", true);
        box.setToolTipText(words.get("filter"));
        box.getDocument().addDocumentListener(new Typing(onQuery));
        box.getInputMap().put(KeyStroke.getKeyStroke("ESCAPE"), "clear");
        box.getActionMap().put("clear", new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent e) {
                box.setText("");
            }
        });
        panel.setBorder(BorderFactory.createEmptyBorder(4, 6, 0, 6));
        panel.add(label, BorderLayout.WEST);
        panel.add(box, BorderLayout.CENTER);
        panel.add(told, BorderLayout.SOUTH);
    }

    /// Owner: the box.
    private final class Typing implements DocumentListener {
        private final Consumer<Query> onQuery;

        Typing(Consumer<Query> onQuery) {
            this.onQuery = onQuery;
        }

        @Override
        public void insertUpdate(DocumentEvent e) {
            typed();
        }

        @Override
        public void removeUpdate(DocumentEvent e) {
            typed();
        }

        @Override
        public void changedUpdate(DocumentEvent e) {
            typed();
        }

        private void typed() {
            try {
                Query query = Query.parse(box.getText());
                box.putClientProperty("JComponent.outline", null);
                onQuery.accept(query);
            } catch (BadCondition bad) {
                box.putClientProperty("JComponent.outline", "error");
                told.setForeground(Style.theme().alarm());
                told.say("\u2716 " + bad.in(words));
            }
        }
    }

    /// What to put into the window.
    public JComponent component() {
        return panel;
    }

    /// Goes to the box.
    public void focus() {
        box.requestFocusInWindow();
        box.selectAll();
    }

    /// Says how many regions were asked for, of how many; nothing if there is no map.
    public void tell(int found, int all) {
        if (box.getClientProperty("JComponent.outline") == null) {
            told.setForeground(Style.theme().faint());
            told.say(all == 0 ? " " : words.get("window.foundof", found, all));
        }
    }
}
