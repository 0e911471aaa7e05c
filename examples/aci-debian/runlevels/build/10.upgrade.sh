#!/dgr/bin/busybox sh
# Brings the packages up to date and removes what only package installation needs. Runs in the image's own root.
set -e
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

apt-get update
apt-get -y dist-upgrade
apt-get clean

rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/debconf/*-old /var/cache/ldconfig/aux-cache \
  /var/lib/dpkg/*-old /var/log/apt /var/log/*.log
: >/etc/machine-id
