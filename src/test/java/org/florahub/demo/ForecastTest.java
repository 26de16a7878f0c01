package org.florahub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final AdapterCard OFFICE = card("office", "dbs:000001", true, "all");
    private static final AdapterCard NORTH = card("north", "ane:010010", false, "all");
    private static final AdapterCard SOUTH = card("south", "ane:080010", false, "all");
    private static final AdapterCard TOWN = card("town", "azr:999001", false, "decision-issued");

    private final Forecast forecast = new Forecast(List.of(OFFICE, NORTH, SOUTH, TOWN));

    @Test
    void tellsOfACaseThoseThatItBelongsToAndThoseThatAreToldOfAll() {
        assertThat(after(NORTH, fact("1", null, "arrived"))).containsExactly("office");
        assertThat(after(OFFICE, fact("1", null, "registered"))).containsExactly("north");
    }

    @Test
    void knowsACaseByItsFileNumberOnceItHasOne() {
        after(NORTH, fact("1", null, "arrived"));
        after(OFFICE, fact("1", "9900001-47", "file-opened"));

        assertThat(after(OFFICE, fact("2", "9900001-47", "file-opened"))).containsExactly("north");
    }

    @Test
    void tellsANewAuthorityFromItsAllocationOnAndOnlyWhatItReceives() {
        after(NORTH, fact("1", null, "arrived"));

        assertThat(after(NORTH, new Fact("1", null, "allocated", "report", "azr:999001")))
                .containsExactly("office");
        assertThat(after(OFFICE, fact("1", null, "decision-issued"))).containsExactly("north", "town");
        assertThat(after(OFFICE, fact("1", null, "hearing-held"))).containsExactly("north");
    }

    @Test
    void movesACaseFromOneReceptionFacilityToAnother() {
        after(NORTH, fact("1", null, "arrived"));

        assertThat(after(NORTH, new Fact("1", null, "distributed", "report", "ane:080010")))
                .containsExactly("office", "south");
        assertThat(after(OFFICE, fact("1", null, "hearing-held"))).containsExactly("south");
    }

    private List<String> after(AdapterCard sender, Fact fact) {
        return forecast.after(sender, List.of(fact)).stream()
                .map(Forecast.Due::destination)
                .toList();
    }

    private static Fact fact(String azrNumber, @Nullable String fileNumber, String status) {
        return new Fact(azrNumber, fileNumber, status, "report", null);
    }

    private static AdapterCard card(String name, String authority, boolean allCases, String status) {
        return new AdapterCard(name, name, authority, "file", "file", Set.of(status), allCases, null);
    }
}
