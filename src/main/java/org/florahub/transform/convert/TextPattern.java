package org.florahub.transform.convert;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A form that a text must have: a small regular language that is matched in time proportional to the text, whatever
/// the text, because all ways to match it are followed at once. Immutable and thread-safe.
///
/// Characters and classes (`[A-Z0-9]`, `\d`, `\p{L}`, `.`), each with `?`, `*`, `+`, `{3}`, `{2,5}` behind it, and
/// `|` between whole forms. No groups, no look-around, no references.
final class TextPattern {

    private static final int STEPS_MAX = 1000;
    private static final int USUAL = 0x250;
    private static final Pattern ATOM = Pattern.compile(
            "(\\[\\^?(?:\\\\.|[^\\]\\\\\\[])+\\]|\\\\[dw.\\\\|?*+\\[\\](){}^$/-]|\\\\p\\{[A-Za-z]+\\}|[^\\\\|?*+\\[\\](){}^$])"
                    + "(\\?|\\*|\\+|\\{(\\d{1,3})(,(\\d{1,3}))?\\})?");

    /// One character.
    ///
    /// @param optional may be passed over
    /// @param repeated may stand again
    private record Step(IntPredicate character, boolean optional, boolean repeated) {}

    private final String source;
    private final List<List<Step>> forms;

    private TextPattern(String source, List<List<Step>> forms) {
        this.source = source;
        this.forms = forms;
    }

    /// The compiled form, `null` if it is not of this language or too large.
    static @Nullable TextPattern of(String source) {
        var forms = new ArrayList<List<Step>>();
        List<Step> form = new ArrayList<>();
        var atom = ATOM.matcher(source);
        int at = 0;
        while (at < source.length()) {
            if (source.charAt(at) == '|') {
                forms.add(form);
                form = new ArrayList<>();
                at++;
            } else if (atom.region(at, source.length()).lookingAt() && add(atom, form)) {
                at = atom.end();
            } else {
                return null;
            }
            if (form.size() + forms.stream().mapToInt(List::size).sum() > STEPS_MAX) {
                return null;
            }
        }
        forms.add(form);
        return source.isEmpty() ? null : new TextPattern(source, List.copyOf(forms));
    }

    private static boolean add(java.util.regex.Matcher atom, List<Step> form) {
        IntPredicate character;
        try {
            character = character(Pattern.compile(atom.group(1), Pattern.DOTALL));
        } catch (PatternSyntaxException _) {
            return false;
        }
        String times = atom.group(2) == null ? "{1}" : atom.group(2);
        switch (times) {
            case "?" -> form.add(new Step(character, true, false));
            case "*" -> form.add(new Step(character, true, true));
            case "+" -> form.add(new Step(character, false, true));
            default -> {
                int least = atom.group(3) == null ? 1 : Integer.parseInt(atom.group(3));
                int most = atom.group(5) == null ? least : Integer.parseInt(atom.group(5));
                for (int i = 0; i < most; i++) {
                    form.add(new Step(character, i >= least, false));
                }
                return most >= least && most > 0;
            }
        }
        return true;
    }

    /// Asked once for each of the usual characters, not for each of a text.
    private static IntPredicate character(Pattern one) {
        var usual = new BitSet(USUAL);
        for (int c = 0; c < USUAL; c++) {
            usual.set(c, one.matcher(Character.toString(c)).matches());
        }
        return c ->
                c < USUAL ? usual.get(c) : one.matcher(Character.toString(c)).matches();
    }

    boolean matches(char[] text, int from, int to) {
        return forms.stream().anyMatch(form -> matches(form, new String(text, from, to - from)));
    }

    private static boolean matches(List<Step> form, String text) {
        var reached = new BitSet(form.size() + 1);
        reach(form, 0, reached);
        for (int i = 0; i < text.length() && !reached.isEmpty(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            var next = new BitSet(form.size() + 1);
            for (int at = reached.nextSetBit(0); at >= 0 && at < form.size(); at = reached.nextSetBit(at + 1)) {
                Step step = form.get(at);
                if (step.character.test(c)) {
                    reach(form, at + 1, next);
                    if (step.repeated) {
                        next.set(at);
                    }
                }
            }
            reached = next;
        }
        return reached.get(form.size());
    }

    /// That place and all behind it that can be reached by passing over.
    private static void reach(List<Step> form, int from, BitSet reached) {
        int at = from;
        reached.set(at);
        while (at < form.size() && form.get(at).optional) {
            reached.set(++at);
        }
    }

    @Override
    public String toString() {
        return source;
    }
}
