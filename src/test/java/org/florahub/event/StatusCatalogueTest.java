package org.florahub.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class StatusCatalogueTest {

    private final StatusCatalogue catalogue = StatusCatalogue.standard();

    @Test
    void keysAreCanonicalAndEveryStatusHasAnIssuer() {
        assertThat(catalogue.all()).hasSizeGreaterThan(10).allSatisfy(status -> {
            assertThat(FieldType.KEY.accepts(status.key())).as(status.key()).isTrue();
            assertThat(status.issuers()).as(status.key()).isNotEmpty().isSubsetOf("dbs", "ane", "azr", "vwg", "slb");
            assertThat(status.german()).isNotBlank();
            assertThat(status.english()).isNotBlank();
            assertThat(status.allowed()).as(status.key()).noneMatch(status.required()::contains);
        });
    }

    @Test
    void permitsOnlyTheStatusesOwnDetails() {
        Status decision = java.util.Objects.requireNonNull(catalogue.get("decision-issued"));

        assertThat(decision.permits(Field.OUTCOME)).isTrue();
        assertThat(decision.permits(Field.APPEAL_KIND)).isFalse();
        assertThat(decision.permits(Field.PERSON_AZR_NUMBER)).isTrue();
    }

    @Test
    void knowsNoStatusThatIsNotListed() {
        assertThat(catalogue.get("invented")).isNull();
    }

    @Test
    void theRegimeFollowsTheLodgingDate() {
        assertThat(Regime.of(LocalDate.of(2026, 6, 11))).isEqualTo(Regime.OLD);
        assertThat(Regime.of(LocalDate.of(2026, 6, 12))).isEqualTo(Regime.GEAS);
        assertThat(Regime.of(null)).isEqualTo(Regime.UNKNOWN);
    }

    @Test
    void landsAndAuthoritiesHaveAShape() {
        assertThatThrownBy(() -> new Land("17")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Authority.parse("secret-value"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret-value");
        assertThat(Authority.parse("ane:140010")).hasToString("ane:140010");
    }
}
