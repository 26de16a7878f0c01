package org.florahub.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/// Looks for values in every file of a folder, in any spelling in which software may have left them: as text in four
/// encodings, in Base64 at each of the places where it can begin, percent-encoded, with the escapes of XML and JSON,
/// and inside of ZIP and gzip files.
final class Traces {

    private static final List<Charset> CHARSETS = List.of(UTF_8, ISO_8859_1, UTF_16LE, UTF_16BE);
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final Map<String, String> spellings = new LinkedHashMap<>();

    /// @param values each long enough not to be found everywhere
    Traces(List<String> values) {
        values.forEach(this::spell);
    }

    private void spell(String value) {
        for (Charset charset : CHARSETS) {
            byte[] bytes = value.getBytes(charset);
            spellings.putIfAbsent(new String(bytes, ISO_8859_1), value + " in " + charset);
            base64(bytes).forEach(text -> spellings.putIfAbsent(text, value + " in Base64 of " + charset));
        }
        String percent = URLEncoder.encode(value, UTF_8);
        spellings.putIfAbsent(percent, value + " percent-encoded");
        spellings.putIfAbsent(percent.replace("+", "%20"), value + " percent-encoded");
        spellings.putIfAbsent(URLEncoder.encode(value, ISO_8859_1), value + " percent-encoded");
        spellings.putIfAbsent(escaped(value, "&#%d;"), value + " as XML");
        spellings.putIfAbsent(escaped(value, "&#x%X;"), value + " as XML");
        spellings.putIfAbsent(escaped(value, "\\u%04x"), value + " as JSON");
        spellings.putIfAbsent(escaped(value, "\\u%04X"), value + " as JSON");
    }

    /// The inner part of the Base64 at each of the three places where it can begin.
    private static Stream<String> base64(byte[] bytes) {
        return Stream.of(0, 1, 2).map(before -> {
            byte[] padded = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, padded, before, bytes.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(padded);
            return text.substring(before == 0 ? 0 : before + 1, text.length() - 2);
        });
    }

    private static String escaped(String value, String form) {
        var text = new StringBuilder();
        value.chars()
                .forEach(letter -> text.append(
                        letter < 128 ? String.valueOf((char) letter) : String.format(Locale.ROOT, form, letter)));
        return text.toString();
    }

    /// What is found, each as a file with a value and its spelling.
    Set<String> in(Path folder) throws IOException {
        var found = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> look(folder.relativize(file).toString(), bytes(file), found));
        }
        return found;
    }

    private void look(String place, byte[] bytes, Set<String> found) {
        String text = new String(bytes, ISO_8859_1);
        spellings.forEach((spelling, value) -> {
            if (text.contains(spelling)) {
                found.add(place + ": " + value);
            }
        });
        try {
            if (begins(bytes, ZIP)) {
                unzip(place, bytes, found);
            } else if (begins(bytes, GZIP)) {
                look(place + "!", new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unzip(String place, byte[] bytes, Set<String> found) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                look(place + "!" + entry.getName(), zip.readAllBytes(), found);
            }
        }
    }

    private static boolean begins(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (java.nio.file.NoSuchFileException _) {
            return new byte[0]; // removed by the hub meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
