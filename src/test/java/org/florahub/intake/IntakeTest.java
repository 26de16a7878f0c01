package org.florahub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.florahub.adapter.Adapter;
import org.florahub.delivery.FolderSender;
import org.florahub.delivery.Lists;
import org.florahub.delivery.RealHub;
import org.florahub.event.Problem;
import org.florahub.record.Disposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages in, receipts out, with the repository's adapters and transforms and a real store.
@Timeout(120)
final class IntakeTest {

    private static final Path ARRIVAL = RealHub.ADAPTERS.resolve("sn-landesdirektion/samples/in/010-ankunft.xml");

    @TempDir
    private Path data;

    private RealHub hub;

    @BeforeEach
    void open() {
        hub = RealHub.open(data.resolve("hub"), new FolderSender(data.resolve("out")));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void takesAMessageOfSeveralPersonsWhole() {
        Receipt receipt = hub.receive(ARRIVAL);

        assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
        assertThat(events(receipt)).isEqualTo(3);
        assertThat(text(receipt.answers().getFirst()))
                .contains("<quittung", "aufgezeichnet=\"3\"", "b7540232-4bf1-44d9-a1cb-dfdf0d47302c");
    }

    @Test
    void takesTheGoodRowsOfAListAndReturnsTheOthers() {
        Receipt receipt = hub.receive("bb-zabh", "liste.csv", threeBadOfHundred());

        assertThat(receipt).isInstanceOf(Receipt.PartlyAccepted.class);
        assertThat(events(receipt)).isEqualTo(97);
        assertThat(receipt.problems()).extracting(Problem::line).containsExactly(12, 52, 101);
        assertThat(text(receipt.answers().getFirst())).contains("liste.csv;teilweise angenommen;97;0;3");
        List<String> returned = new String(receipt.answers().getLast().body(), Lists.CHARSET)
                .lines()
                .toList();
        assertThat(returned).hasSize(4);
        assertThat(returned.getFirst()).endsWith(";Fehlercode;Fehlerfeld;Hinweis");
        assertThat(returned.get(1)).startsWith(Lists.row(Lists.azr(10), "QQQ", "M") + ";S010;");
    }

    /// Where the header is missing a person stands in its place: no name of a column to count or to log.
    @Test
    void takesNoPersonForTheNameOfAPlace() {
        List<String> rows = List.of(Lists.arrived(1), Lists.arrived(2), "");
        byte[] list = String.join("\r\n", rows).getBytes(Lists.CHARSET);

        assertRejected(hub.receive("bb-zabh", "ohne-kopf.csv", list), "S020");

        assertThat(hub.meters().counter("flora.unmapped", "adapter", "bb-zabh").count())
                .isZero();
    }

    @Test
    void countsTheRowsOfAListOfWhichNoneIsGoodEverywhereAlike() {
        Receipt receipt = hub.receive("bb-zabh", "liste.csv", Lists.list(24, i -> Lists.row(Lists.azr(i), "QQQ", "M")));

        assertThat(receipt).isInstanceOf(Receipt.Rejected.class);
        assertThat(((Receipt.Rejected) receipt).rejected()).isEqualTo(24);
        assertThat(text(receipt.answers().getFirst())).contains("liste.csv;abgewiesen;0;0;24");
        assertThat(hub.meters().counter("flora.rejected", "adapter", "bb-zabh").count())
                .isEqualTo(24);
    }

    @Test
    void knowsTheRowsOfACorrectedListThatComesWhole() {
        hub.receive("bb-zabh", "liste.csv", threeBadOfHundred());

        Receipt receipt = hub.receive("bb-zabh", "liste-2.csv", Lists.list(100, Lists::arrived));

        assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
        assertThat(events(receipt)).isEqualTo(3);
        assertThat(((Receipt.Accepted) receipt).alreadyKnown()).isEqualTo(97);
    }

    @Test
    void answersARepeatedMessageAsTheFirstTime() {
        Receipt first = hub.receive("bb-zabh", "liste.csv", threeBadOfHundred());
        long leaves = hub.store().events().statistics().leaves();

        Receipt again = hub.receive("bb-zabh", "liste-noch-einmal.csv", threeBadOfHundred());

        assertThat(again.duplicate()).isTrue();
        assertThat(again.message()).isEqualTo(first.message());
        assertThat(answers(again)).isEqualTo(answers(first));
        assertThat(hub.store().events().statistics().leaves()).isEqualTo(leaves);
    }

    @Test
    void rejectsAnotherMessageUnderAUsedId() throws IOException {
        hub.receive(ARRIVAL);

        Receipt receipt = hub.receive("sn-landesdirektion", "anders.xml", arrival("Karim", "Kerim"));

        assertRejected(receipt, "S100");
    }

    @Test
    void refusesAFileOverTheLimitUnread() throws IOException {
        Path file = data.resolve("riesig.csv");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200L << 20);
        }

