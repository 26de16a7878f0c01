package org.florahub.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import org.florahub.record.Disposition;
import org.florahub.record.Store;

/// That a store holds each of the messages that were sent, of one event each, once and nothing else.
final class RecordedOnce {

    private RecordedOnce() {}

    /// @param sent the ids that their senders gave them
    static void check(Store store, Collection<String> sent) {
        var recorded = new HashMap<String, Integer>();
        for (var message : store.events().messages(Long.MAX_VALUE, Integer.MAX_VALUE)) {
            assertThat(message.disposition()).isEqualTo(Disposition.ACCEPTED);
            assertThat(message.events()).isEqualTo(1);
            recorded.merge(String.valueOf(message.header().messageId()), 1, Integer::sum);
        }
        assertThat(recorded.keySet()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(recorded.values()).allMatch(times -> times == 1);
        var statistics = store.events().statistics();
        assertThat(statistics.events()).isEqualTo(sent.size());
        assertThat(statistics.leaves()).isEqualTo(sent.size());
        assertThat(statistics.parked().values()).allMatch(parked -> parked == 0);
    }
}
