package org.florahub.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.florahub.event.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {

    private static final Problem BROKEN =
            new Problem("X000", "a.xml", 1, 7, null, "no well-formed XML", "XML", "Send the whole document.");

    @TempDir
    Path folder;

    private Hub hub;

    @BeforeEach
    void open() {
        hub = new Hub(folder);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Recorded reject(String transform) {
        MessageHeader like = Hub.header("bamf", null);
        var header = new MessageHeader(
                like.sender(), like.adapterVersion(), transform, like.source(), null, "mq", "a.xml", null, null);
        return hub.store
                .recorder()
                .record(Submission.rejected(header, Original.of("<broken".getBytes(UTF_8)), List.of(BROKEN)));
    }

    @Test
    void keepsARejectedMessageWithItsProblems() throws Exception {
        Recorded rejected = reject("x@1");
        hub.close();
        open();

        Message kept = hub.store.quarantine().show(rejected.message()).orElseThrow();
        assertThat(kept.disposition()).isEqualTo(Disposition.REJECTED);
        assertThat(kept.sizeBytes()).isEqualTo(7);
        assertThat(hub.store.quarantine().problems(kept.no())).containsExactly(BROKEN);
        try (var original = hub.store.quarantine().original(kept.no())) {
            assertThat(original.readAllBytes()).asString().isEqualTo("<broken");
        }
        assertThat(hub.store.events().statistics().messages()).containsEntry(Disposition.REJECTED, 1L);
    }

    @Test
    void repeatsARejectionOnlyWhileTheTransformIsTheSame() {
        Recorded first = reject("x@1");

        assertThat(reject("x@1").message()).isEqualTo(first.message());
        assertThat(reject("x@2").duplicate()).isFalse();
    }

    @Test
    void letsGoOfAMessageThatWasReplayed() {
        Recorded rejected = reject("x@1");
        Submission replay = Submission.of(
                        Hub.header("bamf", "m1"),
                        Original.of("<broken".getBytes(UTF_8)),
                        Hub.entries(Hub.arrived(1).build()),
                        true)
                .replaying(rejected.message());

        Recorded replayed = hub.store.recorder().record(replay);

        assertThat(replayed.events()).isEqualTo(1);
        assertThat(hub.store.quarantine().list(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(hub.store.quarantine().show(rejected.message()).orElseThrow().replayedBy())
                .isEqualTo(replayed.message());
        assertThat(hub.store.recorder().record(replay).message())
                .as("replayed twice, the same answer")
                .isEqualTo(replayed.message());
        assertThat(hub.store.leaves().size()).isEqualTo(1);
    }

    @Test
    void replaysWhatWasRefusedForTheTransformThatRefusedIt() {
        Recorded refused = hub.rows(
                "late",
                Hub.arrived(1).set(org.florahub.event.Field.KIND, "retract").build());
        hub.rows("first", Hub.arrived(1).build());

        Recorded replayed = hub.store
                .recorder()
                .record(Submission.of(
                                Hub.header("reception", null),
                                Original.of("late".getBytes(UTF_8)),
                                Hub.entries(Hub.arrived(1)
                                        .set(org.florahub.event.Field.KIND, "retract")
                                        .build()),
                                false)
                        .replaying(refused.message()));

        assertThat(replayed.events()).isEqualTo(1);
    }
}
