package org.florahub.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TurnTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void letsEachGoAfterTheOneBeforeItHoweverTheyStart(long seed) throws Exception {
        List<Integer> handed = new CopyOnWriteArrayList<>();
        List<Integer> order = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        run(order, number -> {
            Turn.await();
            handed.add(number);
            Turn.pass();
        });
        assertThat(handed).isEqualTo(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void goesOnAfterOneThatRecordsNothingOrFails() throws Exception {
        List<Integer> handed = new CopyOnWriteArrayList<>();
        run(IntStream.range(0, 30).boxed().toList(), number -> {
            if (number % 3 == 0) {
                return;
            }
            if (number % 3 == 1) {
                throw new IllegalStateException("fails before its turn");
            }
            Turn.await();
            handed.add(number);
        });
        assertThat(handed).hasSize(10).isSorted();
    }

    @Test
    void doesNotHoldWhoHasNoTurn() {
        Turn.await();
        Turn.pass();
    }

    private interface Step {
        void with(int number);
    }

    private static void run(List<Integer> startOrder, Step step) throws InterruptedException {
        List<Turn> turns = Turn.row(startOrder.size());
        var threads = new ArrayList<Thread>();
        for (int number : startOrder) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    turns.get(number).take(() -> {
                        step.with(number);
                        return "";
                    });
                } catch (Exception e) {
                    assertThat(e).hasMessage("fails before its turn");
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
