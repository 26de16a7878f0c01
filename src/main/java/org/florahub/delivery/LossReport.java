package org.florahub.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.florahub.event.Field;
import org.florahub.record.Due;
import org.florahub.transform.Written;
import org.florahub.transform.convert.Loss;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What one document says less than its events do, in three forms: counts without values for the record, changed
/// values by event for the vault, and the report that the receiver may read. docs/reference/loss-report.md
/// describes it.
final class LossReport {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<Field, Map<String, Integer>> counts = new TreeMap<>();
    private final Map<Long, List<Change>> changes = new LinkedHashMap<>();
    private final Map<Long, String> ids = new LinkedHashMap<>();

    /// A value that stands in the document as another text.
    private record Change(String field, String place, String kind, String was, String wrote) {}

    /// @param members the events of the document in its order
    LossReport(List<Due> members, Written written) {
        for (Loss loss : written.losses()) {
            counts.computeIfAbsent(loss.field(), _ -> new TreeMap<>())
                    .merge(loss.kind().key(), 1, Integer::sum);
            String was = loss.was();
            String wrote = loss.wrote();
            if (was != null && wrote != null) {
                Due member = members.get(loss.statement());
                ids.put(member.event().seq(), member.event().event().id().toString());
                changes.computeIfAbsent(member.event().seq(), _ -> new ArrayList<>())
                        .add(new Change(
                                loss.field().path(), loss.where(), loss.kind().key(), was, wrote));
            }
        }
    }

    /// `{"outcome":{"not-carried":1}}`: field paths in the order of the catalogue, the kinds of loss, and how many
    /// events had it. Without values.
    String counts() {
        var named = new LinkedHashMap<String, Map<String, Integer>>();
        counts.forEach((field, kinds) -> named.put(field.path(), kinds));
        return JSON.writeValueAsString(named);
    }

    /// The changed values by the number of the event, as JSON.
    Map<Long, String> changes() {
        var texts = new LinkedHashMap<Long, String>();
        changes.forEach((seq, ofEvent) -> texts.put(seq, JSON.writeValueAsString(ofEvent)));
        return texts;
    }

    /// The report for the receiver, JSON in UTF-8.
    byte[] json(UUID delivery) {
        return json(delivery, counts(), changes(), ids);
    }

    /// The report for the receiver, made of what was kept of it.
    ///
    /// @param counts  as [#counts()] gave them
    /// @param changes as [#changes()] gave them
    /// @param ids     of the events with changes
    static byte[] json(UUID delivery, String counts, Map<Long, String> changes, Map<Long, String> ids) {
        Map<String, Map<String, Integer>> byField = JSON.readValue(counts, new TypeReference<>() {});
        var notCarried = new LinkedHashMap<String, Integer>();
        byField.forEach((field, kinds) -> {
            Integer events = kinds.get(Loss.Kind.NOT_CARRIED.key());
            if (events != null) {
                notCarried.put(field, events);
            }
        });
        var changed = new ArrayList<Map<String, String>>();
        changes.forEach((seq, ofEvent) -> {
            List<Map<String, String>> list = JSON.readValue(ofEvent, new TypeReference<>() {});
            list.forEach(change -> {
                var one = new LinkedHashMap<String, String>();
                one.put("event", ids.getOrDefault(seq, ""));
                one.putAll(change);
                changed.add(one);
            });
        });
        var report = new LinkedHashMap<String, Object>();
        report.put("delivery", delivery.toString());
        report.put("notCarried", notCarried);
        report.put("changed", changed);
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
