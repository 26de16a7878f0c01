package org.florahub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A delivery of two events, of which one is erased later.
class ErasureOrderTest {

    private static final LogKeys KEYS = LogKeys.generate("hub.example/log");
    private static final LogVerifier LOG = LogVerifier.of(KEYS.verifierKeys());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ListedLeaves leaves = new ListedLeaves();

    @SuppressWarnings("NullAway.Init")
    private Ledger ledger;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void deliver() throws Exception {
        ledger = Ledger.open(folder.resolve("ledger"), KEYS, leaves, Clock.systemUTC());
        append(Commitment.entry(key(1), fields(1)));
        append(Commitment.entry(key(2), fields(2)));
        file = Files.writeString(folder.resolve("0000000001-aaaaaaaa.xml"), "<meldung/>");
        var bundle = new ProofBundle(
                "0000000001-aaaaaaaa.xml",
                Hash.ofContent(Files.readAllBytes(file)),
                ledger.latest(),
                List.of(proven(1), proven(2)));
        Files.writeString(Verify.bundleOf(file), bundle.render());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anOrderInTheLogMakesADeliveryOfItsEventErased() throws Exception {
        assertThat(verdict()).isInstanceOf(Verdict.Valid.class);

        assertThat(verdict(anchored(new ErasureOrder(List.of(1L)))))
                .isInstanceOfSatisfying(
                        Verdict.Erased.class,
                        erased -> assertThat(erased.erased()).containsExactly(1L));
    }

    @Test
    void anOrderOverOtherEventsLeavesADeliveryValid() throws Exception {
        assertThat(verdict(anchored(new ErasureOrder(List.of(7L, 9L))))).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void anOrderThatTheLogDoesNotHoldIsRefused() throws Exception {
        AnchoredOrder real = anchored(new ErasureOrder(List.of(7L)));
        var forged = new AnchoredOrder(new ErasureOrder(List.of(0L)), real.proof(), real.checkpoint());

        assertThat(verdict(forged))
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        invalid -> assertThat(invalid.reason()).startsWith("an erasure order: "));
    }

    @Test
    void changedBytesStayInvalidWhateverIsErased() throws Exception {
        AnchoredOrder order = anchored(new ErasureOrder(List.of(0L, 1L)));
        Files.writeString(file, "<meldung>x</meldung>");

        assertThat(verdict(order)).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void noByteOfAPublishedOrderCanChange() {
        byte[] rendered = anchored(new ErasureOrder(List.of(0L, 1L))).render().getBytes(StandardCharsets.UTF_8);
        assertThat(AnchoredOrder.parse(rendered).order().indices()).containsExactly(0L, 1L);
        for (int i = 0; i < rendered.length; i++) {
            byte[] changed = rendered.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> AnchoredOrder.parse(changed).verify(LOG))
                    .as("byte %d", i)
                    .isInstanceOf(InvalidProofException.class);
        }
    }

    @Test
    void anEntryIsReadBackAndNothingElseIsTakenForOne() {
        var order = new ErasureOrder(List.of(0L, 256L, Long.MAX_VALUE));
        assertThat(ErasureOrder.parse(order.entry())).isEqualTo(order);
        assertThat(order.entry()).hasSize(25).startsWith(3);
        for (byte[] other : new byte[][] {
            {}, {3}, {3, 0, 0}, {1, 0, 0, 0, 0, 0, 0, 0, 1}, {3, -1, 0, 0, 0, 0, 0, 0, 1},
        }) {
            assertThatThrownBy(() -> ErasureOrder.parse(other)).isInstanceOf(InvalidProofException.class);
        }
        assertThatThrownBy(() -> new ErasureOrder(List.of(2L, 2L))).isInstanceOf(InvalidProofException.class);
        List<Long> tooMany =
                LongStream.rangeClosed(0, ErasureOrder.INDICES_MAX).boxed().toList();
        assertThatThrownBy(() -> new ErasureOrder(tooMany)).isInstanceOf(InvalidProofException.class);
    }

    private Verdict verdict(AnchoredOrder... orders) throws Exception {
        return Verify.verify(file, Verify.bundleOf(file), LOG, List.of(orders));
    }

    private AnchoredOrder anchored(ErasureOrder order) {
        append(order.entry());
        Checkpoint checkpoint = ledger.latest();
        return new AnchoredOrder(order, ledger.prove(checkpoint.size() - 1, checkpoint), checkpoint);
    }

    private void append(byte[] entry) {
        leaves.add(entry);
        ledger.signal();
        await().until(() -> ledger.pending() == 0);
    }

    private ProvenEvent proven(int number) {
        return new ProvenEvent(
                Commitment.disclose(key(number), fields(number), _ -> true),
                ledger.prove(number - 1L, ledger.latest()));
    }

    private static SortedMap<String, String> fields(int number) {
        var fields = new TreeMap<String, String>();
        fields.put("id", "event-" + number);
        fields.put("status", "arrived");
        return fields;
    }

    private static byte[] key(int number) {
        byte[] key = new byte[Commitment.EVENT_KEY_BYTES];
        key[0] = (byte) number;
        return key;
    }
}
