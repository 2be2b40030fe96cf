package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.StatUtils;

/** What two sides saw that took turns in one virtual machine, round by round, and how a probe hands it on. */
record Turns(List<List<Double>> ours, List<List<Double>> rival) {
    /** One turn of one side. */
    interface Side {
        double turn() throws Exception;
    }

    /** Lets both take turns, to and fro, after rounds that do not count. */
    static Turns take(int warmUp, int rounds, int turns, Side ours, Side rival) throws Exception {
        Turns seen = new Turns(new ArrayList<>(), new ArrayList<>());
        for (int round = -warmUp; round < rounds; round++) {
            List<Double> ofOurs = new ArrayList<>();
            List<Double> ofRival = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                if (turn % 2 == 0) {
                    ofOurs.add(ours.turn());
                    ofRival.add(rival.turn());
                } else {
                    ofRival.add(rival.turn());
                    ofOurs.add(ours.turn());
                }
            }
            if (round >= 0) {
                seen.ours.add(ofOurs);
                seen.rival.add(ofRival);
            }
        }
        return seen;
    }

    void print(String name) {
        System.out.println(name + ".ours=" + text(ours));
        System.out.println(name + ".rival=" + text(rival));
    }

    private static String text(List<List<Double>> rounds) {
        return rounds.stream()
                .map(turns -> turns.stream().map(String::valueOf).collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
    }

    /** What a probe has printed. */
    static Turns of(Map<String, String> figures, String name) {
        return new Turns(rounds(figures.get(name + ".ours")), rounds(figures.get(name + ".rival")));
    }

    private static List<List<Double>> rounds(String text) {
        return Arrays.stream(text.split(";"))
                .map(turns ->
                        Arrays.stream(turns.split(",")).map(Double::valueOf).toList())
                .toList();
    }

    Ratio ratio() {
        return Ratio.of(ours, rival);
    }

    double ourMedian() {
        return median(ours);
    }

    double rivalMedian() {
        return median(rival);
    }

    private static double median(List<List<Double>> rounds) {
        double[] all = rounds.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return StatUtils.percentile(all, 50);
    }
}
