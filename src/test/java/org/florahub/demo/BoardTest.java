package org.florahub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {

    private static final Fact FACT = new Fact("990012000031", null, "arrived", "report", null);
    private static final Act ACT = Act.taken("north", new Letter("a.xml", new byte[0]), List.of(FACT));
    private static final Reply TAKEN = new Reply(Reply.Verdict.TAKEN, List.of(), 1);

    private final List<Performance> told = new ArrayList<>();
    private final Board board = new Board(told::add);

    @Test
    void isCompleteWhenEverythingIsAnsweredAndHasArrived() {
        Performance performance = board.begin(ACT, List.of(new Forecast.Due("office", FACT)));
        board.answered(performance, TAKEN);
        assertThat(board.complete()).isFalse();
        assertThat(board.complaints()).containsExactly("1 a.xml from north: 1 deliveries to office missing");

        board.arrived(arrival("office", "{\"person.azrNumber\":\"990012000031\"}"));

        assertThat(board.complete()).isTrue();
        assertThat(board.complaints()).isEmpty();
        assertThat(told).containsExactly(performance);
    }

    @Test
    void acceptsThatADeliveryIsFasterThanTheAnswer() {
        Performance performance = board.begin(ACT, List.of(new Forecast.Due("office", FACT)));
        board.arrived(arrival("office", "<m><azrNummer>990012000031</azrNummer></m>"));
        board.answered(performance, TAKEN);

        assertThat(board.complaints()).isEmpty();
        assertThat(board.delivered()).isEqualTo(1);
    }

    @Test
    void complainsOfADeliveryThatNobodyIsToHave() {
        board.answered(board.begin(ACT, List.of()), TAKEN);
        board.arrived(arrival("town", "Aktenzeichen;AZR-Nr\r\n;990012000031\r\n"));

        assertThat(board.complaints())
                .containsExactly("town got 1, which tells it of something that is none of its business");
    }

    @Test
    void complainsOfAnAnswerWithAnotherReason() {
        Act broken = Act.rejected("north", new Letter("b.xml", new byte[0]), List.of("X000"));
        board.answered(board.begin(broken, List.of()), new Reply(Reply.Verdict.REJECTED, List.of("S010 line 3"), 0));

        assertThat(board.complaints())
                .containsExactly("1 b.xml from north: answered REJECTED [S010 line 3], expected REJECTED [X000]");
    }

    @Test
    void complainsOfADeliveryThatItsReceiverCannotRead() {
        board.arrived(arrival("town", "something else"));

        assertThat(board.complaints()).singleElement().asString().contains("town could not read 1");
    }

    private static Arrival arrival(String partner, String body) {
        return new Arrival(partner, "1", body.getBytes(StandardCharsets.UTF_8), System.nanoTime());
    }
}
