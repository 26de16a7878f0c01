package org.florahub.witness;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.florahub.ledger.AddCheckpoint;
import org.florahub.ledger.Checkpoint;
import org.florahub.ledger.Hash;
import org.florahub.ledger.InvalidProofException;
import org.florahub.ledger.Ledger;
import org.florahub.ledger.Policy;

/// One witness as the hub sees it (c2sp.org/tlog-witness). A reply that was lost is found out by the next request:
/// the witness then tells the size it holds, and is asked from there. Used by one thread at a time.
final class Peer {

    private static final System.Logger LOG = System.getLogger(Peer.class.getName());
    private static final int ANSWER_BYTES_MAX = 64 << 10;
    private static final int ATTEMPTS_MAX = 3;

    private final Policy policy;
    private final Policy.Witness witness;
    private final URI url;
    private final String held;
    private final Ledger ledger;
    private final HttpClient http;
    private final Duration timeout;
    private long holds;

    Peer(Policy policy, Policy.Witness witness, URI url, Ledger ledger, HttpClient http, Duration timeout) {
        this.policy = policy;
        this.witness = witness;
        String prefix = url.toString().replaceFirst("/*$", "/");
        this.url = URI.create(prefix + "add-checkpoint");
        this.held = prefix + "checkpoint?origin=";
        this.ledger = ledger;
        this.http = http;
        this.timeout = timeout;
        this.holds = ledger.latest().size();
    }

    String name() {
        return witness.name();
    }

    /// Asks for a cosignature. Takes no longer than four times the timeout.
    Reply ask(Checkpoint checkpoint) throws InterruptedException {
        try {
            return attempt(checkpoint);
        } catch (InvalidProofException e) {
            return new Reply.Failed("its answer is wrong: " + e.getMessage());
        } catch (TimeoutException _) {
            return new Reply.Failed("it does not answer within %d ms".formatted(timeout.toMillis()));
        } catch (ExecutionException e) {
            return new Reply.Failed("it cannot be reached: " + e.getCause());
        } catch (RuntimeException e) {
            return new Reply.Failed("it could not be asked: " + e);
        }
    }

    private Reply attempt(Checkpoint checkpoint) throws InterruptedException, TimeoutException, ExecutionException {
        for (int attempt = 0; attempt < ATTEMPTS_MAX && holds <= checkpoint.size(); attempt++) {
            HttpResponse<String> answer = send(submission(checkpoint));
            switch (answer.statusCode()) {
                case 200 -> {
                    Checkpoint signed = policy.cosigned(checkpoint, witness, answer.body());
                    holds = checkpoint.size();
                    return new Reply.Signed(signed);
                }
                case 409 -> {
                    long size = size(answer.body());
                    if (size < 0) {
                        return new Reply.Failed("it answers 409 without the size it holds");
                    }
                    if (size > ledger.durable()) {
                        return fork("it says that it holds %d leaves, this hub %d".formatted(size, ledger.durable()));
                    }
                    holds = size;
                }
                case 422 -> {
                    return fork("it says that it holds another tree below %d leaves".formatted(checkpoint.size()));
                }
                default -> {
                    return new Reply.Failed("it answers HTTP " + answer.statusCode());
                }
            }
        }
        holds = Math.min(holds, checkpoint.size());
        return new Reply.Failed("it holds a larger tree than it is asked about, or another size each time");
    }

    /// What a witness says of a fork, with the checkpoint that it holds if it shows that: signed by this log, it is
    /// beyond doubt.
    private Reply fork(String said) throws InterruptedException {
        try {
            HttpResponse<String> shown = send(HttpRequest.newBuilder(
                            URI.create(held + encoded(ledger.latest().origin())))
                    .timeout(timeout)
                    .build());
            Checkpoint signed = Checkpoint.parse(shown.body());
            if (shown.statusCode() == 200 && ledger.contradicts(signed)) {
                return new Reply.Fork(
                        "%s, and shows a checkpoint of %d leaves that this log has signed"
                                .formatted(said, signed.size()),
                        true);
            }
        } catch (InvalidProofException | TimeoutException | ExecutionException e) {
            LOG.log(Level.DEBUG, "A witness claims a fork and does not prove it", e);
        }
        return new Reply.Fork(said + ", and does not prove it", false);
    }

    private HttpRequest submission(Checkpoint checkpoint) {
        List<Hash> proof = holds == 0 || holds == checkpoint.size()
                ? List.of()
                : ledger.consistency(holds, checkpoint).path();
        return HttpRequest.newBuilder(url)
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofString(new AddCheckpoint(holds, proof, checkpoint).render()))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request)
            throws InterruptedException, TimeoutException, ExecutionException {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    private static String encoded(String origin) {
        return URLEncoder.encode(origin, StandardCharsets.UTF_8);
    }

    /// @return -1 if it is no size
    private static long size(String body) {
        if (!body.matches("(0|[1-9][0-9]{0,17})\n")) {
            return -1;
        }
        return Long.parseLong(body.strip());
    }
}
