#!/usr/bin/env bash
# Apache HttpClient 5.6.4: DateUtils.parseStandardDate reads only one of the three date forms of HTTP.
#
# Expected by a reader: RFC 9110, section 5.6.7, obliges a recipient to accept all three forms, and the method tries
# patterns by the names RFC 1123, RFC 1036 and asctime.
# Seen: null for the RFC 850 form (the weekday is written out, the pattern wants it short) and for the asctime form (it has
# no zone). null is what the method returns for "no date", so nothing is noticed.
# Met by: whoever reads Retry-After, Date or Expires with it.
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
      <groupId>org.apache.httpcomponents.client5</groupId>
      <artifactId>httpclient5</artifactId>
      <version>5.6.4</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib || exit 2

cat >Finding.java <<'JAVA'
import org.apache.hc.client5.http.utils.DateUtils;

public class Finding {
    public static void main(String[] args) {
        for (String date : new String[] {
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"
        }) {
            System.out.println(date + " = " + DateUtils.parseStandardDate(date));
        }
    }
}
JAVA
timeout 60 java -Dslf4j.internal.verbosity=ERROR -cp 'lib/*' Finding.java | tee seen.txt
diff - seen.txt <<'SEEN' || { echo 'This has changed.' >&2; exit 1; }
Sun, 06 Nov 1994 08:49:37 GMT = 1994-11-06T08:49:37Z
Sunday, 06-Nov-94 08:49:37 GMT = null
Sun Nov  6 08:49:37 1994 = null
SEEN
