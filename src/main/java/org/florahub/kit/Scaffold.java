package org.florahub.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// The folders of an authority, begun from what it sent.
///
/// @param adapter   name of the adapter's folder
/// @param transform name of the transform's folder
/// @param files     what was written, in that order
/// @param guesses   what was taken for what
/// @param open      what must be filled in before the folders can be used
public record Scaffold(String adapter, String transform, List<String> files, List<Guess> guesses, List<Problem> open) {

    /// Stands where only a person knows the answer, and is refused until it is replaced.
    static final String OPEN = "fill-in";

    private static final Pattern LOSES = Pattern.compile("loses: \\[[^]]*]");

    /// What is asked for.
    ///
    /// @param name      of the adapter's folder
    /// @param samples   files as they came
    /// @param land      two digits, or `null` for a federal authority
    /// @param authority its DVDV identifier, or `null` if it is not known yet
    /// @param channel   `file`, `mq`, …
    public record Request(
            String name,
            List<Path> samples,
            @Nullable String land,
            @Nullable String authority,
            String channel) {

        public Request {
            samples = List.copyOf(samples);
        }
    }

    /// Writes the folders `adapters/NAME` and `transforms/NAME-FORMAT`.
    ///
    /// @throws KitException if one of them is there already, or the samples are not understood
    public static Scaffold create(Workbench workbench, Request request) {
        try {
            if (!request.name().matches("[a-z0-9]+(-[a-z0-9]+)*")
                    || request.name().length() > 34) {
                throw new KitException(
                        "%s: found no name of a folder, expected at most 34 lower-case letters, digits and single hyphens"
                                .formatted(request.name()));
            }
            var samples = new ArrayList<SampleFile>();
            for (Path sample : request.samples()) {
                samples.add(SampleFile.read(sample));
            }
            return write(workbench, request, samples);
        } catch (FileAlreadyExistsException e) {
            throw new KitException(
                    "%s: found it there already. Choose another name, or remove it.".formatted(e.getFile()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scaffold write(Workbench workbench, Request request, List<SampleFile> samples) throws IOException {
        Draft draft = Draft.of(samples, request.name());
        String transform = request.name() + "-" + (draft.engine().equals("fixed") ? "list" : draft.engine());
        Path adapterFolder = workbench.adapters().resolve(request.name());
        Path transformFolder = workbench.transforms().resolve(transform);
        Files.createDirectory(adapterFolder);
        Files.createDirectory(transformFolder);
        var pages = new ScaffoldPages(request, transform, draft);
        var files = new ArrayList<String>();
        put(transformFolder, "transform.yaml", pages.transform(), files);
        for (var file : draft.files().entrySet()) {
            put(transformFolder, file.getKey(), file.getValue(), files);
        }
        put(transformFolder, "README.md", pages.transformReadme(), files);
        put(adapterFolder, "adapter.yaml", pages.adapter(), files);
        put(adapterFolder, "README.md", pages.adapterReadme(), files);
        Path in = Files.createDirectories(adapterFolder.resolve("samples").resolve("in"));
        for (SampleFile sample : samples) {
            Path copy = in.resolve(sample.stem() + "." + draft.extension());
            Files.copy(sample.path(), copy);
            files.add(copy.toString());
        }
        return new Scaffold(
                request.name(), transform, files, draft.guesses(), open(workbench, request.name(), transformFolder));
    }

    private static void put(Path folder, String name, String text, List<String> files) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        files.add(file.toString());
    }

    /// The mistakes of the folders, after the losses that can be computed were written down.
    private static List<Problem> open(Workbench workbench, String name, Path transformFolder) throws IOException {
        List<Problem> problems = AdapterCheck.of(workbench, List.of(name)).problems();
        for (Problem problem : problems) {
            Matcher loses = LOSES.matcher(problem.expected());
            if (problem.code().equals("loses-differs") && loses.find()) {
                Path manifest = transformFolder.resolve("transform.yaml");
                String text = Files.readString(manifest);
                Files.writeString(manifest, LOSES.matcher(text).replaceFirst(Matcher.quoteReplacement(loses.group())));
                return AdapterCheck.of(workbench, List.of(name)).problems();
            }
        }
        return problems;
    }
}
