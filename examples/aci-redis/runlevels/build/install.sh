#!/dgr/bin/busybox sh
# Installs redis from Debian. Runs in the image's own root.
set -e
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

# Debian starts a service when its package is installed, unless this program forbids it.
printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
chmod 0755 /usr/sbin/policy-rc.d

apt-get update
apt-get install -y --no-install-recommends redis-server
apt-get clean

rm -rf /usr/sbin/policy-rc.d /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/debconf/*-old \
  /var/cache/ldconfig/aux-cache /var/lib/dpkg/*-old /var/log/apt /var/log/*.log

# The image is named after the redis that it holds: 7.0.15-1~deb12u7, without Debian's epoch.
version=$(dpkg-query -W -f '${Version}' redis-server)
printf 'default:\n  version: "%s"\n' "${version#*:}" >/dgr/builder/attributes/version.yml
