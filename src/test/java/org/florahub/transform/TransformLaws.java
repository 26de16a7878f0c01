package org.florahub.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.convert.Loss;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Shape;
import org.junit.jupiter.api.DynamicTest;

/// The laws that every transform keeps, as tests that exist by having a transform.
///
/// - **PutGet**: what is read from a written document is what was written, less the computed loss and the losses
///   that writing reported.
/// - **Stability**: writing what was read gives the same bytes.
/// - **Company**: the same for statements of several kinds in one document.
/// - **Refusal**: a foreign text in any place is refused, kept, counted as unmapped, or without meaning; it never
///   makes another statement, and no problem quotes it.
/// - **Bytes**: damaged documents are refused or read, without an exception.
public final class TransformLaws {

    private static final String MARKER = "Zzmarkerzz";
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String DELIMITERS = "<>\"&;{}\n\r'=/!-[]?:,";
    private static final Pattern TEXTS =
            Pattern.compile(">([^<>]*[^<>\\s][^<>]*)<|=\"([^\"]*)\"|\"([^\"]*)\"\\s*[,}]|([^;\r\n]+)");

    private final Transform transform;
    private final long seed;
    private final int samples;

    private TransformLaws(Transform transform, long seed, int samples) {
        this.transform = transform;
        this.seed = seed;
        this.samples = samples;
    }

    /// The laws of one transform.
    ///
    /// @param seed    makes a failure repeatable
    /// @param samples how many statements to try
    public static Stream<DynamicTest> of(Transform transform, long seed, int samples) {
        var laws = new TransformLaws(transform, seed, samples);
        return transform.writable() && transform.readable()
                ? Stream.of(
                        dynamicTest("reads back what it writes, less the loss", laws::putGet),
                        dynamicTest("reads back what stands together", laws::company),
                        dynamicTest("writes the same bytes again", laws::stability),
                        dynamicTest("refuses foreign texts without quoting them", laws::refusal),
                        dynamicTest("survives damaged bytes", laws::bytes))
                : Stream.of();
    }

    private void putGet() {
        var generator = new StatementGenerator(transform, seed);
        for (int i = 0; i < samples; i++) {
            StatementGenerator.Sample sample = generator.next();
            List<Statement> group = group(sample);
            Document written = write(group, sample.given());
            Collected read = Collected.read(transform, written.bytes, reading(group.getFirst()));
            String document = new String(written.bytes, charset());
            assertThat(read.problems()).as(document).isEmpty();
            assertThat(read.reading().unmapped()).as(document).isEmpty();
            assertThat(read.statements()).as(document).hasSameSizeAs(group);
            for (int j = 0; j < group.size(); j++) {
                assertThat(comparable(read.statements().get(j), sample, written.lost))
                        .as(document)
                        .isEqualTo(comparable(group.get(j), sample, written.lost));
            }
        }
    }

    private void company() {
        var generator = new StatementGenerator(transform, seed + 4);
        int accompanied = 0;
        for (int i = 0; i < Math.min(samples, 60); i++) {
            StatementGenerator.Sample first = generator.next();
            var group = new ArrayList<>(List.of(first));
            for (int attempt = 0; attempt < 6; attempt++) {
                StatementGenerator.Sample other = beside(first, generator.next());
                if (transform.refusals(other.statement(), first.given()).isEmpty()
                        && transform.sameDocument(first.statement(), other.statement(), first.given())) {
                    group.add(other);
                }
            }
            accompanied += group.size() > 1 ? 1 : 0;
            List<Statement> statements =
                    group.stream().map(StatementGenerator.Sample::statement).toList();
            Document written = write(statements, first.given());
            Collected read = Collected.read(transform, written.bytes, reading(first.statement()));
            assertThat(read.problems()).isEmpty();
            assertThat(read.statements()).hasSameSizeAs(group);
            for (int j = 0; j < group.size(); j++) {
                assertThat(comparable(read.statements().get(j), group.get(j), written.lost))
                        .isEqualTo(comparable(statements.get(j), group.get(j), written.lost));
            }
        }
        assertThat(accompanied > 0).as("whether a document said several things").isEqualTo(transform.groups());
    }

    /// The other statement with what a document says once, and what its surroundings say, taken from the first.
    private StatementGenerator.Sample beside(StatementGenerator.Sample first, StatementGenerator.Sample other) {
        Set<Field> shared = EnumSet.noneOf(Field.class);
        shared.addAll(transform.givenFields());
        first.shape().slots().stream()
                .filter(Shape.Bound::shared)
                .forEach(bound -> shared.addAll(bound.slot().converter().fields()));
        var same = other.statement().toBuilder();
        for (Field field : shared) {
            String value = first.statement().get(field);
            if (value == null) {
                same.clear(field);
            } else {
                same.set(field, value);
            }
        }
        return new StatementGenerator.Sample(same.build(), first.given(), other.shape());
    }

    private void stability() {
        var generator = new StatementGenerator(transform, seed + 1);
        for (int i = 0; i < samples; i++) {
            StatementGenerator.Sample sample = generator.next();
            List<Statement> group = group(sample);
            byte[] once = write(group, sample.given()).bytes;
            List<Statement> read =
                    Collected.read(transform, once, reading(group.getFirst())).statements();
            assertThat(new String(write(read, sample.given()).bytes, charset())).isEqualTo(new String(once, charset()));
        }
    }

