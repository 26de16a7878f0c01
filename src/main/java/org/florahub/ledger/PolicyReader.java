package org.florahub.ledger;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a policy file to its end and takes note of everything that is wrong.
final class PolicyReader {

    private static final String NONE = "none";

    private final List<VerifierKey> logs = new ArrayList<>();
    private final Map<String, Policy.Quorum> named = new LinkedHashMap<>();
    private final Set<String> members = new HashSet<>();
    private final List<String> mistakes = new ArrayList<>();
    private Policy.@Nullable Quorum quorum;
    private boolean hasQuorum;
    private int number;

    private PolicyReader() {}

    static Policy read(String text) throws InvalidPolicyException {
        var reader = new PolicyReader();
        for (String line : text.split("\n", -1)) {
            reader.number++;
            reader.line(line);
        }
        if (!reader.hasQuorum) {
            reader.mistakes.add("found no quorum line, expected one: quorum NAME, or quorum none");
        }
        Policy.Quorum quorum = reader.quorum;
        if (!reader.mistakes.isEmpty() || quorum == null) {
            throw new InvalidPolicyException(reader.mistakes);
        }
        List<Policy.Witness> witnesses = reader.named.values().stream()
                .filter(Policy.Witness.class::isInstance)
                .map(Policy.Witness.class::cast)
                .toList();
        return new Policy(reader.logs, witnesses, quorum);
    }

    private void line(String line) {
        if (line.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7F)) {
            mistake("a control character", "text with spaces and tabs, lines ended by a newline alone");
            return;
        }
        String[] words = Arrays.stream(line.split("[ \t]+"))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
        if (words.length == 0 || words[0].startsWith("#")) {
            return;
        }
        try {
            switch (words[0]) {
                case "log" -> log(words);
                case "witness" -> witness(words);
                case "group" -> group(words);
                case "quorum" -> quorum(words);
                default -> mistake("another word at its start", "log, witness, group, quorum or #");
            }
        } catch (InvalidProofException e) {
            mistakes.add("line %d: %s".formatted(number, e.getMessage()));
        }
    }

    private void log(String[] words) {
        if (words.length < 2 || words.length > 3) {
            mistake(words.length - 1 + " words after log", "log VKEY [URL]");
            return;
        }
        VerifierKey key = key(words[1], SignatureType.OF_LOGS);
        if (logs.stream().anyMatch(key::sameKey)) {
            mistake("the key of a log a second time", "each key once");
        }
        if (words.length == 3) {
            url(words[2]);
        }
        logs.add(key);
    }

    private void witness(String[] words) {
        if (words.length < 3 || words.length > 4) {
            mistake(words.length - 1 + " words after witness", "witness NAME VKEY [URL]");
            return;
        }
        VerifierKey key = key(words[2], SignatureType.OF_WITNESSES);
        boolean known = named.values().stream()
                .anyMatch(other ->
                        other instanceof Policy.Witness witness && witness.key().sameKey(key));
        if (known) {
            mistake("the key of a witness a second time", "each key once");
        }
        define(words[1], new Policy.Witness(words[1], key, words.length == 4 ? url(words[3]) : null));
    }

    private void group(String[] words) {
        if (words.length < 4) {
            mistake(words.length - 1 + " words after group", "group NAME all|any|K NAME...");
            return;
        }
        var found = new ArrayList<Policy.Quorum>();
        for (String name : List.of(words).subList(3, words.length)) {
            Policy.Quorum member = named.get(name);
            if (member == null) {
                mistake("the member " + name, "a witness or group that a line before defines");
            } else if (!members.add(name)) {
                mistake("the member %s a second time".formatted(name), "each name in one group, once");
            } else {
                found.add(member);
            }
        }
        int listed = words.length - 3;
        int needed = switch (words[2]) {
            case "all" -> listed;
            case "any" -> 1;
            default -> words[2].matches("[1-9][0-9]{0,3}") ? Integer.parseInt(words[2]) : 0;
        };
        if (needed < 1 || needed > listed) {
            mistake("the threshold " + words[2], "all, any or a number from 1 to " + listed);
        }
        define(words[1], new Policy.Quorum.Group(words[1], needed, found));
    }

    private void quorum(String[] words) {
        if (hasQuorum || words.length != 2) {
            mistake(hasQuorum ? "a second quorum line" : "no single name after quorum", "one line: quorum NAME");
            return;
        }
        hasQuorum = true;
        quorum = words[1].equals(NONE) ? new Policy.Quorum.Nobody() : named.get(words[1]);
        if (quorum == null) {
            mistake("the quorum " + words[1], "none, or a witness or group that a line before defines");
        }
    }

    private void define(String name, Policy.Quorum quorum) {
        if (name.equals(NONE)) {
            mistake("the name none", "another one: none says that no witness is needed");
        } else if (named.putIfAbsent(name, quorum) != null) {
            mistake("the name %s a second time".formatted(name), "each name once");
        }
    }

    private static VerifierKey key(String vkey, List<SignatureType> types) {
        VerifierKey key = VerifierKey.parse(vkey);
        if (!types.contains(key.type())) {
            throw new InvalidProofException("found a key of type %d, expected %s"
                    .formatted(key.type().code(), types.equals(SignatureType.OF_LOGS) ? "1 or 6 of a log" : "4 or 6"));
        }
        return key;
    }

    private @Nullable URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        mistake("a URL that is none", "http:// or https:// with a host");
        return null;
    }

    private void mistake(String found, String expected) {
        mistakes.add("line %d: found %s, expected %s".formatted(number, found, expected));
    }
}