        Receipt receipt = hub.receive("bb-zabh", "riesig.csv", Content.of(file));

        assertThat(receipt).isInstanceOf(Receipt.Refused.class);
        assertThat(text(receipt.answers().getFirst())).contains("abgewiesen", "höchstens 104857600 Byte");
        assertThat(file).hasSize(200L << 20);
        assertThat(hub.store()
                        .quarantine()
                        .show(receipt.message())
                        .orElseThrow()
                        .sizeBytes())
                .as("kept by reference")
                .isLessThan(200);
        assertThatExceptionOfType(NotReplayableException.class)
                .isThrownBy(() -> hub.intake().replay(receipt.message()))
                .withMessageContaining("Raise the limit and hand it over again");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badMessages")
    void rejectsWithACodeAndKeepsTheOriginal(String what, String adapter, String code, byte[] bytes)
            throws IOException {
        Receipt receipt = hub.receive(adapter, "schlecht.txt", bytes);

        assertRejected(receipt, code);
        assertThat(receipt.problems())
                .allSatisfy(problem -> assertThat(Wording.german().expected(problem))
                        .as("wording.csv has no German for \"%s\"", problem.expected())
                        .isPresent());
        assertThat(hub.store()
                        .quarantine()
                        .show(receipt.message())
                        .orElseThrow()
                        .disposition())
                .isEqualTo(Disposition.REJECTED);
        try (var original = hub.store().quarantine().original(receipt.message())) {
            assertThat(original.readAllBytes()).isEqualTo(bytes);
        }
    }

    static Stream<Arguments> badMessages() throws IOException {
        String arrival = Files.readString(ARRIVAL);
        return Stream.of(
                Arguments.of("not well-formed", "sn-landesdirektion", "X000", utf8(arrival.replace("</x:person>", ""))),
                Arguments.of(
                        "a DOCTYPE",
                        "sn-landesdirektion",
                        "X000",
                        utf8(arrival.replace("<x:geas", "<!DOCTYPE a [<!ENTITY b \"c\">]><x:geas"))),
                Arguments.of("another root", "sn-landesdirektion", "V000", utf8("<?xml version=\"1.0\"?><unbekannt/>")),
                Arguments.of(
                        "another version",
                        "sn-landesdirektion",
                        "V000",
                        utf8(arrival.replace("version=\"26.11\"", "version=\"25.05\""))),
                Arguments.of(
                        "a code that is not in its list",
                        "sn-landesdirektion",
                        "S010",
                        utf8(arrival.replace("<code>475</code>", "<code>999</code>"))),
                Arguments.of(
                        "the authority of another",
                        "sn-landesdirektion",
                        "T070",
                        utf8(arrival.replace("ane:140010", "ane:120010"))),
                Arguments.of(
                        "an unknown recipient",
                        "sn-landesdirektion",
                        "T080",
                        utf8(arrival.replace("dbs:000001", "azr:000100"))),
                Arguments.of(
                        "UTF-8 where windows-1252 is agreed",
                        "bb-zabh",
                        "S001",
                        utf8(new String(Lists.list(3, Lists::arrived), Lists.CHARSET).replace("Muster", "Müster"))),
                Arguments.of("nothing", "bb-zabh", "X000", new byte[0]));
    }

    @Test
    void letsNobodyStateWhatIsNotHisToIssue() {
        Receipt receipt =
                hub.receive("bb-zabh", "liste.csv", Lists.list(Lists.arrived(1), Lists.row(Lists.azr(1), "SIC", "M")));

        assertThat(receipt).isInstanceOf(Receipt.PartlyAccepted.class);
        assertThat(receipt.problems()).extracting(Problem::code).containsExactly("T070");
    }

    @Test
    void waitsForADocumentThatMayStillGrow() throws IOException {
        String arrival = Files.readString(ARRIVAL);
        byte[] half = utf8(arrival.substring(0, arrival.length() / 2));
        Adapter sender = hub.adapter("sn-landesdirektion");

        Receipt receipt = hub.intake()
                .receive(new Incoming(sender, sender.in().getFirst(), "halb.xml", Content.of(half), null, true));

        assertThat(receipt).isInstanceOf(Receipt.Unfinished.class);
        assertRejected(hub.receive("sn-landesdirektion", "halb.xml", half), "X000");
    }

