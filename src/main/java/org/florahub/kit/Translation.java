package org.florahub.kit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.florahub.adapter.Inspection;
import org.florahub.event.Problem;
import org.florahub.event.Regime;
import org.florahub.transform.convert.Loss;
import org.jspecify.annotations.Nullable;

/// One file through the hub's eyes: what it says, and what others would be sent because of it. Nothing is recorded.
///
/// @param from      who sends it
/// @param transform the format it is read in, `NAME@VERSION`
/// @param result    `accepted`, `partly`, `rejected` or `unfinished`
/// @param events    what it says, in its order
/// @param problems  what is wrong with it, wholly or row by row
/// @param unmapped  places that no slot reads, and how often they occurred
/// @param receivers what becomes of it for each receiver
public record Translation(
        String from,
        String transform,
        String result,
        List<Event> events,
        List<Problem> problems,
        Map<String, Long> unmapped,
        List<Receiver> receivers) {

    private static final long BYTES_MAX = 64L << 20;

    /// What the file says of one person.
    ///
    /// @param number 1-based
    /// @param line   where it stands in the file
    /// @param values by the paths of docs/reference/status-event.md
    public record Event(int number, int line, Map<String, String> values) {}

    /// What one receiver would be sent.
    ///
    /// @param name      of the adapter or transform
    /// @param transform the format, `NAME@VERSION`
    /// @param documents in the order in which they would be sent
    /// @param refused   events that cannot be written in this format
    /// @param notTold   numbers of the events whose status it does not receive
    public record Receiver(
            String name, String transform, List<Document> documents, List<Refused> refused, List<Integer> notTold) {}

    /// A document.
    ///
    /// @param events numbers of the events in it
    /// @param law the law that it was written under: `old`, `geas`, `unknown`
    /// @param lawIsAssumed whether no event says when its application was lodged, and the law was chosen to fit
    /// @param text   as text
    /// @param bytes  exactly; base64 in JSON
    /// @param losses what it says less than its events
    @SuppressWarnings("ArrayRecordComponent") // a carrier, compared by nobody
    public record Document(
            List<Integer> events, String law, boolean lawIsAssumed, String text, byte[] bytes, List<Lost> losses) {}

    /// One loss.
    ///
    /// @param event number of the event
    /// @param was   the value; `null` if the format does not carry the field at all
    /// @param wrote what stands there instead, `null` if nothing does
    public record Lost(
            int event,
            String field,
            String kind,
            String where,
            @Nullable String was,
            @Nullable String wrote) {

        static Lost of(Loss loss, List<Integer> events) {
            return new Lost(
                    events.get(loss.statement()),
                    loss.field().path(),
                    loss.kind().key(),
                    loss.where(),
                    loss.was(),
                    loss.wrote());
        }
    }

    /// An event that cannot be written.
    public record Refused(int event, List<Problem> problems) {}

    /// Translates a file.
    ///
    /// @param from an adapter that sends, or a transform
    /// @param to   adapters that receive, or transforms; `all` for every adapter that receives
    /// @param law  the law of cases whose lodging date the file does not say, or `null` to take the one that fits
    /// @param now  the time at which it would be sent
    /// @throws UnknownFolderException if there is no folder of one of these names
    /// @throws KitException           if one of them cannot be used, or the file is too long to be shown
    public static Translation of(
            Workbench workbench, String from, Collection<String> to, Path file, @Nullable Regime law, Instant now)
            throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new KitException("%s: found more than 64 MB, expected a file to look at. Take some of its messages."
                    .formatted(file.getFileName()));
        }
        boolean all = to.contains("all");
        var names = new LinkedHashSet<>(all ? Inspection.names(workbench.adapters()) : to);
        var needed = new ArrayList<>(names);
        needed.add(from);
        Inspection found = workbench.load(workbench.choose(needed));
        Format sender = Format.sending(found, from, String.valueOf(file.getFileName()));
        ReadFile read = ReadFile.of(
                sender.transform(),
                new ByteArrayInputStream(Files.readAllBytes(file)),
                String.valueOf(file.getFileName()),
                sender.given());
        List<Receiver> receivers = names.stream()
                .filter(name -> !all || receives(found, name))
                .map(name -> new Writing(Format.receiving(found, name), law, now).write(read.statements()))
                .toList();
        return new Translation(
                from,
                sender.transform().toString(),
                read.result(),
                events(read),
                read.problems(),
                read.reading().unmapped(),
                receivers);
    }

    private static boolean receives(Inspection found, String name) {
        var adapter = found.adapters().get(name);
        return adapter != null && !adapter.out().isEmpty();
    }

    private static List<Event> events(ReadFile read) {
        var events = new ArrayList<Event>();
        for (int i = 0; i < read.statements().size(); i++) {
            events.add(new Event(
                    i + 1, read.lines().get(i), read.statements().get(i).flatten()));
        }
        return events;
    }

    /// Whether anything was refused, when reading or when writing.
    public boolean clean() {
        return result.equals("accepted")
                && receivers.stream().allMatch(receiver -> receiver.refused().isEmpty());
    }
}
