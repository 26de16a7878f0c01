package org.florahub.transform.codes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A `.codes` table made of a published list. A value is known only where an earlier table has the code under the
/// same name: the same code may mean something else in another version. All others are marked `?`, and no folder
/// loads until somebody has decided them.
///
/// @param text    the file
/// @param open    codes that wait for their value
/// @param changed those of them that the earlier table has under another name
/// @param gone    codes of the earlier table that the list does not have
public record CodesDraft(String text, List<String> open, List<String> changed, List<String> gone) {

    public CodesDraft {
        open = List.copyOf(open);
        changed = List.copyOf(changed);
        gone = List.copyOf(gone);
    }

    /// The table of a list.
    ///
    /// @param earlier content of the table that is followed, `null` if there is none
    public static CodesDraft of(Genericode list, @Nullable String earlier) {
        var known = new HashMap<String, Earlier>();
        if (earlier != null) {
            earlier.lines().forEach(line -> Earlier.read(line, known));
        }
        var text = new StringBuilder("#: codelist uri=%s version=%s\n".formatted(list.uri(), list.version()));
        text.append(CodeListParser.HEADER).append('\n');
        var open = new ArrayList<String>();
        var changed = new ArrayList<String>();
        list.labels().forEach((code, label) -> {
            Earlier row = known.remove(code);
            String name = label.replace(';', ',');
            if (row != null && same(row.label, name)) {
                text.append("%s%s;%s;%s;%s\n".formatted(row.mark, code, row.value, name, row.validity));
            } else {
                open.add(code);
                if (row != null) {
                    changed.add(code);
                }
                text.append("%s;%s;%s;;\n".formatted(code, CodeListParser.OPEN, name));
            }
        });
        return new CodesDraft(
                text.toString(), open, changed, known.keySet().stream().sorted().toList());
    }

    /// Whether two names are the same but for case and spaces.
    static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String name) {
        return name.replace(';', ',').strip().replaceAll("\\s+", " ").toLowerCase(Locale.GERMAN);
    }

    /// A row of the earlier table.
    private record Earlier(String mark, String value, String label, String validity) {

        static void read(String line, Map<String, Earlier> into) {
            String[] cells = line.split(";", -1);
            if (!line.startsWith("#") && cells.length == 5 && !line.equals(CodeListParser.HEADER)) {
                String mark = "<>!".indexOf(cells[0].charAt(0)) < 0 ? "" : cells[0].substring(0, 1);
                into.put(
                        cells[0].substring(mark.length()).strip(),
                        new Earlier(mark, cells[1].strip(), cells[2], cells[3] + ";" + cells[4]));
            }
        }
    }
}
