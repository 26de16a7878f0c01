package org.florahub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The traffic made from the adapters' own samples.
class TrafficTest {

    private static final Path ADAPTERS = Path.of("adapters");

    private Map<String, AdapterCard> cards = Map.of();
    private Traffic traffic = new Traffic(List.of());

    @BeforeEach
    void read() throws IOException {
        cards = AdapterCard.readAll(ADAPTERS);
        traffic = new Traffic(Sample.readAll(ADAPTERS, cards.keySet()));
    }

    @Test
    void playsTheSamplesOfAllSendersInTheOrderOfTheProcedures() {
        assertThat(traffic.procedures())
                .extracting(act -> act.letter().name())
                .isSorted()
                .hasSizeGreaterThan(20);
        assertThat(traffic.procedures()).extracting(Act::partner).containsAll(senders());
    }

    @Test
    void variesEveryPersonAndKeepsTheirFacts() {
        List<Act> first = traffic.procedures();
        List<Act> second = traffic.variation(1);

        assertThat(people(second)).hasSameSizeAs(people(first)).doesNotContainAnyElementsOf(people(first));
        assertThat(second)
                .extracting(act -> act.facts().size())
                .containsExactlyElementsOf(
                        first.stream().map(act -> act.facts().size()).toList());
        for (Act act : second) {
            String body = new String(act.letter().body(), StandardCharsets.ISO_8859_1);
            assertThat(act.facts()).allSatisfy(fact -> assertThat(body).contains(fact.azrNumber()));
            assertThat(people(first)).noneMatch(body::contains);
        }
    }

    @Test
    void letsACorrectionNameTheVariedMessageThatItCorrects() {
        List<String> varied = traffic.variation(1).stream()
                .map(act -> new String(act.letter().body(), StandardCharsets.ISO_8859_1))
                .toList();
        List<String> original = traffic.procedures().stream()
                .map(act -> new String(act.letter().body(), StandardCharsets.ISO_8859_1))
                .toList();

        assertThat(ids(varied)).doesNotContainAnyElementsOf(ids(original));
        assertThat(repeated(varied)).isNotEmpty().isEqualTo(repeated(original));
    }

    @Test
    void inventsNumbersThatNobodyCanHave() {
        assertThat(people(traffic.variation(2))).allMatch(number -> number.matches("\\d{2}00\\d{8}"));
        assertThat(people(traffic.mishaps())).allMatch(number -> number.matches("\\d{2}00\\d{8}"));
    }

    @Test
    void breaksOneMessageForEachSenderAndSendsOneTwice() {
        List<Act> mishaps = traffic.mishaps();

        assertThat(mishaps)
                .filteredOn(act -> !act.codes().isEmpty())
                .extracting(Act::partner)
                .containsAll(senders());
        assertThat(mishaps).filteredOn(Act::again).hasSize(1);
        assertThat(mishaps.stream().mapToInt(Act::rejections).sum()).isEqualTo(7);
    }

    @Test
    void writesAListOfAHundredRowsWithThreeThatAreWrong() {
        Act list = traffic.mishaps().stream()
                .filter(act -> act.verdict() == Reply.Verdict.PARTLY)
                .findFirst()
                .orElseThrow();

        assertThat(list.facts()).hasSize(97);
        assertThat(new String(list.letter().body(), StandardCharsets.ISO_8859_1).lines())
                .hasSize(101);
        assertThat(people(List.of(list))).hasSize(97);
    }

    private Set<String> senders() {
        var senders = new HashSet<String>();
        cards.values().stream().filter(card -> card.sends() != null).forEach(card -> senders.add(card.name()));
        return senders;
    }

    private static Set<String> people(List<Act> acts) {
        var people = new HashSet<String>();
        acts.forEach(act -> act.facts().forEach(fact -> people.add(fact.azrNumber())));
        return people;
    }

    private static List<String> ids(List<String> bodies) {
        return Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                .matcher(String.join("\n", bodies))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /// At which places an id stands that stood somewhere before.
    private static List<Integer> repeated(List<String> bodies) {
        List<String> ids = ids(bodies);
        return IntStream.range(0, ids.size())
                .filter(place -> ids.indexOf(ids.get(place)) < place)
                .boxed()
                .toList();
    }
}