    @Test
    void neverQuotesAValueInAnAnswer() throws IOException {
        Receipt receipt = hub.receive("sn-landesdirektion", "falsch.xml", arrival("900017000011", "Geheimnis"));

        assertThat(receipt).isInstanceOf(Receipt.Rejected.class);
        assertThat(answers(receipt)).doesNotContain("Geheimnis");
        assertThat(receipt.problems().toString()).doesNotContain("Geheimnis");
    }

    @Test
    void recordsALongListInSeveralTransactions() throws IOException {
        Path file = Lists.file(data.resolve("lang.csv"), 2_500);

        Receipt receipt = hub.receive("bb-zabh", "lang.csv", Content.of(file));

        assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
        assertThat(events(receipt)).isEqualTo(2_500);
        Receipt again = hub.receive("bb-zabh", "lang.csv", Content.of(file));
        assertThat(again.duplicate()).isTrue();
        assertThat(answers(again)).isEqualTo(answers(receipt));
    }

    @Test
    void namesTheSettingByWhichAMessageIsTooLarge() {
        assertThat(remedy(Content.unread(21L << 20)))
                .contains("limits.bytesMax in the adapter.yaml of sn-landesdirektion");

        hub.close();
        var small = new IntakeLimits(1 << 20, 1 << 20, 1000, 10);
        hub = RealHub.open(data.resolve("hub"), RealHub.TRANSFORMS, new FolderSender(data.resolve("out")), small);
        assertThat(remedy(Content.unread(2L << 20))).contains("flora.intake.bytes-max");
    }

    private String remedy(Content content) {
        Receipt receipt = hub.receive("sn-landesdirektion", "lang.xml", content);
        return receipt.problems().getFirst().remedy();
    }

    @Test
    void replaysFromQuarantineWhatTheTransformUnderstandsToday() throws IOException {
        hub.close();
        Path yesterday = transformsWithout("statusliste-csv/staat.codes", "163;");
        hub = RealHub.open(
                data.resolve("hub"), yesterday, new FolderSender(data.resolve("out")), IntakeLimits.standard());
        byte[] list = Lists.list(Lists.arrived(1).replace(";163;", ";224;"), Lists.arrived(2));
        Receipt then = hub.receive("bb-zabh", "liste.csv", list);
        assertThat(then).isInstanceOf(Receipt.PartlyAccepted.class);

        hub.close();
        open();
        Receipt now = hub.intake().replay(then.message());

        assertThat(now).isInstanceOf(Receipt.Accepted.class);
        assertThat(events(now)).isEqualTo(1);
        assertThat(((Receipt.Accepted) now).alreadyKnown()).isEqualTo(1);
        assertThat(hub.store().quarantine().list(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(hub.store().quarantine().show(then.message()).orElseThrow().replayedBy())
                .isEqualTo(now.message());
    }

    @Test
    void replaysNothingThatIsNotInQuarantine() {
        assertThatExceptionOfType(NotReplayableException.class)
                .isThrownBy(() -> hub.intake().replay(4711))
                .withMessage("Message 4711 is not in quarantine. List what is: flora quarantine list.");
    }

    private static void assertRejected(Receipt receipt, String code) {
        assertThat(receipt).isInstanceOf(Receipt.Rejected.class);
        assertThat(receipt.problems()).extracting(Problem::code).contains(code);
        assertThat(answers(receipt)).contains(code);
    }

    private static byte[] threeBadOfHundred() {
        Map<Integer, String> bad = Map.of(
                10, Lists.row(Lists.azr(10), "QQQ", "M"),
                50, Lists.row("keine", "ANK", "M"),
                99, Lists.row("", "ANK", "M"));
        return Lists.list(100, i -> Objects.requireNonNullElse(bad.get(i), Lists.arrived(i)));
    }

    private Path transformsWithout(String list, String code) throws IOException {
        Path copy = data.resolve("transforms");
        try (Stream<Path> files = Files.walk(RealHub.TRANSFORMS)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(RealHub.TRANSFORMS.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        Path codes = copy.resolve(list);
        Files.write(
                codes,
                Files.readAllLines(codes).stream()
                        .filter(line -> !line.startsWith(code))
                        .toList());
        return copy;
    }

    private static byte[] arrival(String from, String to) throws IOException {
        return utf8(Files.readString(ARRIVAL).replace(from, to));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long events(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Accepted accepted -> accepted.events();
            case Receipt.PartlyAccepted partly -> partly.events();
            case Receipt.Rejected _, Receipt.Refused _, Receipt.Unfinished _ -> 0;
        };
    }

    private static String answers(Receipt receipt) {
        return receipt.answers().stream().map(IntakeTest::text).toList().toString();
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
