#!/dgr/bin/busybox sh
# Makes the root of a Debian in $ROOTFS. Runs in the builder.
set -e
. /dgr/bin/functions.sh

suite=bookworm

# Packages are kept between builds where the builder offers a place for them; debootstrap verifies each of them anyway.
if [ -d /dgr/builder/debs ]; then
  set -- --cache-dir=/dgr/builder/debs
else
  set --
fi
debootstrap --variant=minbase "$@" "$suite" "$ROOTFS"

# debootstrap names the main archive only. The security archive stands beside it on Debian's own servers and on most mirrors.
read -r _ archive _ <"$ROOTFS/etc/apt/sources.list"
security="${archive%/}-security"
if curl -fsSL -o /dev/null "$security/dists/$suite-security/InRelease"; then
  echo "deb $security $suite-security main" >>"$ROOTFS/etc/apt/sources.list"
else
  echo_red "no security archive at $security: security updates come with Debian's next point release"
fi

# What debootstrap took over from the machine it ran on.
rm -f "$ROOTFS/etc/resolv.conf" "$ROOTFS/etc/hostname"
echo localhost >"$ROOTFS/etc/hostname"
