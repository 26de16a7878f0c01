package org.florahub.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Plays invented authorities against a running hub, through its real channels, and reckons by itself what must
/// come of it. Use: [#open], start a hub with [#settings], then [#play].
public final class Demonstration implements AutoCloseable {

    private static final int VARIATIONS = 2;

    private final Path adapters;
    private final Map<String, AdapterCard> cards;
    private final Map<String, SoapPartner> callbacks = new TreeMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, Partner> partners = new TreeMap<>();
    private final Table table;
    private final Board board;
    private final Forecast forecast;

    private Demonstration(Path adapters, Map<String, AdapterCard> cards, PrintWriter out, boolean colours) {
        this.adapters = adapters;
        this.cards = cards;
        this.table = new Table(out, colours, cards);
        this.board = new Board(table::row);
        this.forecast = new Forecast(cards.values());
    }

    /// Reads the adapters and opens the services on which the hub will call back.
    ///
    /// @param colours whether `out` is a terminal that shows them
    public static Demonstration open(Path adapters, PrintWriter out, boolean colours) throws IOException {
        var demonstration = new Demonstration(adapters, AdapterCard.readAll(adapters), out, colours);
        for (AdapterCard card : demonstration.cards.values()) {
            if ("soap".equals(card.sends()) || "soap".equals(card.receives())) {
                var partner = new SoapPartner(card.name());
                demonstration.callbacks.put(card.name(), partner);
                if (card.endpointVariable() != null) {
                    demonstration.settings.put(
                            card.endpointVariable(), partner.callback().toString());
                }
            }
        }
        return demonstration;
    }

    /// What the adapters' files ask of the environment: where the partners' services are.
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /// Names of the authorities that take part.
    public List<String> partnerNames() {
        return List.copyOf(cards.keySet());
    }

    /// Connects all partners, plays everything and waits until it has arrived, or time is up.
    public Outcome play(HubAddress hub, Duration limit) throws IOException, InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        connect(hub);
        var traffic = new Traffic(Sample.readAll(adapters, cards.keySet()));
        table.head();
        perform(traffic.procedures());
        table.note("\n      The same procedures with other people, %d at the same time:\n".formatted(VARIATIONS));
        atTheSameTime(traffic);
        table.note("\n      What must not pass:\n");
        perform(traffic.mishaps());
        while (!board.complete() && System.nanoTime() < until) {
            LockSupport.parkNanos(20_000_000);
        }
        return outcome(hub);
    }

    private void connect(HubAddress hub) throws IOException {
        for (AdapterCard card : cards.values()) {
            Partner partner = partner(card, hub);
            partners.put(card.name(), partner);
            partner.receive(board::arrived);
        }
    }

    private Partner partner(AdapterCard card, HubAddress hub) throws IOException {
        String password = hub.passwords().getOrDefault(card.name(), "");
        SoapPartner soap = callbacks.get(card.name());
        if (soap != null) {
            soap.connect(hub.httpPort(), password);
            return soap;
        }
        if ("mq".equals(card.sends()) || "mq".equals(card.receives())) {
            var queue = new QueuePartner(card.name(), hub.amqpPort(), password);
            if (card.sends() != null) {
                queue.listen();
            }
            return queue;
        }
        return new FolderPartner(card.name(), hub.exchange().resolve(card.name()));
    }

    private void atTheSameTime(Traffic traffic) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int number = 1; number <= VARIATIONS; number++) {
            List<Act> acts = traffic.variation(number);
            threads.add(Thread.ofVirtual().name("variation-" + number).start(() -> performUninterrupted(acts)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void performUninterrupted(List<Act> acts) {
        try {
            perform(acts);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One after the other: the next is sent when the last is answered, since an answer means that it is durable.
    private void perform(List<Act> acts) throws InterruptedException {
        for (Act act : acts) {
            Performance performance = begin(act);
            try {
                board.answered(performance, sender(act).send(act.letter()));
            } catch (IOException | IllegalArgumentException e) {
                board.failed(performance, String.valueOf(e.getMessage()));
            }
        }
    }

    private synchronized Performance begin(Act act) {
        AdapterCard card = cards.get(act.partner());
        if (card == null) {
            throw new IllegalStateException("no adapter " + act.partner());
        }
        return board.begin(act, act.again() ? List.of() : forecast.after(card, act.facts()));
    }

    private Partner sender(Act act) {
        Partner partner = partners.get(act.partner());
        if (partner == null) {
            throw new IllegalStateException("no partner " + act.partner());
        }
        return partner;
    }

    private Outcome outcome(HubAddress hub) {
        List<Performance> all = board.performances();
        int received = (int) all.stream().filter(one -> one.reply() != null).count();
        int events = all.stream()
                .filter(one -> !one.act().again())
                .mapToInt(one -> one.act().facts().size())
                .sum();
        int rejected = all.stream()
                .filter(one -> one.reply() != null)
                .mapToInt(one -> one.act().rejections())
                .sum();
        return new Outcome(received, events, board.delivered(), rejected, board.complaints(), show(hub, all));
    }

    /// Shows a decision as it was sent beside what a file partner found of it, in another format if there is one.
    private @Nullable Path show(HubAddress hub, List<Performance> all) {
        Path shown = null;
        String text = "";
        for (Performance performance : all) {
            for (AdapterCard card : cards.values()) {
                Arrival arrival = decision(performance) && "file".equals(card.receives())
                        ? board.arrivalOf(performance, card.name())
                        : null;
                boolean otherFormat = arrival != null
                        && arrival.body()[0] != performance.act().letter().body()[0];
                if (arrival != null && (shown == null || otherFormat)) {
                    shown = hub.exchange().resolve(card.name()).resolve("out").resolve(arrival.id());
                    text = SideBySide.of(
                            performance.act().partner() + " sent "
                                    + performance.act().letter().name(),
                            performance.act().letter().body(),
                            card.name() + " found " + arrival.id(),
                            arrival.body());
                }
                if (otherFormat) {
                    table.note("\n" + text);
                    return shown;
                }
            }
        }
        table.note("\n" + text);
        return shown;
    }

    private static boolean decision(Performance performance) {
        return performance.act().facts().stream().anyMatch(fact -> fact.status().equals("decision-issued"));
    }

    @Override
    public void close() {
        partners.values().forEach(Partner::close);
        callbacks.values().forEach(SoapPartner::close);
    }

    /// The variable in `${NAME:default}`.
    static @Nullable String variable(String setting) {
        Matcher placeholder =
                Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:[^}]*)?}").matcher(setting);
        return placeholder.find() ? placeholder.group(1) : null;
    }
}
