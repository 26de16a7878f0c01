package org.florahub.kit;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Inspection;
import org.florahub.adapter.Sample;
import org.florahub.adapter.Samples;
import org.florahub.transform.Transform;
import org.jspecify.annotations.Nullable;

/// All connected authorities.
///
/// @param adapters those whose folders are in order
/// @param wrong    names of the folders that are not
public record AdapterList(List<Entry> adapters, List<String> wrong) {

    /// One authority.
    ///
    /// @param name      of the folder
    /// @param land      two digits, `null` for a federal authority
    /// @param authority DVDV identifier
    /// @param title     its official name
    /// @param version   first digits of the hash of adapter.yaml
    /// @param samples   in its own folder
    public record Entry(
            String name,
            @Nullable String land,
            String authority,
            String title,
            String version,
            List<Channel> channels,
            Count samples) {}

    /// One way in or out.
    ///
    /// @param direction `in` or `out`
    /// @param type      `file`, `soap`, …
    /// @param transform name of the format
    /// @param version   of the format
    /// @param mediaType of its documents
    public record Channel(String direction, String type, String transform, String version, String mediaType) {}

    /// How many samples there are of each kind.
    public record Count(long in, long out, long bad) {}

    public static AdapterList of(Workbench workbench) {
        var all = new Workbench.Chosen(Inspection.names(workbench.adapters()), Set.of());
        Inspection found = workbench.load(all);
        List<String> wrong = all.adapters().stream()
                .filter(name -> !found.adapters().containsKey(name))
                .toList();
        return new AdapterList(
                found.adapters().values().stream()
                        .map(adapter -> entry(workbench, adapter))
                        .toList(),
                wrong);
    }

    private static Entry entry(Workbench workbench, Adapter adapter) {
        Samples samples = Samples.of(adapter, workbench.adapters().resolve(adapter.name()));
        return new Entry(
                adapter.name(),
                adapter.land() == null ? null : adapter.land().key(),
                adapter.authority().toString(),
                adapter.title(),
                adapter.version(),
                Stream.concat(
                                adapter.in().stream()
                                        .map(channel -> channel("in", channel.type(), channel.transform())),
                                adapter.out().stream()
                                        .map(channel -> channel("out", channel.type(), channel.transform())))
                        .toList(),
                new Count(
                        samples.of(Sample.Kind.IN).count(),
                        samples.of(Sample.Kind.OUT).count(),
                        samples.of(Sample.Kind.BAD).count()));
    }

    private static Channel channel(String direction, String type, Transform transform) {
        return new Channel(direction, type, transform.name(), transform.version(), transform.mediaType());
    }
}
