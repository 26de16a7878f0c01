package org.florahub.channel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.florahub.delivery.Outcome;
import org.florahub.delivery.Parcel;
import org.florahub.event.Problem;

/// Delivery by calling the authority's own service, one call for each parcel, in order.
///
/// 2xx is delivered. A fault that blames the sender (`Client`, `Sender`) and the statuses 400, 413, 415 and 422 are
/// refused. Everything else is tried again: the receiver's own faults, its 5xx, wrong credentials, no connection, no
/// answer in time. Redirections are not followed.
final class CallbackWay implements ParcelWay {

    private static final int ANSWER_BYTES = 1 << 16;

    private final CallbackAddress address;
    private final CallForm form;
    private final Duration answerTimeout;
    private final HttpClient client;

    CallbackWay(CallbackAddress address, CallForm form, Duration connectTimeout, Duration answerTimeout) {
        this.address = address;
        this.form = form;
        this.answerTimeout = answerTimeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    @Override
    public List<Outcome> send(List<Parcel> batch) {
        var outcomes = new ArrayList<Outcome>(batch.size());
        for (Parcel parcel : batch) {
            Outcome outcome = call(parcel);
            outcomes.add(outcome);
            if (!(outcome instanceof Outcome.Delivered)) {
                break;
            }
        }
        return outcomes;
    }

    @Override
    public void close() {
        client.close();
    }

    private Outcome call(Parcel parcel) {
        var head = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> call = client.sendAsync(
                request(parcel),
                HttpResponse.BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> head.write(
                        bytes, 0, Math.min(bytes.length, ANSWER_BYTES - Math.min(head.size(), ANSWER_BYTES))))));
        try {
            int status =
                    call.get(answerTimeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return outcome(parcel, status, form.read(head.toByteArray()));
        } catch (TimeoutException _) {
            call.cancel(true);
            return new Outcome.Unreachable("%s gave no answer within %d s. Ask whoever runs it."
                    .formatted(address, answerTimeout.toSeconds()));
        } catch (ExecutionException e) {
            return new Outcome.Unreachable(
                    "%s cannot be called (%s). Check that it runs and the network lets it through."
                            .formatted(address, cause(e).getClass().getSimpleName()));
        } catch (InterruptedException _) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Unreachable("The hub is stopping.");
        }
    }

    private HttpRequest request(Parcel parcel) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.uri()).timeout(answerTimeout);
        form.fill(request, parcel);
        if (address.authorization() != null) {
            request.header("Authorization", address.authorization());
        }
        return request.build();
    }

    private Outcome outcome(Parcel parcel, int status, CallbackAnswer answer) {
        if (status / 100 == 2 && !answer.isFault()) {
            return new Outcome.Delivered();
        }
        boolean refused = answer.isFault()
                ? answer.blamesSender()
                : status == 400 || status == 413 || status == 415 || status == 422;
        if (!refused) {
            return new Outcome.Unreachable("%s answered with HTTP status %d%s. Ask whoever runs it."
                    .formatted(address, status, answer.isFault() ? " and a fault of its own" : ""));
        }
        return new Outcome.Refused(new Problem(
                "S999",
                parcel.name(),
                0,
                0,
                null,
                "a refusal by the receiver, HTTP status %d, codes %s".formatted(status, answer.codes()),
                "an acknowledgement",
                "Ask the receiver what it does not take, then replay the delivery."));
    }

    private static Throwable cause(ExecutionException e) {
        return e.getCause() instanceof IOException io ? io : e;
    }
}
