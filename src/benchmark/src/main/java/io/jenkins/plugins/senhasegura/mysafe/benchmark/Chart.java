package io.jenkins.plugins.senhasegura.mysafe.benchmark;

import java.util.Locale;
import java.util.Map;

/** A bar chart as SVG that is read on light and dark pages. */
final class Chart {
    private static final int BAR = 22;
    private static final int LEFT = 330;
    private static final int WIDTH = 800;

    private Chart() {}

    static String of(String title, Map<String, Double> bars) {
        double most =
                bars.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        int height = 40 + bars.size() * (BAR + 8);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"14\""
                        + " role=\"img\">%n<title>%s</title>%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n"
                        + "<text x=\"10\" y=\"22\" font-weight=\"bold\">%s</text>%n",
                WIDTH,
                height,
                title,
                title));
        int y = 36;
        for (Map.Entry<String, Double> bar : bars.entrySet()) {
            double length = bar.getValue() / most * (WIDTH - LEFT - 90);
            String colour = bar.getKey().startsWith("ours") ? "#1a7f37" : "#8c959f";
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>"
                            + "<text x=\"%.1f\" y=\"%d\">%,.0f</text>%n",
                    LEFT - 10,
                    y + 16,
                    bar.getKey(),
                    LEFT,
                    y,
                    length,
                    BAR,
                    colour,
                    LEFT + length + 8,
                    y + 16,
                    bar.getValue()));
            y += BAR + 8;
        }
        return svg.append("</svg>\n").toString();
    }
}
