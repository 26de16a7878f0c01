package org.florahub.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.florahub.event.EventId;
import org.florahub.event.Problem;
import org.florahub.record.Unit;
import org.jspecify.annotations.Nullable;

/// Renders a batch of units on several threads and gives the documents back in its order.
final class Rendering {

    private static final int SLICES = 2 * Runtime.getRuntime().availableProcessors();

    private final Documents documents;

    Rendering(Documents documents) {
        this.documents = documents;
    }

    /// @param documents those before the first that could not be written
    /// @param broken    why that one could not be written; `null` if all were
    record Rendered(
            List<Documents.Document> documents, @Nullable Problem broken) {}

    Map<EventId, UUID> references(List<Units.Draft> drafts) {
        return documents.references(drafts);
    }

    Rendered render(List<Units.Draft> batch, Map<EventId, UUID> references) throws InterruptedException {
        int sliceSize = Math.max(8, Math.ceilDiv(batch.size(), SLICES));
        if (batch.size() <= sliceSize) {
            return slice(batch, references);
        }
        var slices = new ArrayList<Callable<Rendered>>();
        for (int from = 0; from < batch.size(); from += sliceSize) {
            List<Units.Draft> slice = batch.subList(from, Math.min(batch.size(), from + sliceSize));
            slices.add(() -> slice(slice, references));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return joined(threads.invokeAll(slices));
        }
    }

    private Rendered slice(List<Units.Draft> drafts, Map<EventId, UUID> references) {
        var done = new ArrayList<Documents.Document>(drafts.size());
        for (Units.Draft draft : drafts) {
            try {
                done.add(documents.write(draft, references));
            } catch (IllegalArgumentException e) {
                return new Rendered(done, unwritable(draft.unit(), e));
            }
        }
        return new Rendered(done, null);
    }

    private static Rendered joined(List<Future<Rendered>> slices) throws InterruptedException {
        var done = new ArrayList<Documents.Document>();
        for (Future<Rendered> slice : slices) {
            Rendered rendered = result(slice);
            done.addAll(rendered.documents());
            if (rendered.broken() != null) {
                return new Rendered(done, rendered.broken());
            }
        }
        return new Rendered(done, null);
    }

    private static Rendered result(Future<Rendered> slice) throws InterruptedException {
        try {
            return slice.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A document could not be rendered", e.getCause());
        }
    }

    private static Problem unwritable(Unit unit, IllegalArgumentException e) {
        return new Problem(
                "S999",
                unit.id().toString(),
                0,
                0,
                null,
                "an event that the format cannot carry",
                "one that it can",
                String.valueOf(e.getMessage()));
    }
}