    private void refusal() {
        var generator = new StatementGenerator(transform, seed + 2);
        int refused = 0;
        for (int i = 0; i < Math.min(samples, 12); i++) {
            StatementGenerator.Sample sample = generator.next();
            byte[] document = write(List.of(sample.statement()), sample.given()).bytes;
            Given reading = reading(sample.statement());
            List<Statement> meant = Collected.read(transform, document, reading).statements();
            for (byte[] mutant : mutants(document)) {
                Collected read = Collected.read(transform, mutant, reading);
                boolean said =
                        !read.problems().isEmpty() || !read.reading().unmapped().isEmpty();
                refused += said ? 1 : 0;
                assertThat(read.problems().toString()).doesNotContain(MARKER);
                assertThat(said
                                || read.statements().equals(meant)
                                || read.statements().stream()
                                        .anyMatch(
                                                one -> one.flatten().toString().contains(MARKER)))
                        .as(() -> new String(mutant, charset()))
                        .isTrue();
            }
        }
        assertThat(refused).isPositive();
    }

    private List<byte[]> mutants(byte[] document) {
        if (!transform.extension().equals("xlsx")) {
            return mutants(new String(document, charset())).stream()
                    .map(mutant -> mutant.getBytes(charset()))
                    .toList();
        }
        var mutants = new ArrayList<byte[]>();
        for (String mutant : mutants(new String(part(document, SHEET), UTF_8))) {
            mutants.add(withPart(document, SHEET, mutant.getBytes(UTF_8)));
        }
        return mutants;
    }

    private static byte[] part(byte[] workbook, String name) {
        return Objects.requireNonNull(parts(workbook).get(name));
    }

    private static byte[] withPart(byte[] workbook, String name, byte[] content) {
        var out = new ByteArrayOutputStream();
        Map<String, byte[]> parts = parts(workbook);
        parts.put(name, content);
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static Map<String, byte[]> parts(byte[] workbook) {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
                parts.put(part.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return parts;
    }

    private static List<String> mutants(String document) {
        var mutants = new ArrayList<String>();
        Matcher text = TEXTS.matcher(document);
        while (text.find()) {
            for (int group = 1; group <= text.groupCount(); group++) {
                if (text.group(group) != null) {
                    mutants.add(
                            document.substring(0, text.start(group)) + MARKER + document.substring(text.end(group)));
                }
            }
        }
        return mutants;
    }

    private void bytes() {
        var generator = new StatementGenerator(transform, seed + 3);
        var random = new Random(seed);
        for (int i = 0; i < samples * 5; i++) {
            StatementGenerator.Sample sample = generator.next();
            byte[] damaged = damage(write(List.of(sample.statement()), sample.given()).bytes, random);
            Collected read = Collected.read(transform, damaged, reading(sample.statement()));
            assertThat(read.reading().problemCount())
                    .isGreaterThanOrEqualTo(read.reading().problems().size());
            if (!read.reading().counts()) {
                assertThat(read.statements()).isEmpty();
            }
        }
    }

    private static byte[] damage(byte[] document, Random random) {
        byte[] damaged = document.clone();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(4)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
                case 2 -> damaged[at] = (byte) DELIMITERS.charAt(random.nextInt(DELIMITERS.length()));
                default -> System.arraycopy(damaged, at, damaged, at / 2, damaged.length - at);
            }
        }
        return damaged;
    }

    /// One statement, or two that differ in a field of their own where the format repeats.
    private List<Statement> group(StatementGenerator.Sample sample) {
        Statement other = sample.statement().toBuilder()
                .set(Field.PERSON_AZR_NUMBER, "990001000099")
                .build();
        return transform.sameDocument(sample.statement(), other, sample.given())
                ? List.of(sample.statement(), other)
                : List.of(sample.statement());
    }

    private static final class Document {

        final byte[] bytes;
        final Set<Field> lost;

        Document(byte[] bytes, Set<Field> lost) {
            this.bytes = bytes;
            this.lost = lost;
        }
    }

    private Document write(List<Statement> group, Given given) {
        var out = new ByteArrayOutputStream();
        try {
            Set<Field> changed = EnumSet.noneOf(Field.class);
            for (Loss loss : transform.write(group, given, out).losses()) {
                if (loss.kind() != Loss.Kind.NOT_CARRIED) {
                    changed.add(loss.field());
                }
            }
            return new Document(out.toByteArray(), changed);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Given reading(Statement statement) {
        var values = new EnumMap<Field, String>(Field.class);
        for (Field field : transform.givenFields()) {
            String value = statement.get(field);
            if (value != null) {
                values.put(field, value);
            }
        }
        return new Given(values);
    }

    private Statement comparable(Statement statement, StatementGenerator.Sample sample, Set<Field> dynamic) {
        var lost = EnumSet.noneOf(Field.class);
        lost.addAll(sample.shape().losses(Set.of(statement.require(Field.STATUS)), transform.givenFields()));
        lost.addAll(dynamic);
        return statement.only(field -> !lost.contains(field));
    }

    private Charset charset() {
        return transform.charset();
    }
}
