# Sourced by ./quickstart, ./check and bench/run: finds the JDK and installs the Debian packages that are missing.
# shellcheck shell=sh disable=SC2034 # used by the scripts that source it

# What Dray starts at run time.
RUN_PACKAGES="crun s6 catatonit tini conmon busybox-static containernetworking-plugins nftables debootstrap util-linux perl-base ca-certificates git"
# What only tests and benchmarks compare with.
TEST_PACKAGES="appc-spec golang-github-appc-spec-dev golang-go podman shellcheck skopeo umoci docker-registry gpg gpg-agent openssl jq xz-utils curl iproute2 iptables libcap2-bin procps"

say() {
    printf '\n==> %s\n' "$*"
}

die() {
    echo "$0: $*" >&2
    exit 1
}

require_root() {
    [ "$(id -u)" = 0 ] || die "needs root: containers are made of mounts and namespaces; run it with sudo"
}

# Sets and exports JAVA_HOME to a JDK (not only a runtime) of version 25.
require_jdk() {
    for candidate in "${JAVA_HOME:-}" "$(readlink -f "$(command -v javac || echo /)" | sed 's,/bin/javac$,,')" /usr/lib/jvm/*25*; do
        if [ -x "$candidate/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$candidate/release" 2>/dev/null; then
            export JAVA_HOME="$candidate"
            return
        fi
    done
    die "no JDK 25 in JAVA_HOME, PATH or /usr/lib/jvm: install one (for instance Temurin 25) and set JAVA_HOME"
}

require_maven() {
    command -v mvn >/dev/null || die "no Maven: install it with: apt-get install maven"
}

# install_missing PACKAGE...
install_missing() {
    missing=
    for package; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
    done
    if [ -z "$missing" ]; then
        echo "all Debian packages are there: $*"
        return
    fi
    echo "installing the Debian packages that are missing:$missing"
    apt-get update -qq || die "apt-get update failed: see above"
    # shellcheck disable=SC2086 # a list
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
        die "apt-get could not install:$missing"
}
