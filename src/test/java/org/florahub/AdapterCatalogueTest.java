package org.florahub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.InChannel;
import org.florahub.adapter.OutChannel;
import org.florahub.adapter.Sample;
import org.florahub.adapter.Sample.Kind;
import org.florahub.event.Land;
import org.florahub.event.Statement;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.transform.Transform;
import org.florahub.transform.template.Given;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The adapters that the hub ships: all Länder, no two alike, each with samples of what it says and hears.
class AdapterCatalogueTest {

    /// Where FLORA is live, by the first digits of the AGS.
    private static final Set<String> PRODUCTIVE = Set.of("03", "06", "07", "08", "12", "13", "14", "16");

    private static final int LEAST_SAMPLES = 8;

    @Test
    void everyLandIsThereAndBamfACourtAndABenefitsBody() {
        assertThat(all().filter(adapter -> adapter.land() != null).map(adapter -> String.valueOf(adapter.land())))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 16).mapToObj("%02d"::formatted).toList());
        assertThat(all().map(adapter -> adapter.authority().prefix())).contains("dbs", "vwg", "slb", "azr");
    }

    @Test
    void noTwoAreAlikeInFormatAndChannel() {
        assertThat(all().map(AdapterCatalogueTest::connection)).doesNotHaveDuplicates();
    }

    @Test
    void everyFormatIsSomebodysOrSaysWhyNot() throws IOException {
        Set<String> used = all().flatMap(AdapterCatalogueTest::transforms)
                .map(Transform::name)
                .collect(Collectors.toSet());
        for (Transform transform : Catalogue.ADAPTERS.transforms().values()) {
            String readme = Files.readString(Path.of("transforms", transform.name(), "README.md"));
            assertThat(used.contains(transform.name()) ^ readme.contains("No adapter uses it"))
                    .as("%s has an adapter, or its README.md says why not", transform.name())
                    .isTrue();
        }
    }

    /// Reading and writing: something else than its format is refused, and so is what the format cannot say.
    @TestFactory
    Stream<DynamicTest> refusesSomethingBothWays() {
        return each(_ -> true, adapter -> {
            if (!adapter.in().isEmpty()) {
                assertThat(samples(adapter, Kind.BAD)).as("bad samples").isNotEmpty();
            }
            for (var channel : adapter.out()) {
                assertThat(channel.transform()
                                .refusals(Statement.unflatten(Map.of("status", "arrived")), Given.NOTHING))
                        .as("refused: an arrival of nobody, on no day")
                        .isNotEmpty();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whereFloraIsLiveEveryStatusThatIsSentIsSampled() {
        return each(AdapterCatalogueTest::isProductive, adapter -> {
            Set<String> read = adapter.in().stream()
                    .flatMap(channel -> channel.transform().reads().stream())
                    .collect(Collectors.toSet());
            assertThat(sent(adapter).map(statement -> statement.get("status")))
                    .containsAll(StatusCatalogue.standard().all().stream()
                            .filter(status -> status.issuers()
                                    .contains(adapter.authority().prefix()))
                            .map(Status::key)
                            .filter(read::contains)
                            .toList());
        });
    }

    @TestFactory
    Stream<DynamicTest> whereFloraIsLiveEveryStatusThatIsReceivedIsSampled() {
        return each(AdapterCatalogueTest::isProductive, AdapterCatalogueTest::samplesAllThatItIsTold);
    }

    @TestFactory
    Stream<DynamicTest> everyOtherHasAtLeastEightSamplesWithACorrectionAndARetraction() {
        return each(adapter -> !isProductive(adapter) && !adapter.in().isEmpty(), adapter -> {
            assertThat(Catalogue.of(adapter).all()).hasSizeGreaterThanOrEqualTo(LEAST_SAMPLES);
            assertThat(Stream.concat(sent(adapter), received(adapter)).map(statement -> statement.get("kind")))
                    .contains("report", "correct", "retract");
        });
    }

    /// Whoever sends nothing shows all that it can by what it is told.
    @TestFactory
    Stream<DynamicTest> whoOnlyListensHasASampleOfEveryStatusThatItIsTold() {
        return each(adapter -> adapter.in().isEmpty(), AdapterCatalogueTest::samplesAllThatItIsTold);
    }

    /// The statuses that it asks for and that its formats can write.
    private static void samplesAllThatItIsTold(Adapter adapter) {
        Set<String> written = adapter.out().stream()
                .flatMap(channel -> channel.transform().writes().stream())
                .collect(Collectors.toSet());
        assertThat(received(adapter).map(statement -> statement.get("status")))
                .containsAll(StatusCatalogue.standard().all().stream()
                        .map(Status::key)
                        .filter(adapter.receives()::accepts)
                        .filter(written::contains)
                        .toList());
    }

    private static Stream<Map<String, String>> sent(Adapter adapter) {
        return samples(adapter, Kind.IN).flatMap(sample -> sample.expectedStatements().stream());
    }

    private static Stream<Map<String, String>> received(Adapter adapter) {
        return samples(adapter, Kind.OUT)
                .flatMap(sample -> sample.events().statements().stream())
                .map(Statement::flatten);
    }

    private static boolean isProductive(Adapter adapter) {
        Land land = adapter.land();
        return land != null && PRODUCTIVE.contains(land.key());
    }

    /// Channel and format of each direction.
    private static String connection(Adapter adapter) {
        return Stream.concat(
                        adapter.in().stream().map(in -> "in %s %s".formatted(in.type(), format(in.transform()))),
                        adapter.out().stream().map(out -> "out %s %s".formatted(out.type(), format(out.transform()))))
                .collect(Collectors.joining(", "));
    }

    private static String format(Transform transform) {
        return transform.reference();
    }

    private static Stream<Transform> transforms(Adapter adapter) {
        return Stream.concat(
                adapter.in().stream().map(InChannel::transform),
                adapter.out().stream().map(OutChannel::transform));
    }

    private static Stream<Adapter> all() {
        return Catalogue.ADAPTERS.all().stream();
    }

    private static Stream<DynamicTest> each(Predicate<Adapter> which, Consumer<Adapter> check) {
        return all().filter(which).map(adapter -> dynamicTest(adapter.name(), () -> check.accept(adapter)));
    }

    private static Stream<Sample> samples(Adapter adapter, Kind kind) {
        return Catalogue.of(adapter).of(kind);
    }
}
