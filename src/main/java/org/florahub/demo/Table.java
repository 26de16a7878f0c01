package org.florahub.demo;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The live table: one line for each act when nothing more can come of it. Thread-safe.
final class Table {

    private static final String LINE = "%4s  %-18s  %-5s  %-34s  %-44s  %-46s  %9s  %9s%n";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final boolean colours;
    private final Map<String, AdapterCard> cards;

    Table(PrintWriter out, boolean colours, Map<String, AdapterCard> cards) {
        this.out = out;
        this.colours = colours;
        this.cards = cards;
    }

    synchronized void head() {
        out.println();
        out.printf(LINE, "", "FROM", "BY", "MESSAGE", "BECAME", "WENT TO", "ANSWERED", "DELIVERED");
        out.flush();
    }

    synchronized void row(Performance performance) {
        Act act = performance.act();
        AdapterCard sender = cards.get(act.partner());
        boolean fine = performance.complaints().isEmpty();
        out.print(colours ? (fine ? act.codes().isEmpty() ? GREEN : PLAIN : RED) : "");
        out.printf(
                LINE,
                performance.number(),
                act.partner(),
                sender == null ? "" : sender.sends(),
                cut(act.letter().name(), 34),
                cut(became(performance), 44),
                cut(wentTo(performance), 46),
                performance.reply() == null ? "-" : performance.answeredMillis() + " ms",
                performance.arrivedBy().isEmpty() ? "-" : performance.deliveredMillis() + " ms");
        out.print(colours ? PLAIN : "");
        for (String complaint : performance.complaints()) {
            out.println("      ! " + complaint);
        }
        out.flush();
    }

    synchronized void note(String text) {
        out.println(text);
        out.flush();
    }

    private static String became(Performance performance) {
        Act act = performance.act();
        Reply reply = performance.reply();
        if (act.again()) {
            return "the same answer as before, nothing new";
        }
        if (act.verdict() == Reply.Verdict.REJECTED) {
            return "rejected: " + (reply == null ? "" : String.join(", ", reply.reasons()));
        }
        String statuses = counted(act.facts());
        return act.codes().isEmpty() ? statuses : statuses + ", rejected: " + String.join(" ", act.codes());
    }

    private static String counted(List<Fact> facts) {
        var counts = new LinkedHashMap<String, Integer>();
        facts.forEach(fact -> counts.merge(fact.words(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> count.getValue() == 1 ? count.getKey() : count.getValue() + " x " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String wentTo(Performance performance) {
        if (performance.act().verdict() == Reply.Verdict.REJECTED) {
            return "back to the sender; original in quarantine";
        }
        var destinations = new TreeMap<>(performance.arrivedBy());
        return destinations.isEmpty()
                ? "-"
                : destinations.entrySet().stream()
                        .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getKey() + " x" + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
