#!/usr/bin/env bash
# JUnit Platform 6.1.3: a test that throws an OutOfMemoryError takes the results of all other tests with it.
#
# Expected by a reader: the test is counted as failed, as with a StackOverflowError, and the summary is printed.
# Seen: the launcher ends with a stack trace and status 1: no summary, no report, and neither the name of the test nor the
# results of those that passed before. (It holds the error to be unrecoverable and throws it on.)
# Met by: tests of how a program deals with this error, where it is thrown by hand and memory is plenty.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.junit.platform</groupId>
      <artifactId>junit-platform-console-standalone</artifactId>
      <version>6.1.3</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib || exit 2

for error in StackOverflowError OutOfMemoryError; do
  mkdir "$error"
  cat >"FindingTest.java" <<JAVA
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void passes() {}

    @Test
    void throwsIt() {
        throw new $error();
    }
}
JAVA
  javac -cp 'lib/*' -d "$error" FindingTest.java
  status=0
  timeout 60 java -jar lib/*.jar execute -cp "$error" -c FindingTest --details=none --disable-banner \
    >"$error.txt" 2>&1 || status=$?
  summaries=$(grep -c 'tests successful' "$error.txt" || true)
  echo "$error: status $status, summaries $summaries"
done | tee seen.txt
diff - seen.txt <<'SEEN' || { echo 'This has changed.' >&2; exit 1; }
StackOverflowError: status 1, summaries 1
OutOfMemoryError: status 1, summaries 0
SEEN
