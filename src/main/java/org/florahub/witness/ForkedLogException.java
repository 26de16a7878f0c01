package org.florahub.witness;

/// A witness holds a history of this log that the hub does not have, or says so and the others cannot outweigh it.
/// The hub must not start.
public final class ForkedLogException extends Exception {

    private static final long serialVersionUID = 1;

    private ForkedLogException(String message) {
        super(message);
    }

    static ForkedLogException proven(String found) {
        return new ForkedLogException(
                ("Ledger: found that %s; expected that nobody holds more than this hub. This data folder is a backup older"
                                + " than what the hub has signed, or two hubs sign with the same keys. Stop every other"
                                + " hub with these keys and restore the newest data folder. If it is lost, begin a new"
                                + " log: another flora.ledger.origin and an empty ledger folder's data, agreed with all"
                                + " witnesses. Do not delete anything: what this folder holds may be evidence.")
                        .formatted(found));
    }

    static ForkedLogException doubtful(String found, String policy) {
        return new ForkedLogException(
                ("Ledger: found that %s, and too few others that agree with this hub; expected %s. If this data folder is a"
                                + " restored backup, restore a newer one. Else bring the other witnesses back, or take"
                                + " the one that is at fault out of the policy file, and start again.")
                        .formatted(found, policy));
    }
}
