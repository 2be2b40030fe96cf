# shellcheck shell=bash
# What bin/verify and bin/demo share: tools, the mode that this network allows, a Maven that can run pom.xml.
# Sourced by them with the repository as the working directory.

maven_needed=3.9.6      # what the parent of pom.xml asks for
maven_newer=3.9.11      # what is obtained when the installed one is older
java_needed=17
mode_seconds=20         # the mode is known by then, however the network says no
tools=target/tools
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

seconds_left() {
  local left=$((mode_seconds - SECONDS))
  echo $((left > 1 ? left : 1))
}

version_at_least() {
  [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

# The parent of pom.xml stands for the Jenkins project's repository: without it nothing goes, and it is small.
parent_resolves() {
  local parent repository
  parent=$(sed -n '/<parent>/,/<\/parent>/s|.*<version>\(.*\)</version>.*|\1|p' pom.xml)
  repository=$(sed -n '/<repositories>/,/<\/repositories>/s|.*<url>\(.*\)</url>.*|\1|p' pom.xml)
  (cd src/central && timeout "$(seconds_left)" mvn -B -q -N -U --strict-checksums "$@" "$dependency_plugin:get" \
    -Dtransitive=false -Dartifact="org.jenkins-ci.plugins:plugin:$parent:pom" \
    -DremoteRepositories="repo.jenkins-ci.org::::$repository") >/dev/null 2>&1
}

# Whatever pom.xml names, plugins and libraries for tests included. A first download takes longer than there is time to
# choose: then it is enough that parts of Jenkins have been arriving.
everything_resolves() {
  local output status=0
  output=$(timeout "$(seconds_left)" "$maven" -B "$@" -DexcludeTransitive \
    "$dependency_plugin:resolve-plugins" "$dependency_plugin:resolve" 2>&1) || status=$?
  [ "$status" -eq 0 ] ||
    { [ "$status" -eq 124 ] && grep -qE 'Downloaded from .*/(org/jenkins-ci|io/jenkins)/' <<<"$output"; }
}

find_mode() {
  if ! parent_resolves --offline && ! parent_resolves; then
    echo central
  elif newer_maven "$(seconds_left)" >/dev/null 2>&1 && { everything_resolves --offline || everything_resolves; }; then
    echo jenkins
  else
    echo central
  fi
}

# Sets $maven to one that can run pom.xml; the download may take so many seconds, 0 for ever.
newer_maven() {
  maven=mvn
  version_at_least "$maven_needed" "$maven_installed" && return
  maven=$PWD/$tools/apache-maven-$maven_newer/bin/mvn
  [ -x "$maven" ] || obtain_maven "$1"
}

# Unpacked elsewhere and then moved, so that it is there wholly or not at all.
obtain_maven() {
  local root=$PWD unpacked status=0
  mkdir -p "$tools"
  unpacked=$(mktemp -d "$tools/.maven.XXXXXX")
  (cd src/central && timeout "$1" mvn -B -q -N "$dependency_plugin:unpack" \
    -Dartifact="org.apache.maven:apache-maven:$maven_newer:zip:bin" -DoutputDirectory="$root/$unpacked") || status=$?
  if [ "$status" -eq 0 ]; then
    chmod +x "$unpacked/apache-maven-$maven_newer/bin/mvn"
    mv "$unpacked/apache-maven-$maven_newer" "$tools/" 2>/dev/null || [ -x "$maven" ] || status=1
  fi
  rm -rf "$unpacked"
  return "$status"
}
