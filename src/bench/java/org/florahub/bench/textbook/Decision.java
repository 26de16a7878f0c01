package org.florahub.bench.textbook;

import com.fasterxml.jackson.annotation.JsonRootName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.xml.annotation.JacksonXmlElementWrapper;
import tools.jackson.dataformat.xml.annotation.JacksonXmlProperty;

/// The message, bound to records.
@JsonRootName(value = "entscheidung", namespace = Decision.NS)
record Decision(
        @JacksonXmlProperty(isAttribute = true) String produkt,
        @JacksonXmlProperty(isAttribute = true) String produkthersteller,
        @JacksonXmlProperty(isAttribute = true) String standard,
        @JacksonXmlProperty(isAttribute = true) String version,
        @JacksonXmlProperty(namespace = NS) Kopf nachrichtenkopf,
        @JacksonXmlProperty(namespace = NS) String aktenzeichen,
        @JacksonXmlProperty(namespace = NS) Asylantrag asylantrag,
        @JacksonXmlProperty(namespace = NS) Ereignis ereignis,
        @JacksonXmlProperty(namespace = NS) Person person,
        @JacksonXmlProperty(namespace = NS) Sachentscheidung sachentscheidung,
        @JacksonXmlProperty(namespace = NS) @Nullable Unterbringung unterbringung,

        @JacksonXmlProperty(namespace = NS) @JacksonXmlElementWrapper(useWrapping = false)
        List<String> bemerkung) {

    static final String NS = "urn:florahub:bench:decision:1";

    record Kopf(
            @JacksonXmlProperty(namespace = NS) Identifikation identifikation,
            @JacksonXmlProperty(namespace = NS) Behoerde leser,
            @JacksonXmlProperty(namespace = NS) Behoerde autor) {}

    record Identifikation(
            @JacksonXmlProperty(namespace = NS) String nachrichtenUUID,
            @JacksonXmlProperty(namespace = NS) Code nachrichtentyp,
            @JacksonXmlProperty(namespace = NS) String erstellungszeitpunkt) {}

    record Behoerde(
            @JacksonXmlProperty(namespace = NS) String kennung,
            @JacksonXmlProperty(namespace = NS) @Nullable String name,
            @JacksonXmlProperty(namespace = NS) @Nullable Erreichbarkeit erreichbarkeit) {}

    record Erreichbarkeit(
            @JacksonXmlProperty(namespace = NS) @Nullable String telefon,
            @JacksonXmlProperty(namespace = NS) @Nullable String email,
            @JacksonXmlProperty(namespace = NS) @Nullable Anschrift anschrift) {}

    record Anschrift(
            @JacksonXmlProperty(namespace = NS) String strasse,
            @JacksonXmlProperty(namespace = NS) String hausnummer,
            @JacksonXmlProperty(namespace = NS) String postleitzahl,
            @JacksonXmlProperty(namespace = NS) String ort) {}

    record Asylantrag(@JacksonXmlProperty(namespace = NS) String gestelltAm) {}

    record Ereignis(
            @JacksonXmlProperty(namespace = NS) String zeitpunkt,
            @JacksonXmlProperty(namespace = NS) @Nullable String zeichen) {}

    record Person(
            @JacksonXmlProperty(namespace = NS) String azrNummer,
            @JacksonXmlProperty(namespace = NS) @Nullable String ankunftsnachweis,
            @JacksonXmlProperty(namespace = NS) String familienname,
            @JacksonXmlProperty(namespace = NS) @Nullable String vorname,
            @JacksonXmlProperty(namespace = NS) @Nullable String geburtsdatum,
            @JacksonXmlProperty(namespace = NS) @Nullable Code staatsangehoerigkeit) {}

    record Sachentscheidung(
            @JacksonXmlProperty(namespace = NS) Code sachverhalt,
            @JacksonXmlProperty(namespace = NS) String datum,

            @JacksonXmlProperty(namespace = NS) @JacksonXmlElementWrapper(useWrapping = false)
            List<String> rechtsgrundlage) {}

    record Unterbringung(
            @JacksonXmlProperty(namespace = NS) String einrichtung,
            @JacksonXmlProperty(namespace = NS) Anschrift anschrift) {}

    record Code(
            @JacksonXmlProperty(isAttribute = true) String listURI,
            @JacksonXmlProperty(isAttribute = true) String listVersionID,
            @JacksonXmlProperty(namespace = NS) String code,
            @JacksonXmlProperty(namespace = NS) @Nullable String name) {}
}
