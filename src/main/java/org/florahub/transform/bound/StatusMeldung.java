package org.florahub.transform.bound;

import com.fasterxml.jackson.annotation.JsonRootName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message of the hub's own standard interface, version 1: what `docs/reference/status-schema.md` describes.
/// Elements have the components' names and order.
record StatusMeldung(Nachrichtenkopf nachrichtenkopf, List<Status> status) {

    static final String NAMESPACE = "urn:florahub:status:1";
    static final String ROOT = "statusMeldung";
    static final String FASSUNG = "1.0";

    @JsonRootName("nachrichtenkopf")
    record Nachrichtenkopf(
            @Bound("message.id") @Nullable BoundText nachrichtenId,
            @Bound("message.sentAt | datetime") @Nullable BoundText erstellungszeitpunkt,
            @Nullable Autor autor,
            @Nullable Leser leser,
            @Bound("message.mark?") @Nullable BoundText zeichen,
            @Bound("message.test?") @Nullable BoundText test) {}

    record Autor(
            @Bound("source") @Nullable BoundText kennung,
            @Bound("source.name?") @Nullable BoundText name) {}

    record Leser(
            @Bound("target?") @Nullable BoundText kennung,
            @Bound("target.name?") @Nullable BoundText name) {}

    /// One status of one person in one case.
    @JsonRootName("status")
    record Status(
            @Bound("status") @Nullable BoundText schluessel,
            @Bound("kind?") @Nullable BoundText aktion,
            @Bound("refers.message?") @Nullable BoundText bezug,
            @Nullable Zeitpunkt zeitpunkt,
            @Nullable Fall fall,
            @Nullable Person person,
            @Nullable Angaben angaben) {}

    record Zeitpunkt(
            @Bound("occurred.date") @Nullable BoundText datum,
            @Bound("occurred.time?") @Nullable BoundText uhrzeit,
            @Bound("occurred.zone?") @Nullable BoundText zone) {}

    record Fall(
            @Bound("case.bamfFileNumber?") @Nullable BoundText aktenzeichen,
            @Bound("case.lodgedOn?") @Nullable BoundText antragsdatum) {}

    record Person(
            @Bound("person.azrNumber?") @Nullable BoundText azrNummer,
            @Bound("person.arrivalNumber?") @Nullable BoundText ankunftsnachweis,
            @Bound("person.familyName?") @Nullable BoundText familienname,
            @Bound("person.givenName?") @Nullable BoundText vorname,
            @Bound("person.birthDate?") @Nullable BoundText geburtsdatum,
            @Bound("person.nationality?") @Nullable BoundText staatsangehoerigkeit) {}

    record Angaben(
            @Bound("applicationKind?") @Nullable BoundText antragsart,
            @Bound("procedureKind?") @Nullable BoundText verfahrensart,
            @Nullable Termin termin,
            @Bound("outcome?") @Nullable BoundText ergebnis,
            @Bound("decidedOn?") @Nullable BoundText entschiedenAm,
            @Bound("servedOn?") @Nullable BoundText zugestelltAm,
            @Bound("serviceMethod?") @Nullable BoundText zustellart,
            @Bound("appealKind?") @Nullable BoundText rechtsbehelf,
            @Bound("finalOn?") @Nullable BoundText bestandskraeftigAm,
            @Bound("endReason?") @Nullable BoundText einstellungsgrund,
            @Bound("validUntil?") @Nullable BoundText gueltigBis,
            @Bound("competent?") @Nullable BoundText zustaendigeBehoerde,
            @Bound("office?") @Nullable BoundText aussenstelle,
            @Bound("unaccompanied?") @Nullable BoundText unbegleitet) {}

    record Termin(
            @Bound("appointment.date?") @Nullable BoundText datum,
            @Bound("appointment.time?") @Nullable BoundText uhrzeit) {}
}
