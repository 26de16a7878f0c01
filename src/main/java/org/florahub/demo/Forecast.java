package org.florahub.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who must be told of what, reckoned from the traffic and the adapters' files alone.
///
/// An authority is told of a status that it receives, if it did not send it itself, and if it is told of all cases
/// or the case is its own. A case belongs to the authorities that reported on it before any of their kind did, and
/// to those that it was allocated or distributed to. Feed it in the order of sending; not thread-safe.
final class Forecast {

    /// One fact on its way to one authority.
    record Due(String destination, Fact fact) {}

    private final Collection<AdapterCard> cards;
    private final Map<String, Map<String, String>> competentByCase = new HashMap<>();
    private final Map<String, String> caseOfPerson = new HashMap<>();

    Forecast(Collection<AdapterCard> cards) {
        this.cards = List.copyOf(cards);
    }

    /// What must be delivered after this authority sent these facts.
    List<Due> after(AdapterCard sender, List<Fact> facts) {
        var due = new ArrayList<Due>();
        for (Fact fact : facts) {
            Map<String, String> competent = caseOf(fact);
            competent.putIfAbsent(kind(sender.authority()), sender.authority());
            if (fact.competent() != null && !fact.kind().equals("retract")) {
                competent.put(kind(fact.competent()), fact.competent());
            }
            for (AdapterCard card : cards) {
                boolean concerned = card.allCases()
                        || competent.containsValue(card.authority())
                        || card.authority().equals(fact.competent());
                if (concerned && !card.name().equals(sender.name()) && card.isTold(fact.status())) {
                    due.add(new Due(card.name(), fact));
                }
            }
        }
        return due;
    }

    /// The competent authorities by kind. A person's case is found again by the file number once there is one.
    private Map<String, String> caseOf(Fact fact) {
        String before = caseOfPerson.computeIfAbsent(fact.azrNumber(), number -> number);
        Map<String, String> competent = competentByCase.computeIfAbsent(before, _ -> new HashMap<>());
        String file = fact.fileNumber();
        if (file == null || file.equals(before)) {
            return competent;
        }
        Map<String, String> ofFile = competentByCase.computeIfAbsent(file, _ -> new HashMap<>());
        competent.forEach(ofFile::putIfAbsent);
        caseOfPerson.put(fact.azrNumber(), file);
        return ofFile;
    }

    private static String kind(String authority) {
        return authority.substring(0, authority.indexOf(':'));
    }
}
