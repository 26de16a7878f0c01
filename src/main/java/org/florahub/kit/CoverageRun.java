package org.florahub.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Inspection;
import org.florahub.adapter.Sample;
import org.florahub.adapter.Samples;
import org.florahub.record.Message;
import org.florahub.transform.Transform;
import org.jspecify.annotations.Nullable;

/// Reads the samples of a folder, or what an adapter has sent, and counts.
public final class CoverageRun {

    private final Workbench workbench;
    private final String name;
    private final Inspection found;
    private final Map<String, CoverageCount> counts = new LinkedHashMap<>();

    private CoverageRun(Workbench workbench, String name) {
        this.workbench = workbench;
        this.name = name;
        this.found = workbench.load(workbench.choose(List.of(name)));
        transforms()
                .forEach(transform -> counts.computeIfAbsent(
                        transform.name(),
                        _ -> new CoverageCount(transform, workbench.transforms().resolve(transform.name()))));
    }

    /// The samples of an adapter's folder, or of a transform's.
    ///
    /// @throws UnknownFolderException if there is no folder of that name
    public static Coverage ofSamples(Workbench workbench, String name) throws IOException {
        var run = new CoverageRun(workbench, name);
        for (Sample sample : run.samples().of(Sample.Kind.IN).toList()) {
            CoverageCount count = run.counts.get(sample.transform().name());
            if (count != null) {
                try (InputStream in = Files.newInputStream(sample.file())) {
                    count.read(in, String.valueOf(sample.file().getFileName()), sample.given());
                }
            }
        }
        return run.result();
    }

    /// What an adapter has sent to a hub.
    ///
    /// @throws UnknownFolderException if there is no folder of that name
    /// @throws KitException           if it is no adapter
    public static Coverage ofTraffic(Workbench workbench, String name, Traffic traffic) throws IOException {
        var run = new CoverageRun(workbench, name);
        Adapter adapter = run.adapter();
        if (adapter == null) {
            throw new KitException(
                    "%s: found no adapter without mistakes, expected one: only adapters send".formatted(name));
        }
        traffic.of(name, message -> run.count(adapter, message, traffic));
        return run.result();
    }

    private void count(Adapter adapter, Message message, Traffic traffic) throws IOException {
        String transform = message.header().transform().replaceFirst("@.*", "");
        CoverageCount count = counts.get(transform);
        if (count != null) {
            try (InputStream original = traffic.original(message)) {
                count.read(
                        original,
                        "message " + message.no(),
                        Format.sending(found, adapter.name(), "").given());
            }
        }
    }

    private @Nullable Adapter adapter() {
        return found.adapters().get(name);
    }

    private List<Transform> transforms() {
        Adapter adapter = adapter();
        if (adapter != null) {
            return adapter.in().stream().map(channel -> channel.transform()).toList();
        }
        Transform transform = found.transforms().get(name);
        return transform == null ? List.of() : List.of(transform);
    }

    private Samples samples() {
        Adapter adapter = adapter();
        if (adapter != null) {
            return Samples.of(adapter, workbench.adapters().resolve(name));
        }
        Transform transform = found.transforms().get(name);
        return transform == null
                ? new Samples(List.of(), List.of())
                : Samples.of(transform, workbench.transforms().resolve(name));
    }

    private Coverage result() {
        var formats = new ArrayList<Coverage.Format>();
        counts.values().forEach(count -> formats.add(count.result()));
        return new Coverage(name, formats, found.problems());
    }
}
