package org.florahub.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.florahub.transform.codes.CodesDraft;
import org.florahub.transform.codes.Genericode;
import org.florahub.transform.codes.Genericode.BrokenListException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tables of codes from published lists.
@Command(name = "codes", description = "Takes over published code lists.")
final class CodesCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }

    /// Exit status 0: each code has its value; 1: values are open, which no folder loads with.
    @Command(
            name = "import",
            description = {
                "Makes a table NAME.codes of a list in genericode 1.0, as the XRepository publishes it.",
                "Values are taken over from an earlier table where code and name are the same; all others are marked ?",
                "and have to be decided: no folder loads with one."
            },
            footer = {"Exit status: 0 every code has its value; 1 some are open, which is said; 2 called wrongly."})
    int take(
            @Option(
                            names = "--into",
                            paramLabel = "FOLDER",
                            description = {
                                "Folder of the transform, by path or name. Where it has NAME.codes, NAME@VERSION.codes is",
                                "written beside it. Without it the table is printed."
                            })
                    @Nullable
                    Path folder,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description = "Name of the table (default: the list's short name in lower case).")
                    @Nullable
                    String name,
            @Parameters(paramLabel = "FILE", description = "The list.") Path file)
            throws IOException {
        Genericode list = read(file);
        String table = name == null ? tableName(list) : name;
        if (folder == null) {
            CodesDraft draft = CodesDraft.of(list, null);
            spec.commandLine().getOut().print(draft.text());
            spec.commandLine().getOut().flush();
            return tell(draft, "printed");
        }
        Path into = Files.isDirectory(folder) ? folder : Home.transforms().resolve(folder);
        if (!Files.isDirectory(into)) {
            throw new CommandFailed(
                    "%s: found no such folder, expected a transform's. Correct --into.".formatted(folder));
        }
        Path before = into.resolve(table + ".codes");
        boolean follows = Files.exists(before);
        Path target = follows ? into.resolve("%s@%s.codes".formatted(table, list.version())) : before;
        if (Files.exists(target)) {
            throw new CommandFailed("%s: exists already. Remove it, or choose another --name.".formatted(target));
        }
        CodesDraft draft = CodesDraft.of(list, follows ? Files.readString(before) : null);
        Files.writeString(target, draft.text());
        return tell(draft, target.toString());
    }

    private static Genericode read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed("%s: found no such file. Correct the path.".formatted(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Genericode.parse(in);
        } catch (BrokenListException e) {
            throw new CommandFailed("%s:%d: found %s. Take the file as the XRepository gives it out."
                    .formatted(file, e.line(), e.getMessage()));
        }
    }

    /// `Entscheidungssachverhalt (GEAS)` is `entscheidungssachverhalt-geas`.
    private static String tableName(Genericode list) {
        String name = list.name()
                .toLowerCase(Locale.GERMAN)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss")
                .replaceAll("[^a-z0-9]+", "-");
        return name.replaceAll("^-|-$", "");
    }

    private int tell(CodesDraft draft, String where) {
        spec.commandLine()
                .getErr()
                .printf(
                        "codes: %s; %s%s%s%n",
                        where,
                        draft.open().isEmpty() ? "every code has its value" : "to decide: " + some(draft.open()),
                        draft.changed().isEmpty() ? "" : "; of these have another name now: " + some(draft.changed()),
                        draft.gone().isEmpty() ? "" : "; no longer in the list: " + some(draft.gone()));
        return draft.open().isEmpty() ? 0 : 1;
    }

    private static String some(List<String> codes) {
        String first = String.join(", ", codes.subList(0, Math.min(20, codes.size())));
        return codes.size() > 20 ? "%s, … (%d)".formatted(first, codes.size()) : first;
    }
}
