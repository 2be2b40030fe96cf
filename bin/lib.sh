# shellcheck shell=bash
# What bin/verify and bin/demo share: tools, the mode that this network allows, a Maven that can run pom.xml.
# Sourced by them with the repository as the working directory.

maven_needed=3.9.6      # what the parent of pom.xml asks for
maven_newer=3.9.11      # what is obtained when the installed one is older
java_needed=17
mode_seconds=20         # the mode is known by then, however the network says no
tools=target/tools
node_needed=20          # what src/browser/package.json says
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0

fail() {
  printf 'bin/%s: %s\n' "${0##*/}" "$*" >&2
  exit "${fail_status:-1}"
}

# The one command that installs a tool here: install_command DEBIAN-PACKAGE FEDORA-PACKAGE BREW-FORMULA
install_command() {
  if command -v apt-get >/dev/null; then echo "apt-get install -y $1"
  elif command -v dnf >/dev/null; then echo "dnf install -y $2"
  else echo "brew install $3"
  fi
}

check_tools() {
  command -v timeout >/dev/null || fail "timeout is missing; install it with: $(install_command coreutils coreutils coreutils)"
  command -v mvn >/dev/null || fail "Maven is missing; install it with: $(install_command maven maven maven)"
  # Maven says which Java it runs, and that is the one that counts.
  local about java
  about=$(cd src/central && mvn -version) || fail "Maven does not start, see above; install Java with: $(install_java)"
  maven_installed=$(sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' <<<"$about")
  java=$(sed -n 's/^Java version: \([0-9]*\).*/\1/p' <<<"$about")
  java_home=$(sed -n 's/^Java version: .*runtime: //p' <<<"$about")
  [ "${java:-0}" -ge "$java_needed" ] || fail "Java $java_needed is needed, Maven runs on ${java:-none}; install it with: $(install_java)"
  [ -x "$java_home/bin/javac" ] || fail "javac is missing in $java_home; install it with: $(install_java)"
}

install_java() {
  install_command openjdk-17-jdk-headless java-17-openjdk-devel openjdk@17
}

# --- the mode --------------------------------------------------------------------------------------

# Runs a command within what is left of the time, and a second at least. A Maven that only looks around is over before
# the optimizing compiler pays: without it a busy machine, too, finds out in time that everything is there.
in_time() {
  local left=$((mode_seconds - 2 - SECONDS))
  # Without a terminal as its input: behind timeout Maven is stopped by one.
  MAVEN_OPTS="${MAVEN_OPTS:-} -XX:TieredStopAtLevel=1" \
    timeout --kill-after 1 "$((left > 1 ? left : 1))" "$@" </dev/null
}

version_at_least() {
  [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

# Jenkins mode where everything is at hand already, or else where the Jenkins project's repository answers and does not say
# of anything that it has it not.
find_mode() {
  if bom_resolves --offline && newer_maven in_time && everything_resolves --offline; then
    echo jenkins
  elif bom_resolves && nothing_is_missing; then
    echo jenkins
  else
    echo central
  fi
}

# The BOM that pom.xml imports stands for that repository: a few small files, and Maven needs no plugin to ask for them.
# Unless offline they are asked for anew. Wrong checksums are what a captive portal answers.
bom_resolves() {
  local folder status=0
  folder=$(mktemp -d)
  {
    echo '<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version>'
    echo '<packaging>pom</packaging>'
    sed -n '/<properties>/,/<\/properties>/p; /<dependencyManagement>/,/<\/dependencyManagement>/p' pom.xml
    sed -n '/<repositories>/,/<\/repositories>/p' pom.xml
    echo '</project>'
  } >"$folder/pom.xml"
  [ $# -gt 0 ] || set -- --strict-checksums "-Dmaven.repo.local=$folder/repository"
  in_time mvn -B -q "$@" -f "$folder/pom.xml" validate >/dev/null 2>&1 || status=$?
  rm -rf "$folder"
  return "$status"
}

# A first download takes longer than there is time to choose.
nothing_is_missing() {
  local status=0
  { newer_maven in_time && everything_resolves; } || status=$?
  [ "$status" -eq 0 ] || [ "$status" -eq 124 ]
}

# Whatever pom.xml names, plugins and libraries for tests included.
everything_resolves() {
  in_time "$maven" -B -q -U "$@" -DexcludeTransitive \
    "$dependency_plugin:resolve-plugins" "$dependency_plugin:resolve" >/dev/null 2>&1
}

# Sets $maven to one that can run pom.xml. `newer_maven in_time` bounds the download.
newer_maven() {
  maven=mvn
  version_at_least "$maven_needed" "$maven_installed" && return
  maven=$PWD/$tools/apache-maven-$maven_newer/bin/mvn
  [ -x "$maven" ] || obtain_maven "$@"
}

# Unpacked elsewhere and then moved, so that it is there wholly or not at all.
obtain_maven() {
  local root=$PWD unpacked status=0
  mkdir -p "$tools"
  unpacked=$(mktemp -d "$tools/.maven.XXXXXX")
  (cd src/central && "$@" mvn -B -q -N "$dependency_plugin:unpack" \
    -Dartifact="org.apache.maven:apache-maven:$maven_newer:zip:bin" -DoutputDirectory="$root/$unpacked" \
    -Dmdep.overWriteReleases=true) >&2 || status=$?
  if [ "$status" -eq 0 ]; then
    chmod +x "$unpacked/apache-maven-$maven_newer/bin/mvn"
    mv "$unpacked/apache-maven-$maven_newer" "$tools/" 2>/dev/null || [ -x "$maven" ] || status=1
  fi
  rm -rf "$unpacked"
  return "$status"
}

# --- what runs without a Jenkins -------------------------------------------------------------------

# Builds the plugin and its tests as Central mode does. compile_tests LOG
compile_tests() {
  (cd src/central && mvn -B -ntp -pl processor,jenkins-api,plugin -Djacoco.skip test-compile) >"$1" 2>&1 || {
    grep -m 20 '^\[ERROR\]' "$1" >&2 || tail -n 20 "$1" >&2
    fail "the build failed; all of its output is in $1"
  }
}

# --- the browser -----------------------------------------------------------------------------------

# Sets $browser to Chromium's path, or $no_browser to what is missing and how to get it.
find_browser() {
  local name
  browser=
  no_browser=
  for name in "${MYSAFE_BROWSER-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && browser=$(command -v "$name") && break
  done
  if [ -z "$browser" ]; then
    no_browser="Chromium; install it with: $(install_command chromium chromium chromium), or name it in MYSAFE_BROWSER"
  elif ! command -v node >/dev/null || ! version_at_least "$node_needed" "$(node --version | tr -d v)"; then
    no_browser="Node.js $node_needed or newer; install it with: $(install_command nodejs nodejs node)"
  elif ! browser_packages; then
    no_browser="what src/browser/package.json names; install it with: npm ci --prefix src/browser"
  fi
  if [ -n "$no_browser" ]; then
    browser=
  fi
}

# Installed within src/browser, and only when that has not been done or others are named now.
browser_packages() {
  local installed=src/browser/node_modules/.package-lock.json
  [ "$installed" -nt src/browser/package-lock.json ] && return
  command -v npm >/dev/null && npm ci --prefix src/browser --no-audit --no-fund >&2
}
