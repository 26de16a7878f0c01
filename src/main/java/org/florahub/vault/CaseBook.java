package org.florahub.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.florahub.event.CaseRef;
import org.florahub.event.Field;
import org.florahub.event.PersonRef;
import org.florahub.vault.Candidates.Pair;
import org.florahub.vault.CaseRegister.OpenCase;
import org.florahub.vault.CaseTables.CaseRow;
import org.florahub.vault.CaseTables.PersonRow;
import org.florahub.vault.Resolution.Unresolved;
import org.jspecify.annotations.Nullable;

/// Finds the case and the person that identifiers name, or makes them, within the transaction of the one writer.
///
/// - The BAMF file number names the case. Without one, the newest case of the person is meant.
/// - AZR number and arrival number name the person in it. A person has one AZR number and any number of arrival
/// numbers.
/// - What a message adds is kept: a file number for the case that had none, an identifier for the person.
/// - A case without a file number holds one person. When a message names that person with the file number of
///   another case, the first becomes part of the second; what was recorded keeps the pseudonym it was recorded
/// under.
/// - Identifiers that name different persons are refused, never guessed at.
public final class CaseBook {

    private static final Unresolved NOBODY = new Unresolved(
            "S030",
            Field.PERSON_AZR_NUMBER,
            "no identifier",
            "a BAMF file number, an AZR number or an arrival number",
            "Send at least one of them.");
    private static final Unresolved CONTRADICTION = new Unresolved(
            "S999",
            Field.PERSON_AZR_NUMBER,
            "identifiers of different persons",
            "identifiers of one person",
            "Check file number, AZR number and arrival number against each other.");
    private static final Unresolved SEVERAL = new Unresolved(
            "S999",
            Field.PERSON_AZR_NUMBER,
            "the file number of several persons and no identifier of one of them",
            "an identifier of the person",
            "Send the AZR number or the arrival number too.");
    private static final Unresolved UNKNOWN = new Unresolved(
            "S999",
            Field.PERSON_AZR_NUMBER,
            "identifiers under which nothing is recorded",
            "those of the statement to correct or retract",
            "Check the identifiers, or send a report instead.");

    private final CaseTables tables;
    private final CaseRegister register;

    /// What turned out to be the same on the way to the subject at hand.
    private final List<Subject.Union> unions = new ArrayList<>();

    CaseBook(Vault vault, Sealer sealer, Connection writer) throws SQLException {
        tables = new CaseTables(writer);
        register = new CaseRegister(vault, sealer, tables);
    }

    /// Forgets what was not committed: to be called after every rollback, also to a savepoint.
    public void rolledBack() throws SQLException {
        tables.reload();
    }

    /// Finds or makes the subject. When it cannot, nothing is changed.
    public Resolution resolve(Identifiers ids) throws SQLException {
        unions.clear();
        if (ids.file() == null && !ids.namePerson()) {
            return NOBODY;
        }
        Candidates known = candidates(ids);
        CaseRow filed = tables.caseOf(ids.file());
        return filed == null ? withoutKnownFile(ids, known) : inFiled(ids, known, filed);
    }

    /// No file number, or a new one: it belongs to the unfiled case of the person beside it, else to a new case.
    private Resolution withoutKnownFile(Identifiers ids, Candidates known) throws SQLException {
        Pair pair = known.newest(person -> ids.file() == null || !person.in().filed());
        if (pair.contradicts(ids)) {
            return CONTRADICTION;
        }
        if (pair.isEmpty()) {
            OpenCase made = register.makeCase(ids.file());
            return subject(register.makePerson(ids, made), made, true);
        }
        PersonRow person = unite(pair);
        OpenCase in = register.open(person.in());
        if (ids.file() != null) {
            register.file(in, ids.file());
        }
        return completed(person, pair, ids, in);
    }

    private Resolution inFiled(Identifiers ids, Candidates known, CaseRow filed) throws SQLException {
        Pair here = known.newest(person -> person.in().no() == filed.no());
        Pair pair = here.or(known.newest(person -> !person.in().filed()));
        if (pair.contradicts(ids)) {
            return CONTRADICTION;
        }
        OpenCase in = register.open(filed);
        if (!here.isEmpty()) {
            return completed(unite(pair), pair, ids, in);
        }
        List<PersonRow> there = tables.personsIn(filed);
        if (!ids.namePerson() && there.size() > 1) {
            return SEVERAL;
        }
        PersonRow nameless = there.size() == 1 && there.getFirst().knownBy() == 0 ? there.getFirst() : null;
        if (!pair.isEmpty()) {
            PersonRow came = unite(pair);
            return completed(nameless == null ? move(came, in) : join(came, nameless, in), pair, ids, in);
        }
        if (!ids.namePerson() && !there.isEmpty()) {
            return subject(there.getFirst(), in, false);
        }
        if (nameless != null) {
            return completed(nameless, pair, ids, in);
        }
        return subject(register.makePerson(ids, in), in, false);
    }

