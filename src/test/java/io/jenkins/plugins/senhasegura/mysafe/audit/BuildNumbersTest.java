package io.jenkins.plugins.senhasegura.mysafe.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of builds that are there, however far apart they are. */
class BuildNumbersTest {
    private static final int FAR = BuildNumbers.LONGEST_GAP * 5;

    @TempDir
    Path builds;

    private static List<Integer> all(BuildNumbers numbers) {
        List<Integer> all = new ArrayList<>();
        numbers.forEachRemaining((int number) -> all.add(number));
        return all;
    }

    private void folders(Iterable<Integer> numbers) throws IOException {
        for (int number : numbers) {
            Files.createDirectory(builds.resolve(Integer.toString(number)));
        }
    }

    static Stream<Set<Integer>> sets() {
        int gap = BuildNumbers.LONGEST_GAP;
        return Stream.of(
                Set.of(),
                Set.of(1),
                Set.of(gap),
                Set.of(gap + 1),
                Set.of(1, 2, 4, 5),
                Set.of(1, gap, FAR),
                Set.of(FAR),
                Set.of(FAR - gap, FAR),
                Set.of(FAR - gap - 1, FAR),
                Set.of(3, FAR, FAR - gap, FAR - 2 * gap - 5),
                Set.of(999_999_999, 1));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void eachBuildFromAnyNumberOnComesOnceInDescendingOrder(Set<Integer> numbers) throws IOException {
        folders(numbers);
        Files.createFile(builds.resolve("legacyIds"));
        Files.createDirectory(builds.resolve(".7"));
        TreeSet<Integer> sorted = new TreeSet<>(numbers);
        for (int from : List.of(0, 1, 2, BuildNumbers.LONGEST_GAP, FAR - 1, FAR, FAR + 1, 2 * FAR, 999_999_999)) {
            assertThat(all(new BuildNumbers(builds.toFile(), from)))
                    .as("from %d", from)
                    .containsExactlyElementsOf(sorted.headSet(from, true).descendingSet());
        }
    }

    /** It is what makes the first page of a job with many builds cheap. */
    @Test
    void namesAreNotReadWhereBuildsAreCloseToEachOther() throws IOException {
        folders(List.of(FAR, FAR - 1, FAR - 3));
        BuildNumbers numbers = new BuildNumbers(new Unlisted(builds), FAR);
        assertThat(List.of(numbers.nextInt(), numbers.nextInt())).containsExactly(FAR, FAR - 1);
    }

    @Test
    void folderThatIsNotThereHasNoBuilds() {
        BuildNumbers numbers = new BuildNumbers(builds.resolve("none").toFile(), FAR);
        assertThat(numbers.hasNext()).isFalse();
        assertThatThrownBy(numbers::nextInt).isInstanceOf(NoSuchElementException.class);
    }

    /** A folder whose names nobody may ask for. */
    private static final class Unlisted extends File {
        private static final long serialVersionUID = 1;

        Unlisted(Path folder) {
            super(folder.toString());
        }

        @Override
        public String[] list() {
            throw new AssertionError("names are read");
        }
    }
}
