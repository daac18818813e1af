package anax.procmaps.window.view;

import anax.procmaps.Detail;
import anax.procmaps.show.Words;
import anax.procmaps.window.model.Pace;
import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.JToggleButton;

/// What to look at, how closely and how often: the box for a number, a name or a file, and Submit.
///
/// Owner: the event thread.
public final class TargetBar {
    private static final int BOX_COLUMNS = 10;
    private static final Long[] INTERVALS = {Pace.LEAST_MILLIS, 1_000L, 2_000L, 5_000L, Pace.MOST_MILLIS};
    private static final int USUAL_INTERVAL = 2;

    private final JTextField box;
    private final JToggleButton pause;
    private final JComboBox<String> interval;
    private final Map<Detail, JCheckBox> details = new EnumMap<>(Detail.class);
    private final JPanel panel = new JPanel(new BorderLayout(Style.pixels(6), 0));

    /// What the user does with it.
    public interface Listener {
        /// Wants to see what stands in the box.
        void onSubmit(String text);

        /// Wants looks at another pace, or none for now.
        void onPace();

        /// Wants to know more, or less.
        void onDetails();
    }

    /// @param words the language
    public TargetBar(Words words, Listener listener) {
        this.box = Style.named(new JTextField(BOX_COLUMNS), "pid", words.get("window.ask"));
        this.pause = Style.named(new JToggleButton(words.get("window.pause")), "pause", words.get("window.pause"));
        this.interval = Style.named(new JComboBox<>(), "interval", words.get("window.interval"));
        var label = new JLabel(words.get("window.ask"));
        label.setLabelFor(box);
        box.setToolTipText(words.get("window.ask.hint"));
        box.putClientProperty("JTextField.placeholderText", words.get("window.ask.hint"));
        var submit = Style.named(new JButton(words.get("window.submit")), "submit", words.get("window.submit"));
        box.addActionListener(_ -> listener.onSubmit(box.getText()));
        submit.addActionListener(_ -> listener.onSubmit(box.getText()));
        var ways = new JPanel(new FlowLayout(FlowLayout.LEADING, Style.pixels(6), Style.pixels(4)));
        ways.add(submit);
        for (Detail detail : Detail.values()) {
            String text = words.get("detail." + detail);
            var check = Style.named(new JCheckBox(text), "detail." + detail, text);
            check.setToolTipText(words.get("detail." + detail + ".hint"));
            check.addActionListener(_ -> listener.onDetails());
            details.put(detail, check);
            ways.add(check);
        }
        for (long millis : INTERVALS) {
            interval.addItem(words.get("window.every", millis / 1000.0));
        }
        interval.setSelectedIndex(USUAL_INTERVAL);
        interval.addActionListener(_ -> listener.onPace());
        pause.addActionListener(_ -> listener.onPace());
        ways.add(interval);
        ways.add(pause);
        // The box alone shrinks where there is little room.
        var middle = new JPanel(new GridBagLayout());
        var fill = new GridBagConstraints();
        fill.fill = GridBagConstraints.HORIZONTAL;
        fill.weightx = 1;
        middle.add(box, fill);
        panel.setBorder(BorderFactory.createEmptyBorder(2, 8, 0, 4));
        panel.add(label, BorderLayout.WEST);
        panel.add(middle, BorderLayout.CENTER);
        panel.add(ways, BorderLayout.EAST);
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

    /// Puts a text into the box.
    public void fill(String text) {
        box.setText(text);
    }

    /// Pauses, or goes on.
    public void togglePause() {
        pause.doClick();
    }

    /// Whether looks follow each other by themselves.
    public boolean isPaused() {
        return pause.isSelected();
    }

    /// How often.
    public Pace pace() {
        return new Pace(INTERVALS[interval.getSelectedIndex()]);
    }

    /// What is wanted beside the map.
    public Set<Detail> details() {
        Set<Detail> wanted = EnumSet.noneOf(Detail.class);
        details.forEach((detail, check) -> {
            if (check.isSelected()) {
                wanted.add(detail);
            }
        });
        return wanted;
    }
}
