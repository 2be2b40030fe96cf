#!/usr/bin/env bash
# SpotBugs 4.10.3: reports nothing that follows a call of a method whose body only throws, in a library too.
#
# Expected by a reader: the libraries on the auxiliary class path tell types and signatures; what is reported of the code
# that is analysed does not depend on the bodies that they happen to have.
# Seen: where the library is one of declarations whose bodies throw, as those that stand in for an API at compile time, the
# code after a call counts as never reached. The same dereference of null is reported after a call of a method that
# returns, and is not after a call of one that throws. Nothing says so, and the check is green.
# Met by: whoever runs SpotBugs against an API jar of stubs instead of the real one.
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
      <groupId>com.github.spotbugs</groupId>
      <artifactId>spotbugs</artifactId>
      <version>4.10.3</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib || exit 2

mkdir api code
cat >api/Api.java <<'JAVA'
public class Api {
    public static Object returns() {
        return System.getProperties().get("any");
    }

    public static Object throwsOnly() {
        throw new UnsupportedOperationException();
    }
}
JAVA
cat >code/Caller.java <<'JAVA'
public class Caller {
    public static int afterOneThatReturns() {
        Object found = Api.returns();
        Object none = null;
        return found == null ? 0 : none.hashCode();
    }

    public static int afterOneThatThrows() {
        Object found = Api.throwsOnly();
        Object none = null;
        return found == null ? 0 : none.hashCode();
    }
}
JAVA
javac -d api/classes api/Api.java
javac -d code/classes -cp api/classes code/Caller.java
timeout 60 java -Dslf4j.internal.verbosity=ERROR -cp 'lib/*' edu.umd.cs.findbugs.FindBugs2 -longBugCodes \
  -auxclasspath api/classes code/classes >report.txt
sed -n 's/.*\(NP_ALWAYS_NULL\) .*in Caller\.\([A-Za-z]*\).*/\1 \2/p' report.txt | tee seen.txt
diff - seen.txt <<'SEEN' || { echo 'This has changed.' >&2; exit 1; }
NP_ALWAYS_NULL afterOneThatReturns
SEEN