    /// Finds the subject of a correction or retraction. Changes nothing.
    public Resolution find(Identifiers ids) throws SQLException {
        unions.clear();
        CaseRow filed = tables.caseOf(ids.file());
        if (ids.file() != null && filed == null) {
            return UNKNOWN;
        }
        if (filed != null && !ids.namePerson()) {
            List<PersonRow> there = tables.personsIn(filed);
            return there.size() > 1 ? SEVERAL : there.isEmpty() ? UNKNOWN : found(there.getFirst());
        }
        Candidates known = candidates(ids);
        Pair pair = filed == null
                ? known.newest(_ -> true)
                : known.newest(person -> person.in().no() == filed.no())
                        .or(known.newest(person -> person.in().root() == filed.root()));
        PersonRow person = pair.sole();
        if (!pair.isEmpty() && person == null) {
            return CONTRADICTION;
        }
        return person == null
                ? UNKNOWN
                : found(person).with(known.within(person.in().root()));
    }

    /// Of a person whose file has just been named: makes the one other file that is his alone part of this one. More
    /// than one, or one with other persons in it, is left for an operator to judge.
    ///
    /// @param ids with a file number and an AZR number, else nothing is merged
    /// @return what was merged; `null` if nothing was
    public Subject.Union.@Nullable OfCases mergeOtherFile(Identifiers ids, Subject subject) throws SQLException {
        CaseRow named = tables.caseOf(ids.file());
        if (named == null || ids.azr() == null) {
            return null;
        }
        List<CaseRow> others = tables.personsOf(CaseTables.AZR_NUMBER, ids.azr()).stream()
                .map(PersonRow::in)
                .filter(other -> other.root() != subject.rootNo())
                .toList();
        if (others.size() != 1
                || !others.getFirst().standsAlone()
                || tables.personsIn(others.getFirst()).size() != 1) {
            return null;
        }
        CaseRow other = others.getFirst();
        tables.merge(other, named);
        return new Subject.Union.OfCases(other.no(), named.root());
    }

    private Candidates candidates(Identifiers ids) throws SQLException {
        return new Candidates(
                tables.personsOf(CaseTables.AZR_NUMBER, ids.azr()),
                tables.personsOf(CaseTables.ARRIVAL_NUMBER, ids.arrival()));
    }

    private Subject found(PersonRow person) {
        return subject(person, register.open(person.in()), false);
    }

    /// The one person of a pair that does not contradict itself. What has a file number stays.
    private PersonRow unite(Pair pair) throws SQLException {
        PersonRow sole = pair.sole();
        if (sole != null) {
            return sole;
        }
        PersonRow azr = Objects.requireNonNull(pair.azr());
        PersonRow arrival = Objects.requireNonNull(pair.arrival());
        boolean arrivalStays = arrival.in().filed() && !azr.in().filed();
        PersonRow stays = arrivalStays ? arrival : azr;
        return join(arrivalStays ? azr : arrival, stays, register.open(stays.in()));
    }

    private PersonRow join(PersonRow goes, PersonRow stays, OpenCase in) throws SQLException {
        PersonRow joined = register.join(goes, stays, in);
        unions.add(new Subject.Union.OfPersons(goes.no(), stays.no()));
        absorb(goes.in(), stays.in());
        return joined;
    }

    private PersonRow move(PersonRow person, OpenCase to) throws SQLException {
        PersonRow moved = register.move(person, to);
        absorb(person.in(), to.row());
        return moved;
    }

    private void absorb(CaseRow from, CaseRow to) throws SQLException {
        if (from.no() != to.no()) {
            tables.merge(from, to);
            unions.add(new Subject.Union.OfCases(from.no(), to.root()));
        }
    }

    private Subject completed(PersonRow person, Pair foundBy, Identifiers ids, OpenCase in) throws SQLException {
        boolean newAzr = ids.azr() != null && foundBy.azr() == null;
        boolean newArrival = ids.arrival() != null && foundBy.arrival() == null;
        if (newAzr || newArrival) {
            register.complete(person, ids, in);
        }
        return subject(person, in, false);
    }

    private Subject subject(PersonRow person, OpenCase in, boolean fresh) {
        return new Subject(
                in.row().no(),
                in.row().root(),
                new CaseRef(in.row().ref()),
                in.key(),
                person.no(),
                new PersonRef(person.ref()),
                Set.of(person.no()),
                fresh,
                List.copyOf(unions));
    }
}
