package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A search that overlooks something would let an erasure look better than it is.
class TracesTest {

    private static final String NAME = "Zirbelkühn";

    @TempDir
    private Path folder;

    private final Traces traces = new Traces(List.of(NAME));

    @BeforeEach
    void somethingElse() throws IOException {
        Files.writeString(folder.resolve("other"), "Zirbelholz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16LE", "UTF-16BE"})
    void findsAnEncoding(String charset) throws IOException {
        Files.write(folder.resolve("file"), ("x" + NAME + "y").getBytes(Charset.forName(charset)));

        assertThat(traces.in(folder)).contains("file: Zirbelkühn in " + charset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc"})
    void findsBase64WhereverItBegins(String before) throws IOException {
        byte[] text = (before + NAME + "und weiter").getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("file"), Base64.getEncoder().encode(text));

        assertThat(traces.in(folder)).containsExactly("file: Zirbelkühn in Base64 of UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Zirbelk%C3%BChn", "Zirbelk%FChn", "Zirbelk&#252;hn", "Zirbelk&#xFC;hn", "Zirbelk\\u00fchn"})
    void findsEscapes(String spelling) throws IOException {
        Files.writeString(folder.resolve("file"), "..." + spelling);

        assertThat(traces.in(folder)).singleElement().asString().startsWith("file: Zirbelkühn ");
    }

    @Test
    void looksIntoPackedFilesInPackedFiles() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(NAME.getBytes(StandardCharsets.UTF_8));
        }
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("file.zip")))) {
            zip.putNextEntry(new ZipEntry("inner.gz"));
            zip.write(packed.toByteArray());
        }

        assertThat(traces.in(folder)).containsExactly("file.zip!inner.gz!: Zirbelkühn in UTF-8");
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        assertThat(traces.in(folder)).isEmpty();
    }
}
