package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.event.ValueCatalogue;
import org.junit.jupiter.api.Test;

/// A recipient who was not given a field, and who is patient: it tries the whole vocabulary and every day of a year
/// against the digests of its disclosure, with every key that it has or can make of what it has.
class GuessingTest {

    private static final Set<String> HIDDEN = Set.of("status", "occurred.date", "outcome");

    private final Random random = new Random(2026);

    @Test
    void whatWasNotGivenCannotBeGuessed() {
        byte[] eventKey = key();
        SortedMap<String, String> event = event("decision-issued", "2026-11-23");
        Disclosure given = Commitment.disclose(eventKey, event, path -> !HIDDEN.contains(path));
        assertThat(given.withheld()).isEqualTo(HIDDEN.size());

        assertThat(hits(given, keysOf(given, Commitment.entry(eventKey, event))))
                .isZero();
        assertThat(hits(given, List.of(eventKey)))
                .as("the search does find them, for whoever has the event's key")
                .isEqualTo(HIDDEN.size());
    }

    @Test
    void theKeysOfOneEventOpenNothingOfAnother() {
        byte[] first = key();
        SortedMap<String, String> event = event("decision-issued", "2026-11-23");
        Disclosure whole = Commitment.disclose(first, event, _ -> true);
        Disclosure other = Commitment.disclose(key(), event, path -> !HIDDEN.contains(path));

        assertThat(hits(other, keysOf(whole, Commitment.entry(first, event))))
                .as("the same event once more, of which everything was given before")
                .isZero();
    }

    @Test
    void twoEventsOfOnePersonHaveNothingInCommon() {
        SortedMap<String, String> event = event("decision-issued", "2026-11-23");
        var seen = new HashSet<Hash>();
        for (int i = 0; i < 500; i++) {
            byte[] eventKey = key();
            Disclosure hidden = Commitment.disclose(eventKey, event, _ -> false);
            hidden.parts()
                    .forEach(part -> assertThat(seen.add(((Disclosure.Withheld) part).digest()))
                            .isTrue());
            assertThat(seen.add(Hash.ofContent(Commitment.entry(eventKey, event))))
                    .isTrue();
        }
    }

    private SortedMap<String, String> event(String status, String date) {
        var fields = new TreeMap<String, String>();
        fields.put("case", "8c7f6f4e-0000-4000-8000-000000000001");
        fields.put("id", "0190d0c0-0000-7000-8000-000000000001");
        fields.put("kind", "report");
        fields.put("occurred.date", date);
        fields.put("outcome", "refused");
        fields.put("person.azrNumber", "260001000001");
        fields.put("source", "dbs:000001");
        fields.put("status", status);
        return fields;
    }

    /// How many withheld digests some key opens to some value of some field.
    private static long hits(Disclosure given, List<byte[]> keys) {
        Set<Hash> digests = given.parts().stream()
                .filter(Disclosure.Withheld.class::isInstance)
                .map(part -> ((Disclosure.Withheld) part).digest())
                .collect(Collectors.toSet());
        var found = new HashSet<Hash>();
        for (byte[] key : keys) {
            for (String path : HIDDEN) {
                byte[] name = path.getBytes(StandardCharsets.UTF_8);
                byte[] derived = Hmac.expand(key, name);
                for (String value : candidates(path)) {
                    byte[] guess = value.getBytes(StandardCharsets.UTF_8);
                    found.add(Hash.of(Hmac.of(key, name, new byte[1], guess)));
                    found.add(Hash.of(Hmac.of(derived, name, new byte[1], guess)));
                }
            }
        }
        found.retainAll(digests);
        return found.size();
    }

    private static List<String> candidates(String path) {
        return switch (path) {
            case "status" ->
                StatusCatalogue.standard().all().stream().map(Status::key).toList();
            case "occurred.date" ->
                LocalDate.of(2026, 1, 1)
                        .datesUntil(LocalDate.of(2027, 1, 1))
                        .map(LocalDate::toString)
                        .toList();
            default -> {
                var values = new ArrayList<String>(List.of("refused"));
                ValueCatalogue catalogue = ValueCatalogue.standard();
                catalogue
                        .fields()
                        .forEach(field -> catalogue.of(field).forEach(meaning -> values.add(meaning.value())));
                yield values;
            }
        };
    }

    /// What a recipient has, and what can be made of it: keys, digests, the entry, no key at all.
    private static List<byte[]> keysOf(Disclosure given, byte[] entry) {
        var keys = new ArrayList<byte[]>();
        for (Disclosure.Part part : given.parts()) {
            switch (part) {
                case Disclosure.Shown(String path, String value, Hash key) -> {
                    keys.add(key.bytes());
                    keys.add(Hash.ofContent(key.bytes()).bytes());
                    keys.add(Hash.ofContent(value.getBytes(StandardCharsets.UTF_8))
                            .bytes());
                    keys.add(Hmac.expand(key.bytes(), path.getBytes(StandardCharsets.UTF_8)));
                }
                case Disclosure.Withheld(Hash digest) -> keys.add(digest.bytes());
            }
        }
        keys.add(Hash.ofContent(entry).bytes());
        keys.add(new byte[Commitment.EVENT_KEY_BYTES]);
        return keys;
    }

    private byte[] key() {
        var key = new byte[Commitment.EVENT_KEY_BYTES];
        random.nextBytes(key);
        return key;
    }
}
