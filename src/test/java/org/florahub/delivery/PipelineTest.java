package org.florahub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.florahub.event.Field;
import org.florahub.event.Kind;
import org.florahub.event.Statement;
import org.florahub.intake.Receipt;
import org.florahub.ledger.Verdict;
import org.florahub.ledger.Verify;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole way in one process: bytes in, files out, proofs beside them.
@Timeout(120)
final class PipelineTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    private FolderSender sender;
    private RealHub hub;

    @BeforeEach
    void open() {
        sender = new FolderSender(data.resolve("out"));
        hub = RealHub.open(data.resolve("hub"), sender);
    }

    @AfterEach
    void close() {
        hub.close();
        assertThat(sender.broken())
                .as("delivered again under the same name with other bytes")
                .isEmpty();
    }

    @Test
    void carriesAMessageOfSeveralPersonsToEveryoneItConcerns() {
        Receipt receipt = hub.receive(RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"));

        assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
        assertThat(((Receipt.Accepted) receipt).events()).isEqualTo(3);
        await().atMost(SOON).until(hub::idle);
        assertThat(sender.files("bamf")).isNotEmpty();
        assertThat(sender.files("sn-landesdirektion"))
                .as("never back to its author")
                .isEmpty();
    }

    @Test
    void carriesWholeProceduresAndProvesEveryDelivery() throws IOException {
        for (Path sample : procedures()) {
            assertThat(hub.receive(sample)).as("%s", sample).isInstanceOf(Receipt.Accepted.class);
        }
        await().atMost(SOON).until(hub::idle);

        assertThat(hub.store().outbox().parked()).isEmpty();
        for (String adapter : List.of("sn-landesdirektion", "bb-zabh")) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sender.proofs(adapter))
                            .hasSameSizeAs(sender.files(adapter))
                            .isNotEmpty());
            for (Path file : sender.files(adapter)) {
                assertThat(Verify.verify(file, Verify.bundleOf(file), hub.verifier()))
                        .as("%s", file)
                        .isInstanceOf(Verdict.Valid.class);
            }
        }
    }

    @Test
    void provesNothingOfAFileWithOneByteChanged() throws IOException {
        hub.receive("bamf", "a.xml", sample("bamf/samples/in/017-antrag.xml"));
        hub.receive(RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"));
        hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/in/014-sicherheitsabgleich.xml"));
        await().atMost(SOON).until(() -> !sender.proofs("sn-landesdirektion").isEmpty());
        Path file = sender.files("sn-landesdirektion").getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThat(Verify.verify(file, Verify.bundleOf(file), hub.verifier())).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void keepsTheOrderOfEachCase() {
        sender.down("bamf", true);
        var rows = new ArrayList<String>();
        for (String status : List.of("ANK", "REG", "GES", "BEL")) {
            for (int person = 0; person < 50; person++) {
                rows.add(Lists.row(Lists.azr(person), status, "M"));
            }
        }
        hub.receive("bb-zabh", "liste.csv", Lists.list(rows.toArray(String[]::new)));
        sender.down("bamf", false);
        await().atMost(SOON).until(hub::idle);

        var statuses = new HashMap<String, List<String>>();
        for (Path file : sender.files("bamf")) {
            for (Statement statement : hub.read("bamf", file)) {
                statuses.computeIfAbsent(statement.require(Field.PERSON_AZR_NUMBER), _ -> new ArrayList<>())
                        .add(statement.require(Field.STATUS));
            }
        }
        assertThat(statuses).hasSize(50);
        assertThat(statuses.values())
                .allSatisfy(each ->
                        assertThat(each).containsExactly("arrived", "registered", "health-examined", "instructed"));
    }

    @Test
    void letsACorrectionReferToTheDeliveryOfWhatItCorrects() throws IOException {
        receiveUntil("021-");
        await().atMost(SOON).until(hub::idle);

        List<Statement> summons = sender.files("sn-landesdirektion").stream()
                .flatMap(file -> hub.read("sn-landesdirektion", file).stream())
                .filter(statement -> statement.require(Field.STATUS).equals("hearing-summoned"))
                .toList();
        List<String> reported = of(Kind.REPORT, Field.MESSAGE_ID, summons);
        assertThat(of(Kind.CORRECT, Field.REFERS_MESSAGE, summons))
                .isNotEmpty()
                .allSatisfy(refers -> assertThat(reported).contains(refers));
    }

    @Test
    void tellsOfACorrectionEverybodyWhoHasWhatItCorrects() throws IOException {
        receiveUntil("020-");
        await().atMost(SOON).until(hub::idle);
        List<Path> before = sender.files("sn-landesdirektion");
        hub.close();
        Path adapters = withoutSummonses("sn-landesdirektion");
        hub = RealHub.open(data.resolve("hub"), sender, adapters);

        hub.receive(RealHub.ADAPTERS.resolve("bamf/samples/in/021-ladung-korrigiert.xml"));
        await().atMost(SOON).until(hub::idle);
        List<Path> after = new ArrayList<>(sender.files("sn-landesdirektion"));
        after.removeAll(before);

        assertThat(after)
                .singleElement()
                .satisfies(file -> assertThat(hub.read("sn-landesdirektion", file))
                        .extracting(Statement::kind)
                        .containsOnly(Kind.CORRECT));
    }

    /// The repository's adapters, one of which is sent nothing but the opening of files.
    private Path withoutSummonses(String adapter) throws IOException {
        Path copy = data.resolve("adapters");
        try (Stream<Path> files = Files.walk(RealHub.ADAPTERS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(RealHub.ADAPTERS.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Path settings = copy.resolve(adapter).resolve("adapter.yaml");
        String text = Files.readString(settings);
        assertThat(text).contains("statuses: all");
        Files.writeString(settings, text.replace("statuses: all", "statuses: [file-opened]"));
        return copy;
    }

    @Test
    void guessesNoLawForACaseThatIsNotLodged() throws IOException {
        hub.receive(RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml"));
        String decision = new String(sample("bamf/samples/in/024-bescheid.xml"), StandardCharsets.UTF_8)
                .replaceAll("<x:antragsdatum>.*</x:antragsdatum>", "");

        assertThat(hub.receive("bamf", "bescheid.xml", decision.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Receipt.Accepted.class);
        await().atMost(SOON).until(hub::idle);

        assertThat(hub.store().outbox().parked()).isNotEmpty().allSatisfy(parked -> {
            assertThat(parked.destination()).isEqualTo("sn-landesdirektion");
            assertThat(parked.problem().toString()).contains("regime");
        });
    }

    @Test
    void showsADestinationNothingThatIsHiddenFromIt() throws IOException {
        receiveUntil("064-");
        await().atMost(SOON).until(hub::idle);
        await().atMost(SOON).until(() -> hub.ledger().pending() == 0);

        assertThat(sender.files("rp-add")).isNotEmpty();
        for (Path file : sender.files("rp-add")) {
            assertThat(hub.read("rp-add", file)).noneMatch(statement -> statement.has(Field.PERSON_BIRTH_DATE));
            Bundle bundle = hub.bundles().bundle(sender.delivery(file)).orElseThrow();
            assertThat(bundle.destination()).isEqualTo("rp-add");
            assertThat(bundle.proof().events())
                    .allSatisfy(event -> assertThat(event.disclosure().shown())
                            .containsKey("person.azrNumber")
                            .doesNotContainKeys("person.birthDate", "person.nationality", "person.nationality.code"));
            assertThat(bundle.proof().verify(bundle.parcelName(), Files.readAllBytes(file), hub.verifier()))
                    .isInstanceOf(Verdict.Valid.class);
        }
    }

    @Test
    void groupsPersonsOfOneMessageAndCaseAndListsAcrossCases() throws IOException {
        sender.down("bb-zabh", true);
        receiveUntil("064-");
        await().atMost(SOON).until(() -> hub.store().outbox().destinations().equals(List.of("bb-zabh")));
        sender.down("bb-zabh", false);
        await().atMost(SOON).until(hub::idle);

        assertThat(sender.files("bb-zabh"))
                .anySatisfy(file -> assertThat(hub.read("bb-zabh", file))
                        .extracting(statement -> statement.get(Field.PERSON_AZR_NUMBER))
                        .hasSizeGreaterThan(2)
                        .doesNotContainNull());
        assertThat(sender.files("sn-landesdirektion"))
                .anySatisfy(
                        file -> assertThat(hub.read("sn-landesdirektion", file)).hasSizeGreaterThan(1));
    }

    @Test
    void keepsTheLossReportWithTheDelivery() throws IOException {
        receiveUntil("064-");
        await().atMost(SOON).until(hub::idle);

        assertThat(sender.files("bb-zabh"))
                .extracting(file -> hub.store()
                        .events()
                        .delivery(sender.delivery(file))
                        .orElseThrow()
                        .losses())
                .allSatisfy(losses -> assertThat(losses).matches("\\{(\"[a-zA-Z.]+\":\\{(\"[a-z-]+\":\\d+,?)+},?)*}"))
                .anySatisfy(losses -> assertThat(losses).isNotEqualTo("{}"));
    }

    @Test
    void reportsTheLettersThatAFormatCouldNotCarryAndKeepsThemSealed() throws IOException {
        receiveUntil("030-");
        String letter = new String(sample("bamf/samples/in/031-antrag.xml"), StandardCharsets.UTF_8);
        hub.receive("bamf", "a.xml", letter.replace(">Probe<", ">Łęcki<").getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON).until(hub::idle);

        UUID delivery = sender.delivery(sender.files("bb-zabh").getLast());
        LossReports.Report report =
                new LossReports(hub.store()).report(delivery).orElseThrow();
        assertThat(report.destination()).isEqualTo("bb-zabh");
        assertThat(new String(report.json(), StandardCharsets.UTF_8))
                .contains("\"field\" : \"person.familyName\"", "\"place\" : \"Familienname\"")
                .contains("\"kind\" : \"characters\"", "\"was\" : \"Łęcki\"", "\"wrote\" : \"Lecki\"")
                .contains("\"target\" : 1");
        assertThat(hub.store().events().delivery(delivery).orElseThrow().losses())
                .contains("\"person.familyName\":{\"characters\":1}")
                .doesNotContain("Łęcki", "Lecki");
        assertThat(filesThatHold("Łęcki", "Lecki")).isEmpty();
    }

    private List<Path> filesThatHold(String... texts) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("hub"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(texts).anyMatch(text -> holds(file, text)))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .contains(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void countsWhatASenderSaysAndNothingMaps() {
        byte[] list = Lists.list(Lists.arrived(0));
        String wider = new String(list, Lists.CHARSET)
                .replaceFirst("\r\n", ";Schuhgröße\r\n")
                .replaceFirst("\r\n$", ";42\r\n");
        hub.receive("bb-zabh", "liste.csv", wider.getBytes(Lists.CHARSET));

        assertThat(hub.meters()
                        .get("flora.unmapped")
                        .tag("adapter", "bb-zabh")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void countsWhatItDoes() {
        hub.receive("bb-zabh", "liste.csv", Lists.list(10, Lists::arrived));
        await().atMost(SOON).until(hub::idle);

        assertThat(hub.meters()
                        .get("flora.events")
                        .tag("adapter", "bb-zabh")
                        .counter()
                        .count())
                .isEqualTo(10);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hub.meters()
                                .get("flora.delivered")
                                .tag("destination", "bamf")
                                .counter()
                                .count())
                        .isEqualTo(10));
        assertThat(hub.meters()
                        .get("flora.delivery.lag")
                        .tag("destination", "bamf")
                        .timer()
                        .count())
                .isEqualTo(10);
    }

    private void receiveUntil(String prefix) throws IOException {
        for (Path sample : procedures()) {
            String name = sample.getFileName().toString();
            if (name.compareTo(prefix) < 0 || name.startsWith(prefix)) {
                hub.receive(sample);
            }
        }
    }

    private static List<String> of(Kind kind, Field field, List<Statement> statements) {
        return statements.stream()
                .filter(statement -> statement.kind() == kind)
                .map(statement -> statement.require(field))
                .toList();
    }

    private static byte[] sample(String name) throws IOException {
        return Files.readAllBytes(RealHub.ADAPTERS.resolve(name));
    }

    /// The samples that tell procedures across adapters, in the order of their numbers: what happened one after the
    /// other. From 100 on each adapter tells procedures of its own.
    static List<Path> procedures() throws IOException {
        try (Stream<Path> files = Files.walk(RealHub.ADAPTERS)) {
            return files.filter(file -> file.toString().contains("/samples/in/"))
                    .filter(file -> !file.toString().endsWith(".json"))
                    .filter(file -> file.getFileName().toString().startsWith("0"))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
    }
}
